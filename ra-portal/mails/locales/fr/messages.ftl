### Courriels et SMS. La première ligne dit l'essentiel ; une seule action ; aucun secret, sauf le code à usage unique.

messages-order = Commande
messages-holder = Titulaire
messages-amount = Montant à payer
messages-price = Prix
messages-received = Reçu
messages-due = Reste à payer
messages-excess = À vous rembourser
messages-refunded = Remboursé
messages-iban = IBAN
messages-bic = BIC
messages-reference = Référence à indiquer
messages-payable-by = Échéance
messages-invoice = Facture
messages-tracking = Numéro de suivi
messages-token = Numéro de { $object }
messages-footer-support = Une question ? { $telephone }, du lundi au vendredi, de 9 h à 18 h, prix d'un appel local, ou { $email }.
messages-footer-revocation = Carte ou clé volée ou perdue ? { $telephone }, 24 heures sur 24, 7 jours sur 7, ou { $url }

messages-code-sign-up-subject = Votre code pour créer votre compte
messages-code-sign-up-lead = Saisissez ce code pour créer votre compte :
messages-code-sign-up-text =
    Il est valable { $minutes } minutes et ne sert qu'une fois.

    Si vous n'avez rien demandé, ignorez ce message : sans ce code, aucun compte n'est créé.

messages-code-sign-in-subject = Votre code de connexion
messages-code-sign-in-lead = Saisissez ce code pour vous connecter :
messages-code-sign-in-text =
    Il est valable { $minutes } minutes et ne sert qu'une fois. Nous ne vous le demanderons jamais par téléphone.

    Si vous n'êtes pas en train de vous connecter, quelqu'un connaît votre mot de passe : changez-le.

messages-code-new-password-subject = Votre code pour changer de mot de passe
messages-code-new-password-lead = Saisissez ce code pour choisir un nouveau mot de passe :
messages-code-new-password-text =
    Il est valable { $minutes } minutes et ne sert qu'une fois. Nous ne vous le demanderons jamais par téléphone.

    Si vous n'avez rien demandé, ignorez ce message : votre mot de passe reste le même.

messages-already-registered-subject = Vous avez déjà un compte
messages-already-registered-lead = Quelqu'un, sans doute vous, a voulu créer un compte avec cette adresse, qui en a déjà un.
messages-already-registered-text =
    Connectez-vous avec votre mot de passe ; si vous ne le connaissez plus, choisissez « Mot de passe oublié » sur la page de connexion.

    Si ce n'était pas vous, il n'y a rien à faire : rien n'a changé.
messages-already-registered-action = Se connecter

messages-no-account-subject = Aucun compte à cette adresse
messages-no-account-lead = Quelqu'un, sans doute vous, a demandé un nouveau mot de passe, mais aucun compte n'utilise cette adresse.
messages-no-account-text =
    Votre compte a peut-être été créé avec une autre adresse. Vous pouvez aussi en créer un avec celle-ci.

    Si ce n'était pas vous, il n'y a rien à faire.
messages-no-account-action = Créer un compte

messages-password-changed-subject = Votre mot de passe a été changé
messages-password-changed-lead = Votre mot de passe a été changé le { $at }.
messages-password-changed-text =
    Toutes les sessions ouvertes ont été fermées.

    Si ce n'était pas vous, choisissez tout de suite un nouveau mot de passe et prévenez l'assistance.
messages-password-changed-action = Choisir un nouveau mot de passe

messages-order-received-subject = Commande { $number } reçue
messages-order-received-lead = Nous avons reçu votre commande { $number }. Prochaine étape : le paiement de { $price }, au plus tard le { $by }.
messages-order-received-text =
    Pour un virement, indiquez la référence { $number } : elle nous permet de rattacher votre paiement à la commande. Vous pouvez préparer le dossier à signer sans attendre.
messages-order-received-action = Payer la commande

messages-partly-paid-subject = Commande { $number } : paiement incomplet
messages-partly-paid-lead = Nous avons reçu { $received } pour la commande { $number } ; il manque { $due }, à payer au plus tard le { $by }.
messages-partly-paid-text = Complétez par un second virement avec la même référence, { $number }.
messages-partly-paid-action = Payer le reste

messages-overpaid-subject = Commande { $number } payée, trop-perçu à rembourser
messages-overpaid-lead = La commande { $number } est payée. Vous avez versé { $excess } de trop : nous vous les remboursons.
messages-overpaid-text = Le remboursement est envoyé sur le compte d'où venait votre virement. Le montant de votre facture { $invoice } est celui de la commande.
messages-overpaid-action = Voir la commande

messages-paid-subject = Commande { $number } payée
messages-paid-lead = Votre paiement pour la commande { $number } est complet. Votre facture { $invoice } est prête.
messages-paid-text = Si vous n'avez pas encore remis votre dossier signé, c'est maintenant tout ce que nous attendons de vous.
messages-paid-action = Télécharger la facture

