### Ce que chaque page contient, et les pages qui disent pourquoi rien n'a été fait. Une zone remplace un texte en ayant le sien sous la même clé.

shell-skip = Aller au contenu
shell-navigation = Navigation principale
shell-errors = Corrigez les points suivants
shell-error-title = Erreur : { $title }
shell-day = Jour
shell-month = Mois
shell-year = Année

fault-home = Retour à l'accueil
fault-not-found-title = Page introuvable
fault-not-found-text = Il n'y a pas de page à cette adresse. Si vous l'avez recopiée, vérifiez-la ; si un lien vous a mené ici, il a peut-être expiré.
fault-method-title = Page introuvable
fault-method-text = Cette adresse ne s'ouvre pas directement. Revenez à la page précédente et utilisez le bouton du formulaire.
fault-forbidden-title = Accès refusé
fault-forbidden-text = Votre profil ne permet pas cette opération.
fault-foreign-form-title = Formulaire refusé
fault-foreign-form-text = Ce formulaire ne vient pas d'une de nos pages, ou votre navigateur ne le dit pas. Rien n'a été fait. Ouvrez la page depuis notre site et recommencez.
fault-unreadable-title = Formulaire illisible
fault-unreadable-text = Ce que votre navigateur a envoyé n'a pas pu être lu. Rien n'a été fait. Revenez à la page précédente et recommencez.
fault-too-large-title = Envoi trop volumineux
fault-too-large-text = Ce que vous avez envoyé dépasse la taille acceptée. Rien n'a été fait. Revenez à la page précédente : elle indique la taille possible.
fault-too-slow-title = Envoi trop lent
fault-too-slow-text = Ce que vous envoyiez arrivait trop lentement, et nous avons cessé d’attendre. Ce qui était déjà enregistré est conservé. Revenez à la page précédente et recommencez, si possible avec une meilleure connexion.
fault-too-many-uploads-title = Trop d’envois à la fois
fault-too-many-uploads-text = Attendez qu’un envoi en cours se termine, puis recommencez. Les fichiers déjà reçus sont conservés.
fault-changed-meanwhile-title = Modifié entre-temps
fault-changed-meanwhile-text = Quelqu'un a modifié la même chose pendant que vous lisiez la page. Votre demande n'a pas été enregistrée. Revenez à la page précédente, rechargez-la et recommencez si c'est encore utile.
fault-unavailable-title = Service momentanément indisponible
fault-unavailable-text = Une partie du service ne répond pas. Rien n'est perdu. Réessayez dans quelques minutes.
fault-incident-title = Une erreur s’est produite
fault-incident-text = Incident n° { $incident }. Il est inutile de recommencer, et votre demande n'a peut-être pas été enregistrée. Indiquez ce numéro à l'assistance : il permet d'en trouver la cause.
fault-busy-title = Beaucoup de monde en ce moment
fault-busy-text = Beaucoup de personnes se connectent en même temps. Rien n'a été fait. Réessayez dans une minute.
fault-typed = Ce que vous aviez saisi, pour le copier
fault-back = Revenir à la page
