### Payment: the applicant's page, and the transfers that staff reconcile.

payments-title = Payment of order { $number }
payments-back = Back to order { $number }
payments-pending = { $amount } to pay before { $day }.
payments-partial = We have received { $received }. You still have to pay { $due }, before { $day }.
payments-paid = The order was paid on { $moment }. Your invoice number is { $invoice }.
payments-overpaid = We have received { $excess } too much. We will refund it by bank transfer.
payments-refunded = An overpayment of { $amount } was refunded on { $moment }.
payments-invoice = Download the invoice (PDF)
payments-price = Price of the order
payments-excluding-vat = Price excluding VAT
payments-vat = VAT { $rate }
payments-including-vat = Price including VAT
payments-transfer = Pay by bank transfer
payments-transfer-lead = Copy the reference exactly: it tells us that the transfer is yours.
payments-beneficiary = Beneficiary
payments-iban = IBAN
payments-bic = BIC
payments-amount = Amount
payments-reference = Reference
payments-transfer-delay = A transfer takes one or two working days. An email tells you when it has arrived; you can prepare your application in the meantime.
payments-card = Bank card, demonstration
payments-card-lead = This demonstration can also simulate a payment by card.
payments-card-open = Simulate a payment by card
payments-card-back = Back to payment
payments-card-warning = No card details are asked for and no money moves: the button marks the order as paid.
payments-card-pay = Pay { $amount }

payments-transfers-title = Transfers
payments-record = Record a line of the statement
payments-date = Date of the statement
payments-date-hint = The date on the statement, within the last year.
payments-amount-received = Amount
payments-amount-hint = In euros, for example 190.80.
payments-statement-reference = Reference
payments-statement-reference-hint = As on the statement. The order's number is recognised in it with or without spaces and dashes.
payments-payer = Payer
payments-again = This is a second transfer, identical to the first
payments-on-record = An identical line is already recorded. If the bank shows two, tick the box and record it again.
payments-record-submit = Record the transfer
payments-recorded-matched = Transfer of { $amount } assigned to order { $order }.
payments-recorded-unmatched = Transfer of { $amount } recorded; it matches no known order and is listed below.
payments-recorded-returned = Transfer of { $amount } returned to the sender on { $moment }: { $reason }
payments-unmatched =
    { $count ->
        [0] No transfer to reconcile
        [one] { $count } transfer to reconcile
       *[other] { $count } transfers to reconcile
    }
payments-unmatched-lead = Assign each transfer to its order, or return it to the sender and say why. The return itself is made at the bank.
payments-to-do = To do
payments-assign-to = Order number
payments-assign = Assign
payments-return-reason = Reason for the return
payments-return = Return to the sender
payments-overpayments =
    { $count ->
        [0] No overpayment to refund
        [one] { $count } overpayment to refund
       *[other] { $count } overpayments to refund
    }
payments-overpayments-lead = Refund each overpayment at the bank, to the account that the transfer came from, then record it here: the applicant is told.
payments-overpayment-order = Order
payments-overpayment-holder = Holder
payments-overpayment = Overpayment
payments-overpayment-since = Since
payments-refund = Refunded
payments-refund-recorded = The refund is recorded; the applicant is told by email.
payments-recent = Latest transfers
payments-recent-none = No transfers recorded.
payments-became = Outcome
payments-for-order = Order { $order }
payments-open = To reconcile
payments-returned = Returned on { $moment }: { $reason }

payments-date-form = Enter the date of the statement: day, month, year.
payments-date-future = The date of the statement is in the future. Enter the date on the statement.
payments-date-too-old = The date of the statement is more than a year ago. Check the year.
payments-amount-form = Enter the amount in euros, for example 190.80.
payments-amount-bounds = Enter an amount above zero and at most €100,000.
payments-text-missing = Copy what the statement says.
payments-text-too-long = Enter at most 140 characters.
payments-text-form = Enter a single line without invisible characters.
payments-reason-missing = Say why the transfer is returned.
payments-order-form = Enter an order number, like SC-2026-000123.
payments-order-unknown = No order has this number. Check it.
payments-dealt-with = In the meantime this transfer has been assigned or returned.
payments-overpayment-changed = In the meantime this overpayment has changed or has been refunded. The refund is not recorded; the current amount is below.
