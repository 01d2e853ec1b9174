### Papers: what the PDF documents say.

## The house

papers-service = Registration authority
papers-footer = { $supplier }, { $address } · Support: { $telephone }
papers-page = Page { $page } of { $count }
papers-order-number = Order { $number }
papers-siren = SIREN { $siren }

## The dossier

papers-dossier-title = Application for order { $number }
papers-dossier-heading = Application form
papers-dossier-introduction = Check every detail, date and sign by hand, then return this form and your documents before { $day }. Is something wrong? Correct the order online, or call us.
papers-placed-on = Placed on { $day }
papers-code = QR code: order { $number }
papers-order-heading = What you order
papers-product = Product
papers-price-label = Price
papers-price = { $excluding } excl. VAT + { $rate } VAT ({ $vat }) = { $including } incl. VAT
papers-holder-heading = The holder
papers-datum = Detail
papers-as-on-document = As on the identity document
papers-in-certificate = In the certificate
papers-not-in-certificate = not included
papers-birth-name = Surname at birth
papers-name-in-use = Alternate name (nom d'usage)
papers-given-names = Given names
papers-birth = Birth
papers-born = { $day }, in { $place } ({ $country })
papers-born-not-drawn = { $day }, { $country } (the place cannot be printed here as you wrote it)
papers-court = Court of appeal
papers-listed-until = Registered until
papers-compagnie = Compagnie
papers-latin-spelling = The certificate is written in Latin letters: this spelling was shown to you and you confirmed it.
papers-not-drawn = Part of what you wrote cannot be printed here in its own letters. The Latin spelling that you confirmed and your identity document prevail.
papers-not-drawn-here = cannot be printed here as you wrote it
papers-delivery-heading = Delivery, activation and billing
papers-token-to = The card or key is sent to
papers-pin-letter-to = The PIN letter is sent to
papers-activation = We will tell you about activation
papers-by-email = by email to { $address }
papers-by-sms = by text message to { $number }
papers-payer = Invoice addressed to
papers-pieces-heading = Documents to return
papers-return-heading = In one of two ways
papers-return-upload = Online: { $address }
papers-return-post = By post: { $address }
papers-declarations-heading = The holder's declarations
papers-declare-exact = I certify that the details in this form are correct and that the enclosed documents are true copies of the originals. I will report any change without delay.
papers-declare-terms = I accepted the terms and conditions, version { $version }, on { $moment } (SHA-256 digest: { $digest }).
papers-declare-loss = I will report without delay the loss, theft or suspected use of the card or key or of its codes, so that its certificates are revoked.
papers-declare-sole-use = The card or key and its codes are for my use alone: I will lend them to nobody.
papers-declare-retention = My details and the copy of my identity document are encrypted and kept for seven years after my last certificate ends, then erased. Only the people in charge of registration can see them, and each viewing is recorded.
papers-signed-at = Place
papers-signed-on = Date
papers-signature = Holder's handwritten signature

## The invoice

papers-invoice-title = Invoice { $number }
papers-vat-number = VAT { $number }
papers-seller = Seller
papers-customer = Customer
papers-issued-on = Date of issue
papers-supplied-on = Date of supply
papers-supply-ahead = to come, once the application is accepted
papers-operation = Nature of the transaction
papers-operation-mixed = supply of goods and services
papers-designation = Description
papers-quantity = Qty
papers-unit-price = Unit price excl. VAT
papers-vat-rate = VAT
papers-line-total = Total excl. VAT
papers-line-holder = Holder: { $holder }
papers-total-excluding = Total excl. VAT
papers-total-vat = VAT at { $rate }
papers-total-including = Total incl. VAT
papers-paid-by-transfer = Paid in full by bank transfer on { $day }
papers-paid-by-demonstration-card = Demonstration: treated as paid by card on { $day }; no money moved
papers-account = IBAN { $iban } · BIC { $bic }
papers-late-payment = No discount for early payment. Late payment incurs penalties at three times the French legal interest rate, due without reminder, and, for professionals, a fixed compensation of €40 for recovery costs (articles L441-10 and D441-5 of the French commercial code).

## The PIN letter

papers-pin-title = PIN of card or key { $number }
papers-pin-token = This PIN opens card or key { $number }, model { $model }, and no other
papers-pin-several = If you have several cards or keys, each has its own letter and PIN: compare this number with the one printed on yours.
papers-pin-steps-heading = What to do
papers-pin-step-receive = Wait for the card or key: it arrives separately.
papers-pin-step-enter = Put the card into a reader, or plug in the key. Open the holder area with the main certificate and enter the PIN, without spaces.
papers-pin-step-accept = Check your details and accept your certificates, then set your emergency revocation code.
papers-pin-step-change = Change the PIN with the key manager, then destroy this letter.
papers-pin-warning = Three wrong PINs block the card or key
papers-pin-attempts = PIN refused? First check that the letter and the card or key carry the same number.
papers-pin-secret = Give this PIN to nobody: we will never ask you for it. If the envelope was open or damaged, do not use the card or key and call us.
papers-pin-telephones = Support: { $support } · Emergency revocation, day and night: { $revocation }

## The receipt of a revocation

papers-receipt-title = Revocation receipt, card or key { $token }
papers-receipt-token = Card or key { $token }
papers-receipt-heading = Revocation receipt
papers-receipt-ended = Both certificates of card or key { $token } are revoked
papers-receipt-final = The revocation cannot be undone: nobody can sign in or sign documents with these certificates any more.
papers-receipt-backup-valid = The certificates of another card or key of the same holder, for example a backup, remain valid: revoking this one does not affect them.
papers-receipt-backup-none = The holder has no other card or key with valid certificates, not even a backup. Revoking one card or key never affects another.
papers-receipt-request-heading = The request
papers-receipt-number = Number
papers-receipt-channel = Received by
papers-receipt-reason = Reason
papers-receipt-earlier = Earlier request
papers-receipt-earlier-reason = The certificates had already been revoked by an earlier request, for this reason: { $reason }.
papers-receipt-times-heading = What happened, Paris time
papers-receipt-received = T0 – request received
papers-receipt-decided = T1 – revocation decided
papers-receipt-signed = T2 – lists signed
papers-receipt-live = T3 – visible everywhere
papers-receipt-certificates-heading = The revoked certificates
papers-receipt-issuer = Issued by
papers-receipt-authority = Certificate authority “{ $name }”
papers-receipt-serial = Serial number
papers-receipt-crl = List (CRL) no.
papers-receipt-ocsp-until = An earlier OCSP response may be accepted until
papers-receipt-crl-until = An earlier list may be accepted until
papers-receipt-believed = Since T3, anyone who asks our services learns of the revocation. Software that kept an earlier response or list may still accept it until the times above.
papers-receipt-next-heading = What to do next
papers-receipt-next-backup = Work with your other card or key: its certificates are valid.
papers-receipt-next-tell = Warn anyone who may receive a signature or a sign-in in your name; after a theft, report it to the police and attach this receipt.
papers-receipt-next-replace = Order a replacement: { $address }
papers-receipt-next-call = A question? Call { $telephone }.
papers-receipt-proof-heading = Proof
papers-receipt-proof = The certificate authority signed the record of this revocation. It is attached to this PDF as the file { $file } (CMS): any software that verifies signatures can check it, even without us.
papers-receipt-attachment = Receipt of the revocation, signed by the certificate authority (CMS)

papers-channel-web = the public revocation page
papers-channel-telephone = telephone
papers-channel-officers = two registration officers
papers-reason-lost = loss
papers-reason-stolen = theft
papers-reason-compromised = possible use by somebody else
papers-reason-forgotten-pin = forgotten PIN
papers-reason-departure = departure from the organisation
papers-reason-end-of-activity = end of practice
papers-reason-wrong-data = mistake in a certificate
papers-reason-lost-in-post = lost in the post
papers-reason-death = death of the holder
papers-reason-struck-off = struck off the list
papers-reason-holder-request = request of the holder, without a reason
papers-by-sms-of = by text message to { $number } ({ $country })
papers-given-names-none = None on the identity document
