### Le dossier du demandeur : ce qui est à signer, les pièces, la remise.

dossier-title = Dossier de la commande { $number }
dossier-back = Commande { $number }
dossier-introduction = Il nous faut { $pieces } avant le { $day }. Comptez dix minutes, une imprimante et un appareil photo ou un scanner.
dossier-step-sign = Téléchargez le dossier, imprimez‑le, vérifiez‑le, datez‑le et signez‑le à la main.
dossier-step-add = Numérisez-le ou photographiez-le, puis ajoutez-le ci-dessous { $others }.
dossier-pieces = { $count ->
    [one] une pièce
    [2] deux pièces
    [3] trois pièces
    [4] quatre pièces
   *[other] { $count } pièces
}
dossier-others = { $count ->
    [one] avec l'autre pièce
    [2] avec les deux autres pièces
    [3] avec les trois autres pièces
   *[other] avec les { $count } autres pièces
}
dossier-step-hand-in = Remettez le dossier : c'est seulement alors que nous l'examinons.
dossier-with-officers = Votre dossier nous a été remis. Il ne peut plus être modifié ici, sauf si nous vous demandons de remplacer une pièce.
dossier-correction = Une pièce au moins est à remplacer avant le { $day }. Les autres n'ont pas à être renvoyées.
dossier-download = Télécharger le dossier à signer (PDF)
dossier-allowed = Fichiers PDF, JPEG ou PNG, 10 Mo au plus chacun, 10 par pièce, 50 pages par PDF. Il reste { $room } pour l'ensemble du dossier.
dossier-kilobytes = { $size } ko
dossier-megabytes = { $size } Mo
dossier-megabytes-tenths = { $size },{ $tenths } Mo

dossier-state-missing = À ajouter
dossier-state-ready = Ajoutée, pas encore remise
dossier-state-received = Remise, en cours d'examen
dossier-state-accepted = Acceptée
dossier-state-not-asked = N'est plus demandée
dossier-state-refused = À remplacer
dossier-state-replaced = Complétée, pas encore remise
dossier-refused-because = Cette pièce n'a pas été acceptée :

dossier-files-exactly = { $count } fichiers.
dossier-files-from-to = De { $from } à { $to } fichiers.
dossier-choose = Choisir un ou plusieurs fichiers
dossier-add = Ajouter
dossier-remove = Retirer
dossier-hand-in-title = Remettre le dossier
dossier-hand-in-text = Toutes les pièces sont là. Après la remise, elles ne pourront plus être modifiées pendant l'examen.
dossier-hand-in = Remettre le dossier
dossier-not-complete = Le bouton de remise apparaîtra ici quand chaque pièce aura au moins un fichier, et quand chaque pièce à remplacer l'aura été.
dossier-post-title = Pas de scanner ?
dossier-post-text = Vous pouvez aussi envoyer le dossier signé et les copies par courrier. Le code imprimé sur la première page suffit à le reconnaître.

dossier-awaited-error-several = Ajoutez au moins { $count } fichiers à la pièce « { $piece } », puis remettez le dossier.
dossier-awaited-error = Ajoutez au moins un fichier à la pièce « { $piece } », puis remettez le dossier.
dossier-data-incomplete = Confirmez d'abord comment le certificat écrit votre nom, qui n'est pas en lettres latines. Le dossier pourra être remis ensuite.
dossier-no-file = Choisissez d'abord un fichier.
dossier-form-too-large = L'envoi est trop volumineux. Les fichiers déjà ajoutés restent. Envoyez les autres un par un, 10 Mo au plus chacun.
dossier-form-cut-off = L'envoi s'est interrompu. Les fichiers déjà ajoutés restent. Envoyez à nouveau ceux qui manquent.
dossier-file-not-now = « { $file } » n'a pas été ajouté : cette pièce ne peut pas être modifiée en ce moment.
dossier-file-already-refused = « { $file } » est le fichier que nous n'avons pas accepté. Lisez le motif ci-dessous et choisissez-en un autre.
dossier-file-too-many-files = « { $file } » n'a pas été ajouté : une pièce a { $value } fichiers au plus. Retirez-en un, ou réunissez plusieurs pages dans un PDF.
dossier-file-dossier-full = « { $file } » n'a pas été ajouté : il reste { $value } pour ce dossier. Retirez un fichier, ou envoyez-en un plus léger.
dossier-file-empty = « { $file } » est vide. Vérifiez le fichier et envoyez-le à nouveau.
dossier-file-too-large = « { $file } » pèse { $value } ; envoyez 10 Mo au plus, en PDF, JPEG ou PNG.
dossier-file-not-allowed = « { $file } » n'est ni un PDF, ni une image JPEG ou PNG, quel que soit son nom. Enregistrez-le sous l'un de ces formats et envoyez-le à nouveau.
dossier-file-cut-off = « { $file } » est incomplet : la fin du fichier manque. Numérisez ou copiez le document à nouveau, puis envoyez-le.
dossier-file-unreadable = « { $file } » ne peut pas être lu. Ouvrez-le sur votre ordinateur, enregistrez-le à nouveau en PDF, JPEG ou PNG, puis envoyez-le.
dossier-file-too-many-pixels = « { $file } » est une image trop grande : { $value } millions de pixels au plus. Numérisez à 300 points par pouce.
dossier-file-protected = « { $file } » est protégé par un mot de passe ou chiffré. Enregistrez-le sans protection et envoyez-le à nouveau.
dossier-file-too-many-pages = « { $file } » a trop de pages : { $value } au plus. N'envoyez que celles qui sont demandées.
