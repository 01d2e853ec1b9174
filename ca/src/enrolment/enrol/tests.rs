//! The order of the checks of an enrolment.

use ca_contract::officers::OfficerRoles;
use ca_contract::{Caller, IdempotencyKey, access_to};
use pki::{Curve, Digest, SoftwareKey};

use super::*;
use crate::fixtures::{NOW, fresh, with_authority};

async fn asked(core: &Core, proposed_by: Id<Officer>, confirmed_by: Id<Officer>) -> EnrolOfficerError {
    let (key, access) = (IdempotencyKey::generate(&mut SystemRandom), access_to("EnrolOfficer").unwrap());
    let call = Call { caller: Caller::Portal, key, access, request_digest: Digest::of(b"question"), received_at: NOW };
    let (name, email) = ("Octave Delmas".to_owned(), "octave.delmas@sceau.example.org".to_owned());
    // The profile of officers requires P-256.
    let request = Der(pki::csr::request(&SoftwareKey::generate(Curve::P384).unwrap()).unwrap());
    let question = EnrolOfficer { request, name, email, roles: OfficerRoles::all(), proposed_by, confirmed_by };
    match question.proceed(core, &call).await {
        Err(Fault::Refused(why)) => why,
        Err(fault) => panic!("{fault:?}"),
        Ok(_) => panic!("enrolled with a key on another curve"),
    }
}

#[tokio::test]
async fn the_two_officers_are_checked_before_the_new_key() {
    with_authority(async |core| {
        let officers = officers::all(&mut core.db.begin_read().await.unwrap()).await.unwrap();
        let [first, second] = [0, 1].map(|place| officers[place].id);
        let nobody = fresh();
        assert_eq!(asked(core, nobody, second).await, EnrolOfficerError::UnknownOfficer { officer: nobody });
        assert_eq!(asked(core, first, nobody).await, EnrolOfficerError::UnknownOfficer { officer: nobody });
        assert_eq!(asked(core, first, second).await, EnrolOfficerError::Curve);
    })
    .await;
}

/// Before anything is looked up: a name of two words without control characters.
#[test]
fn a_name_has_two_words_of_visible_characters() {
    let [proposed_by, confirmed_by] = [fresh(), fresh()];
    let named = |name: &str| EnrolOfficer {
        request: Der(Vec::new()),
        name: name.to_owned(),
        email: "octave.delmas@sceau.example.org".to_owned(),
        roles: OfficerRoles::all(),
        proposed_by,
        confirmed_by,
    };
    for name in ["Octave Delmas", "Aïda Le Goff"] {
        assert_eq!(check_person(&named(name)), Ok(()), "{name:?}");
    }
    for name in ["", "Octave", "Octave ", " Delmas", "Octave  Delmas", "Octave\u{7} Delmas", "Octave Del\nmas"] {
        assert!(check_person(&named(name)).is_err(), "{name:?}");
    }
}
