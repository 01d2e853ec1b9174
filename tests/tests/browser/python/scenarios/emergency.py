"""Revokes on the emergency page: the form with invalid input, the confirmation, the receipt."""

from answers import complaint, date, retype
from page_driver import Person


def tell(stage, told):
    with Person(stage, told["authority"]).browser(javascript=False) as page:
        page.open(told["site"])
        page.activate("Révoquer en urgence")
        page.fill("Prénoms et nom du titulaire", told["name"])
        page.fill("Adresse électronique, ou numéro de la carte ou clé", "maelle.kervadec")
        date(page, *told["birth"])
        page.fill("Code de révocation d’urgence", told["code"])
        page.choose("La carte ou la clé est volée")
        page.activate("Continuer")
        said = {"contact": complaint(page)}
        retype(page, told["address"])
        page.fill("Code de révocation d’urgence", told["code"])
        page.activate("Continuer")
        said["faults"] = page.inspect("confirm")
        page.activate("Révoquer définitivement les deux certificats")
        while not page.says("Télécharger le reçu (PDF)"):
            page.activate("Afficher le reçu")
        said["faults"] += page.inspect("receipt")
        said["done"] = page.heading
        said["receipt"] = page.download("Télécharger le reçu (PDF)")[0]
    return said
