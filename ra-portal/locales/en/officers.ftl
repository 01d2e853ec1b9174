### Officers, and proposals that one joins or leaves.

officers-title = Officers
officers-lead = An officer joins or leaves when one security officer proposes it and another confirms.
officers-name = Name
officers-name-hint = First name and surname, as in the certificate.
officers-email = E-mail address
officers-roles = Roles
officers-since = Since
officers-standing = Standing
officers-acts = Acts
officers-removed = Left on { $at }
officers-role-registrar = Registration
officers-role-producer = Production
officers-role-accountant = Accounting
officers-role-security-officer = Security
officers-role-none = No role here
officers-propose-departure = Propose that they leave

officers-proposals = Proposals
officers-no-proposals = No proposals.
officers-proposal = Proposal
officers-proposer = Proposed by
officers-joins = { $name } ({ $email }) joins: { $roles }
officers-leaves = { $name } leaves
officers-proposed-by = { $name }, on { $at }
officers-confirmed-by = Confirmed by { $name } on { $at }. The certificate authority has not answered yet.
officers-waits = Waits for another security officer's confirmation, seven days at most.
officers-lapsed = Lapsed: nobody confirmed it within seven days.
officers-enrolled = Done: the certificate is ready.
officers-dismissed = Done on { $at }.
officers-refused = Refused by the certificate authority ({ $code }).
officers-confirm = Confirm
officers-download = Download the certificate (PEM)

officers-propose-title = Propose a new officer
officers-propose-lead = The person makes a P-256 key on a token of their own and hands you the certification request.
officers-request = Certification request (PKCS#10, PEM)
officers-request-hint = Begins with -----BEGIN CERTIFICATE REQUEST-----
officers-propose = Propose
officers-address-in-use = An officer who acts has this address already.
officers-name-wrong = Write a first name and a surname, 64 characters at most.
officers-email-missing = Write an e-mail address.
officers-email-wrong = Write an address like name@sceau.example.org.
officers-role-missing = Choose at least one role.
officers-request-missing = Paste one whole PKCS#10 request, with its first and last line.
officers-request-wrong = This request cannot be taken: a P-256 key, signed by itself, without attributes. Make it anew.
officers-request-curve = The key must be on the curve P-256. Make it anew.
