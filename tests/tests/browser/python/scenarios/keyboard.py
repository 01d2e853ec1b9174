"""Fills in a form by keyboard only, with and without JavaScript, and closes the browser in between."""

from page_driver import Person


def tell(stage, told):
    person = Person(stage, told["authority"])
    answers = []
    for javascript in (True, False):
        with person.browser(javascript) as page:
            page.open(told["address"])
            scripts = page.says("Scripts : oui")
            remembered = page.says("déjà venue")
            page.fill("Votre nom", "Maëlle Kervadec")
            page.choose("Oui, j’en ai un")
            page.choose("J’accepte les conditions")
            page.attach("Pièce d’identité", told["piece"])
            page.activate("Envoyer")
            answers.append({"scripts": scripts, "remembered": remembered, "sent": page.text})
            page.open(told["address"])
            name, path = page.download("Le dossier")
            answers[-1]["paper"] = [name, path.read_text()]
    return {"visits": answers, "refused": refused(person, told["address"])}


def refused(person, address):
    said = []
    with person.browser() as page:
        page.open(address)
        for attempt in (lambda: page.click("Envoyer"), lambda: page.mouse, lambda: page.press_tab_until("Hors de portée")):
            try:
                attempt()
            except (AttributeError, AssertionError) as error:
                said.append(str(error).split(" on ")[0])
    return said
