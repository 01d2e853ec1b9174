"""The first visit of a holder: accepts the certificates, defines a code, reads the PUK. Then a visit without certificate."""

import re

from answers import complaint
from page_driver import Person


def tell(stage, told):
    with Person(stage, told["authority"]).browser(javascript=False) as page:
        page.open(told["desk"])
        page.activate("Espace du titulaire")
        said = {"nobody": page.heading}
    with Person(stage, told["authority"], told["holder"], told["password"]).browser(javascript=False) as page:
        page.open(told["desk"])
        page.activate("Espace du titulaire")
        page.activate("Signaler une erreur")
        said["report"] = complaint(page)
        page.activate("J’accepte les certificats")
        define(page, "234567")
        said["code"] = complaint(page)
        define(page, told["code"])
        said["faults"] = page.inspect("puk")
        page.activate("Afficher le code PUK, une seule fois")
        said["puk"] = re.search(r"\b\d{6}\b", page.text)[0]
        said["faults"] += page.inspect("puk-shown")
        page.activate("Je l’ai noté")
        said["greeting"] = page.heading
        said["code_defined"] = page.says("Votre code est défini depuis le")
        said["certificate"] = page.download("Télécharger (PEM)")[0]
    return said


def define(page, code):
    page.fill("Code", code)
    page.fill("Code, une deuxième fois", code)
    page.activate("Enregistrer")
