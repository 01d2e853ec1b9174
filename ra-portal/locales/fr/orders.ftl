### Les commandes : de la première page au suivi.
## Parcours
orders-step = Étape { $number } sur { $all }
orders-back = Page précédente
orders-back-to-all = Toutes mes commandes
orders-continue = Enregistrer et continuer
orders-save = Enregistrer
orders-change = Modifier : { $what }
orders-change-voids = Un opérateur a déjà vérifié votre dossier. Si vous modifiez une donnée, cette vérification est annulée et sera refaite.

## Mes commandes
orders-title = Mes commandes
orders-none = Vous n'avez pas encore commandé.
orders-column-order = Commande
orders-column-product = Produit
orders-column-state = État
orders-column-since = Depuis le
orders-resume = Reprendre le brouillon
orders-product-expert-card = Carte d'expert
orders-offer-expert-card = Une carte à puce portant deux certificats valables trois ans, pour les experts inscrits sur la liste d'une cour d'appel et membres d'une compagnie. Comptez dix minutes ; vous pouvez vous interrompre, chaque page est enregistrée.
orders-needs-reader = La carte se lit avec un lecteur de cartes à puce, qui n'est pas compris dans le prix.
orders-begin = Commencer la commande
orders-state-draft = Brouillon
orders-state-dossier-awaited = Dossier attendu
orders-state-under-review = Dossier en cours d'examen
orders-state-correction-asked = Pièce à remplacer
orders-state-reviewed = Dossier vérifié
orders-state-authorised = Fabrication autorisée
orders-state-in-production = En fabrication
orders-state-shipped = Expédiée
orders-state-activated = Certificats à accepter
orders-state-accepted = Certificats acceptés
orders-state-wrong-data-reported = Erreur signalée
orders-state-revoked = Certificats révoqués
orders-price = Prix
orders-price-excluding-vat = Hors taxes
orders-price-vat = TVA { $rate }
orders-price-including-vat = Toutes taxes comprises

## Identité
orders-section-identity = Identité
orders-identity-title = Comment vous appelez-vous ?
orders-identity-lead = Recopiez votre pièce d'identité : les certificats portent ces noms, et nous les comparons au document.
orders-given-names = Prénoms
orders-given-names-hint = Tous, dans l'ordre de la pièce d'identité. Les certificats contiennent 64 caractères pour les prénoms et le nom ensemble.
orders-birth-name = Nom de naissance
orders-birth-name-hint = Aussi appelé nom de famille sur la pièce d'identité.
orders-name-in-use = Nom d'usage
orders-name-in-use-optional = Nom d'usage (facultatif)
orders-name-in-use-hint = Seulement s'il figure sur la pièce d'identité : il remplace alors le nom de naissance dans les certificats.
orders-section-spelling = Écriture latine
orders-spelling-title = Votre nom en lettres latines
orders-spelling-lead = Les certificats sont lus partout en lettres latines. Voici une proposition ; corrigez-la d'après la ligne de lecture automatique de votre pièce d'identité.
orders-as-typed = Tel que vous l'avez écrit
orders-latin-given-names = Prénoms en lettres latines
orders-latin-surname = Nom en lettres latines
orders-spelling-confirm = Je confirme que les certificats doivent porter cette écriture.
orders-in-certificate = Dans les certificats

## Naissance
orders-section-birth = Naissance
orders-birth-title = Quand et où êtes-vous né ou née ?
orders-birth-lead = Ces données ne figurent pas dans les certificats. Elles servent à vous reconnaître, par exemple si vous devez les révoquer en urgence.
orders-birth = Date de naissance
orders-birth-hint = Par exemple 3 3 1978.
orders-birth-place = Commune de naissance
orders-birth-place-hint = Comme sur la pièce d'identité.
orders-birth-country = Pays de naissance

## Inscription
orders-section-listing = Inscription comme expert
orders-listing-title = Sur quelle liste êtes-vous inscrit ou inscrite ?
orders-listing-lead = Les certificats portent votre titre d'expert. Ils ne peuvent pas durer plus longtemps que votre inscription.
orders-court = Cour d'appel
orders-court-hint = Celle de la liste sur laquelle vous êtes inscrit ou inscrite.
orders-court-empty = Choisissez une cour
orders-listing-ends = Fin de l'inscription
orders-listing-ends-hint = La date jusqu'à laquelle vous êtes inscrit ou inscrite, par exemple 31 12 2031.
orders-compagnie = Compagnie
orders-compagnie-hint = La compagnie d'experts dont vous êtes membre.

