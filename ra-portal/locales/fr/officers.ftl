### Les opérateurs, les propositions d'arrivée, de départ ou de nouveau certificat, et les certificats qui n'ouvrent pas leurs pages.

officers-title = Agents
officers-lead = Un agent arrive, part ou reçoit un nouveau certificat sur la proposition d'un responsable de sécurité, confirmée par un autre.
officers-name = Nom
officers-name-hint = Prénom et nom, comme dans le certificat.
officers-email = Adresse électronique
officers-roles = Rôles
officers-since = Depuis le
officers-certificate = Certificat
officers-until = Valable jusqu'au { $at }
officers-until-unknown = Validité pas encore connue
officers-renew = Renouveler
officers-status = Situation
officers-acts = En fonction
officers-removed = N'est plus agent depuis le { $at }
officers-role-registration-officer = Enregistrement
officers-role-production-operator = Fabrication
officers-role-accountant = Comptabilité
officers-role-security-officer = Sécurité
officers-role-none = Aucun rôle ici
officers-propose-departure = Proposer le départ

officers-proposals = Propositions
officers-no-proposals = Aucune proposition.
officers-proposal = Proposition
officers-proposer = Proposée par
officers-joins = { $name } ({ $email }) devient agent : { $roles }
officers-leaves = { $name } quitte ses fonctions
officers-renews = { $name } reçoit un nouveau certificat
officers-proposed-by = { $name }, le { $at }
officers-confirmed-by = Confirmée par { $name } le { $at }. L'autorité de certification n'a pas encore répondu.
officers-waits = Attend la confirmation d'un autre responsable de sécurité, sept jours au plus.
officers-lapsed = Caduque : personne ne l'a confirmée en sept jours.
officers-enrolled = Faite : le certificat est prêt.
officers-dismissed = Faite le { $at }.
officers-refused = Refusée par l'autorité de certification. { $why }
officers-confirm = Confirmer
officers-download = Télécharger le certificat (PEM)

