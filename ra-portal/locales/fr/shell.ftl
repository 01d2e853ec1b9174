### Ce qui entoure les pages du portail.

shell-experts = Commander
shell-orders = Mes commandes
shell-holder = Espace du titulaire
shell-revocation = Révocation d'urgence
shell-help = Aide
shell-sign-in = Se connecter
shell-sign-out = Se déconnecter
shell-officer-queue = Dossiers
shell-officer-transfers = Virements
shell-officer-production = Production
shell-officer-revocations = Révocations
shell-officer-officers = Opérateurs
shell-officer-outbox = Messages
shell-demonstration-label = Démonstration
shell-demonstration = Démonstration : aucun message ne part, aucun paiement n'a lieu, aucun certificat n'a de valeur.
shell-demonstration-messages = Lire les messages envoyés
shell-footer-revocation = Carte ou clé volée ou perdue ?
shell-footer-always = 24 heures sur 24, 7 jours sur 7
shell-footer-support = Assistance
shell-footer-hours = Du lundi au vendredi, de 9 h à 18 h, prix d'un appel local
shell-terms = Conditions générales
shell-form-used = Cette page avait déjà servi, et enregistré ceci : « { $recorded } ». Ce que vous venez d'envoyer n'est pas enregistré : envoyez-le de nouveau pour l'enregistrer aussi.

fault-forbidden-text = Votre profil ne permet pas cette opération. Si vous pensez qu'il le devrait, adressez-vous à l'assistance.
fault-unavailable-text = Un élément du service ne répond pas. Rien n'est perdu. Recommencez dans quelques minutes. Pour une révocation urgente, téléphonez au numéro indiqué en bas de page.
fault-incident-text = Incident n° { $incident }. Recommencer ne sert à rien, et votre demande n’a peut-être pas été enregistrée. Adressez-vous à l’assistance en indiquant ce numéro, qui permet d’en trouver la cause. Pour une révocation urgente, téléphonez au numéro indiqué en bas de page.
