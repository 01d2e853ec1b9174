"""One officer finds an order in the queue, decides on its pieces, records the identity check and reviews; another authorises.

The applicant replaces the refused piece in between.
"""

from account import sign_in
from answers import complaint, date
from page_driver import Person

PIECES = ("Dossier signé", "Inscription sur la liste de la cour", "Pièce d’identité")


def tell(stage, told):
    first, second = (Person(stage, told["authority"], pkcs12, told["password"]) for pkcs12 in told["officers"])
    said = {}
    with first.browser(javascript=False) as page:
        open_order(page, told)
        page.activate("Refuser le justificatif – Pièce d’identité")
        said["refusal"] = complaint(page)
        page.type("Illis")
        page.activate("Refuser le justificatif – Pièce d’identité")
        said["refused"] = page.says("Ce justificatif n’est pas lisible.")
        page.activate("Accepter le justificatif – Dossier signé")
        said["not_seen"] = page.says("Rien n’a été décidé : ouvrez d’abord chaque fichier de ce justificatif.")
        accept(page, "Dossier signé")
        accept(page, "Inscription sur la liste de la cour")
        said["list"] = complaint(page)
        page.type("https://courts.sceau.example.org/rennes/experts-2026.pdf")
        page.activate("Accepter le justificatif – Inscription sur la liste de la cour")
        said["looked_up"] = page.says("à l’adresse https://courts.sceau.example.org/rennes/experts-2026.pdf")
    replace(stage, told)
    with first.browser(javascript=False) as page:
        open_order(page, told)
        show_files(page, "Pièce d’identité")
        said["pages"] = page.images
        said["faults"] = page.inspect("pages")
        page.activate("Accepter le justificatif – Pièce d’identité")
        check_identity(page, told, "4X7")
        said["identity_check"] = complaint(page)
        page.type("1")
        page.activate("Enregistrer la vérification")
        page.activate("Valider l’examen de la commande")
        said["four_eyes"] = page.says("Vous avez examiné cette commande : une autre personne doit l’autoriser.")
    with second.browser(javascript=False) as page:
        open_order(page, told)
        for piece in PIECES:
            show_files(page, piece)
        page.activate("Autoriser la commande")
        said["authorised"] = page.says("Autorisée par")
    return said


def open_order(page, told):
    page.open(told["desk"])
    page.activate("Espace des agents")
    page.activate(told["number"])


def show_files(page, piece):
    page.activate(f"Afficher les pages ici – {piece}")


def accept(page, piece):
    """Accepts a piece once its files have been shown."""
    show_files(page, piece)
    page.activate(f"Accepter le justificatif – {piece}")


def replace(stage, told):
    with Person(stage, told["authority"]).browser(javascript=False) as page:
        sign_in(page, told["site"], told["address"])
        page.activate(told["number"])
        page.activate("Ouvrir le dossier")
        page.attach("Choisir un ou plusieurs fichiers – Pièce d’identité", told["replacement"])
        page.activate("Ajouter – Pièce d’identité")
        page.activate("Remettre le dossier")


def check_identity(page, told, number_end):
    date(page, *told["today"])
    page.fill("Lieu", "Rennes, palais de justice")
    page.fill("Document présenté", "Passe")
    page.fill("Quatre derniers caractères de son numéro", number_end)
    date(page, "30", "9", "2031")
    page.activate("Enregistrer la vérification")
