//! The standard reasons for refusing a piece. An officer's own words may be added, or stand alone.

use i18n::Words;
use policies::Dated;

/// Form values of the reasons for any piece; `none` stands for the officer's own words alone.
const OF_ANY_PIECE: [&str; 6] = ["none", "illegible", "incomplete", "not-signed", "expired", "other-person"];
/// The form value of the reason for a piece of which the age is limited.
const TOO_OLD: &str = "too-old";

/// The form values and labels of the reasons that fit a piece with this limit of age.
pub(super) fn choices(dated: Option<Dated>, t: Words) -> Vec<(&'static str, String)> {
    let mut choices: Vec<_> = OF_ANY_PIECE.into_iter().map(|reason| (reason, t.say(&format!("desk-reason-{reason}")))).collect();
    choices.extend(dated.map(|dated| (TOO_OLD, about(dated, t, "desk-reason-older", "desk-reason-other-year"))));
    choices
}

/// What the applicant is told for the reason with this form value; none if it says nothing or does not fit the piece.
pub(super) fn told(dated: Option<Dated>, chosen: &str, t: Words) -> Option<String> {
    if chosen == TOO_OLD {
        return Some(about(dated?, t, "desk-told-older", "desk-told-other-year"));
    }
    let reason = OF_ANY_PIECE.into_iter().skip(1).find(|reason| *reason == chosen)?;
    Some(t.say(&format!("desk-told-{reason}")))
}

fn about(dated: Dated, t: Words, older: &str, other_year: &str) -> String {
    match dated {
        Dated::WithinMonths(months) => t.count(older, i64::from(months.get())),
        Dated::CurrentYear => t.say(other_year),
    }
}

#[cfg(test)]
mod tests {
    use i18n::Language;
    use policies::Policies;

    use super::*;

    #[test]
    fn the_reason_too_old_is_offered_for_dated_pieces_only() {
        let policies = Policies::embedded();
        let [signed, identity, listing] = ["signed-dossier", "identity-document", "proof-of-listing"]
            .map(|name| policies.piece(&name.parse().unwrap()).unwrap().dated);
        for (language, of_signed, of_listing, told_of_listing) in [
            (
                Language::Fr,
                "Plus de 3 mois",
                "Pas de l’année en cours",
                "Ce document n’est pas de l’année en cours. Envoyez celui de cette année.",
            ),
            (
                Language::En,
                "Older than 3 months",
                "Not of the current year",
                "This document is not of the current year. Send this year’s.",
            ),
        ] {
            let t = Words::new(language, &crate::CATALOGUES);
            let label = |dated| choices(dated, t).into_iter().find(|(reason, _)| *reason == TOO_OLD).map(|(_, label)| label);
            assert_eq!(label(signed).as_deref(), Some(of_signed));
            assert_eq!(label(identity), None, "an identity document has an end, and no greatest age");
            assert_eq!(label(listing).as_deref(), Some(of_listing));
            assert_eq!(told(listing, TOO_OLD, t).as_deref(), Some(told_of_listing));
            assert_eq!(told(identity, TOO_OLD, t), None);
            assert_eq!((told(signed, "none", t), told(signed, "unheard-of", t)), (None, None));
            for (reason, label) in choices(identity, t).into_iter().skip(1) {
                assert!(label != format!("desk-reason-{reason}") && told(identity, reason, t).is_some(), "{reason}");
            }
        }
    }
}
