### Orders: from the first page to where they stand.
## The way through the pages
orders-step = Step { $number } of { $all }
orders-back = Previous page
orders-back-to-all = All my orders
orders-continue = Save and continue
orders-save = Save
orders-change = Change: { $what }
orders-change-voids = An officer has already checked your dossier. If you change a datum, that check is void and will be made again.

## My orders
orders-title = My orders
orders-none = You have not ordered anything yet.
orders-column-order = Order
orders-column-product = Product
orders-column-state = State
orders-column-since = Since
orders-resume = Go on with the draft
orders-product-expert-card = Expert card
orders-offer-expert-card = A smart card with two certificates valid for three years, for experts who are on the list of a court of appeal and members of a Compagnie. Allow ten minutes; you can stop at any time, each page is saved.
orders-needs-reader = The card needs a smart card reader, which the price does not include.
orders-begin = Begin the order
orders-state-draft = Draft
orders-state-dossier-awaited = Dossier awaited
orders-state-under-review = Dossier under review
orders-state-correction-asked = Piece to be replaced
orders-state-reviewed = Dossier reviewed
orders-state-authorised = Production authorised
orders-state-in-production = In production
orders-state-shipped = Sent
orders-state-activated = Certificates to be accepted
orders-state-accepted = Certificates accepted
orders-state-wrong-data-reported = Wrong data reported
orders-state-revoked = Certificates revoked
orders-price = Price
orders-price-excluding-vat = Excluding VAT
orders-price-vat = VAT { $rate }
orders-price-including-vat = Including VAT

## Identity
orders-section-identity = Identity
orders-identity-title = What is your name?
orders-identity-lead = Copy your identity document: the certificates carry these names, and we compare them with the document.
orders-given-names = Given names
orders-given-names-hint = All of them, in the order of the identity document. The certificates have 64 characters for given names and surname together.
orders-birth-name = Birth name
orders-birth-name-hint = Also called surname on the identity document.
orders-name-in-use = Name in use
orders-name-in-use-optional = Name in use (optional)
orders-name-in-use-hint = Only if it stands on the identity document: it then replaces the birth name in the certificates.
orders-section-spelling = Latin spelling
orders-spelling-title = Your name in Latin letters
orders-spelling-lead = The certificates are read everywhere in Latin letters. This is a proposal; correct it after the machine-readable line of your identity document.
orders-as-typed = As you wrote it
orders-latin-given-names = Given names in Latin letters
orders-latin-surname = Surname in Latin letters
orders-spelling-confirm = I confirm that the certificates shall carry this spelling.
orders-in-certificate = In the certificates

## Birth
orders-section-birth = Birth
orders-birth-title = When and where were you born?
orders-birth-lead = These data do not stand in the certificates. They serve to recognise you, for instance when you have to revoke them in an emergency.
orders-birth = Birth date
orders-birth-hint = For instance 3 3 1978.
orders-birth-place = Town of birth
orders-birth-place-hint = As on the identity document.
orders-birth-country = Country of birth

## Listing
orders-section-listing = Listing as an expert
orders-listing-title = On which list do you stand?
orders-listing-lead = The certificates carry your title as an expert. They cannot last longer than your listing.
orders-court = Court of appeal
orders-court-hint = The one on whose list you stand.
orders-court-empty = Choose a court
orders-listing-ends = End of the listing
orders-listing-ends-hint = The date until which you are listed, for instance 31 12 2031.
orders-compagnie = Compagnie
orders-compagnie-hint = The association of experts of which you are a member.

## Delivery
orders-section-delivery = Delivery
orders-delivery-title = Where shall the card go?
orders-delivery-lead = The card and the letter with its PIN travel apart.
orders-token-address = Address for the card
orders-letter-elsewhere = Send the letter with the PIN to another address
orders-letter-hint = Safer if somebody else opens your mail.
orders-letter-address = Address for the letter with the PIN
orders-letter-address-hint = To be filled in only if you ticked the box.
orders-letter-same = The same as for the card
orders-recipient = Addressee
orders-street = Number and street
orders-complement = Address complement (optional)
orders-complement-hint = Flat, floor, building.
orders-postcode = Postcode
orders-town = Town
orders-country = Country

## Contact
orders-section-contact = Activation
orders-contact-title = How shall we tell you that the card can be activated?
orders-contact-lead = You can ask to change this contact later.
orders-contact = Tell me
orders-contact-email = By e-mail, at the address of your account
orders-contact-sms = By text message
orders-contact-sms-to = By text message to { $number }
orders-mobile = Mobile number
orders-mobile-hint = Only for the text message. For instance 06 12 34 56 78, or +352 621 123 456.

## Billing
orders-section-billing = Billing
orders-billing-title = Who pays?
orders-billing-lead = The invoice is made out to this name once the payment came in.
orders-payer = The invoice goes
orders-payer-holder = To me
orders-payer-other = To somebody else: a practice, a company, a Compagnie
orders-payer-other-hint = To be filled in only if the invoice is not made out to you.
orders-payer-name = Name
orders-payer-siren = SIREN (optional)
orders-payer-siren-hint = Nine digits.
orders-siren-number = SIREN { $siren }
orders-billing-address = Billing address

## Terms
orders-section-terms = Terms and conditions
orders-terms-title = Do you accept the terms and conditions?
orders-terms-lead = They say what we check, what you have to protect and how the certificates end.
orders-terms-version = Version of { $version }.
orders-terms-own-page = Read them on a page of their own, to save or print
orders-terms-accept = I have read the terms and conditions and accept them.
orders-terms-accepted-at = Version { $version }, accepted on { $at }

