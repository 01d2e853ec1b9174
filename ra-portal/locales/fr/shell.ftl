### Ce qui entoure les pages du portail.

shell-experts = Commander
shell-orders = Mes commandes
shell-holder = Espace du titulaire
shell-revocation = Révocation d'urgence
shell-help = Aide
shell-sign-in = Se connecter
shell-sign-out = Se déconnecter
shell-officer-queue = Dossiers
shell-officer-search = Chercher
shell-officer-transfers = Virements
shell-officer-production = Fabrication
shell-officer-revocations = Révocations
shell-officer-officers = Agents
shell-officer-outbox = Messages
shell-demonstration-label = Démonstration
shell-demonstration = Démonstration : aucun message ne part, aucun paiement n'a lieu, aucun certificat n'a de valeur.
shell-demonstration-messages = Lire les messages envoyés
shell-footer-revocation = Carte ou clé volée ou perdue ?
shell-footer-always = 24 heures sur 24, 7 jours sur 7
shell-footer-support = Assistance
shell-footer-hours = Du lundi au vendredi, de 9 h à 18 h, prix d'un appel local
shell-terms = Conditions générales
shell-form-used = Ce formulaire a déjà été envoyé, et ceci est enregistré : « { $recorded } ». Votre nouvel envoi ne l'est pas : envoyez-le de nouveau si vous voulez l'enregistrer aussi.

fault-forbidden-text = Votre profil ne permet pas cette opération. Si c'est une erreur, adressez-vous à l'assistance.
fault-unavailable-text = Une partie du service ne répond pas. Rien n'est perdu. Réessayez dans quelques minutes. Pour une révocation urgente, téléphonez au numéro indiqué en bas de page.
fault-incident-text = Incident n° { $incident }. Il est inutile de recommencer, et votre demande n'a peut-être pas été enregistrée. Indiquez ce numéro à l'assistance : il permet d'en trouver la cause. Pour une révocation urgente, téléphonez au numéro indiqué en bas de page.
shell-typed-not-recorded = Ce que vous aviez saisi n'est pas enregistré : « { $typed } ».
shell-accessibility = Accessibilité : non conforme
shell-required = Toutes les réponses sont nécessaires, sauf mention « facultatif ».
