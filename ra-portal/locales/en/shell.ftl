### What is around the portal's pages.

shell-experts = Order
shell-orders = My orders
shell-holder = Holder area
shell-revocation = Emergency revocation
shell-help = Help
shell-sign-in = Sign in
shell-sign-out = Sign out
shell-officer-queue = Applications
shell-officer-search = Search
shell-officer-transfers = Transfers
shell-officer-production = Production
shell-officer-revocations = Revocations
shell-officer-officers = Officers
shell-officer-outbox = Messages
shell-demonstration-label = Demonstration
shell-demonstration = Demonstration: no message is sent, no payment is taken, no certificate has any value.
shell-demonstration-messages = Read the messages sent
shell-footer-revocation = Card or key stolen or lost?
shell-footer-always = 24 hours a day, 7 days a week
shell-footer-support = Support
shell-footer-hours = Monday to Friday, 9:00 to 18:00, at the price of a local call
shell-terms = Terms and conditions
shell-form-used = This form was already sent, and this is on record: “{ $recorded }”. What you have just sent is not: send it again if you want it recorded too.

fault-forbidden-text = You do not have permission to do this. If you think that is a mistake, contact support.
fault-unavailable-text = Part of the service is not responding. Nothing is lost. Try again in a few minutes. For an urgent revocation, call the number at the bottom of the page.
fault-incident-text = Incident { $incident }. Trying again will not help, and what you sent may not have been recorded. Give this number to support so that they can find the cause. For an urgent revocation, call the number at the bottom of the page.
shell-typed-not-recorded = What you had entered is not recorded: “{ $typed }”.
shell-accessibility = Accessibility: not compliant
shell-required = All answers are required unless marked as optional.
