"""Orders an expert card, pays it and hands in the dossier. On most pages a bad answer comes first."""

from account import sign_up
from answers import address, complaint, date
from page_driver import Person

HOME = ("Maëlle Kervadec", "4 quai des Deux-Rives", "22000", "Saint-Brieuc")


def tell(stage, told):
    with Person(stage, told["authority"]).browser(javascript=False) as page:
        page.open(told["site"])
        page.activate("Commander une carte")
        page.activate("Commencer la commande")
        page.activate("Créer un compte")
        refused = {"account": account_refused(page)}
        sign_up(page, told["site"], told["address"])
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
        return {"placed": placed, "invoice": invoice, "refused": refused, "awaits_review": page.says("L’examen du dossier")}


def account_refused(page):
    page.fill("Adresse électronique", "maelle.kervadec")
    page.fill("Mot de passe", "quimper")
    page.activate("Recevoir le code")
    return complaint(page, "Adresse électronique")


def answer(page):
    """Page after page up to the summary, each with the bad answers that were given first."""
    refused = {}
    page.fill("Prénoms", "Maëlle 2")
    page.fill("Nom de naissance", "Kervadec")
    page.activate("Enregistrer et continuer")
    refused["identity"] = complaint(page, "Prénoms", "Nom de naissance")
    page.fill("Prénoms", "Maëlle")
    page.activate("Enregistrer et continuer")
    date(page, "23", "4", "2071")
    page.fill("Commune de naissance", "Saint-Brieuc")
    page.activate("Enregistrer et continuer")
    refused["birth"] = complaint(page, "Année", "Commune de naissance")
    page.fill("Année", "1971")
    page.activate("Enregistrer et continuer")
    page.fill("Cour d’appel", "Renn")
    date(page, "31", "12", "2027")
    page.fill("Compagnie", "Compagnie des experts de Bretagne")
    page.activate("Enregistrer et continuer")
    refused["listing"] = complaint(page, "Cour d’appel", "Année", "Compagnie")
    page.fill("Année", "2031")
    page.activate("Enregistrer et continuer")
    address(page, *HOME[:2], "2200", "Saint-Brieuc")
    page.activate("Enregistrer et continuer")
    refused["delivery"] = complaint(page, "Numéro et rue", "Code postal")
    page.fill("Code postal", "22000")
    page.activate("Enregistrer et continuer")
    page.choose("Par SMS")
    page.fill("Numéro de mobile", "02 99 00 00 01")
    page.activate("Enregistrer et continuer")
    refused["contact"] = complaint(page, "Numéro de mobile")
    page.fill("Numéro de mobile", "06 39 98 12 34")
    page.activate("Enregistrer et continuer")
    page.activate("Enregistrer et continuer")
    refused["billing"] = complaint(page)
    page.choose("À moi")
    address(page, *HOME)
    page.activate("Enregistrer et continuer")
    page.activate("Enregistrer et continuer")
    refused["terms"] = complaint(page)
    page.choose("J’ai lu les conditions générales et je les accepte.")
    page.activate("Enregistrer et continuer")
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
    add(page, "Preuve d’inscription", signed)
    page.activate("Remettre le dossier")
    return refused


def add(page, piece, file):
    page.attach(f"Choisir un ou plusieurs fichiers – {piece}", file)
    page.activate(f"Ajouter – {piece}")
