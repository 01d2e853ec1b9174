"""Inspects every given page in both languages, when opened and after invalid input."""

from account import sign_in
from page_driver import Person

LANGUAGES = {"fr": None, "en": "English"}
PICTURED = {"fr": ("desktop", "phone"), "en": ("desktop",)}


def tell(stage, told):
    person = Person(stage, told["authority"], told.get("pkcs12"), told["password"])
    seen = {}
    with person.browser(javascript=False) as page:
        if "address" in told:
            sign_in(page, told["site"], told["address"])
        for language, button in LANGUAGES.items():
            if button:
                page.open(told["start"])
                page.activate(button)
            for name, visit in told["visits"].items():
                seen[f"{name} {language}"] = look(page, told["start"], f"{name}-{language}", language, visit)
    return seen


def look(page, start, name, language, visit):
    """The status of the page, or the role of the focused element after invalid input, and the page's faults."""
    answered = page.open(visit["address"])
    if "button" in visit:
        if "emptied" in visit:
            page.fill(visit["emptied"][language], "")
        page.activate(visit["button"][language])
        return {"focus": page.focused()["role"], "language": page.language, "faults": page.inspect(name, PICTURED[language])}
    path = page.address.removeprefix(start)
    return {"status": answered.status, "path": path, "language": page.language, "faults": page.inspect(name, PICTURED[language])}
