//! Officers are enrolled and dismissed by two others.

use ca_contract::officers::{DismissOfficerError, OfficerRole};
use pki::{Curve, SoftwareKey, csr, pem};

use super::*;
use crate::officers::{
    Candidate, Change, ConfirmError, NotAnOfficer, OfficerId, OfficerRecord, Outcome, ProposalId, ProposeError,
};

pub(super) fn candidate(name: &str, email: &str) -> Candidate {
    let der = csr::request(&SoftwareKey::generate(Curve::P256).unwrap()).unwrap();
    let request = pem::encode(pem::Label::CertificationRequest, &der);
    Candidate::parse(name, email, &[Role::ProductionOperator], &request).unwrap()
}

pub(super) fn proposal(office: &Office) -> ProposalId {
    ProposalId::generate(office.clock.now(), &mut SystemRandom)
}

#[tokio::test]
async fn two_officers_enrol_another_with_the_proposed_roles() {
    in_an_office(async |office| {
        let desk = &office.registration;
        let (ines, octave) = (office.officer("ines.vautrin").await, office.officer("octave.delmas").await);
        let id = proposal(office);
        let joins = candidate("Soizic Morvan", "soizic.morvan@sceau.example.org");
        desk.officers.propose_officer(&ines, id, joins.clone()).await.unwrap();
        desk.officers.propose_officer(&ines, id, joins.clone()).await.unwrap();
        let twice = desk.officers.propose_officer(&octave, proposal(office), joins).await;
        assert!(matches!(twice, Err(Fault::Refused(ProposeError::AlreadyProposed))));
        let alone = desk.officers.confirm_officer_proposal(&ines, id).await;
        assert!(matches!(alone, Err(Fault::Refused(ConfirmError::FourEyes))));

        let overview = desk.officers.officers().await.unwrap();
        assert_eq!(overview.namesake(&overview.proposals[0]), None);
        let again = candidate("I. M. Vautrin", "im.vautrin@sceau.example.org");
        desk.officers.propose_officer(&octave, proposal(office), again).await.unwrap();
        let overview = desk.officers.officers().await.unwrap();
        let mut namesakes = overview.proposals.iter().filter_map(|proposal| overview.namesake(proposal));
        assert_eq!(namesakes.next().map(OfficerRecord::name), Some("Inès Vautrin"));

        *office.authority.silent.lock().unwrap() = true;
        desk.officers.confirm_officer_proposal(&octave, id).await.unwrap();
        *office.authority.silent.lock().unwrap() = false;
        desk.officers.settle_officer_changes().await.unwrap();
        desk.officers.settle_officer_changes().await.unwrap();
        let keys = office.authority.keys_of("EnrolOfficer");
        assert_eq!((keys.len(), &keys[0]), (2, &keys[1]));
        let settled = desk.officers.officer_proposal(id).await.unwrap().unwrap();
        assert!(matches!(settled.outcome, Some(Outcome::Enrolled { .. })));
        assert_eq!(office.officer("soizic.morvan").await.roles(), [Role::ProductionOperator]);
        desk.officers.follow_officers().await.unwrap();
        assert_eq!(desk.officers.officers().await.unwrap().officers.len(), 4);
    })
    .await;
}

