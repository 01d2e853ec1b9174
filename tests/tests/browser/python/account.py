"""Creating an account and signing in."""

from mailbox import Mailbox

PASSWORD = "sept brumes sur la rade"


def sign_up(page, site, address, password=PASSWORD):
    """Goes from the page that requires an account to the page after signing in."""
    with_code(page, site, "/sign-up", "Recevoir le code", address, password)


def sign_in(page, site, address, password=PASSWORD):
    page.open(f"{site}/sign-in")
    with_code(page, site, "/sign-in", "Continuer", address, password)


def with_code(page, site, path, button, address, password):
    asked_at = page.address
    mailbox = Mailbox(page, site, address)
    seen = len(mailbox.messages())
    page.open(asked_at)
    page.fill("Adresse électronique", address)
    page.fill("Mot de passe", password)
    page.activate(button)
    code = mailbox.code(seen)
    page.open(f"{site}{path}/code")
    page.fill("Code à six chiffres", code)
    page.activate("Valider le code")
