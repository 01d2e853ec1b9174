### Production and officers' revocations.
production-title = Production
production-letters = { $count ->
    [0] Aucune lettre de code PIN à imprimer
    [one] Une carte ou clé attend sa lettre de code PIN
   *[other] { $count } cartes ou clés attendent leur lettre de code PIN
}
production-letters-lead = Imprimez chaque lettre, mettez-la sous pli et postez-la séparément de la carte ou clé. Une lettre ouverte est inscrite au journal ; une fois marquée imprimée, elle est effacée.
production-order = Commande
production-holder = Titulaire
production-token = Carte ou clé
production-due = À faire avant le
production-to-do = À faire
production-late = en retard
production-open-letter = Ouvrir la lettre de { $order } (PDF)
production-letter-printed = Lettre imprimée et postée
production-letter-lost = Le code PIN a été délivré sans que la lettre soit conservée (constaté le { $at }). Révoquez et produisez de nouveau.
production-letter-awaited = La lettre se prépare.
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
    [0] Rien n'attend la station
    [one] Une commande attend la station
   *[other] { $count } commandes attendent la station
}
production-station-lead = Ces commandes sont approuvées : la station de production peut les prendre.
production-revocations-title = Révocations en cours
production-revocations-lead = Une demande enregistrée attend un deuxième opérateur. Pour en enregistrer une, ouvrez la commande.
production-revocations-none = Aucune demande n'attend.
production-revocation-title = Révocation, commande { $order }
production-no-token = Aucune carte ou clé n'a été produite pour cette commande : il n'y a rien à révoquer.
production-state = État
production-revoked-since = Les deux certificats sont révoqués depuis le { $at }.
production-request = Demande enregistrée par { $name } le { $at }
production-recorded = Enregistrée
production-reason = Raison
production-reason-missing = Choisissez la raison de la révocation.
production-reason-arrived = Le titulaire s'est connecté avec cette carte ou clé : elle n'est pas perdue dans le transport. Choisissez une autre raison.
production-reason-lost-in-post = Carte ou clé perdue dans le transport, jamais arrivée
production-reason-death = Décès du titulaire
production-reason-wrong-data = Donnée fausse dans le certificat
production-reason-struck-off = Radiation de la liste
production-reason-compromised = Quelqu'un d'autre peut se servir de la carte ou clé
production-reason-holder-request = Demande du titulaire, reconnu autrement que par son code
production-evidence = Sur quoi la demande repose
production-evidence-hint = Qui a demandé, quand, par quelle voie, quelle pièce le prouve. 500 caractères au plus.
production-request-stands = Une demande attend déjà pour cette carte ou clé. Retirez-la d'abord, ou faites-la confirmer ; celle-ci n'est pas enregistrée.
production-evidence-missing = Dites sur quoi la demande repose.
production-evidence-too-long = Le texte a plus de 500 caractères. Raccourcissez-le.
production-record-heading = Enregistrer une demande
production-record-lead = Les deux certificats de la carte ou clé prendront fin ensemble quand un autre opérateur aura confirmé. Rien n'est révoqué avant.
production-record = Enregistrer la demande
production-confirm-warning = Relisez la raison et la preuve. La révocation ne peut pas être annulée : les deux certificats de la carte ou clé prennent fin.
production-other-officer = Vous avez enregistré cette demande : un autre opérateur doit la confirmer.
production-recorder-removed = L'opérateur qui a enregistré cette demande a quitté ses fonctions, ou son certificat a expiré : retirez-la et enregistrez-la de nouveau.
production-confirm-arrived = Le titulaire s'est connecté avec cette carte ou clé depuis : elle n'est pas perdue dans le transport. Retirez la demande et enregistrez-en une avec la bonne raison.
production-confirm = Confirmer et révoquer
production-withdraw = Retirer la demande
production-request-waits = Attend un deuxième opérateur.
production-request-confirmed = Confirmée par { $name } le { $at } ; l'autorité de certification n'a pas encore répondu.
production-request-revoked = Révoqué le { $at }.
production-request-withdrawn = Retirée le { $at }.
production-request-overtaken = Sans objet : les certificats ont été révoqués autrement.
production-request-refused = Refusée par l'autorité de certification. { $why }
