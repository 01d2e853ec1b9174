### Production and officers' revocations.
production-title = Fabrication
production-letters = { $count ->
    [0] Aucune lettre de code PIN à imprimer
    [one] Une carte ou clé attend sa lettre de code PIN
   *[other] { $count } cartes ou clés attendent leur lettre de code PIN
}
production-letters-lead = Imprimez chaque lettre, mettez-la sous pli et postez-la séparément de la carte ou clé. L'ouverture d'une lettre est inscrite au journal ; une fois marquée comme imprimée, la lettre est effacée.
production-order = Commande
production-holder = Titulaire
production-token = Carte ou clé
production-due = À faire avant le
production-to-do = À faire
production-late = en retard
production-open-letter = Ouvrir la lettre de { $order } (PDF)
production-letter-printed = Lettre imprimée et postée
production-letter-lost = Le code PIN a été délivré mais la lettre n'a pas été conservée (constaté le { $at }). Révoquez et fabriquez de nouveau.
production-letter-awaited = La lettre est en préparation.
production-to-ship = { $count ->
    [0] Aucune carte ou clé à expédier
    [one] Une carte ou clé à expédier
   *[other] { $count } cartes ou clés à expédier
}
production-to-ship-lead = Vérifiez que le numéro imprimé sur la carte ou clé est celui de la ligne. Le titulaire est prévenu dès que vous marquez l'envoi.
production-tracking = Numéro de suivi de { $order } (facultatif)
production-tracking-fault = Un numéro de suivi a au plus 40 lettres, chiffres, tirets et espaces.
production-shipped = Carte ou clé expédiée
production-station = { $count ->
    [0] Aucune commande n'attend le poste de fabrication
    [one] Une commande attend le poste de fabrication
   *[other] { $count } commandes attendent le poste de fabrication
}
production-station-lead = Ces commandes sont approuvées : le poste de fabrication peut les prendre.
production-revocations-title = Révocations en cours
production-revocations-lead = Une demande enregistrée attend un deuxième agent. Pour en enregistrer une, ouvrez la commande.
production-revocations-none = Aucune demande n'attend.
production-revocation-title = Révocation, commande { $order }
production-no-token = Aucune carte ou clé n'a été fabriquée pour cette commande : il n'y a rien à révoquer.
production-state = État
production-revoked-since = Les deux certificats sont révoqués depuis le { $at }.
production-request = Demande enregistrée par { $name } le { $at }
production-recorded = Enregistrée
production-reason = Motif
production-reason-missing = Choisissez le motif de la révocation.
production-reason-arrived = Le titulaire s'est connecté avec cette carte ou clé : elle n'est pas perdue dans le transport. Choisissez un autre motif.
production-reason-lost-in-post = Carte ou clé perdue dans le transport, jamais arrivée
production-reason-death = Décès du titulaire
production-reason-wrong-data = Donnée inexacte dans un certificat
production-reason-struck-off = Radiation de la liste
production-reason-compromised = Une autre personne peut se servir de la carte ou clé
production-reason-holder-request = Demande du titulaire, reconnu autrement que par son code
production-evidence = Éléments à l'appui
production-evidence-hint = Qui a demandé, quand, par quelle voie, quel document le prouve. 500 caractères au plus.
production-request-stands = Une demande attend déjà pour cette carte ou clé. Retirez-la d'abord, ou faites-la confirmer ; celle-ci n'est pas enregistrée.
production-evidence-missing = Indiquez les éléments à l'appui de la demande.
production-evidence-too-long = Le texte a plus de 500 caractères. Raccourcissez-le.
production-record-heading = Enregistrer une demande
production-record-lead = Les deux certificats de la carte ou clé seront révoqués ensemble quand un autre agent aura confirmé. Rien n'est révoqué avant.
production-record = Enregistrer la demande
production-confirm-warning = Relisez le motif et les éléments à l'appui. La révocation ne peut pas être annulée : les deux certificats de la carte ou clé sont révoqués.
production-other-officer = Vous avez enregistré cette demande : un autre agent doit la confirmer.
production-recorder-removed = L'agent qui a enregistré cette demande a quitté ses fonctions, ou son certificat a expiré : retirez-la et enregistrez-la de nouveau.
production-confirm-arrived = Le titulaire s'est connecté avec cette carte ou clé depuis : elle n'est pas perdue dans le transport. Retirez la demande et enregistrez-en une avec le bon motif.
production-confirm = Confirmer et révoquer
production-withdraw = Retirer la demande
production-request-waits = Attend un deuxième agent.
production-request-confirmed = Confirmée par { $name } le { $at } ; l'autorité de certification n'a pas encore répondu.
production-request-revoked = Révoqué le { $at }.
production-request-withdrawn = Retirée le { $at }.
production-request-overtaken = Sans objet : les certificats ont été révoqués autrement.
production-request-refused = Refusée par l'autorité de certification. { $why }
production-confirm-too-late = Entre-temps, cette demande a été confirmée ou retirée. Rien n'a été fait de plus.
production-withdraw-too-late = Entre-temps, cette demande a été confirmée : elle ne peut plus être retirée.
production-no-letter = Entre-temps, l'état de cette lettre a changé : il n'y a plus de lettre à marquer comme imprimée pour cette commande.
production-nothing-to-ship = Entre-temps, cette commande a été expédiée ou a changé d'état.
production-letter-first = Imprimez d'abord la lettre du code PIN de cette commande.
