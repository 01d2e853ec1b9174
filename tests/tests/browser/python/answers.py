"""Filling in fields that several pages have, and reading a page's error messages."""


def date(page, day, month, year):
    """Fills in the next date on the page."""
    page.fill("Jour", day)
    page.fill("Mois", month)
    page.fill("Année", year)


def address(page, recipient, street, postcode, town):
    """Fills in the next address on the page."""
    page.fill("Destinataire", recipient)
    page.fill("Numéro et rue", street)
    page.fill("Code postal", postcode)
    page.fill("Commune", town)


def complaint(page):
    """How a page reports invalid input: the role of the focused element, the first error, the field that its link leads to, and that
    field's value. Leaves the focus on the field."""
    summary = page.focused()["role"]
    page.press("Tab")
    error = page.focused()["name"]
    page.press("Enter")
    field = page.focused()
    return {"focus": summary, "error": error, "field": field["name"], "kept": field["value"]}


def retype(page, text):
    """Replaces the value of the focused field."""
    page.press("Control+A")
    page.type(text)
