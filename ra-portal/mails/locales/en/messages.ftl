### Mails and SMS. The first line is the point; one action; no secret but the one-time code.

messages-order = Order
messages-holder = Holder
messages-amount = Amount to pay
messages-price = Price
messages-received = Received
messages-due = Still to pay
messages-excess = Overpayment to refund
messages-refunded = Refunded
messages-iban = IBAN
messages-bic = BIC
messages-reference = Reference to give
messages-payable-by = Due date
messages-invoice = Invoice
messages-tracking = Tracking number
messages-token = Number of { $object }
messages-footer-support = Questions? { $telephone }, Monday to Friday, 9:00 to 18:00, at the price of a local call, or { $email }.
messages-footer-revocation = Card or key stolen or lost? { $telephone }, 24 hours a day, 7 days a week, or { $url }

messages-code-sign-up-subject = Your code to create your account
messages-code-sign-up-lead = Enter this code to create your account:
messages-code-sign-up-text =
    It is valid for { $minutes } minutes and works once.

    If you did not ask for this, ignore this message: without this code no account is created.

messages-code-sign-in-subject = Your sign-in code
messages-code-sign-in-lead = Enter this code to sign in:
messages-code-sign-in-text =
    It is valid for { $minutes } minutes and works once. We will never ask you for it by telephone.

    If you are not signing in, somebody knows your password: change it.

messages-code-new-password-subject = Your code to change your password
messages-code-new-password-lead = Enter this code to choose a new password:
messages-code-new-password-text =
    It is valid for { $minutes } minutes and works once. We will never ask you for it by telephone.

    If you did not ask for this, ignore this message: your password stays the same.

messages-already-registered-subject = You already have an account
messages-already-registered-lead = Somebody, probably you, tried to create an account with this address, which already has one.
messages-already-registered-text =
    Sign in with your password; if you no longer know it, choose “Forgotten password” on the sign-in page.

    If it was not you, there is nothing to do: nothing has changed.
messages-already-registered-action = Sign in

messages-no-account-subject = No account at this address
messages-no-account-lead = Somebody, probably you, asked for a new password, but no account uses this address.
messages-no-account-text =
    Your account may have been created with another address. You can also create one with this address.

    If it was not you, there is nothing to do.
messages-no-account-action = Create an account

messages-password-changed-subject = Your password was changed
messages-password-changed-lead = Your password was changed on { $at }.
messages-password-changed-text =
    You were signed out everywhere.

    If it was not you, choose a new password at once and tell support.
messages-password-changed-action = Choose a new password

messages-order-received-subject = Order { $number } received
messages-order-received-lead = We have received your order { $number }. Next step: pay { $price }, by { $by }.
messages-order-received-text =
    When you pay by bank transfer, give the reference { $number }: it links your payment to the order. You can prepare the application form in the meantime.
messages-order-received-action = Pay the order

messages-partly-paid-subject = Order { $number }: payment incomplete
messages-partly-paid-lead = We have received { $received } for order { $number }; { $due } is still to pay, by { $by }.
messages-partly-paid-text = Pay the rest by a second transfer with the same reference, { $number }.
messages-partly-paid-action = Pay the rest

messages-overpaid-subject = Order { $number } paid, overpayment to be refunded
messages-overpaid-lead = Order { $number } is paid. You paid { $excess } too much: we are refunding it.
messages-overpaid-text = The refund goes to the account that your transfer came from. Your invoice { $invoice } shows the price of the order.
messages-overpaid-action = See the order

messages-paid-subject = Order { $number } paid
messages-paid-lead = Your payment for order { $number } is complete. Your invoice { $invoice } is ready.
messages-paid-text = If you have not submitted your signed application yet, it is now the only thing we are waiting for.
messages-paid-action = Download the invoice

messages-refunded-subject = Order { $number }: overpayment refunded
messages-refunded-lead = We have refunded { $amount } that you paid too much for order { $number }.
messages-refunded-text = The money reaches the account that your transfer came from within one or two working days. Your invoice { $invoice } does not change.
messages-refunded-action = See the order

messages-dossier-received-subject = Order { $number }: application received
messages-dossier-received-lead = We have received your complete application for order { $number } and are reviewing it.
messages-dossier-received-text = There is nothing for you to do now. We will write to you if a document has to be replaced, and as soon as the application is accepted.
messages-dossier-received-action = Follow the order

messages-dossier-received-tasks-subject = Order { $number }: application received
messages-dossier-received-tasks-lead = We have received your complete application for order { $number } and are reviewing it. We still need something from you.
messages-dossier-received-tasks-text =
    { $tasks }

    We will write to you if a document has to be replaced, and as soon as the application is accepted.
messages-dossier-received-tasks-action = Follow the order
messages-task-placing = Complete your order.
messages-task-payment = Pay for the order: production starts once the money has arrived.
messages-task-dossier = Submit the signed application with its documents.
messages-task-correction = Replace the document that was refused.
messages-task-spelling = Confirm how the certificate spells your name.
messages-task-identity-check = Make an appointment with support for the face-to-face identity check, and bring your original identity document.
messages-task-first-login = Sign in to the holder area.
messages-task-acceptance = Check your details and accept your certificates in the holder area.

messages-piece-refused-subject = Order { $number }: a document to replace
messages-piece-refused-lead = A document in application { $number } must be replaced by { $until }: { $piece }.
messages-piece-refused-text =
    The reason: “{ $reason }”

    Do not send the other documents again.
messages-piece-refused-action = Replace the document

messages-authorised-subject = Order { $number } accepted
messages-authorised-lead = Your application { $number } is accepted: we are starting to produce { $your-object }.
messages-authorised-text = There is nothing for you to do. We will write to you on the day it is sent.
messages-authorised-action = Follow the order

