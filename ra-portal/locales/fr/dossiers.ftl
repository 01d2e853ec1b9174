### Le dossier du demandeur : ce qui est à signer, les pièces, la remise.

dossier-title = Dossier de la commande { $number }
dossier-back = Commande { $number }
dossier-introduction = Il nous faut { $pieces } avant le { $day }. Comptez dix minutes ; il vous faut une imprimante et un appareil photo ou un scanner.
dossier-step-sign = Téléchargez le dossier, imprimez‑le, vérifiez‑le, datez‑le et signez‑le à la main.
dossier-step-add = Numérisez-le ou photographiez-le, puis ajoutez-le ci-dessous { $others }.
dossier-pieces = { $count ->
    [one] un document
    [2] deux documents
    [3] trois documents
    [4] quatre documents
   *[other] { $count } documents
}
dossier-others = { $count ->
    [one] avec l'autre document
    [2] avec les deux autres documents
    [3] avec les trois autres documents
   *[other] avec les { $count } autres documents
}
dossier-step-hand-in = Remettez le dossier : nous ne l'examinons qu'ensuite.
dossier-with-officers = Vous avez remis votre dossier. Il ne peut plus être modifié ici, sauf si nous vous demandons de remplacer un justificatif.
dossier-correction = Au moins un justificatif est à remplacer avant le { $day }. Ne renvoyez pas les autres.
dossier-download = Télécharger le dossier à signer (PDF)
dossier-allowed = Fichiers PDF : 10 Mo et 50 pages au plus. Photos ou images JPEG, PNG, HEIC, WebP ou TIFF : 32 Mo au plus (TIFF : 10 Mo). 10 fichiers par justificatif. Il reste { $room } pour l'ensemble du dossier.
dossier-kilobytes = { $size } ko
dossier-megabytes = { $size } Mo
dossier-megabytes-tenths = { $size },{ $tenths } Mo

dossier-state-missing = À ajouter
dossier-state-ready = Ajouté, pas encore remis
dossier-state-received = Remis, en cours d'examen
dossier-state-accepted = Accepté
dossier-state-not-asked = N'est plus demandé
dossier-state-refused = À remplacer
dossier-state-outdated = À signer de nouveau
dossier-outdated = Vous avez modifié des données que ce justificatif porte ({ $sections }). Téléchargez-le, signez-le et ajoutez-le de nouveau.
dossier-state-replaced = Complété, pas encore remis
dossier-refused-because = Ce justificatif n'a pas été accepté :

dossier-files-exactly = { $count } fichiers.
dossier-files-from-to = De { $from } à { $to } fichiers.
dossier-choose = Choisir un ou plusieurs fichiers
dossier-add = Ajouter
dossier-remove = Retirer
dossier-hand-in-title = Remettre le dossier
dossier-hand-in-text = Tous les justificatifs sont là. Après la remise, vous ne pourrez plus les modifier pendant l'examen.
dossier-hand-in = Remettre le dossier
dossier-not-complete = Le bouton de remise apparaîtra ici quand chaque justificatif aura au moins un fichier et que ceux à remplacer l'auront été.
dossier-post-title = Pas de scanner ?
dossier-post-text = Vous pouvez aussi envoyer par courrier le dossier signé et les copies. Le code imprimé sur la première page nous suffit pour le reconnaître.

