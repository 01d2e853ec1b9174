### Compte : inscription, connexion, codes, mot de passe oublié.

accounts-email = Adresse électronique
accounts-email-hint = Nous y envoyons vos codes de connexion et les messages sur votre commande.
accounts-password = Mot de passe
accounts-password-hint = 12 caractères au moins. Une suite de mots facile à retenir convient ; les accents et les espaces sont acceptés.
accounts-have-account = Vous avez déjà un compte ?
accounts-no-account = Vous n'avez pas encore de compte ?
accounts-holder = Vous avez déjà votre carte ou votre clé ?
accounts-holder-link = Aller à l'espace du titulaire

accounts-sign-up-title = Créer un compte
accounts-sign-up-lead = Le compte sert à commander et à suivre votre commande. Comptez deux minutes : une adresse, un mot de passe, puis un code reçu par courriel.
accounts-sign-up-submit = Recevoir le code
accounts-sign-in-title = Se connecter
accounts-sign-in-lead = À chaque connexion, nous vous envoyons un code par courriel après le mot de passe.
accounts-sign-in-submit = Continuer
accounts-sign-in-wrong = L'adresse ou le mot de passe est incorrect. Vérifiez les deux, ou choisissez un nouveau mot de passe avec « Mot de passe oublié ».

accounts-code-title = Saisissez le code
accounts-code-lead = Nous avons écrit à { $address }. Le code que contient ce message est valable jusqu'au { $moment }.
accounts-code-lead-or-else = Nous avons écrit à { $address }. Le message contient un code, valable jusqu'au { $moment }, ou indique ce qu'il faut faire à la place.
accounts-code = Code à six chiffres
accounts-code-hint = Gardez cette page ouverte : le code n'est valable que dans ce navigateur.
accounts-code-submit = Valider le code
accounts-code-missing = Le code n'arrive pas ?
accounts-code-spam = L'expéditeur est { $sender }. Regardez aussi parmi les messages indésirables. Le message peut mettre quelques minutes.
accounts-code-resend = Envoyer un autre code
accounts-code-sent-again = Un autre message est parti. Seul le dernier code reçu est valable.
accounts-code-other-address = Recommencer avec une autre adresse
accounts-code-form = Saisissez les six chiffres du code.
accounts-code-wrong =
    { $count ->
        [one] Ce n'est pas le dernier code envoyé. Il vous reste { $count } essai.
       *[other] Ce n'est pas le dernier code envoyé. Il vous reste { $count } essais.
    }
accounts-code-too-old = Ce code a plus de dix minutes. Demandez un autre code ci-dessous.
accounts-code-too-many-tries = Cinq codes incorrects ont été saisis. Demandez un autre code ci-dessous.
accounts-gone-title = Cette étape est terminée
accounts-gone-text = Le code a déjà servi, le délai est passé ou vous avez changé de navigateur. Rien n'est perdu : recommencez depuis le début.
accounts-gone-again = Recommencer

accounts-forgotten-title = Mot de passe oublié
accounts-forgotten-lead = Indiquez l'adresse de votre compte. Nous y envoyons un code, puis vous choisissez un nouveau mot de passe.
accounts-forgotten-submit = Recevoir le code
accounts-new-password-title = Choisir un nouveau mot de passe
accounts-new-password-lead = Pour le compte de { $address }. Les autres sessions ouvertes seront fermées.
accounts-new-password-submit = Enregistrer et me connecter

accounts-email-missing = Indiquez une adresse électronique.
accounts-email-too-long = Indiquez une adresse de 254 caractères au plus.
accounts-email-not-ascii = Indiquez une adresse sans accents ni caractères invisibles.
accounts-email-form = Indiquez une adresse complète, comme prenom.nom@sceau.example.org.
accounts-password-too-short = Choisissez un mot de passe de 12 caractères au moins.
accounts-password-too-long = Choisissez un mot de passe de 128 caractères au plus.
accounts-password-address = Choisissez un mot de passe différent de votre adresse.
accounts-password-guessable = Ce mot de passe est trop facile à deviner. Choisissez plusieurs mots sans rapport entre eux.
accounts-wait-minutes =
    { $count ->
        [one] Il y a eu trop de tentatives. Réessayez dans une minute.
       *[other] Il y a eu trop de tentatives. Réessayez dans { $count } minutes.
    }
accounts-wait-hours =
    { $count ->
        [one] Il y a eu trop de tentatives. Réessayez dans une heure, ou passez par « Mot de passe oublié ».
       *[other] Il y a eu trop de tentatives. Réessayez dans { $count } heures, ou passez par « Mot de passe oublié ».
    }
accounts-kept = Votre session avait expiré : ce que vous aviez saisi n'est pas encore enregistré. Vérifiez vos réponses, puis enregistrez.
accounts-idle =
    { $count ->
        [one] Après une minute sans activité, il faudra vous reconnecter. Vos réponses enregistrées restent.
       *[other] Après { $count } minutes sans activité, il faudra vous reconnecter. Vos réponses enregistrées restent.
    }
