### Account: signing up, signing in, codes, forgotten password.

accounts-email = Email address
accounts-email-hint = We send your sign-in codes and messages about your order there.
accounts-password = Password
accounts-password-hint = At least 12 characters. Several words that you can remember will do; accents and spaces are allowed.
accounts-have-account = Already have an account?
accounts-no-account = No account yet?
accounts-holder = Already have your card or key?
accounts-holder-link = Go to the holder area

accounts-sign-up-title = Create an account
accounts-sign-up-lead = You need an account to order and to follow your order. It takes two minutes: an address, a password, then a code sent to you by email.
accounts-sign-up-submit = Send me the code
accounts-sign-in-title = Sign in
accounts-sign-in-lead = Each time you sign in, we email you a code after the password.
accounts-sign-in-submit = Continue
accounts-sign-in-wrong = The email address or password is wrong. Check both, or choose a new password with “Forgotten password”.

accounts-code-title = Enter the code
accounts-code-lead = We have written to { $address }. The code in that message is valid until { $moment }.
accounts-code-lead-or-else = We have written to { $address }. The message contains a code, valid until { $moment }, or says what to do instead.
accounts-code = Six-digit code
accounts-code-hint = Keep this page open: the code works in this browser only.
accounts-code-submit = Confirm the code
accounts-code-missing = Code not arrived?
accounts-code-spam = The sender is { $sender }. Check your spam folder too. It may take a few minutes.
accounts-code-resend = Send another code
accounts-code-sent-again = Another message is on its way. Only the latest code is valid.
accounts-code-other-address = Start again with another address
accounts-code-form = Enter the six digits of the code.
accounts-code-wrong =
    { $count ->
        [one] This is not the latest code. You have { $count } try left.
       *[other] This is not the latest code. You have { $count } tries left.
    }
accounts-code-too-old = This code is more than ten minutes old. Ask for another code below.
accounts-code-too-many-tries = Five wrong codes were entered. Ask for another code below.
accounts-gone-title = This step is over
accounts-gone-text = The code has been used, too much time has passed, or you have changed browser. Nothing is lost: start again from the beginning.
accounts-gone-again = Start again

accounts-forgotten-title = Forgotten password
accounts-forgotten-lead = Enter the address of your account. We will send a code there, then you can choose a new password.
accounts-forgotten-submit = Send me the code
accounts-new-password-title = Choose a new password
accounts-new-password-lead = For the account of { $address }. You will be signed out everywhere else.
accounts-new-password-submit = Save and sign in

accounts-email-missing = Enter an email address.
accounts-email-too-long = Enter an address of at most 254 characters.
accounts-email-not-ascii = Enter an address without accents or invisible characters.
accounts-email-form = Enter a complete address, like first.last@sceau.example.org.
accounts-password-too-short = Choose a password of at least 12 characters.
accounts-password-too-long = Choose a password of at most 128 characters.
accounts-password-address = Choose a password that is not your address.
accounts-password-guessable = This password is too easy to guess. Choose several unrelated words.
accounts-wait-minutes =
    { $count ->
        [one] Too many attempts. Try again in one minute.
       *[other] Too many attempts. Try again in { $count } minutes.
    }
accounts-wait-hours =
    { $count ->
        [one] Too many attempts. Try again in one hour, or use “Forgotten password”.
       *[other] Too many attempts. Try again in { $count } hours, or use “Forgotten password”.
    }
accounts-kept = Your session had expired: what you had entered is not saved yet. Check your answers, then save them.
accounts-idle =
    { $count ->
        [one] After one minute without activity you will have to sign in again. Saved answers stay.
       *[other] After { $count } minutes without activity you will have to sign in again. Saved answers stay.
    }
