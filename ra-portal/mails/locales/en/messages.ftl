### Mails and SMS. The first line is the point; one action; no secret but the one-time code.

messages-order = Order
messages-holder = Holder
messages-amount = Amount to pay
messages-price = Price
messages-received = Received
messages-due = Still due
messages-excess = To be paid back
messages-refunded = Paid back
messages-iban = IBAN
messages-bic = BIC
messages-reference = Reference to give
messages-payable-by = Due date
messages-invoice = Invoice
messages-tracking = Tracking number
messages-token = Card or key number
messages-footer-support = Any question? { $telephone }, Monday to Friday, 9:00 to 18:00, at the price of a local call, or { $email }.
messages-footer-revocation = Card or key stolen or lost? { $telephone }, 24 hours a day, 7 days a week, or { $url }

messages-code-sign-up-subject = Your code to create your account
messages-code-sign-up-lead = Enter this code to create your account:
messages-code-sign-up-text =
    It is valid for { $minutes } minutes and works once.

    If you asked for nothing, ignore this message: without this code no account is created.

messages-code-sign-in-subject = Your sign-in code
messages-code-sign-in-lead = Enter this code to sign in:
messages-code-sign-in-text =
    It is valid for { $minutes } minutes and works once. We will never ask you for it by telephone.

    If you are not signing in, somebody knows your password: change it.

messages-code-new-password-subject = Your code to change your password
messages-code-new-password-lead = Enter this code to choose a new password:
messages-code-new-password-text =
    It is valid for { $minutes } minutes and works once. We will never ask you for it by telephone.

    If you asked for nothing, ignore this message: your password stays the same.

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
messages-order-received-lead = We received your order { $number }. Next step: the payment of { $price }, by { $by }.
messages-order-received-text =
    When you pay by bank transfer, give the reference { $number }: it ties your payment to the order. The dossier to sign can be prepared meanwhile.
messages-order-received-action = Pay the order

messages-partly-paid-subject = Order { $number }: payment incomplete
messages-partly-paid-lead = We received { $received } for the order { $number }; { $due } is missing, to be paid by { $by }.
messages-partly-paid-text = Complete it with a second transfer under the same reference, { $number }.
messages-partly-paid-action = Pay the rest

messages-overpaid-subject = Order { $number } paid, excess to be paid back
messages-overpaid-lead = The order { $number } is paid. You paid { $excess } too much: we are paying it back to you.
messages-overpaid-text = The money goes to the account that your transfer came from. Your invoice { $invoice } carries the order's price.
messages-overpaid-action = See the order

messages-paid-subject = Order { $number } paid
messages-paid-lead = Your payment for the order { $number } is complete. Your invoice { $invoice } is ready.
messages-paid-text = If your signed dossier has not been sent yet, it is now the only thing that we await from you.
messages-paid-action = Download the invoice

messages-refunded-subject = Order { $number }: excess paid back
messages-refunded-lead = We paid back { $amount }, which you had paid too much for the order { $number }.
messages-refunded-text = The money reaches the account that your transfer came from within one or two working days. Your invoice { $invoice } does not change.
messages-refunded-action = See the order

messages-dossier-received-subject = Order { $number }: dossier received
messages-dossier-received-lead = Your dossier for the order { $number } arrived complete; we are checking it.
messages-dossier-received-text = There is nothing for you to do now. We write to you if a piece must be replaced, and as soon as the dossier is accepted.
messages-dossier-received-action = Follow the order

messages-dossier-received-tasks-subject = Order { $number }: dossier received
messages-dossier-received-tasks-lead = Your dossier for the order { $number } arrived complete; we are checking it. We still need something from you.
messages-dossier-received-tasks-text =
    { $tasks }

    We write to you if a piece must be replaced, and as soon as the dossier is accepted.
messages-dossier-received-tasks-action = Follow the order
messages-task-placing = Complete your order.
messages-task-payment = Pay for the order: production starts once the money has arrived.
messages-task-dossier = Hand in the signed dossier and its pieces.
messages-task-correction = Replace the piece that was refused.
messages-task-spelling = Confirm how the certificate spells your name.
messages-task-identity-check = Make an appointment with support for the identity check face to face, and bring the original of your identity document.
messages-task-first-login = Log in to the holder's space.
messages-task-acceptance = Check your data and accept your certificates in the holder's space.

messages-piece-refused-subject = Order { $number }: a piece to replace
messages-piece-refused-lead = One piece of the dossier { $number } must be replaced by { $until }: { $piece }.
messages-piece-refused-text =
    The reason: “{ $reason }”

    The other pieces need not be sent again. Send only this one.
messages-piece-refused-action = Replace the piece

messages-authorised-subject = Order { $number } accepted
messages-authorised-lead = Your dossier { $number } is accepted: the production of your card or key begins.
messages-authorised-text = There is nothing for you to do. We write to you on the day it is sent.
messages-authorised-action = Follow the order

messages-shipped-subject = Order { $number } sent
messages-shipped-lead = The card or key of order { $number } is on its way.
messages-shipped-text = The PIN travels apart, by post, to the address that you gave. The letter bears the number of the card or key it belongs to. Wait until you have both.
messages-shipped-action = Follow the order