messages-shipped-subject = Order { $number } sent
messages-shipped-lead = { $object-first } of order { $number } is on its way.
messages-shipped-text = The PIN is sent separately, by letter, to the address that you gave. The letter carries the number of { $object } that it belongs to. Wait until you have both.
messages-shipped-action = Follow the order

messages-activate-subject = Activate { $your-object } (order { $number })
messages-activate-lead = As soon as you have { $object } of order { $number } and the letter with its PIN, activate it.
messages-activate-text =
    { $object-kind ->
        [usb-key] Plug in the USB key.
       *[card] Put the card into a reader.
    } Open the holder area and choose the main certificate. There you check your details, accept your certificates and set your emergency revocation code. Allow ten minutes.

    Keep the letter until then: the PIN is written nowhere else.
messages-activate-action = Open the holder area
messages-activate-sms = Sceau: order { $number } sent. Once you have { $object } and the PIN letter, activate it: { $url }
messages-news-sms = Sceau: there is news about your order. Sign in: { $url }

messages-accepted-subject = Certificates of order { $number } accepted
messages-accepted-lead = You accepted the certificates of order { $number }: they are ready for use.
messages-accepted-text = Keep your emergency revocation code at hand, but away from { $your-object }: with it you can revoke at any time if it is lost or stolen.
messages-accepted-action = Open the holder area

messages-wrong-data-reported-subject = Order { $number }: your report is recorded
messages-wrong-data-reported-lead = You reported a mistake in the certificates of order { $number }; do not use them.
messages-wrong-data-reported-text = We will revoke these certificates and issue new ones, free of charge. We will call you if we need to know more.
messages-wrong-data-reported-action = Follow the order

messages-code-defined-subject = Emergency revocation code set ({ $number })
messages-code-defined-lead = An emergency revocation code is in force for the certificates of order { $number }.
messages-code-defined-text =
    Nobody, not even us, can give it to you again: keep it away from { $your-object }.

    If it was not you, somebody else is using { $your-object }: call the revocation number below without delay.
messages-code-defined-action = Open the holder area

messages-code-changed-subject = Emergency revocation code changed ({ $number })
messages-code-changed-lead = The emergency revocation code for the certificates of order { $number } was changed; the old one no longer works.
messages-code-changed-text =
    Nobody, not even us, can give you the new one again: keep it away from { $your-object }.

    If it was not you, somebody else is using { $your-object }: call the revocation number below without delay.
messages-code-changed-action = Open the holder area

messages-puk-shown-subject = PUK shown ({ $number })
messages-puk-shown-lead = The PUK of { $object } for order { $number } was shown in the holder area. It cannot be shown again.
messages-puk-shown-text =
    It unblocks { $object } after three wrong PINs. Keep it away from { $object } and its PIN.

    If it was not you, revoke { $your-object } without delay: somebody else is using it.
messages-puk-shown-action = Revoke in an emergency

messages-wrong-codes-tried-subject = Wrong revocation codes were tried ({ $number })
messages-wrong-codes-tried-lead = Somebody tried { $count } wrong revocation codes for the certificates of order { $number }. Nothing is revoked: your certificates remain valid.
messages-wrong-codes-tried-text =
    If it was you and { $your-object } is lost or stolen, call the revocation number below: we will help you.

    If it was not you, your code was not found; change it in the holder area if you think that somebody knows part of it.

    If the attempts continue, we will write to you again, at most once an hour and three times a day.
messages-wrong-codes-tried-action = Open the holder area

messages-revoked-subject = Certificates revoked ({ $number })
messages-revoked-lead = Both certificates of { $object } { $token } were revoked on { $at }. This cannot be undone.
messages-revoked-text =
    Nobody can use them any more to sign in or to sign documents. A backup card or key, if you have one, remains valid.

    You can order a new card.
messages-revoked-action = Order a new card

messages-certificate-ends-subject = Your officer's certificate expires on { $day }
messages-certificate-ends-lead = { $name }, your officer's certificate expires on { $at }. After that you cannot act as an officer.
messages-certificate-ends-text =
    Make a new P-256 key on your token and give the certification request to a security officer. Two of them renew your certificate on the officers' page.

    As soon as the new certificate is issued, the present one is no longer accepted.
messages-certificate-ends-action = Open the officers' page

messages-certificate-ends-third-first-subject = Your officer's certificate expires on { $day }
messages-certificate-ends-third-first-lead = { $name }, your officer's certificate expires on { $at }. At the moment no two other officers could renew it.
messages-certificate-ends-third-first-text =
    A certificate is renewed by two other security officers. Enrol another one while yours is still valid.

    Then make a new P-256 key on your token and hand the certification request to one of them. If nobody can renew it in time, the operator of the certificate authority does it.
messages-certificate-ends-third-first-action = Open the officers' page

messages-colleague-certificate-ends-subject = { $name }: certificate expires on { $day }
messages-colleague-certificate-ends-lead = The officer's certificate of your colleague { $name } expires on { $at }. After that they cannot act as an officer.
messages-colleague-certificate-ends-text = Two other security officers renew it: one proposes the new certificate on the officers' page, with the certification request from { $name }, and another confirms it.
messages-colleague-certificate-ends-action = Open the officers' page

messages-colleague-certificate-ends-third-first-subject = { $name }: certificate expires on { $day }
messages-colleague-certificate-ends-third-first-lead = The officer's certificate of your colleague { $name } expires on { $at }. At the moment no two other officers could renew it.
messages-colleague-certificate-ends-third-first-text = A certificate is renewed by two other security officers. Enrol another one first. If nobody can renew it in time, the operator of the certificate authority does it.
messages-colleague-certificate-ends-third-first-action = Open the officers' page
