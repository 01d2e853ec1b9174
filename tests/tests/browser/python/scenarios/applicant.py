"""Orders an expert card, pays and submits the dossier. On most pages, first submits invalid input."""

from account import sign_up
from answers import address, complaint, date, retype
from page_driver import Person

HOME = ("Maëlle Kervadec", "4 quai des Deux-Rives", "22000", "Saint-Brieuc")


def tell(stage, told):
    with Person(stage, told["authority"]).browser(javascript=False) as page:
        page.open(told["site"])
        page.activate("Commander une carte")
        listing = [page.says("Avant de commencer.")]
        page.activate("Commencer la commande")
        page.activate("Créer un compte")
        refused = {"account": account_refused(page)}
        sign_up(page, told["site"], told["address"])
        listing.append(page.says("Avant de commencer."))
        page.activate("Commencer la commande")
        refused |= answer(page)
        page.activate("Commander et payer")
        order = page.address
        placed = page.heading
        page.activate("Payer")
        page.activate("Simuler un paiement par carte")
        page.activate("Payer 190,80 €")
        invoice, _ = page.download("Télécharger la facture (PDF)")
        page.open(order)
        refused["piece"] = hand_in(page, told)
        page.open(order)
        return {
            "order": order,
            "told_of_listing": listing,
            "placed": placed,
            "invoice": invoice,
            "refused": refused,
            "awaits_review": page.says("L’examen des justificatifs"),
        }


def account_refused(page):
    page.fill("Adresse électronique", "maelle.kervadec")
    page.fill("Mot de passe", "quimper")
    page.activate("Recevoir le code")
    return complaint(page)


def answer(page):
    """Fills in the pages up to the summary. Returns how the invalid input was reported."""
    refused = {}

    def go_on():
        page.activate("Enregistrer et continuer")

    page.fill("Prénoms", "Maëlle 2")
    page.fill("Nom de naissance", "Kervadec")
    go_on()
    refused["identity"] = complaint(page)
    retype(page, "Maëlle")
    go_on()
    date(page, "23", "4", "2071")
    page.fill("Commune de naissance", "Saint-Brieuc")
    go_on()
    refused["birth"] = complaint(page)
    page.fill("Année", "1971")
    go_on()
    page.fill("Cour d’appel", "Renn")
    date(page, "31", "12", "2027")
    page.fill("Compagnie", "Compagnie des experts de Bretagne")
    go_on()
    refused["listing"] = complaint(page)
    page.fill("Année", "2031")
    go_on()
    address(page, *HOME[:2], "2200", "Saint-Brieuc")
    go_on()
    refused["delivery"] = complaint(page)
    retype(page, "22000")
    go_on()
    page.choose("Par SMS")
    page.fill("Numéro de mobile", "02 99 00 00 01")
    go_on()
    refused["contact"] = complaint(page)
    retype(page, "06 39 98 12 34")
    go_on()
    go_on()
    refused["billing"] = complaint(page)
    page.choose("Moi")
    address(page, *HOME)
    go_on()
    go_on()
    refused["terms"] = complaint(page)
    page.press("Space")
    go_on()
    return refused


def hand_in(page, told):
    page.activate("Ouvrir le dossier")
    paper = page.download("Télécharger le dossier à signer (PDF)")[1]
    signed = paper.with_name("dossier-signe.pdf")
    signed.write_bytes(paper.read_bytes())
    disguised = paper.with_name("dossier.jpg")
    disguised.write_text("une lettre")
    add(page, "Dossier signé", disguised)
    refused = complaint(page)
    add(page, "Dossier signé", signed)
    add(page, "Pièce d’identité", told["picture"])
    add(page, "Inscription sur la liste de la cour", signed)
    page.activate("Remettre le dossier")
    return refused


def add(page, piece, file):
    page.attach(f"Choisir un ou plusieurs fichiers – {piece}", file)
    page.activate(f"Ajouter – {piece}")
