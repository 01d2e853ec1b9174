### The applicant's dossier: what is to be signed, the pieces, handing it in.

dossier-title = Application for order { $number }
dossier-back = Order { $number }
dossier-introduction = We need { $pieces } before { $day }. Allow ten minutes; you need a printer, and a camera or a scanner.
dossier-step-sign = Download the application form, print it, check it, then date and sign it by hand.
dossier-step-add = Scan or photograph it, then upload it below { $others }.
dossier-pieces = { $count ->
    [one] one document
    [2] two documents
    [3] three documents
    [4] four documents
   *[other] { $count } documents
}
dossier-others = { $count ->
    [one] with the other document
    [2] with the other two documents
    [3] with the other three documents
   *[other] with the other { $count } documents
}
dossier-step-hand-in = Submit the application: we review it only after that.
dossier-with-officers = You have submitted your application. It cannot be changed here any more, unless we ask you to replace a document.
dossier-correction = Replace at least one document before { $day }. Do not send the others again.
dossier-download = Download the application form to sign (PDF)
dossier-allowed = PDF files: at most 10 MB and 50 pages. JPEG, PNG, HEIC, WebP or TIFF photos or images: at most 32 MB (TIFF: 10 MB). 10 files per document. You have { $room } left for the whole application.
dossier-kilobytes = { $size } kB
dossier-megabytes = { $size } MB
dossier-megabytes-tenths = { $size }.{ $tenths } MB

dossier-state-missing = To upload
dossier-state-ready = Uploaded, not submitted yet
dossier-state-received = Submitted, under review
dossier-state-accepted = Accepted
dossier-state-not-asked = No longer asked for
dossier-state-refused = To replace
dossier-state-outdated = To sign again
dossier-outdated = You changed details that this document states ({ $sections }). Download it, sign it and add it again.
dossier-state-replaced = Completed, not submitted yet
dossier-refused-because = This document was not accepted:

dossier-files-exactly = { $count } files.
dossier-files-from-to = { $from } to { $to } files.
dossier-choose = Choose one or more files
dossier-add = Upload
dossier-remove = Remove
dossier-hand-in-title = Submit the application
dossier-hand-in-text = All the documents are there. Once submitted, they cannot be changed while we review them.
dossier-hand-in = Submit the application
dossier-not-complete = The button to submit appears here once every document has at least one file and every refused document has been replaced.
dossier-post-title = No scanner?
dossier-post-text = You can also send the signed form and the copies by post. The code printed on the first page is enough for us to recognise them.

dossier-awaited-error-several = Add at least { $count } files to “{ $piece }”, then submit the application.
dossier-awaited-error = Add at least one file to “{ $piece }”, then submit the application.
dossier-data-incomplete = Your name is not in Latin letters: first confirm how the certificate spells it. You can then submit the application.
dossier-no-file = Choose a file first.
dossier-form-too-large = The upload is too large. Files already added are kept. Send the others one by one.
dossier-form-cut-off = The upload was interrupted. Files already added are kept. Send the missing ones again.
dossier-file-not-now = “{ $file }” was not added: this document cannot be changed at the moment.
dossier-file-outdated = “{ $file }” states details that you changed since. Download the form, sign it and add it.
dossier-file-already-refused = “{ $file }” is the file that we did not accept. Read the reason below and choose another.
dossier-file-too-many-files = “{ $file }” was not added: a document has at most { $value } files. Remove one, or put several pages into one PDF.
dossier-file-dossier-full = “{ $file }” was not added: { $value } is left for this application. Remove a file, or send a smaller one.
dossier-file-empty = “{ $file }” is empty. Check the file and send it again.
dossier-file-too-large = “{ $file }” is { $value }; send at most 10 MB for a PDF or TIFF, at most 32 MB for a photo.
dossier-file-not-allowed = “{ $file }” is neither a PDF nor an image that we can read (JPEG, PNG, HEIC, WebP or TIFF). Save it in one of these formats and send it again.
dossier-file-cut-off = “{ $file }” is incomplete: the end of the file is missing. Scan or copy the document again, then send it.
dossier-file-unreadable = We cannot read “{ $file }”. Open it on your computer, save it again as PDF, JPEG or PNG, then send it.
dossier-file-too-many-pixels = “{ $file }” is too large an image: at most { $value } million pixels. On a phone, choose 12 megapixels; with a scanner, 300 dots per inch.
dossier-file-too-many-pages = “{ $file }” has too many pages: at most { $value }. Send only the pages we ask for.
dossier-file-not-arrived = The upload was interrupted during “{ $file }”. Files already added are kept. Send this one and those after it again.
dossier-file-password = “{ $file }” asks for a password when it is opened. Open it, choose Print, then “Save as PDF”, and send the file that this makes.
dossier-file-encryption = “{ $file }” is encrypted in a way that we cannot read. Open it, choose Print, then “Save as PDF”, and send the file that this makes.
dossier-file-needs-another-reader = “{ $file }” is a form that only Adobe Reader can show. Open it in that program, choose Print, then “Save as PDF”, and send the file that this makes.
dossier-file-portfolio = “{ $file }” is a PDF portfolio, which contains other files. Open it, save the document that it contains, and send that document.
dossier-file-pages-missing = “{ $file }” is damaged: some of its pages cannot be read. Open it, choose Print, then “Save as PDF”, check the file that this makes, and send it.
dossier-file-too-heavy = “{ $file }” is too heavy for our service to read. Open it, choose Print, then “Save as PDF” and send the file that this makes, or scan the document again at 300 dots per inch.
dossier-file-heic-not-read = “{ $file }” is a HEIC photo that we cannot read. On an iPhone: Settings, Camera, Formats, “Most Compatible”; on a Samsung: Camera, Settings, turn off “High efficiency pictures”. Then take the photo again.
