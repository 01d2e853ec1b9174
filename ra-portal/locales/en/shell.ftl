### What is around the portal's pages.

shell-experts = Order
shell-orders = My orders
shell-holder = Holder's space
shell-revocation = Emergency revocation
shell-help = Help
shell-sign-in = Sign in
shell-sign-out = Sign out
shell-officer-queue = Dossiers
shell-officer-transfers = Transfers
shell-officer-production = Production
shell-officer-revocations = Revocations
shell-officer-officers = Officers
shell-officer-outbox = Messages
shell-demonstration-label = Demonstration
shell-demonstration = Demonstration: no message leaves, no payment takes place, no certificate is worth anything.
shell-demonstration-messages = Read the messages sent
shell-footer-revocation = Card or key stolen or lost?
shell-footer-always = 24 hours a day, 7 days a week
shell-footer-support = Support
shell-footer-hours = Monday to Friday, 9:00 to 18:00, at the price of a local call
shell-terms = Terms and conditions
shell-form-used = This page had been used already, and recorded this: “{ $recorded }”. What you have just sent is not recorded: send it again to record it too.

fault-forbidden-text = Your profile does not allow this. If you think that it should, contact support.
fault-unavailable-text = Part of the service does not answer. Nothing is lost. Try again in a few minutes. For an urgent revocation, call the number at the bottom of the page.
fault-incident-text = This is incident { $incident }. Trying again does not help, and what you sent may not have been done. Call or write to support and give this number: it lets them find the cause. For an urgent revocation, call the number at the bottom of the page.