## Livraison
orders-section-delivery = Livraison
orders-delivery-title = Où envoyer la carte ?
orders-delivery-lead = La carte et la lettre qui contient son code PIN voyagent séparément.
orders-token-address = Adresse de la carte
orders-letter-elsewhere = Envoyer la lettre du code PIN à une autre adresse
orders-letter-hint = Plus sûr si quelqu'un d'autre ouvre votre courrier.
orders-letter-address = Adresse de la lettre du code PIN
orders-letter-address-hint = À remplir seulement si vous avez coché la case.
orders-letter-same = La même que pour la carte
orders-recipient = Destinataire
orders-street = Numéro et rue
orders-complement = Complément d'adresse (facultatif)
orders-complement-hint = Appartement, étage, bâtiment.
orders-postcode = Code postal
orders-town = Commune
orders-country = Pays

## Contact
orders-section-contact = Activation
orders-contact-title = Comment vous prévenir que la carte peut être activée ?
orders-contact-lead = Vous pourrez demander à changer ce contact plus tard.
orders-contact = Prévenir
orders-contact-email = Par e-mail, à l'adresse de votre compte
orders-contact-sms = Par SMS
orders-contact-sms-to = Par SMS au { $number }
orders-mobile = Numéro de mobile
orders-mobile-hint = Seulement pour le SMS. Par exemple 06 12 34 56 78, ou +352 621 123 456.

## Facturation
orders-section-billing = Facturation
orders-billing-title = Qui paie ?
orders-billing-lead = La facture est établie à ce nom une fois le paiement reçu.
orders-payer = La facture est adressée
orders-payer-holder = À moi
orders-payer-other = À quelqu'un d'autre : cabinet, société, compagnie
orders-payer-other-hint = À remplir seulement si la facture n'est pas à votre nom.
orders-payer-name = Nom
orders-payer-siren = SIREN (facultatif)
orders-payer-siren-hint = Neuf chiffres.
orders-siren-number = SIREN { $siren }
orders-billing-address = Adresse de facturation

## Conditions
orders-section-terms = Conditions générales
orders-terms-title = Acceptez-vous les conditions générales ?
orders-terms-lead = Elles disent ce que nous vérifions, ce que vous devez protéger et comment les certificats prennent fin.
orders-terms-version = Version du { $version }.
orders-terms-own-page = Les lire sur une page à part, à enregistrer ou à imprimer
orders-terms-accept = J'ai lu les conditions générales et je les accepte.
orders-terms-accepted-at = Version { $version }, acceptée le { $at }

## Récapitulatif
orders-summary-title = Vérifiez votre commande
orders-summary-lead = Rien n'est encore commandé. Chaque donnée peut être modifiée.
orders-data-heading = Vos données
orders-place-means = En commandant, vous vous engagez à payer ce prix. Il ne changera plus. Vous recevrez un e-mail qui dit comment payer ; le dossier à signer est prêt aussitôt.
orders-place = Commander et payer

## Une commande
orders-order-title = Commande { $number }
orders-awaited-heading = Ce qui est attendu
orders-happened-heading = Ce qui s'est passé
orders-awaited-by = Attendu { $from }, au plus tard le { $day }
orders-awaited = Attendu { $from }
orders-from-applicant = de vous
orders-from-registration-authority = de l'autorité d'enregistrement
orders-from-carrier = du transporteur
orders-pay = Payer
orders-open-dossier = Ouvrir le dossier
orders-open-payment = Voir le paiement
orders-open-invoice = Télécharger la facture (PDF)
orders-received = Reçu : { $amount }
orders-still-due = Reste à payer : { $amount }
orders-paid-back = Trop-perçu, qui vous sera remboursé : { $amount }
orders-tracking = Numéro de suivi : { $number }
orders-review-voided-why = Une donnée ou une pièce a changé après la vérification : elle sera refaite.
orders-event-placed = Commande passée
orders-event-payment-received = Paiement reçu
orders-event-paid = Commande payée, facture établie
orders-event-dossier-received = Dossier remis
orders-event-piece-refused = Pièce à remplacer
orders-event-identity-checked = Identité vérifiée en face à face
orders-event-review-voided = Vérification annulée
orders-event-reviewed = Dossier vérifié par un opérateur
orders-event-authorised = Fabrication autorisée par un second opérateur
orders-event-produced = Certificats émis sur la carte
orders-event-pin-letter-sent = Lettre du code PIN envoyée
orders-event-shipped = Carte expédiée
orders-event-activated = Première connexion avec la carte
orders-event-accepted = Certificats acceptés
orders-event-wrong-data-reported = Erreur signalée dans les certificats
orders-event-code-defined = Code de révocation d'urgence défini
orders-event-puk-collected = Code PUK retiré
orders-event-revoked = Certificats révoqués
orders-awaited-placing = La commande
orders-awaited-placing-hint = Il reste des pages à remplir.
orders-awaited-payment = Le paiement
orders-awaited-payment-hint = Vous pouvez préparer le dossier en même temps.
orders-awaited-dossier = Le dossier signé et ses pièces
orders-awaited-dossier-hint = Imprimez le dossier, signez-le et ajoutez les pièces demandées.
orders-delivery-days = Une fois le dossier complet, comptez { $from } à { $to } jours jusqu'à l'arrivée.
orders-awaited-correction = Le remplacement d'une pièce refusée
orders-awaited-correction-hint = Le dossier dit pourquoi elle a été refusée. Les autres pièces restent acceptées.
orders-awaited-identity-check = La vérification d'identité en face à face
orders-awaited-identity-check-hint = Prenez rendez-vous auprès de l'assistance et venez avec l'original de votre pièce d'identité.
orders-awaited-review = L'examen du dossier
orders-awaited-review-hint = Un opérateur compare chaque pièce à vos données.
orders-awaited-authorisation = L'autorisation
orders-awaited-authorisation-hint = Un second opérateur autorise la fabrication, une fois la commande payée.
orders-awaited-production = La fabrication
orders-awaited-production-hint = Les certificats vont être émis sur la carte.
orders-awaited-shipping = L'expédition
orders-awaited-shipping-hint = La carte et la lettre du code PIN partent séparément.
orders-awaited-arrival = L'arrivée de la carte
orders-awaited-arrival-hint = Si elle n'est pas arrivée à cette date, appelez l'assistance.
orders-awaited-first-login = La première connexion
orders-awaited-first-login-hint = Connectez-vous à l'espace du titulaire avec la carte, dès que vous avez aussi la lettre du code PIN.
orders-awaited-acceptance = L'acceptation des certificats
orders-awaited-acceptance-hint = Dans l'espace du titulaire, vérifiez les données et acceptez-les, ou signalez une erreur.
orders-awaited-replacement = Le remplacement de la carte
orders-awaited-replacement-hint = Nous révoquons les certificats et en émettons de nouveaux, sans frais.

