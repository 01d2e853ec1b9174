//! A certificate is checked as a whole at each request, and an officer's decisions count as long as the certificate admits them.

use pki::Validity;
use pki::certificate::NotAdmitted;

use super::*;
use crate::internal_authority::TestAuthority;
use crate::officers::{ConfirmError, NotAnOfficer, ProposalId, ProposeError};

const SECOND: Duration = Duration::from_secs(1);
const INES: &str = "ines.vautrin@sceau.example.org";

async fn checked(office: &Office, shown: &pki::Certificate) -> Result<String, NotAnOfficer> {
    match office.registration.officers.officer_by_certificate(shown).await {
        Ok(officer) => Ok(officer.name().to_owned()),
        Err(Fault::Refused(why)) => Err(why),
        Err(Fault::Failed(failure)) => panic!("{failure}"),
    }
}

/// Replaces the certificate that is on file, here and in the certificate authority's list.
async fn on_file(office: &Office, certificate: &pki::Certificate) {
    {
        let mut officers = office.authority.officers.lock().unwrap();
        let known = officers.iter_mut().find(|known| known.email == INES).unwrap();
        (known.fingerprint, known.validity) = (certificate.fingerprint(), certificate.validity());
    }
    office.registration.officers.follow_officers().await.unwrap();
}

#[tokio::test]
async fn an_officer_is_admitted_by_the_certificate_on_file_from_the_internal_authority_within_its_validity() {
    in_an_office(async |office| {
        let shown = office.authority.certificate_of(INES);
        let (from, at) = (shown.validity().not_before(), shown.validity().not_after());
        let name = || Ok("Inès Vautrin".to_owned());
        let not_admitted = |fault| Err(NotAnOfficer::Certificate(fault));
        for (moment, expected) in [
            (from.minus(SECOND), not_admitted(NotAdmitted::NotYetValid { from })),
            (from, name()),
            (at, name()),
            (at.plus(SECOND), not_admitted(NotAdmitted::Expired { at })),
            (at.plus(1100 * DAY), not_admitted(NotAdmitted::Expired { at })),
        ] {
            office.at(moment);
            assert_eq!(checked(office, &shown).await, expected, "{moment}");
        }
        office.at(Timestamp::from_millis(NOW));

        let other_key = office.authority.internal.certify("Inès Vautrin", shown.validity());
        assert_eq!(checked(office, &other_key).await, Err(NotAnOfficer::Unknown), "the same name, the same issuer");
        let impostor = TestAuthority::new(office.clock.now());
        assert_eq!(impostor.certificate().subject(), office.authority.internal.certificate().subject());
        let other_issuer = impostor.certify("Inès Vautrin", shown.validity());
        assert_eq!(checked(office, &other_issuer).await, Err(NotAnOfficer::Unknown));
        on_file(office, &other_issuer).await;
        assert_eq!(checked(office, &other_issuer).await, not_admitted(NotAdmitted::ForeignIssuer), "even where it is pinned");
        assert!(matches!(checked(office, &shown).await, Err(NotAnOfficer::Replaced { .. })));

        office.authority.officers.lock().unwrap()[0].dismissed_at = Some(Timestamp::from_millis(NOW));
        office.registration.officers.follow_officers().await.unwrap();
        let left = Err(NotAnOfficer::Left { at: Timestamp::from_millis(NOW) });
        assert_eq!([checked(office, &other_issuer).await, checked(office, &shown).await], [left.clone(), left]);
    })
    .await;
}

#[tokio::test]
async fn an_act_checks_again_that_the_certificate_admits_its_officer() {
    in_an_office(async |office| {
        let (ines, octave) = (office.officer("ines.vautrin").await, office.officer("octave.delmas").await);
        let desk = &office.registration;
        let propose = async || {
            let id = ProposalId::generate(office.clock.now(), &mut SystemRandom);
            desk.officers.propose_departure(&ines, id, octave.id()).await
        };
        office.at(office.authority.certificate_of(INES).validity().not_after().plus(SECOND));
        assert!(matches!(propose().await, Err(Fault::Refused(ProposeError::NotAllowed))), "it expired during the request");
        office.at(Timestamp::from_millis(NOW));
        propose().await.unwrap();
        let now = office.clock.now();
        on_file(office, &office.authority.internal.admit("Inès Vautrin", now).0).await;
        assert!(matches!(propose().await, Err(Fault::Refused(ProposeError::NotAllowed))), "it was replaced");
    })
    .await;
}

/// Gives an officer a certificate that expires a day from now.
async fn ends_tomorrow(office: &Office, user: &str) -> Timestamp {
    let now = office.clock.now();
    let validity = Validity::new(now.minus(DAY), now.plus(DAY)).unwrap();
    let certificate = office.authority.internal.certify(user, validity);
    {
        let mut officers = office.authority.officers.lock().unwrap();
        let known = officers.iter_mut().find(|known| known.email.starts_with(user)).unwrap();
        (known.fingerprint, known.validity) = (certificate.fingerprint(), validity);
    }
    office.authority.set_certificate(&format!("{user}@sceau.example.org"), certificate);
    office.registration.officers.follow_officers().await.unwrap();
    validity.not_after().plus(SECOND)
}

#[tokio::test]
async fn a_review_and_an_identity_check_expire_with_the_certificate_of_their_officer() {
    in_an_office(async |office| {
        let octave = office.officer("octave.delmas").await;
        office.prepare(&octave).await;
        office.pay().await;
        let expired = ends_tomorrow(office, "ines.vautrin").await;
        let ines = office.officer("ines.vautrin").await;
        office.review(&ines).await.unwrap();
        office.at(expired);
        let refused = office.authorise(&octave).await;
        assert!(matches!(refused, Err(Fault::Refused(AuthoriseError::ReviewerRemoved))), "{refused:?}");
        assert!(matches!(office.state().await, OrderState::UnderReview { .. }), "another officer reviews");

        let expired = ends_tomorrow(office, "octave.delmas").await;
        office.at(expired);
        let aida = office.officer("aida.legoff").await;
        let refused = office.review(&aida).await;
        assert!(matches!(refused, Err(Fault::Refused(ReviewError::IdentityCheckEnded))), "{refused:?}");
        // After a renewal, the same officer's check is valid again.
        let now = office.clock.now();
        let certificate = office.authority.internal.admit("Octave Delmas", now).0;
        {
            let mut officers = office.authority.officers.lock().unwrap();
            (officers[1].fingerprint, officers[1].validity) = (certificate.fingerprint(), certificate.validity());
        }
        office.registration.officers.follow_officers().await.unwrap();
        office.review(&aida).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_proposal_ends_with_the_certificate_of_its_proposer() {
    in_an_office(async |office| {
        let expired = ends_tomorrow(office, "ines.vautrin").await;
        let (ines, octave, aida) =
            (office.officer("ines.vautrin").await, office.officer("octave.delmas").await, office.officer("aida.legoff").await);
        let id = ProposalId::generate(office.clock.now(), &mut SystemRandom);
        office.registration.officers.propose_departure(&ines, id, octave.id()).await.unwrap();
        office.at(expired);
        let overview = office.registration.officers.officers().await.unwrap();
        assert!(!overview.may_confirm(&aida, &overview.proposals[0]), "the page does not offer it");
        let refused = office.registration.officers.confirm_officer_proposal(&aida, id).await;
        assert!(matches!(refused, Err(Fault::Refused(ConfirmError::ProposerRemoved))), "{refused:?}");
    })
    .await;
}
