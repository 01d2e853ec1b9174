### Paiement : la page du demandeur, et les virements que le personnel rapproche.

payments-title = Paiement de la commande { $number }
payments-back = Retour à la commande { $number }
payments-pending = { $amount } à payer avant le { $day }.
payments-partial = Nous avons reçu { $received }. Il manque { $due }, à payer avant le { $day }.
payments-paid = La commande est payée depuis le { $moment }. Votre facture porte le numéro { $invoice }.
payments-overpaid = Nous avons reçu { $excess } de trop. Cette somme vous est remboursée par virement.
payments-refunded = Trop-perçu de { $amount } remboursé le { $moment }.
payments-invoice = Télécharger la facture (PDF)
payments-price = Prix de la commande
payments-excluding-vat = Prix hors taxes
payments-vat = TVA { $rate }
payments-including-vat = Prix toutes taxes comprises
payments-transfer = Payer par virement
payments-transfer-lead = Reprenez la référence telle quelle : c'est par elle que nous reconnaissons votre virement.
payments-beneficiary = Bénéficiaire
payments-iban = IBAN
payments-bic = BIC
payments-amount = Montant
payments-reference = Référence
payments-transfer-delay = Un virement met un à deux jours ouvrés. Un courriel vous dit quand il est arrivé ; vous pouvez préparer votre dossier sans attendre.
payments-card = Carte bancaire, démonstration
payments-card-lead = Cette démonstration permet aussi de simuler un paiement par carte.
payments-card-open = Simuler un paiement par carte
payments-card-back = Retour au paiement
payments-card-warning = Aucune carte n'est demandée et aucun argent ne circule : le bouton marque la commande comme payée.
payments-card-pay = Payer { $amount }

payments-transfers-title = Virements
payments-record = Enregistrer une ligne du relevé
payments-date = Date du relevé
payments-date-hint = La date qui figure sur le relevé, dans l'année écoulée.
payments-amount-received = Montant
payments-amount-hint = En euros, par exemple 190,80.
payments-statement-reference = Référence
payments-statement-reference-hint = Comme sur le relevé. Le numéro de commande y est reconnu avec ou sans espaces et tirets.
payments-payer = Payeur
payments-again = C'est un second virement, identique au premier
payments-on-record = Une ligne identique est déjà enregistrée. Si la banque en montre deux, cochez la case et enregistrez de nouveau.
payments-record-submit = Enregistrer le virement
payments-recorded-matched = Virement de { $amount } rattaché à la commande { $order }.
payments-recorded-unmatched = Virement de { $amount } enregistré. Il ne correspond à aucune commande connue et attend ci-dessous.
payments-recorded-returned = Virement de { $amount } rendu à l'expéditeur le { $moment } : { $reason }
payments-unmatched =
    { $count ->
        [0] Aucun virement à rapprocher
        [one] { $count } virement à rapprocher
       *[other] { $count } virements à rapprocher
    }
payments-unmatched-lead = Rattachez chaque virement à sa commande, ou rendez-le à l'expéditeur en disant pourquoi. Le retour lui-même se fait auprès de la banque.
payments-to-do = À faire
payments-assign-to = Numéro de commande
payments-assign = Rattacher
payments-return-reason = Motif du retour
payments-return = Rendre à l'expéditeur
payments-overpayments =
    { $count ->
        [0] Aucun trop-perçu à rembourser
        [one] { $count } trop-perçu à rembourser
       *[other] { $count } trop-perçus à rembourser
    }
payments-overpayments-lead = Remboursez chaque trop-perçu depuis la banque, vers le compte d'où venait le virement, puis notez-le ici : le demandeur en est prévenu.
payments-overpayment-order = Commande
payments-overpayment-holder = Titulaire
payments-overpayment = Trop-perçu
payments-overpayment-since = Depuis le
payments-refund = Remboursé
payments-refund-recorded = Le remboursement est enregistré ; le demandeur en est prévenu par courriel.
payments-recent = Derniers virements enregistrés
payments-recent-none = Aucun virement n'est enregistré.
payments-became = Suite
payments-for-order = Commande { $order }
payments-open = À rapprocher
payments-returned = Rendu le { $moment } : { $reason }

payments-date-form = Indiquez la date du relevé : jour, mois, année.
payments-date-future = La date du relevé est dans le futur. Indiquez celle du relevé.
payments-date-too-old = La date du relevé remonte à plus d'un an. Vérifiez l'année.
payments-amount-form = Indiquez le montant en euros, par exemple 190,80.
payments-amount-bounds = Indiquez un montant supérieur à zéro et de 100 000 € au plus.
payments-text-missing = Recopiez ce que dit le relevé.
payments-text-too-long = Indiquez 140 caractères au plus.
payments-text-form = Indiquez une seule ligne, sans caractère invisible.
payments-reason-missing = Dites pourquoi le virement est rendu.
payments-order-form = Indiquez un numéro de commande, comme SC-2026-000123.
payments-order-unknown = Aucune commande ne porte ce numéro. Vérifiez-le.
payments-dealt-with = Entre-temps, ce virement a été affecté ou retourné.
payments-overpayment-changed = Entre-temps, ce trop-perçu a changé ou a été remboursé. Le remboursement n'est pas enregistré ; le montant actuel est ci-dessous.