## Ce qui est à corriger
orders-fault-name-empty = Écrivez ce nom.
orders-fault-character = Le caractère « { $character } », à la place { $place }, ne fait pas partie d'un nom ou d'un numéro : retirez-le.
orders-fault-invisible = Un caractère invisible, à la place { $place }, ne peut pas être imprimé : effacez et réécrivez cet endroit.
orders-fault-name-beginning = Commencez le nom par une lettre.
orders-fault-too-long = Écrivez { $count } caractères au plus.
orders-fault-too-many-words = Écrivez { $count } mots au plus.
orders-fault-whole-name = Les certificats contiennent { $count } caractères au plus pour les prénoms et le nom ensemble : laissez les derniers prénoms de côté.
orders-fault-whole-words = Les prénoms et le nom ont { $count } mots au plus ensemble : laissez les derniers prénoms de côté.
orders-fault-not-latin = Écrivez en lettres latines, avec ou sans accents.
orders-fault-empty = Remplissez ce champ.
orders-fault-recipient-empty = Écrivez à qui l'envoi est adressé.
orders-fault-street-empty = Écrivez le numéro et la rue, ou le lieu-dit.
orders-fault-postcode-empty = Écrivez le code postal.
orders-fault-town-empty = Écrivez la commune.
orders-fault-postcode = Écrivez un code postal du pays choisi ; en France, cinq chiffres.
orders-fault-country = Choisissez un pays.
orders-fault-date-empty = Écrivez la date : jour, mois, année.
orders-fault-date-incomplete = Complétez la date : jour, mois et année.
orders-fault-date = Écrivez une date du calendrier en chiffres, l'année sur quatre chiffres.
orders-fault-not-born = Cette date est dans l'avenir : écrivez votre date de naissance.
orders-fault-long-ago = Vérifiez l'année de naissance.
orders-fault-too-young = Le titulaire doit avoir { $age } ans au moins : vérifiez la date.
orders-fault-listing-ends = Un certificat commandé aujourd'hui irait jusqu'au { $day }, au-delà de cette inscription. Votre brouillon est conservé : commandez quand l'inscription sera renouvelée, ou appelez l'assistance.
orders-fault-court = Choisissez une cour d'appel de la liste.
orders-fault-choose = Choisissez une des réponses.
orders-fault-mobile-empty = Écrivez un numéro de mobile, ou choisissez l'e-mail.
orders-fault-mobile-digits = Vérifiez le nombre de chiffres : dix en France, et le + suivi de l'indicatif pour un autre pays.
orders-fault-mobile = Ce numéro ne reçoit pas de SMS : écrivez un numéro qui commence par 06 ou 07.
orders-fault-siren = Vérifiez le SIREN : neuf chiffres, dont le dernier est une clé de contrôle.
orders-fault-terms = Cochez la case pour accepter les conditions générales ; sans cela, la commande n'est pas possible.
orders-fault-confirm = Cochez la case pour confirmer cette écriture.
orders-fault-other-terms = Les conditions générales ont changé depuis : lisez-les et acceptez-les de nouveau.