messages-refunded-subject = Commande { $number } : trop-perçu remboursé
messages-refunded-lead = Nous vous avons remboursé { $amount }, versés en trop pour la commande { $number }.
messages-refunded-text = L'argent arrive en un à deux jours ouvrés sur le compte d'où venait votre virement. Votre facture { $invoice } ne change pas.
messages-refunded-action = Voir la commande

messages-dossier-received-subject = Commande { $number } : dossier reçu
messages-dossier-received-lead = Votre dossier pour la commande { $number } est arrivé complet ; nous l'examinons.
messages-dossier-received-text = Vous n'avez rien à faire pour l'instant. Nous vous écrirons si un justificatif est à remplacer, et dès que le dossier sera accepté.
messages-dossier-received-action = Suivre la commande

messages-dossier-received-tasks-subject = Commande { $number } : dossier reçu
messages-dossier-received-tasks-lead = Votre dossier pour la commande { $number } est arrivé complet ; nous l'examinons. Nous attendons encore quelque chose de vous.
messages-dossier-received-tasks-text =
    { $tasks }

    Nous vous écrirons si un justificatif est à remplacer, et dès que le dossier sera accepté.
messages-dossier-received-tasks-action = Suivre la commande
messages-task-placing = Terminez votre commande.
messages-task-payment = Payez la commande : la fabrication commence une fois le paiement reçu.
messages-task-dossier = Remettez le dossier signé et ses justificatifs.
messages-task-correction = Remplacez le justificatif refusé.
messages-task-spelling = Confirmez l'écriture de votre nom dans le certificat.
messages-task-identity-check = Prenez rendez-vous auprès de l'assistance pour la vérification d'identité en face à face, et venez avec l'original de votre pièce d'identité.
messages-task-first-login = Connectez-vous à l'espace du titulaire.
messages-task-acceptance = Vérifiez vos données et acceptez vos certificats dans l'espace du titulaire.

messages-piece-refused-subject = Commande { $number } : un justificatif à remplacer
messages-piece-refused-lead = Un justificatif du dossier { $number } est à remplacer d'ici au { $until } : { $piece }.
messages-piece-refused-text =
    Le motif : « { $reason } »

    Ne renvoyez pas les autres justificatifs.
messages-piece-refused-action = Remplacer le justificatif

messages-authorised-subject = Commande { $number } acceptée
messages-authorised-lead = Votre dossier { $number } est accepté : la fabrication de { $your-object } commence.
messages-authorised-text = Vous n'avez rien à faire. Nous vous écrirons le jour de l'expédition.
messages-authorised-action = Suivre la commande

messages-shipped-subject = Commande { $number } expédiée
messages-shipped-lead = { $object-first } de la commande { $number } est partie.
messages-shipped-text = Le code PIN vous est envoyé séparément, par lettre, à l'adresse que vous avez indiquée. La lettre porte le numéro de { $object } à laquelle elle correspond. Attendez d'avoir les deux.
messages-shipped-action = Suivre la commande

messages-activate-subject = Activez { $your-object } (commande { $number })
messages-activate-lead = Dès que vous aurez reçu { $object } de la commande { $number } et la lettre qui porte son code PIN, activez-la.
messages-activate-text =
    { $object-kind ->
        [usb-key] Branchez la clé USB.
       *[card] Mettez la carte dans un lecteur.
    } Ouvrez l'espace du titulaire et choisissez le certificat principal. Vous y vérifiez vos données, acceptez vos certificats et définissez votre code de révocation d'urgence. Comptez dix minutes.

    Gardez la lettre jusque-là : le code PIN n'est écrit nulle part ailleurs.
messages-activate-action = Ouvrir l'espace du titulaire
messages-activate-sms = Sceau : commande { $number } expédiée. Dès que vous avez { $object } et la lettre du code PIN, activez-la : { $url }
messages-news-sms = Sceau : du nouveau pour votre commande. Connectez-vous : { $url }

messages-accepted-subject = Certificats de la commande { $number } acceptés
messages-accepted-lead = Vous avez accepté les certificats de la commande { $number } : ils sont prêts à l'emploi.
messages-accepted-text = Gardez votre code de révocation d'urgence à portée de main, mais loin de { $your-object } : il permet de révoquer à toute heure si elle est perdue ou volée.
messages-accepted-action = Ouvrir l'espace du titulaire

messages-wrong-data-reported-subject = Commande { $number } : votre signalement est enregistré
messages-wrong-data-reported-lead = Vous avez signalé une erreur dans les certificats de la commande { $number } ; ne les utilisez pas.
messages-wrong-data-reported-text = Nous révoquons ces certificats et en émettons d'autres, sans frais. Nous vous appellerons si une précision est nécessaire.
messages-wrong-data-reported-action = Suivre la commande

messages-code-defined-subject = Code de révocation d'urgence défini ({ $number })
messages-code-defined-lead = Un code de révocation d'urgence est en vigueur pour les certificats de la commande { $number }.
messages-code-defined-text =
    Personne, pas même nous, ne peut vous le redonner : conservez-le à l'écart de { $your-object }.

    Si ce n'était pas vous, quelqu'un d'autre se sert de { $your-object } : appelez sans attendre le numéro de révocation ci-dessous.
