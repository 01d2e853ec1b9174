"""How a person fills in what several pages ask alike, and what a page says of a bad answer."""


def date(page, day, month, year):
    """The next date of the page."""
    page.fill("Jour", day)
    page.fill("Mois", month)
    page.fill("Année", year)


def address(page, recipient, street, postcode, town):
    """The next address of the page."""
    page.fill("Destinataire", recipient)
    page.fill("Numéro et rue", street)
    page.fill("Code postal", postcode)
    page.fill("Commune", town)


def complaint(page):
    """What a page says of a bad answer: the role of what has the focus, the first error, the field that its link leads to, and what
    stands in it still. Leaves the focus there."""
    summary = page.focused()["role"]
    page.press("Tab")
    error = page.focused()["name"]
    page.press("Enter")
    field = page.focused()
    return {"focus": summary, "error": error, "field": field["name"], "kept": field["value"]}


def retype(page, text):
    """Replaces what stands in the field that has the focus."""
    page.press("Control+A")
    page.type(text)