officers-propose-title = Proposer un nouvel agent
officers-propose-lead = La personne crée sa clé P-256 sur son propre support et vous remet la demande de certificat.
officers-request = Demande de certificat (PKCS#10, PEM)
officers-request-hint = Commence par -----BEGIN CERTIFICATE REQUEST-----
officers-propose = Proposer
officers-address-in-use = Un agent en fonction a déjà cette adresse.
officers-address-proposed = Une proposition en cours porte déjà cette adresse.
officers-namesake = Attention : { $name } est déjà en fonction sous ce nom, en entier ou en abrégé. Vérifiez que ce sont deux personnes avant de confirmer.
officers-four-eyes = Vous avez fait cette proposition : un autre responsable de sécurité doit la confirmer.
officers-not-oneself = Cette proposition vous concerne : deux autres agents la font et la confirment.
officers-proposer-gone = L'auteur de cette proposition a quitté ses fonctions, ou son certificat a expiré. Proposez-la de nouveau.
officers-name-wrong = Écrivez un prénom et un nom en lettres latines, 64 caractères au plus.
officers-email-missing = Écrivez une adresse électronique.
officers-email-wrong = Écrivez une adresse comme nom@sceau.example.org.
officers-role-missing = Choisissez au moins un rôle.
officers-request-missing = Collez une demande PKCS#10 entière, avec sa première et sa dernière ligne.
officers-request-wrong = Cette demande n'est pas recevable. Il faut une clé P-256, une demande signée avec cette clé et sans attributs. Créez-la de nouveau.
officers-request-curve = La clé doit être sur la courbe P-256. Créez-la de nouveau.

officers-renewal-title = Nouveau certificat pour { $name }
officers-renewal-lead = { $name } crée une nouvelle clé P-256 sur son support et vous remet la demande de certificat. Un autre responsable de sécurité confirme ensuite.
officers-renewal-stops = Dès que le nouveau certificat est établi, le précédent n'est plus accepté. Téléchargez le nouveau dans la liste des propositions et remettez-le à { $name }.
officers-renewal-propose = Proposer le nouveau certificat
officers-renewal-not-oneself = Votre propre certificat est renouvelé par deux autres responsables de sécurité. Créez une nouvelle clé P-256 sur votre support et remettez la demande de certificat à l'un d'eux.
officers-renewal-third-first = Un certificat est renouvelé par deux autres agents, et il n'en reste qu'un. Enrôlez d'abord un autre agent.
officers-renewal-proposed = Un nouveau certificat est déjà proposé pour cet agent : voyez la liste des propositions.
officers-renewal-not-now = Quelque chose a changé depuis que la page a été affichée, et rien n'a été proposé. La page montre maintenant l'état actuel.

officers-refused-steps = Que faire
officers-refused-none-title = Présentez votre certificat d'agent
officers-refused-none-text = Votre navigateur n'a présenté aucun certificat. Ces pages sont réservées aux agents de l'autorité d'enregistrement.
officers-refused-none-steps =
    Fermez complètement le navigateur : toutes ses fenêtres, pas seulement cet onglet.
    Branchez votre carte ou clé d'agent.
    Ouvrez de nouveau le navigateur et choisissez votre certificat d'agent.
officers-refused-unknown-title = Ce certificat n'est pas celui d'un agent
officers-refused-unknown-text = Ces pages sont réservées aux agents de l'autorité d'enregistrement. Le certificat que vous avez choisi n'est enregistré pour aucun d'eux.
officers-refused-unknown-steps =
    Fermez complètement le navigateur : il retient le certificat choisi jusque-là.
    Ouvrez-le de nouveau et choisissez votre certificat d'agent.
    Si vous n'en avez pas d'autre, demandez à un collègue si vous figurez dans la liste des agents.
officers-refused-replaced-title = Ce certificat a été remplacé
officers-refused-replaced-text = Un certificat plus récent a été établi pour vous le { $at } ; celui-ci n'est plus accepté.
officers-refused-replaced-steps =
    Fermez complètement le navigateur : il retient le certificat choisi jusque-là.
    Ouvrez-le de nouveau et choisissez votre certificat le plus récent.
    Si vous ne l'avez pas encore, demandez-le à un collègue : il se télécharge sur la page des agents.
    Si vous n'avez pas demandé de nouveau certificat, prévenez tout de suite vos collègues : ils peuvent le faire retirer.
officers-refused-left-title = Vous n'êtes plus agent
officers-refused-left-text = Depuis le { $at }, ce certificat ne donne plus accès à ces pages.
officers-refused-left-steps =
    Si c'est une erreur, adressez-vous aux responsables de sécurité.
    Deux d'entre eux peuvent vous enrôler de nouveau, avec une nouvelle clé.
officers-refused-not-yet-valid-title = Ce certificat n'est pas encore valable
officers-refused-not-yet-valid-text = Il est valable à partir du { $from }.
officers-refused-not-yet-valid-steps =
    Revenez à ce moment-là.
    Si ce moment est déjà passé, l'horloge de ce service n'est pas à l'heure : prévenez son exploitant.
officers-refused-expired-title = Votre certificat d'agent a expiré
officers-refused-expired-text = Il était valable jusqu'au { $at }. Vous restez agent, mais vous ne pouvez plus agir avant son renouvellement.
officers-refused-expired-steps =
    Créez une nouvelle clé P-256 sur votre support, avec une demande de certificat.
    Remettez la demande à un responsable de sécurité : l'un propose le nouveau certificat sur la page des agents, un autre le confirme.
    Mettez le nouveau certificat sur votre support et revenez.
    S'il ne reste plus deux agents dont le certificat est valable, l'exploitant de l'autorité de certification en renouvelle un.
officers-refused-foreign-issuer-title = Ce certificat vient d'une autre autorité
officers-refused-foreign-issuer-text = Il figure dans la liste des agents, mais l'autorité interne ne l'a pas délivré. Cela ne doit pas arriver.
officers-refused-foreign-issuer-steps =
    N'utilisez pas ce certificat.
    Prévenez tout de suite l'exploitant du service : quelqu'un a peut-être altéré la liste des agents.
officers-confirm-too-late = Entre-temps, cette proposition a été confirmée ou a expiré. Son état est indiqué ci-dessous.