messages-code-defined-action = Ouvrir l'espace du titulaire

messages-code-changed-subject = Code de révocation d'urgence modifié ({ $number })
messages-code-changed-lead = Le code de révocation d'urgence des certificats de la commande { $number } a été modifié ; l'ancien n'est plus valable.
messages-code-changed-text =
    Personne, pas même nous, ne peut vous redonner le nouveau : conservez-le à l'écart de { $your-object }.

    Si ce n'était pas vous, quelqu'un d'autre se sert de { $your-object } : appelez sans attendre le numéro de révocation ci-dessous.
messages-code-changed-action = Ouvrir l'espace du titulaire

messages-puk-shown-subject = Code PUK affiché ({ $number })
messages-puk-shown-lead = Le code PUK de { $object } de la commande { $number } a été affiché dans l'espace du titulaire. Il ne le sera plus.
messages-puk-shown-text =
    Il débloque { $object } après trois codes PIN incorrects. Gardez-le à l'écart de { $object } et de son code PIN.

    Si ce n'était pas vous, révoquez { $your-object } sans attendre : quelqu'un d'autre s'en sert.
messages-puk-shown-action = Révoquer en urgence

messages-wrong-codes-tried-subject = Des codes de révocation incorrects ont été essayés ({ $number })
messages-wrong-codes-tried-lead = Quelqu'un a essayé { $count } codes de révocation incorrects pour les certificats de la commande { $number }. Rien n'est révoqué : vos certificats restent valables.
messages-wrong-codes-tried-text =
    Si c'était vous et que { $your-object } est perdue ou volée, appelez le numéro de révocation ci-dessous : nous vous aiderons.

    Si ce n'était pas vous, votre code n'a pas été trouvé ; changez-le dans l'espace du titulaire si vous pensez que quelqu'un en connaît une partie.

    Si les essais continuent, nous vous écrirons de nouveau, au plus une fois par heure et trois fois par jour.
messages-wrong-codes-tried-action = Ouvrir l'espace du titulaire

messages-revoked-subject = Certificats révoqués ({ $number })
messages-revoked-lead = Les deux certificats de { $object } { $token } sont révoqués depuis le { $at }. C'est définitif.
messages-revoked-text =
    Plus personne ne peut s'en servir pour se connecter ou signer. Une carte ou clé de secours, si vous en avez une, reste valable.

    Vous pouvez commander une nouvelle carte.
messages-revoked-action = Commander une nouvelle carte

messages-certificate-ends-subject = Votre certificat d'agent expire le { $day }
messages-certificate-ends-lead = { $name }, votre certificat d'agent expire le { $at }. Ensuite, vous ne pourrez plus agir comme agent.
messages-certificate-ends-text =
    Créez une nouvelle clé P-256 sur votre support et remettez la demande de certificat à un responsable de sécurité. Deux d'entre eux renouvellent votre certificat sur la page des agents.

    Dès que le nouveau certificat est établi, l'actuel n'est plus accepté.
messages-certificate-ends-action = Ouvrir la page des agents

messages-certificate-ends-third-first-subject = Votre certificat d'agent expire le { $day }
messages-certificate-ends-third-first-lead = { $name }, votre certificat d'agent expire le { $at }. Pour le moment, il n'y a pas deux autres agents qui pourraient le renouveler.
messages-certificate-ends-third-first-text =
    Un certificat est renouvelé par deux autres responsables de sécurité. Enrôlez-en un autre tant que le vôtre est valable.

    Créez ensuite une nouvelle clé P-256 sur votre support et remettez la demande de certificat à l'un d'eux. Si personne ne peut le renouveler à temps, l'exploitant de l'autorité de certification le fait.
messages-certificate-ends-third-first-action = Ouvrir la page des agents

messages-colleague-certificate-ends-subject = { $name } : certificat valable jusqu'au { $day }
messages-colleague-certificate-ends-lead = Le certificat d'agent de votre collègue { $name } expire le { $at }. Ensuite, cette personne ne pourra plus agir comme agent.
messages-colleague-certificate-ends-text = Deux autres responsables de sécurité le renouvellent : l'un propose le nouveau certificat sur la page des agents, avec la demande de certificat remise par { $name }, un autre le confirme.
messages-colleague-certificate-ends-action = Ouvrir la page des agents

messages-colleague-certificate-ends-third-first-subject = { $name } : certificat valable jusqu'au { $day }
messages-colleague-certificate-ends-third-first-lead = Le certificat d'agent de votre collègue { $name } expire le { $at }. Pour le moment, il n'y a pas deux autres agents qui pourraient le renouveler.
messages-colleague-certificate-ends-third-first-text = Un certificat est renouvelé par deux autres responsables de sécurité. Enrôlez-en d'abord un autre. Si personne ne peut le renouveler à temps, l'exploitant de l'autorité de certification le fait.
messages-colleague-certificate-ends-third-first-action = Ouvrir la page des agents
