//! When the operator may renew an officer's certificate: the fixture has two officers with every role.

use ca_contract::officers::{EnrolOfficer, OfficerRole, OfficerRoles};
use ca_contract::{Caller, Der, IdempotencyKey, access_to};
use pki::{Certificate, Curve, Digest, Signer, SoftwareKey, SystemRandom};

use super::*;
use crate::call::{Call, Proceed};
use crate::fixtures::{NOW, with_authority};

const INES: &str = "ines.vautrin@sceau.example.org";

/// Enrols a third officer with one role.
async fn enrol(core: &Core, role: OfficerRole) {
    let officers = officers::all(&mut core.db.begin_read().await.unwrap()).await.unwrap();
    let [proposed_by, confirmed_by] = [0, 1].map(|place| officers[place].id);
    let (key, access) = (IdempotencyKey::generate(&mut SystemRandom), access_to("EnrolOfficer").unwrap());
    let call = Call { caller: Caller::Portal, key, access, request_digest: Digest::of(b"question"), received_at: NOW };
    let question = EnrolOfficer {
        request: Der(pki::csr::request(&SoftwareKey::generate(Curve::P256).unwrap()).unwrap()),
        name: "Octave Delmas".to_owned(),
        email: "octave.delmas@sceau.example.org".to_owned(),
        roles: OfficerRoles::try_from(vec![role]).unwrap(),
        proposed_by,
        confirmed_by,
    };
    assert!(question.proceed(core, &call).await.is_ok());
}

async fn renewed(core: &Core, address: &str) -> Result<RenewedOfficer, OperatorRenewalError> {
    let key = SoftwareKey::generate(Curve::P256).unwrap();
    let renewed = renew_as_operator(core, address, &pki::csr::request(&key).unwrap()).await?;
    assert_eq!(Certificate::from_der(&renewed.certificate).unwrap().public_key(), key.public_key());
    Ok(renewed)
}

/// docs/decisions/0010-certificates-that-admit-and-officers-renewal.md:
/// only where two others could not do it over the contract, which takes security officers.
#[tokio::test]
async fn the_operator_renews_an_officer_whom_two_security_officers_cannot_renew() {
    for (role, others_can) in [(OfficerRole::Accountant, false), (OfficerRole::SecurityOfficer, true)] {
        with_authority(async |core| {
            let first = renewed(core, INES).await.unwrap();
            let listed = officers::all(&mut core.db.begin_read().await.unwrap()).await.unwrap();
            let ines = listed.iter().find(|officer| officer.email == INES).unwrap();
            assert_eq!(ines.fingerprint, Digest::of(&first.certificate), "it replaces the one on file");

            enrol(core, role).await;
            let second = renewed(core, INES).await;
            assert_eq!(matches!(second, Err(OperatorRenewalError::OthersCan)), others_can, "{second:?}");
            assert_eq!(second.is_ok(), !others_can);
            let nobody = renewed(core, "nobody@sceau.example.org").await;
            assert!(matches!(nobody, Err(OperatorRenewalError::UnknownOfficer(_))));
        })
        .await;
    }
}
