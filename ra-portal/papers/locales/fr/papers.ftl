### Papers: what the PDF documents say.

## The house

papers-service = Autorité d'enregistrement
papers-footer = { $supplier }, { $address } · Assistance : { $telephone }
papers-page = Page { $page } sur { $count }
papers-order-number = Commande { $number }
papers-siren = SIREN { $siren }

## The dossier

papers-dossier-title = Dossier de la commande { $number }
papers-dossier-heading = Dossier de demande
papers-dossier-introduction = Vérifiez chaque donnée, datez et signez à la main, puis renvoyez ce dossier et les justificatifs avant le { $day }. Une donnée est inexacte ? Corrigez la commande en ligne, ou appelez-nous.
papers-placed-on = Passée le { $day }
papers-code = Code QR : commande { $number }
papers-order-heading = Ce que vous commandez
papers-product = Produit
papers-price-label = Prix
papers-price = { $excluding } HT + TVA à { $rate } ({ $vat }) = { $including } TTC
papers-holder-heading = Le titulaire
papers-datum = Donnée
papers-as-on-document = Comme sur la pièce d'identité
papers-in-certificate = Dans le certificat
papers-not-in-certificate = n'y figure pas
papers-birth-name = Nom de naissance
papers-name-in-use = Nom d'usage
papers-given-names = Prénoms
papers-birth = Naissance
papers-born = { $day }, à { $place } ({ $country })
papers-born-not-drawn = { $day }, { $country } (le lieu ne peut pas être imprimé ici tel que vous l'avez écrit)
papers-court = Cour d'appel
papers-listed-until = Inscription jusqu'au
papers-compagnie = Compagnie
papers-latin-spelling = Le certificat est écrit en lettres latines : cette écriture vous a été montrée et vous l'avez confirmée.
papers-not-drawn = Une partie de ce que vous avez écrit ne peut pas être imprimée ici dans ses lettres. L'écriture latine que vous avez confirmée et votre pièce d'identité font foi.
papers-not-drawn-here = ne peut pas être imprimé ici tel que vous l'avez écrit
papers-delivery-heading = Envois, activation et facturation
papers-token-to = La carte ou clé est envoyée à
papers-pin-letter-to = La lettre du code PIN est envoyée à
papers-activation = Pour l'activation, nous vous prévenons
papers-by-email = par courriel à { $address }
papers-by-sms = par SMS au { $number }
papers-payer = Facture adressée à
papers-pieces-heading = Documents à renvoyer
papers-return-heading = Par l'un de ces deux moyens
papers-return-upload = En ligne : { $address }
papers-return-post = Par la poste : { $address }
papers-declarations-heading = Déclarations du titulaire
papers-declare-exact = Je certifie que les données de ce dossier sont exactes et que les justificatifs joints sont conformes aux originaux. Je signale sans délai tout changement.
papers-declare-terms = J'ai accepté les conditions générales d'utilisation, version { $version }, le { $moment } (empreinte SHA-256 : { $digest }).
papers-declare-loss = Je signale sans délai la perte, le vol ou l'usage suspect de la carte ou clé ou de ses codes, pour que ses certificats soient révoqués.
papers-declare-sole-use = La carte ou clé et ses codes me sont personnels : je ne les prête à personne.
papers-declare-retention = Mes données et la copie de ma pièce d'identité sont chiffrées et conservées sept ans après la fin de mon dernier certificat, puis effacées. Seules les personnes chargées de l'enregistrement les consultent, et chaque consultation est enregistrée.
papers-signed-at = Fait à
papers-signed-on = Le
papers-signature = Signature manuscrite du titulaire

## The invoice

papers-invoice-title = Facture { $number }
papers-vat-number = TVA { $number }
papers-seller = Vendeur
papers-customer = Client
papers-issued-on = Date d'émission
papers-supplied-on = Date de livraison
papers-supply-ahead = à venir, une fois le dossier accepté
papers-operation = Nature de l'opération
papers-operation-mixed = livraison d'un bien et prestation de services
papers-designation = Désignation
papers-quantity = Qté
papers-unit-price = Prix unitaire HT
papers-vat-rate = TVA
papers-line-total = Total HT
papers-line-holder = Titulaire : { $holder }
papers-total-excluding = Total HT
papers-total-vat = TVA à { $rate }
papers-total-including = Total TTC
papers-paid-by-transfer = Facture acquittée par virement le { $day }
papers-paid-by-demonstration-card = Démonstration : facture réputée acquittée par carte le { $day }, sans mouvement d'argent
papers-account = IBAN { $iban } · BIC { $bic }
papers-late-payment = Pas d'escompte pour paiement anticipé. En cas de retard, pénalités au taux de trois fois l'intérêt légal, exigibles sans rappel, et, pour les professionnels, indemnité forfaitaire de 40 € pour frais de recouvrement (articles L441-10 et D441-5 du code de commerce).

## The PIN letter

papers-pin-title = Code PIN de la carte ou clé { $number }
papers-pin-token = Ce code ouvre la carte ou clé { $number }, modèle { $model }, et elle seule
papers-pin-several = Si vous avez plusieurs cartes ou clés, chacune a sa lettre et son code : comparez ce numéro avec celui qui est imprimé sur la vôtre.
papers-pin-steps-heading = Que faire
papers-pin-step-receive = Attendez la carte ou la clé : elle arrive par un autre envoi.
papers-pin-step-enter = Glissez la carte dans un lecteur, ou branchez la clé. Ouvrez l'espace du titulaire avec le certificat principal et saisissez le code PIN, sans espaces.
papers-pin-step-accept = Vérifiez vos données et acceptez vos certificats, puis définissez votre code de révocation d'urgence.
papers-pin-step-change = Changez le code PIN avec le gestionnaire de clé, puis détruisez cette lettre.
papers-pin-warning = Trois codes incorrects bloquent la carte ou la clé
papers-pin-attempts = Un code refusé ? Vérifiez d'abord que la lettre et la carte ou clé portent le même numéro.
papers-pin-secret = Ne donnez ce code à personne : nous ne vous le demanderons jamais. Si l'enveloppe était ouverte ou abîmée, n'utilisez pas la carte ou la clé et appelez-nous.
papers-pin-telephones = Assistance : { $support } · Révocation d'urgence, jour et nuit : { $revocation }

## The receipt of a revocation

papers-receipt-title = Reçu de la révocation, carte ou clé { $token }
papers-receipt-token = Carte ou clé { $token }
papers-receipt-heading = Reçu de révocation
papers-receipt-ended = Les deux certificats de la carte ou clé { $token } sont révoqués
papers-receipt-final = La révocation est définitive : ces certificats ne permettent plus ni de se connecter ni de signer.
papers-receipt-backup-valid = Les certificats d'une autre carte ou clé du même titulaire, par exemple de secours, restent valables : révoquer celle-ci ne les touche pas.
papers-receipt-backup-none = Le titulaire n'a pas d'autre carte ou clé, même de secours, dont les certificats soient valables. Révoquer une carte ou clé n'en touche jamais une autre.
papers-receipt-request-heading = La demande
papers-receipt-number = Numéro
papers-receipt-channel = Reçue par
papers-receipt-reason = Motif
papers-receipt-earlier = Demande antérieure
papers-receipt-earlier-reason = Les certificats avaient déjà été révoqués à la suite d'une demande antérieure, au motif : { $reason }.
papers-receipt-times-heading = Ce qui s'est passé, heure de Paris
papers-receipt-received = T0 – demande reçue
papers-receipt-decided = T1 – révocation décidée
papers-receipt-signed = T2 – listes signées
papers-receipt-live = T3 – visible partout
papers-receipt-certificates-heading = Les certificats révoqués
papers-receipt-issuer = Émis par
papers-receipt-authority = Autorité de certification « { $name } »
papers-receipt-serial = Numéro de série
papers-receipt-crl = Liste (LCR) n°
papers-receipt-ocsp-until = Une réponse OCSP antérieure peut être acceptée jusqu'au
papers-receipt-crl-until = Une liste antérieure peut être acceptée jusqu'au
papers-receipt-believed = Depuis T3, quiconque interroge nos services apprend la révocation. Un logiciel qui a gardé une réponse ou une liste antérieure peut encore l'accepter jusqu'aux heures ci-dessus.
papers-receipt-next-heading = Que faire maintenant
papers-receipt-next-backup = Travaillez avec votre autre carte ou clé : ses certificats sont valables.
papers-receipt-next-tell = Prévenez ceux qui pourraient recevoir une signature ou une connexion en votre nom ; en cas de vol, déposez plainte et joignez ce reçu.
papers-receipt-next-replace = Commandez un remplacement : { $address }
papers-receipt-next-call = Une question ? Appelez le { $telephone }.
papers-receipt-proof-heading = Preuve
papers-receipt-proof = L'autorité de certification a signé le compte rendu de cette révocation. Il est joint à ce PDF, dans le fichier { $file } (CMS) : tout logiciel de vérification de signature peut le contrôler, même sans nous.
papers-receipt-attachment = Compte rendu de la révocation, signé par l'autorité de certification (CMS)

papers-channel-web = la page publique de révocation
papers-channel-telephone = téléphone
papers-channel-officers = deux agents d'enregistrement
papers-reason-lost = perte
papers-reason-stolen = vol
papers-reason-compromised = usage possible par un tiers
papers-reason-forgotten-pin = code PIN oublié
papers-reason-departure = départ de l'organisation
papers-reason-end-of-activity = fin d'activité
papers-reason-wrong-data = donnée inexacte dans un certificat
papers-reason-lost-in-post = perte pendant l'envoi
papers-reason-death = décès du titulaire
papers-reason-struck-off = radiation de la liste
papers-reason-holder-request = demande du titulaire, sans motif
papers-by-sms-of = par SMS au { $number } ({ $country })
papers-given-names-none = Aucun sur la pièce d'identité