#[tokio::test]
async fn a_form_that_proposed_somebody_cannot_propose_anybody_else() {
    in_an_office(async |office| {
        let desk = &office.registration;
        let (ines, octave) = (office.officer("ines.vautrin").await, office.officer("octave.delmas").await);
        let id = proposal(office);
        desk.officers.propose_officer(&ines, id, candidate("Soizic Morvan", "soizic.morvan@sceau.example.org")).await.unwrap();
        let other = desk.officers.propose_officer(&ines, id, candidate("Erwan Tanguy", "erwan.tanguy@sceau.example.org")).await;
        for refused in [other, desk.officers.propose_departure(&ines, id, octave.id()).await] {
            let Err(Fault::Refused(ProposeError::KeyUsed { proposed })) = refused else { panic!("{refused:?}") };
            assert!(matches!(*proposed, Change::Join { name, .. } if name == "Soizic Morvan"));
        }
        assert_eq!(desk.officers.officers().await.unwrap().proposals.len(), 1);

        let leaves = proposal(office);
        desk.officers.propose_departure(&ines, leaves, octave.id()).await.unwrap();
        desk.officers.propose_departure(&ines, leaves, octave.id()).await.unwrap();
        let another = desk.officers.propose_departure(&ines, leaves, office.officer("aida.legoff").await.id()).await;
        let Err(Fault::Refused(ProposeError::KeyUsed { proposed })) = another else { panic!("{another:?}") };
        assert_eq!(*proposed, Change::Leave { officer: octave.id() });
        assert_eq!(desk.officers.officers().await.unwrap().proposals.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_dismissed_officer_loses_access_at_once_and_cannot_confirm_it() {
    in_an_office(async |office| {
        let desk = &office.registration;
        let (ines, octave, aida) =
            (office.officer("ines.vautrin").await, office.officer("octave.delmas").await, office.officer("aida.legoff").await);
        let own = desk.officers.propose_departure(&ines, proposal(office), ines.id()).await;
        assert!(matches!(own, Err(Fault::Refused(ProposeError::Oneself))));
        let id = proposal(office);
        desk.officers.propose_departure(&ines, id, octave.id()).await.unwrap();
        let leaving = desk.officers.confirm_officer_proposal(&octave, id).await;
        assert!(matches!(leaving, Err(Fault::Refused(ConfirmError::Oneself))));

        // Access ends at once, although the certificate authority has not answered yet.
        *office.authority.silent.lock().unwrap() = true;
        desk.officers.confirm_officer_proposal(&aida, id).await.unwrap();
        let shown = office.authority.certificate_of("octave.delmas@sceau.example.org");
        let shut = desk.officers.officer_by_certificate(&shown).await;
        assert!(matches!(shut, Err(Fault::Refused(NotAnOfficer::Left { .. }))), "{shut:?}");
        let late = desk.officers.propose_departure(&octave, proposal(office), ines.id()).await;
        assert!(matches!(late, Err(Fault::Refused(ProposeError::NotAllowed))));
        *office.authority.silent.lock().unwrap() = false;
        desk.officers.settle_officer_changes().await.unwrap();
        let settled = desk.officers.officer_proposal(id).await.unwrap().unwrap();
        assert!(matches!(settled.outcome, Some(Outcome::Dismissed { .. })));

        let two_remain = desk.officers.propose_departure(&ines, proposal(office), aida.id()).await;
        assert!(matches!(two_remain, Err(Fault::Refused(ProposeError::LastTwo))));
    })
    .await;
}

#[tokio::test]
async fn a_proposal_lapses_with_time_and_with_its_proposer() {
    in_an_office(async |office| {
        let desk = &office.registration;
        let (ines, octave, aida) =
            (office.officer("ines.vautrin").await, office.officer("octave.delmas").await, office.officer("aida.legoff").await);
        let old = proposal(office);
        desk.officers.propose_officer(&ines, old, candidate("Soizic Morvan", "soizic@sceau.example.org")).await.unwrap();
        office.pass(7 * DAY).await;
        let lapsed = desk.officers.confirm_officer_proposal(&octave, old).await;
        assert!(matches!(lapsed, Err(Fault::Refused(ConfirmError::Lapsed))));

        let (joins, leaves) = (proposal(office), proposal(office));
        desk.officers.propose_officer(&octave, joins, candidate("Soizic Morvan", "soizic@sceau.example.org")).await.unwrap();
        desk.officers.propose_departure(&ines, leaves, octave.id()).await.unwrap();
        desk.officers.confirm_officer_proposal(&aida, leaves).await.unwrap();
        let orphaned = desk.officers.confirm_officer_proposal(&aida, joins).await;
        assert!(matches!(orphaned, Err(Fault::Refused(ConfirmError::ProposerRemoved))));
    })
    .await;
}

#[tokio::test]
async fn an_officer_holds_no_role_that_the_certificate_authority_does_not_list() {
    in_an_office(async |office| {
        let desk = &office.registration;
        let listed = |place: usize, roles: &[OfficerRole]| {
            office.authority.officers.lock().unwrap()[place].roles = roles.to_vec();
        };
        let roles = async |user: &str| office.officer(user).await.roles().to_vec();
        assert_eq!(roles("ines.vautrin").await, Role::OF_OFFICERS);
        let stranger = office.authority.enrol("Soizic Morvan", "soizic.morvan@sceau.example.org");
        let place = office.authority.officers.lock().unwrap().iter().position(|known| known.id == stranger.id).unwrap();
        listed(place, &[OfficerRole::ProductionOperator, OfficerRole::Accountant]);
        desk.officers.follow_officers().await.unwrap();
        assert_eq!(roles("soizic.morvan").await, [Role::ProductionOperator, Role::Accountant], "enrolled elsewhere");

        listed(place, &[OfficerRole::Accountant, OfficerRole::SecurityOfficer]);
        desk.officers.follow_officers().await.unwrap();
        assert_eq!(roles("soizic.morvan").await, [Role::Accountant], "what they never held here is not added");
        listed(0, &[OfficerRole::RegistrationOfficer]);
        desk.officers.follow_officers().await.unwrap();
        assert_eq!(roles("ines.vautrin").await, [Role::RegistrationOfficer]);
        listed(0, &OfficerRole::ALL);
        desk.officers.follow_officers().await.unwrap();
        assert_eq!(roles("ines.vautrin").await, [Role::RegistrationOfficer], "roles are not given back");
        let acts = office.acts().await;
        assert_eq!(acts.iter().filter(|act| *act == "officer.roles").count(), 2, "once for each change");
    })
    .await;
}

#[tokio::test]
async fn a_proposal_is_confirmed_by_one_officer() {
    in_an_office(async |office| {
        let desk = &office.registration;
        let (ines, octave, aida) =
            (office.officer("ines.vautrin").await, office.officer("octave.delmas").await, office.officer("aida.legoff").await);
        let id = proposal(office);
        desk.officers.propose_officer(&ines, id, candidate("Soizic Morvan", "soizic.morvan@sceau.example.org")).await.unwrap();
        *office.authority.silent.lock().unwrap() = true;
        for _ in 0..2 {
            desk.officers.confirm_officer_proposal(&octave, id).await.unwrap();
        }
        let late = desk.officers.confirm_officer_proposal(&aida, id).await;
        assert!(matches!(late, Err(Fault::Refused(ConfirmError::AlreadyConfirmed))), "{late:?}");
        assert_eq!(office.acts().await.iter().filter(|act| *act == "officer.confirmed").count(), 1);
    })
    .await;
}

/// After a refusal the officer is still enrolled at the certificate authority, unless it does not know them.
#[tokio::test]
async fn access_is_restored_when_the_certificate_authority_refuses_the_dismissal() {
    let stranger = pki::Id::generate(Timestamp::from_millis(NOW), &mut SystemRandom);
    let refusals = [(DismissOfficerError::LastTwo, true), (DismissOfficerError::UnknownOfficer { officer: stranger }, false)];
    for (refusal, restored) in refusals {
        in_an_office(async |office| {
            let desk = &office.registration;
            let (ines, octave, aida) = (
                office.officer("ines.vautrin").await,
                office.officer("octave.delmas").await,
                office.officer("aida.legoff").await,
            );
            let id = proposal(office);
            desk.officers.propose_departure(&ines, id, octave.id()).await.unwrap();
            *office.authority.dismissal.lock().unwrap() = Some(refusal.clone());
            desk.officers.confirm_officer_proposal(&aida, id).await.unwrap();
            let shown = office.authority.certificate_of("octave.delmas@sceau.example.org");
            assert_eq!(desk.officers.officer_by_certificate(&shown).await.is_ok(), restored, "{refusal}");
            let settled = desk.officers.officer_proposal(id).await.unwrap().unwrap();
            assert!(matches!(settled.outcome, Some(Outcome::Refused { .. })));
        })
        .await;
    }
}

#[tokio::test]
async fn the_departure_of_somebody_who_is_no_officer_is_not_proposed() {
    in_an_office(async |office| {
        let ines = office.officer("ines.vautrin").await;
        let stranger = OfficerId::generate(office.clock.now(), &mut SystemRandom);
        let refused = office.registration.officers.propose_departure(&ines, proposal(office), stranger).await;
        assert!(matches!(refused, Err(Fault::Refused(ProposeError::UnknownOfficer))), "{refused:?}");
    })
    .await;
}
