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


def complaint(page, *labels):
    """What has the focus of a page with errors, its role and its text, and what stands in the fields with these labels."""
    focused = page.focused()
    return {"focused": focused["role"], "says": focused["name"], "kept": [page.press_tab_until(label)["value"] for label in labels]}
