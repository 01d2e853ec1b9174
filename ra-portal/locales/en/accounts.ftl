### Account: signing up, signing in, codes, forgotten password.

accounts-email = Email address
accounts-email-hint = We send your sign-in codes and the news of your order there.
accounts-password = Password
accounts-password-hint = 12 characters or more. Several words that you remember will do; accents and spaces are allowed.
accounts-have-account = Do you have an account already?
accounts-no-account = No account yet?
accounts-holder = Do you have your card or key already?
accounts-holder-link = Go to the holder's space

accounts-sign-up-title = Create an account
accounts-sign-up-lead = You need the account to order and to follow your order. It takes two minutes: an address, a password, then a code that you receive by email.
accounts-sign-up-submit = Receive the code
accounts-sign-in-title = Sign in
accounts-sign-in-lead = After the password, we send you a code by email each time you sign in.
accounts-sign-in-submit = Continue
accounts-sign-in-wrong = This address and this password do not belong together. Check both, or choose a new password under “Forgotten password”.

accounts-code-title = Enter the code
accounts-code-lead = We have written to { $address }. The code in that message is good until { $moment }.
accounts-code-lead-or-else = We have written to { $address }. The message holds a code, which is good until { $moment }, or says what to do instead.
accounts-code = Six-digit code
accounts-code-hint = Keep this page open: the code is good in this browser only.
accounts-code-submit = Confirm the code
accounts-code-missing = Has the code not arrived?
accounts-code-spam = The sender is { $sender }. Look among your unwanted messages too. It may take a few minutes.
accounts-code-resend = Send another code
accounts-code-sent-again = Another message is on its way. Only the last code is good.
accounts-code-other-address = Start again with another address
accounts-code-form = Enter the six digits of the code.
accounts-code-wrong =
    { $count ->
        [one] This is not the code that was sent last. You have { $count } try left.
       *[other] This is not the code that was sent last. You have { $count } tries left.
    }
accounts-code-too-old = This code is more than ten minutes old. Ask for another code below.
accounts-code-too-many-tries = Five wrong codes were entered. Ask for another code below.
accounts-gone-title = This step is over
accounts-gone-text = The code was used, or too much time has passed, or you changed browsers. Nothing is lost: start again from the beginning.
accounts-gone-again = Start again

accounts-forgotten-title = Forgotten password
accounts-forgotten-lead = Enter the address of your account. We send a code there, then you choose a new password.
accounts-forgotten-submit = Receive the code
accounts-new-password-title = Choose a new password
accounts-new-password-lead = For the account of { $address }. Wherever else you are signed in, you will be signed out.
accounts-new-password-submit = Save and sign in

accounts-email-missing = Enter an email address.
accounts-email-too-long = Enter an address of at most 254 characters.
accounts-email-not-ascii = Enter an address without accents or invisible characters.
accounts-email-form = Enter a complete address, like first.last@sceau.example.org.
accounts-password-too-short = Choose a password of 12 characters or more.
accounts-password-too-long = Choose a password of at most 128 characters.
accounts-password-address = Choose a password that is not your address.
accounts-password-guessable = This password is among the first that people guess. Choose several words that have nothing to do with one another.
accounts-wait-minutes =
    { $count ->
        [one] There were too many attempts. Try again in a minute.
       *[other] There were too many attempts. Try again in { $count } minutes.
    }
accounts-wait-hours =
    { $count ->
        [one] There were too many attempts. Try again in an hour, or use “Forgotten password”.
       *[other] There were too many attempts. Try again in { $count } hours, or use “Forgotten password”.
    }
