### Production and officers' revocations.
production-title = Production
production-letters = { $count ->
    [0] No PIN letter to print
    [one] One card or key is waiting for its PIN letter
   *[other] { $count } cards or keys are waiting for their PIN letters
}
production-letters-lead = Print each letter, put it in its envelope and post it separately from the card or key. Opening a letter is recorded; once marked as printed, it is deleted.
production-order = Order
production-holder = Holder
production-token = Card or key
production-due = Due by
production-to-do = To do
production-late = late
production-open-letter = Open the letter for { $order } (PDF)
production-letter-printed = Letter printed and posted
production-letter-lost = The PIN was released but its letter was not kept (found on { $at }). Revoke and produce again.
production-letter-awaited = The letter is being prepared.
production-to-ship = { $count ->
    [0] No card or key to send
    [one] One card or key to send
   *[other] { $count } cards or keys to send
}
production-to-ship-lead = Check that the number printed on the card or key matches the line. The holder is told as soon as you mark it as sent.
production-tracking = Tracking number of { $order } (optional)
production-tracking-fault = A tracking number has at most 40 letters, digits, hyphens and spaces.
production-shipped = Card or key sent
production-station = { $count ->
    [0] No order is waiting for the production station
    [one] One order is waiting for the production station
   *[other] { $count } orders are waiting for the production station
}
production-station-lead = These orders are approved: the production station can take them.
production-revocations-title = Revocations in progress
production-revocations-lead = A recorded request needs a second officer. To record one, open the order.
production-revocations-none = No requests waiting.
production-revocation-title = Revocation, order { $order }
production-no-token = No card or key has been produced for this order: there is nothing to revoke.
production-state = Status
production-revoked-since = Both certificates were revoked on { $at }.
production-request = Request recorded by { $name } on { $at }
production-recorded = Recorded
production-reason = Reason
production-reason-missing = Choose the reason for the revocation.
production-reason-arrived = The holder has signed in with this card or key: it was not lost in the post. Choose another reason.
production-reason-lost-in-post = Card or key lost in the post, never arrived
production-reason-death = Death of the holder
production-reason-wrong-data = Mistake in a certificate
production-reason-struck-off = Struck off the court's list
production-reason-compromised = Somebody else could use the card or key
production-reason-holder-request = Request of the holder, identified other than by the code
production-evidence = Evidence for the request
production-evidence-hint = Who asked, when, through which channel, which document proves it. At most 500 characters.
production-request-stands = A request about this card or key is already waiting. Withdraw it first, or have it confirmed; this one was not recorded.
production-evidence-missing = Give the evidence for the request.
production-evidence-too-long = The text has more than 500 characters. Shorten it.
production-record-heading = Record a request
production-record-lead = Both certificates of the card or key will be revoked together once another officer has confirmed. Nothing is revoked before then.
production-record = Record the request
production-confirm-warning = Read the reason and the evidence again. A revocation cannot be undone: both certificates of the card or key will be revoked.
production-other-officer = You recorded this request: another officer must confirm it.
production-recorder-removed = The officer who recorded this request has left, or their certificate has expired: withdraw it and record it again.
production-confirm-arrived = The holder has since signed in with this card or key: it was not lost in the post. Withdraw the request and record one with the right reason.
production-confirm = Confirm and revoke
production-withdraw = Withdraw the request
production-request-waits = Waiting for a second officer.
production-request-confirmed = Confirmed by { $name } on { $at }; the certificate authority has not answered yet.
production-request-revoked = Revoked on { $at }.
production-request-withdrawn = Withdrawn on { $at }.
production-request-overtaken = No longer needed: the certificates were revoked in another way.
production-request-refused = Refused by the certificate authority. { $why }
production-confirm-too-late = In the meantime this request has been confirmed or withdrawn. Nothing more was done.
production-withdraw-too-late = In the meantime this request has been confirmed: it can no longer be withdrawn.
production-no-letter = In the meantime this letter has changed: this order no longer has a letter to mark as printed.
production-nothing-to-ship = In the meantime this order has been sent or has changed.
production-letter-first = Print the PIN letter of this order first.
