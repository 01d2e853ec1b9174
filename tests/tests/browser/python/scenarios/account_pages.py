"""Inspects the account pages that are reached only from the previous page, in both languages: codes and new password."""

from account import PASSWORD
from mailbox import Mailbox
from page_driver import Person

WORDS = {
    "fr": {
        "email": "Adresse électronique",
        "password": "Mot de passe",
        "receive": "Recevoir le code",
        "go on": "Continuer",
        "code": "Code à six chiffres",
        "check": "Valider le code",
        "save": "Enregistrer et me connecter",
    },
    "en": {
        "email": "Email address",
        "password": "Password",
        "receive": "Send me the code",
        "go on": "Continue",
        "code": "Six-digit code",
        "check": "Confirm the code",
        "save": "Save and sign in",
    },
}


def tell(stage, told):
    seen = {}
    for language, words in WORDS.items():
        with Person(stage, told["authority"]).browser(javascript=False, language=language) as page:
            seen |= {f"{name} {language}": faults for name, faults in visit(page, told, words, language).items()}
    return seen


def visit(page, told, words, language):
    site, address = told["site"], told["address"]
    seen = {}

    def look(name):
        seen[name] = page.inspect(f"{name}-{language}", ("desktop", "phone") if language == "fr" else ("desktop",))

    page.open(f"{site}/sign-up")
    page.fill(words["email"], f"nobody-yet-{language}@sceau.example.org")
    page.fill(words["password"], PASSWORD)
    page.activate(words["receive"])
    look("sign-up-code")
    page.fill(words["code"], "12345")
    page.activate(words["check"])
    look("sign-up-code-wrong")
    mailbox = Mailbox(page, site, address)
    before = len(mailbox.messages())
    page.open(f"{site}/sign-in")
    page.fill(words["email"], address)
    page.fill(words["password"], PASSWORD)
    page.activate(words["go on"])
    look("sign-in-code")
    mailbox.code(before)
    page.open(f"{site}/forgotten-password")
    page.fill(words["email"], address)
    page.activate(words["receive"])
    look("forgotten-password-code")
    code = mailbox.code(before + 1)
    page.open(f"{site}/forgotten-password/code")
    page.fill(words["code"], code)
    page.activate(words["check"])
    look("forgotten-password-new")
    page.fill(words["password"], "quimper")
    page.activate(words["save"])
    look("forgotten-password-new-wrong")
    return seen
