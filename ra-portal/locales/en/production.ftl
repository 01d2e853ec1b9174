### Production and officers' revocations.
production-title = Production
production-letters = { $count ->
    [0] No PIN letter to print
    [one] One card or key waits for its PIN letter
   *[other] { $count } cards or keys wait for their PIN letters
}
production-letters-lead = Print each letter, put it into its envelope and post it apart from the card or key. Opening a letter is on record; once marked printed, it is deleted.
production-order = Order
production-holder = Holder
production-token = Card or key
production-due = To be done by
production-to-do = To do
production-late = late
production-open-letter = Open the letter of { $order } (PDF)
production-letter-printed = Letter printed and posted
production-letter-lost = The PIN was released and its letter was not kept (noticed on { $at }). Revoke and produce anew.
production-letter-awaited = The letter is being made.
production-to-ship = { $count ->
    [0] No card or key to send
    [one] One card or key to send
   *[other] { $count } cards or keys to send
}
production-to-ship-lead = Check that the number printed on the card or key is that of the line. The holder is told as soon as you mark it as sent.
production-tracking = Tracking number of { $order } (optional)
production-tracking-fault = A tracking number has at most 40 letters, digits, hyphens and spaces.
production-shipped = Card or key sent
production-station = { $count ->
    [0] Nothing waits for the station
    [one] One order waits for the station
   *[other] { $count } orders wait for the station
}
production-station-lead = These orders are approved: the production station can take them.
production-revocations-title = Revocations under way
production-revocations-lead = A recorded request waits for a second officer. To record one, open the order.
production-revocations-none = No request waits.
production-revocation-title = Revocation, order { $order }
production-no-token = No card or key was produced for this order: there is nothing to revoke.
production-state = State
production-revoked-since = Both certificates are revoked since { $at }.
production-request = Request recorded by { $name } on { $at }
production-recorded = Recorded
production-reason = Reason
production-reason-missing = Choose the reason for the revocation.
production-reason-arrived = The holder logged in with this card or key: it was not lost in the post. Choose another reason.
production-reason-lost-in-post = Card or key lost in the post, never arrived
production-reason-death = Death of the holder
production-reason-wrong-data = Wrong datum in the certificate
production-reason-struck-off = Struck off the list
production-reason-compromised = Somebody else may use the card or key
production-reason-holder-request = Request of the holder, recognised otherwise than by the code
production-evidence = What the request rests on
production-evidence-hint = Who asked, when, by which way, which document proves it. At most 500 characters.
production-request-stands = A request about this card or key waits already. Withdraw it first, or have it confirmed; this one is not recorded.
production-evidence-missing = Say what the request rests on.
production-evidence-too-long = The text has more than 500 characters. Shorten it.
production-record-heading = Record a request
production-record-lead = Both certificates of the card or key will end together once another officer has confirmed. Nothing is revoked before.
production-record = Record the request
production-confirm-warning = Read reason and evidence again. The revocation cannot be undone: both certificates of the card or key end.
production-other-officer = You recorded this request: another officer has to confirm it.
production-recorder-removed = The officer who recorded this request has left, or their certificate has expired: withdraw it and record it anew.
production-confirm-arrived = The holder has logged in with this card or key since: it was not lost in the post. Withdraw the request and record one with the right reason.
production-confirm = Confirm and revoke
production-withdraw = Take the request back
production-request-waits = Waits for a second officer.
production-request-confirmed = Confirmed by { $name } on { $at }; the certificate authority has not answered yet.
production-request-revoked = Revoked on { $at }.
production-request-withdrawn = Taken back on { $at }.
production-request-overtaken = Without object: the certificates were revoked otherwise.
production-request-refused = Refused by the certificate authority. { $why }