dossier-awaited-error-several = Ajoutez au moins { $count } fichiers au justificatif « { $piece } », puis remettez le dossier.
dossier-awaited-error = Ajoutez au moins un fichier au justificatif « { $piece } », puis remettez le dossier.
dossier-data-incomplete = Votre nom n'est pas en lettres latines : confirmez d'abord comment le certificat l'écrit. Vous pourrez ensuite remettre le dossier.
dossier-no-file = Choisissez d'abord un fichier.
dossier-form-too-large = L'envoi est trop volumineux. Les fichiers déjà ajoutés sont conservés. Envoyez les autres un par un.
dossier-form-cut-off = L'envoi s'est interrompu. Les fichiers déjà ajoutés sont conservés. Envoyez de nouveau ceux qui manquent.
dossier-file-not-now = « { $file } » n'a pas été ajouté : ce justificatif ne peut pas être modifié en ce moment.
dossier-file-outdated = « { $file } » porte des données que vous avez modifiées depuis. Téléchargez le dossier, signez-le et ajoutez-le.
dossier-file-already-refused = « { $file } » est le fichier que nous n'avons pas accepté. Lisez le motif ci-dessous et choisissez-en un autre.
dossier-file-too-many-files = « { $file } » n'a pas été ajouté : un justificatif a { $value } fichiers au plus. Retirez-en un, ou réunissez plusieurs pages dans un PDF.
dossier-file-dossier-full = « { $file } » n'a pas été ajouté : il reste { $value } pour ce dossier. Retirez un fichier, ou envoyez-en un plus léger.
dossier-file-empty = « { $file } » est vide. Vérifiez le fichier et envoyez-le de nouveau.
dossier-file-too-large = « { $file } » pèse { $value } ; envoyez 10 Mo au plus pour un PDF ou un TIFF, 32 Mo au plus pour une photo.
dossier-file-not-allowed = « { $file } » n'est ni un PDF ni une image que nous savons lire (JPEG, PNG, HEIC, WebP ou TIFF). Enregistrez-le sous l'un de ces formats et envoyez-le de nouveau.
dossier-file-cut-off = « { $file } » est incomplet : la fin du fichier manque. Numérisez ou copiez le document de nouveau, puis envoyez-le.
dossier-file-unreadable = Nous ne pouvons pas lire « { $file } ». Ouvrez-le sur votre ordinateur, enregistrez-le de nouveau en PDF, JPEG ou PNG, puis envoyez-le.
dossier-file-too-many-pixels = « { $file } » est une image trop grande : { $value } millions de pixels au plus. Sur un téléphone, choisissez 12 mégapixels ; avec un scanner, 300 points par pouce.
dossier-file-too-many-pages = « { $file } » a trop de pages : { $value } au plus. N'envoyez que celles qui sont demandées.
dossier-file-not-arrived = L’envoi s’est interrompu pendant « { $file } ». Les fichiers déjà ajoutés sont conservés. Envoyez de nouveau celui-ci et ceux qui suivaient.
dossier-file-password = « { $file } » demande un mot de passe à l'ouverture. Ouvrez-le, choisissez Imprimer puis « Enregistrer au format PDF », et envoyez le fichier obtenu.
dossier-file-encryption = « { $file } » est chiffré d'une manière que nous ne savons pas lire. Ouvrez-le, choisissez Imprimer puis « Enregistrer au format PDF », et envoyez le fichier obtenu.
dossier-file-needs-another-reader = « { $file } » est un formulaire qui ne s'affiche que dans Adobe Reader. Ouvrez-le avec ce programme, choisissez Imprimer puis « Enregistrer au format PDF », et envoyez le fichier obtenu.
dossier-file-portfolio = « { $file } » est un portfolio PDF, qui contient d'autres fichiers. Ouvrez-le, enregistrez le document qu'il contient et envoyez celui-ci.
dossier-file-pages-missing = « { $file } » est endommagé : certaines de ses pages ne peuvent pas être lues. Ouvrez-le, choisissez Imprimer puis « Enregistrer au format PDF », vérifiez le fichier obtenu et envoyez-le.
dossier-file-too-heavy = « { $file } » est trop lourd à lire pour notre service. Ouvrez-le, choisissez Imprimer puis « Enregistrer au format PDF » et envoyez le fichier obtenu, ou numérisez de nouveau le document à 300 points par pouce.
dossier-file-heic-not-read = « { $file } » est une photo HEIC que nous ne savons pas lire. Sur un iPhone : Réglages, Appareil photo, Formats, « Le plus compatible » ; sur un Samsung : Appareil photo, Paramètres, désactivez « Photos haute efficacité ». Puis reprenez la photo.
