### Les opérateurs et les propositions d'arrivée ou de départ.

officers-title = Opérateurs
officers-lead = Un opérateur arrive ou part sur la proposition d'un responsable de sécurité, confirmée par un autre.
officers-name = Nom
officers-name-hint = Prénom et nom, comme dans le certificat.
officers-email = Adresse électronique
officers-roles = Rôles
officers-since = Depuis le
officers-standing = Situation
officers-acts = En fonction
officers-removed = Parti le { $at }
officers-role-registrar = Enregistrement
officers-role-producer = Production
officers-role-accountant = Comptabilité
officers-role-security-officer = Sécurité
officers-role-none = Aucun rôle ici
officers-propose-departure = Proposer le départ

officers-proposals = Propositions
officers-no-proposals = Aucune proposition.
officers-proposal = Proposition
officers-proposer = Proposée par
officers-joins = { $name } ({ $email }) arrive : { $roles }
officers-leaves = { $name } part
officers-proposed-by = { $name }, le { $at }
officers-confirmed-by = Confirmée par { $name } le { $at }. L'autorité de certification n'a pas encore répondu.
officers-waits = Attend la confirmation d'un autre responsable de sécurité, sept jours au plus.
officers-lapsed = Périmée : personne ne l'a confirmée en sept jours.
officers-enrolled = Faite : le certificat est prêt.
officers-dismissed = Faite le { $at }.
officers-refused = Refusée par l'autorité de certification ({ $code }).
officers-confirm = Confirmer
officers-download = Télécharger le certificat (PEM)

officers-propose-title = Proposer un nouvel opérateur
officers-propose-lead = La personne crée sa clé P-256 sur son propre support et vous remet la demande de certificat.
officers-request = Demande de certificat (PKCS#10, PEM)
officers-request-hint = Commence par -----BEGIN CERTIFICATE REQUEST-----
officers-propose = Proposer
officers-address-in-use = Un opérateur en fonction a déjà cette adresse.
officers-name-wrong = Écrivez un prénom et un nom, 64 caractères au plus.
officers-email-missing = Écrivez une adresse électronique.
officers-email-wrong = Écrivez une adresse comme nom@sceau.example.org.
officers-role-missing = Choisissez au moins un rôle.
officers-request-missing = Collez une demande PKCS#10 entière, avec sa première et sa dernière ligne.
officers-request-wrong = Cette demande n'est pas recevable : clé P-256, signée par elle-même, sans attributs. Créez-la à nouveau.
officers-request-curve = La clé doit être sur la courbe P-256. Créez-la à nouveau.
