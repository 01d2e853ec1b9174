### Officers, proposals that one joins, leaves or gets a new certificate, and certificates that admit nobody to their pages.

officers-title = Officers
officers-lead = An officer joins, leaves or gets a new certificate when one security officer proposes it and another confirms.
officers-name = Name
officers-name-hint = First name and surname, as in the certificate.
officers-email = Email address
officers-roles = Roles
officers-since = Since
officers-certificate = Certificate
officers-until = Valid until { $at }
officers-until-unknown = Validity not known yet
officers-renew = Renew
officers-status = Status
officers-acts = In office
officers-removed = Left on { $at }
officers-role-registration-officer = Registration
officers-role-production-operator = Production
officers-role-accountant = Accounting
officers-role-security-officer = Security
officers-role-none = No role here
officers-propose-departure = Propose their departure

officers-proposals = Proposals
officers-no-proposals = No proposals.
officers-proposal = Proposal
officers-proposer = Proposed by
officers-joins = { $name } ({ $email }) becomes an officer: { $roles }
officers-leaves = { $name } leaves
officers-renews = { $name } gets a new certificate
officers-proposed-by = { $name }, on { $at }
officers-confirmed-by = Confirmed by { $name } on { $at }. The certificate authority has not answered yet.
officers-waits = Waiting for another security officer to confirm, seven days at most.
officers-lapsed = Lapsed: nobody confirmed it within seven days.
officers-enrolled = Done: the certificate is ready.
officers-dismissed = Done on { $at }.
officers-refused = Refused by the certificate authority. { $why }
officers-confirm = Confirm
officers-download = Download the certificate (PEM)

officers-propose-title = Propose a new officer
officers-propose-lead = The person makes a P-256 key on their own token and gives you the certification request.
officers-request = Certification request (PKCS#10, PEM)
officers-request-hint = Begins with -----BEGIN CERTIFICATE REQUEST-----
officers-propose = Propose
officers-address-in-use = A serving officer already has this address.
officers-address-proposed = An open proposal already has this address.
officers-namesake = Warning: { $name } is already an officer under this name, in full or abbreviated. Make sure that these are two people before you confirm.
officers-four-eyes = You made this proposal: another security officer must confirm it.
officers-not-oneself = This proposal is about you: two other officers propose it and confirm it.
officers-proposer-gone = The officer who made this proposal has left, or their certificate has expired. Propose it again.
officers-name-wrong = Enter a first name and a surname in Latin letters, 64 characters at most.
officers-email-missing = Enter an email address.
officers-email-wrong = Enter an address like name@sceau.example.org.
officers-role-missing = Choose at least one role.
officers-request-missing = Paste one complete PKCS#10 request, including its first and last lines.
officers-request-wrong = This request is not acceptable. It needs a P-256 key, a signature by that key, and no attributes. Make a new one.
officers-request-curve = The key must use the P-256 curve. Make a new one.

officers-renewal-title = New certificate for { $name }
officers-renewal-lead = { $name } makes a new P-256 key on their own token and gives you the certification request. Another security officer then confirms.
officers-renewal-stops = As soon as the new certificate is issued, the earlier one is no longer accepted. Download the new one from the list of proposals and give it to { $name }.
officers-renewal-propose = Propose the new certificate
officers-renewal-not-oneself = Your own certificate is renewed by two other security officers. Make a new P-256 key on your token and hand the certification request to one of them.
officers-renewal-third-first = A certificate is renewed by two other officers, and only one is left. Enrol another officer first.
officers-renewal-proposed = A new certificate has already been proposed for this officer: see the list of proposals.
officers-renewal-not-now = Something has changed since the page was shown, and nothing was proposed. The page now shows the current state.

officers-refused-steps = What to do
officers-refused-none-title = Present your officer's certificate
officers-refused-none-text = Your browser presented no certificate. These pages are for officers of the registration authority.
officers-refused-none-steps =
    Close the browser completely: all of its windows, not only this tab.
    Plug in your officer's card or key.
    Open the browser again and choose your officer's certificate.
officers-refused-unknown-title = This certificate is not an officer's
officers-refused-unknown-text = These pages are for officers of the registration authority. The certificate that you chose does not belong to any of them.
officers-refused-unknown-steps =
    Close the browser completely: until then it remembers the certificate that was chosen.
    Open it again and choose your officer's certificate.
    If you have no other one, ask a colleague whether you are on the list of officers.
officers-refused-replaced-title = This certificate has been replaced
officers-refused-replaced-text = A newer certificate was issued to you on { $at }; this one is no longer accepted.
officers-refused-replaced-steps =
    Close the browser completely: until then it remembers the certificate that was chosen.
    Open it again and choose your newer certificate.
    If you do not have it yet, ask a colleague: it can be downloaded from the officers' page.
    If you did not ask for a newer certificate, tell your colleagues at once: they can have it withdrawn.
officers-refused-left-title = You are no longer an officer
officers-refused-left-text = Since { $at } this certificate no longer gives access to these pages.
officers-refused-left-steps =
    If that is a mistake, speak to the security officers.
    Two of them can enrol you again, with a new key.
officers-refused-not-yet-valid-title = This certificate is not valid yet
officers-refused-not-yet-valid-text = It is valid from { $from }.
officers-refused-not-yet-valid-steps =
    Come back then.
    If that moment has passed already, the clock of this service is wrong: tell the operator of the service.
officers-refused-expired-title = Your officer's certificate has expired
officers-refused-expired-text = It was valid until { $at }. You are still an officer, but you cannot act until it is renewed.
officers-refused-expired-steps =
    Make a new P-256 key on your token, with a certification request.
    Hand the request to a security officer: one proposes the new certificate on the officers' page, another confirms it.
    Put the new certificate on your token and come back.
    If no two officers with a valid certificate are left, the operator of the certificate authority renews one.
officers-refused-foreign-issuer-title = This certificate comes from another authority
officers-refused-foreign-issuer-text = It is on the list of officers, but the internal authority did not issue it. That must not happen.
officers-refused-foreign-issuer-steps =
    Do not use this certificate.
    Tell the operator of the service at once: somebody may have tampered with the list of officers.
officers-confirm-too-late = In the meantime this proposal has been confirmed or has lapsed. Its state is shown below.
