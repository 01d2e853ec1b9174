### The applicant's dossier: what is to be signed, the pieces, handing it in.

dossier-title = Dossier of order { $number }
dossier-back = Order { $number }
dossier-introduction = We need { $pieces } before { $day }. It takes ten minutes, a printer, and a camera or a scanner.
dossier-step-sign = Download the dossier, print it, check it, then date and sign it by hand.
dossier-step-add = Scan or photograph it, then add it below { $others }.
dossier-pieces = { $count ->
    [one] one piece
    [2] two pieces
    [3] three pieces
    [4] four pieces
   *[other] { $count } pieces
}
dossier-others = { $count ->
    [one] with the other piece
    [2] with the two other pieces
    [3] with the three other pieces
   *[other] with the { $count } other pieces
}
dossier-step-hand-in = Hand the dossier in: only then do we look at it.
dossier-with-officers = Your dossier was handed in. It cannot be changed here any more, unless we ask you to replace a piece.
dossier-correction = At least one piece is to be replaced before { $day }. The others need not be sent again.
dossier-download = Download the dossier to sign (PDF)
dossier-allowed = PDF, JPEG or PNG files, at most 10 MB each, 10 per piece, 50 pages per PDF. { $room } are left for the whole dossier.
dossier-kilobytes = { $size } kB
dossier-megabytes = { $size } MB
dossier-megabytes-tenths = { $size }.{ $tenths } MB

dossier-state-missing = To be added
dossier-state-ready = Added, not handed in yet
dossier-state-received = Handed in, being examined
dossier-state-accepted = Accepted
dossier-state-not-asked = No longer asked for
dossier-state-refused = To be replaced
dossier-state-replaced = Completed, not handed in yet
dossier-refused-because = This piece was not accepted:

dossier-files-exactly = { $count } files.
dossier-files-from-to = { $from } to { $to } files.
dossier-choose = Choose one or several files
dossier-add = Add
dossier-remove = Remove
dossier-hand-in-title = Hand the dossier in
dossier-hand-in-text = All pieces are there. Once handed in, they cannot be changed while we examine them.
dossier-hand-in = Hand the dossier in
dossier-not-complete = The button to hand it in appears here once every piece has at least one file, and every piece to be replaced was.
dossier-post-title = No scanner?
dossier-post-text = You can also send the signed dossier and the copies by post. The code printed on the first page is enough to recognise it.

dossier-awaited-error-several = Add at least { $count } files to the piece “{ $piece }”, then hand the dossier in.
dossier-awaited-error = Add at least one file to the piece “{ $piece }”, then hand the dossier in.
dossier-data-incomplete = First confirm how the certificate spells your name, which is not in Latin letters. The dossier can be handed in after that.
dossier-no-file = Choose a file first.
dossier-form-too-large = This is too much at once. The files already added stay. Send the others one by one, at most 10 MB each.
dossier-form-cut-off = Sending broke off. The files already added stay. Send those that are missing again.
dossier-file-not-now = “{ $file }” was not added: this piece cannot be changed at the moment.
dossier-file-already-refused = “{ $file }” is the file that we did not accept. Read the reason below and choose another.
dossier-file-too-many-files = “{ $file }” was not added: a piece has at most { $value } files. Remove one, or put several pages into one PDF.
dossier-file-dossier-full = “{ $file }” was not added: { $value } are left for this dossier. Remove a file, or send a lighter one.
dossier-file-empty = “{ $file }” is empty. Check the file and send it again.
dossier-file-too-large = “{ $file }” is { $value }; send at most 10 MB, as PDF, JPEG or PNG.
dossier-file-not-allowed = “{ $file }” is neither a PDF nor a JPEG or PNG picture, whatever its name. Save it in one of these formats and send it again.
dossier-file-cut-off = “{ $file }” is incomplete: the end of the file is missing. Scan or copy the document again, then send it.
dossier-file-unreadable = “{ $file }” cannot be read. Open it on your computer, save it again as PDF, JPEG or PNG, then send it.
dossier-file-too-many-pixels = “{ $file }” is too large a picture: at most { $value } million pixels. Scan at 300 dots per inch.
dossier-file-protected = “{ $file }” is protected by a password or encrypted. Save it without protection and send it again.
dossier-file-too-many-pages = “{ $file }” has too many pages: at most { $value }. Send only those that are asked for.