## Summary
orders-summary-title = Check your order
orders-summary-lead = Nothing is ordered yet. Every datum can be changed.
orders-data-heading = Your data
orders-place-means = By ordering you undertake to pay this price. It will not change any more. You will get an e-mail that says how to pay; the dossier to sign is ready at once.
orders-place = Order and pay

## One order
orders-order-title = Order { $number }
orders-awaited-heading = What is awaited
orders-happened-heading = What has happened
orders-awaited-by = Awaited { $from }, by { $day } at the latest
orders-awaited = Awaited { $from }
orders-from-applicant = from you
orders-from-registration-authority = from the registration authority
orders-from-carrier = from the carrier
orders-pay = Pay
orders-open-dossier = Open the dossier
orders-open-payment = See the payment
orders-open-invoice = Download the invoice (PDF)
orders-received = Received: { $amount }
orders-still-due = Still due: { $amount }
orders-paid-back = Paid too much, to be paid back to you: { $amount }
orders-tracking = Tracking number: { $number }
orders-review-voided-why = A datum or a piece changed after the review: it will be made again.
orders-event-placed = Order placed
orders-event-payment-received = Payment received
orders-event-paid = Order paid, invoice issued
orders-event-dossier-received = Dossier handed in
orders-event-piece-refused = Piece to be replaced
orders-event-identity-checked = Identity checked face to face
orders-event-review-voided = Review void
orders-event-reviewed = Dossier reviewed by an officer
orders-event-authorised = Production authorised by a second officer
orders-event-produced = Certificates issued onto the card
orders-event-pin-letter-sent = Letter with the PIN sent
orders-event-shipped = Card sent
orders-event-activated = First login with the card
orders-event-accepted = Certificates accepted
orders-event-wrong-data-reported = Wrong data reported in the certificates
orders-event-code-defined = Emergency revocation code defined
orders-event-puk-collected = PUK collected
orders-event-revoked = Certificates revoked
orders-awaited-placing = The order
orders-awaited-placing-hint = There are pages left to fill in.
orders-awaited-payment = The payment
orders-awaited-payment-hint = You can prepare the dossier at the same time.
orders-awaited-dossier = The signed dossier with its pieces
orders-awaited-dossier-hint = Print the dossier, sign it and add the pieces that are asked for.
orders-delivery-days = Once the dossier is complete, allow { $from } to { $to } days until it arrives.
orders-awaited-correction = The replacement of a refused piece
orders-awaited-correction-hint = The dossier says why it was refused. The other pieces stay as they are.
orders-awaited-identity-check = The identity check face to face
orders-awaited-identity-check-hint = Make an appointment with support and come with the original of your identity document.
orders-awaited-review = The review of the dossier
orders-awaited-review-hint = An officer compares each piece with your data.
orders-awaited-authorisation = The authorisation
orders-awaited-authorisation-hint = A second officer authorises the production, once the order is paid.
orders-awaited-production = The production
orders-awaited-production-hint = The certificates are about to be issued onto the card.
orders-awaited-shipping = The dispatch
orders-awaited-shipping-hint = The card and the letter with the PIN leave apart.
orders-awaited-arrival = The arrival of the card
orders-awaited-arrival-hint = If it has not arrived by then, call support.
orders-awaited-first-login = The first login
orders-awaited-first-login-hint = Log in to the holder's space with the card, as soon as you have the letter with the PIN too.
orders-awaited-acceptance = The acceptance of the certificates
orders-awaited-acceptance-hint = In the holder's space, check the data and accept them, or report wrong data.
orders-awaited-replacement = The replacement of the card
orders-awaited-replacement-hint = We revoke the certificates and issue new ones, free of charge.

## What is to be corrected
orders-fault-name-empty = Write this name.
orders-fault-character = The character “{ $character }” at place { $place } is no part of a name or number: remove it.
orders-fault-invisible = An invisible character at place { $place } cannot be printed: delete and retype that part.
orders-fault-name-beginning = Begin the name with a letter.
orders-fault-too-long = Write { $count } characters at most.
orders-fault-too-many-words = Write { $count } words at most.
orders-fault-whole-name = The certificates have { $count } characters at most for given names and surname together: leave out the last given names.
orders-fault-whole-words = Given names and surname have { $count } words at most together: leave out the last given names.
orders-fault-not-latin = Write in Latin letters, with or without accents.
orders-fault-empty = Fill in this field.
orders-fault-recipient-empty = Write to whom it is addressed.
orders-fault-street-empty = Write the number and street, or the place.
orders-fault-postcode-empty = Write the postcode.
orders-fault-town-empty = Write the town.
orders-fault-postcode = Write a postcode of the chosen country; in France, five digits.
orders-fault-country = Choose a country.
orders-fault-date-empty = Write the date: day, month, year.
orders-fault-date-incomplete = Complete the date: day, month and year.
orders-fault-date = Write a date of the calendar in figures, the year with four of them.
orders-fault-not-born = This date is in the future: write your birth date.
orders-fault-long-ago = Check the year of birth.
orders-fault-too-young = The holder must be { $age } or older: check the date.
orders-fault-listing-ends = A certificate ordered today would last until { $day }, longer than this listing. Your draft is kept: order once the listing was renewed, or call support.
orders-fault-court = Choose a court of appeal from the list.
orders-fault-choose = Choose one of the answers.
orders-fault-mobile-empty = Write a mobile number, or choose e-mail.
orders-fault-mobile-digits = Check the number of digits: ten in France, and + with the country code for another country.
orders-fault-mobile = This number receives no text messages: write one that begins with 06 or 07.
orders-fault-siren = Check the SIREN: nine digits, of which the last is a check digit.
orders-fault-terms = Tick the box to accept the terms and conditions; without that you cannot order.
orders-fault-confirm = Tick the box to confirm this spelling.
orders-fault-other-terms = The terms and conditions have changed since: read and accept them again.