messages-activate-subject = Activate your card or key (order { $number })
messages-activate-lead = As soon as you have the card or key of order { $number } and the letter with its PIN, activate it.
messages-activate-text =
    Put the card into a reader, or plug in the key. Open the holder's space and choose the main certificate. There you check your data, accept your certificates and define your emergency revocation code. It takes ten minutes.

    Keep the letter until then: it alone carries the PIN.
messages-activate-action = Open the holder's space
messages-activate-sms = Sceau: order { $number } sent. Once you have the card or key and the PIN letter, activate it: { $url }
messages-news-sms = Sceau: there is news in your space. Sign in: { $url }

messages-accepted-subject = Certificates of order { $number } accepted
messages-accepted-lead = You accepted the certificates of the order { $number }: they are ready for use.
messages-accepted-text = Keep your emergency revocation code at hand, but away from your card or key: with it you can revoke at any hour if it is lost or stolen.
messages-accepted-action = Open the holder's space

messages-wrong-data-reported-subject = Order { $number }: your report is recorded
messages-wrong-data-reported-lead = You reported a mistake in the certificates of the order { $number }; do not use them.
messages-wrong-data-reported-text = We revoke these certificates and make new ones, free of charge. We call you if we need to know more.
messages-wrong-data-reported-action = Follow the order

messages-code-defined-subject = Emergency revocation code defined ({ $number })
messages-code-defined-lead = An emergency revocation code is in force for the certificates of the order { $number }.
messages-code-defined-text =
    Nobody, not even we, can give it to you again: keep it away from your card or key.

    If it was not you, somebody else is using your card or key: call the revocation number below without delay.
messages-code-defined-action = Open the holder's space

messages-code-changed-subject = Emergency revocation code changed ({ $number })
messages-code-changed-lead = The emergency revocation code for the certificates of the order { $number } was changed; the old one no longer works.
messages-code-changed-text =
    Nobody, not even we, can give you the new one again: keep it away from your card or key.

    If it was not you, somebody else is using your card or key: call the revocation number below without delay.
messages-code-changed-action = Open the holder's space

messages-puk-shown-subject = PUK shown ({ $number })
messages-puk-shown-lead = The PUK of the card or key of order { $number } was shown in the holder's space. It will not be shown again.
messages-puk-shown-text =
    It unblocks it after three wrong PINs. Keep the two apart.

    If it was not you, revoke your card or key without delay: somebody else is using it.
messages-puk-shown-action = Revoke in an emergency

messages-wrong-codes-tried-subject = Wrong codes were tried ({ $number })
messages-wrong-codes-tried-lead = Somebody tried { $count } wrong revocation codes for the certificates of the order { $number }. They remain valid.
messages-wrong-codes-tried-text =
    If it was you and your card or key is lost or stolen, call the revocation number below: an operator helps you.

    If it was not you, your code was not found; change it in the holder's space if you think that somebody knows part of it.

    Should the attempts continue, we write to you again once an hour and three times a day at most.
messages-wrong-codes-tried-action = Open the holder's space

messages-revoked-subject = Certificates revoked ({ $number })
messages-revoked-lead = Both certificates of the card or key { $token } have been revoked since { $at }. This is final.
messages-revoked-text =
    Nobody can use them any more to log in or to sign. A backup card or key, if you have one, remains valid.

    You can order a new card.
messages-revoked-action = Order a new card

messages-certificate-ends-subject = Your officer's certificate expires on { $day }
messages-certificate-ends-lead = { $name }, your officer's certificate expires on { $at }. After that nothing that you do as an officer counts.
messages-certificate-ends-text =
    Make a new P-256 key on your token and hand the certification request to a security officer. Two of them renew your certificate on the officers' page.

    As soon as the new certificate is made, the present one stops.
messages-certificate-ends-action = Open the officers' page

messages-certificate-ends-third-first-subject = Your officer's certificate expires on { $day }
messages-certificate-ends-third-first-lead = { $name }, your officer's certificate expires on { $at }. At the moment no two other officers could renew it.
messages-certificate-ends-third-first-text =
    A certificate is renewed by two other security officers. Enrol another one while yours is still valid.

    Then make a new P-256 key on your token and hand the certification request to one of them. If nobody can renew it in time, the operator of the certificate authority does it.
messages-certificate-ends-third-first-action = Open the officers' page

messages-colleague-certificate-ends-subject = { $name }: certificate expires on { $day }
messages-colleague-certificate-ends-lead = The officer's certificate of your colleague { $name } expires on { $at }. After that nothing that they do as an officer counts.
messages-colleague-certificate-ends-text = Two other security officers renew it: one proposes the new certificate on the officers' page, with the certification request from { $name }, and another confirms it.
messages-colleague-certificate-ends-action = Open the officers' page

messages-colleague-certificate-ends-third-first-subject = { $name }: certificate expires on { $day }
messages-colleague-certificate-ends-third-first-lead = The officer's certificate of your colleague { $name } expires on { $at }. At the moment no two other officers could renew it.
messages-colleague-certificate-ends-third-first-text = A certificate is renewed by two other security officers. Enrol another one first. If nobody can renew it in time, the operator of the certificate authority does it.
messages-colleague-certificate-ends-third-first-action = Open the officers' page
