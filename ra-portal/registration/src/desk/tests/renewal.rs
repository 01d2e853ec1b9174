//! An officer gets a new certificate from two others, and is reminded of it in time.

use std::collections::BTreeMap;

use pki::{Curve, SoftwareKey, csr, pem};

use super::*;
use crate::messages::{CertificateEnds, Channel, Content, Destination};
use crate::officers::{Change, ConfirmError, KeyRequest, NotAnOfficer, Outcome, ProposalId, ProposeError};

const INES: &str = "ines.vautrin@sceau.example.org";

fn request() -> KeyRequest {
    let der = csr::request(&SoftwareKey::generate(Curve::P256).unwrap()).unwrap();
    KeyRequest::parse(&pem::encode(pem::Label::CertificationRequest, &der)).unwrap()
}

fn proposal(office: &Office) -> ProposalId {
    ProposalId::generate(office.clock.now(), &mut SystemRandom)
}

#[tokio::test]
async fn two_officers_renew_another_whose_earlier_certificate_stops_at_once() {
    in_an_office(async |office| {
        let desk = &office.registration;
        let (ines, octave, aida) =
            (office.officer("ines.vautrin").await, office.officer("octave.delmas").await, office.officer("aida.legoff").await);
        let (id, key, earlier) = (proposal(office), request(), office.authority.certificate_of(INES));
        let oneself = desk.officers.propose_renewal(&ines, id, ines.id(), key.clone()).await;
        assert!(matches!(oneself, Err(Fault::Refused(ProposeError::Oneself))), "{oneself:?}");
        desk.officers.propose_renewal(&octave, id, ines.id(), key.clone()).await.unwrap();
        desk.officers.propose_renewal(&octave, id, ines.id(), key.clone()).await.unwrap();
        let other = desk.officers.propose_renewal(&octave, id, ines.id(), request()).await;
        assert!(matches!(other, Err(Fault::Refused(ProposeError::KeyUsed { .. }))), "{other:?}");
        let twice = desk.officers.propose_renewal(&aida, proposal(office), ines.id(), request()).await;
        assert!(matches!(twice, Err(Fault::Refused(ProposeError::AlreadyProposed))), "{twice:?}");
        let refused = desk.officers.confirm_officer_proposal(&ines, id).await;
        assert!(matches!(refused, Err(Fault::Refused(ConfirmError::Oneself))), "{refused:?}");
        let refused = desk.officers.confirm_officer_proposal(&octave, id).await;
        assert!(matches!(refused, Err(Fault::Refused(ConfirmError::FourEyes))), "{refused:?}");

        // Until the certificate authority has answered, the earlier certificate still admits.
        *office.authority.silent.lock().unwrap() = true;
        desk.officers.confirm_officer_proposal(&aida, id).await.unwrap();
        assert_eq!(desk.officers.officer_by_certificate(&earlier).await.unwrap().id(), ines.id());
        *office.authority.silent.lock().unwrap() = false;
        let before = office.authority.officers.lock().unwrap().clone();
        desk.officers.settle_officer_changes().await.unwrap();
        desk.officers.settle_officer_changes().await.unwrap();
        let keys = office.authority.keys_of("RenewOfficer");
        assert_eq!((keys.len(), &keys[0]), (2, &keys[1]));
        let settled = desk.officers.officer_proposal(id).await.unwrap().unwrap();
        assert!(matches!(&settled.change, Change::Renew { officer, .. } if *officer == ines.id()));
        let Some(Outcome::Renewed { certificate, .. }) = settled.outcome else { panic!("{:?}", settled.outcome) };
        let newer = pki::Certificate::from_der(certificate.octets()).unwrap();
        let renewed = desk.officers.officer_by_certificate(&newer).await.unwrap();
        assert_eq!((renewed.id(), renewed.record()), (ines.id(), ines.record()), "the same officer");
        let stopped = desk.officers.officer_by_certificate(&earlier).await;
        assert!(matches!(stopped, Err(Fault::Refused(NotAnOfficer::Replaced { .. }))), "{stopped:?}");

        // A list that was read before the renewal does not restore the earlier certificate.
        let after = std::mem::replace(&mut *office.authority.officers.lock().unwrap(), before);
        desk.officers.follow_officers().await.unwrap();
        *office.authority.officers.lock().unwrap() = after;
        desk.officers.follow_officers().await.unwrap();
        assert_eq!(desk.officers.officer_by_certificate(&newer).await.unwrap().id(), ines.id());
        assert_eq!(desk.officers.officers().await.unwrap().officers.len(), 3);
    })
    .await;
}

#[tokio::test]
async fn one_of_two_officers_can_be_renewed_only_after_a_third_is_enrolled() {
    in_an_office(async |office| {
        let (ines, octave) = (office.officer("ines.vautrin").await, office.officer("octave.delmas").await);
        office.authority.officers.lock().unwrap()[2].dismissed_at = Some(office.clock.now());
        office.registration.officers.follow_officers().await.unwrap();
        let refused = office.registration.officers.propose_renewal(&octave, proposal(office), ines.id(), request()).await;
        assert!(matches!(refused, Err(Fault::Refused(ProposeError::LastTwo))), "{refused:?}");
    })
    .await;
}

/// Who was notified about whose certificate since the last call, and how often; empties the outbox.
async fn told(office: &Office) -> BTreeMap<(String, String, bool), usize> {
    let mut told = BTreeMap::new();
    while let Some(message) = office.registration.outbox.claim_message(Channel::Mail).await.unwrap() {
        if let Content::CertificateEnds(CertificateEnds { officer, own, .. }) = &message.message().content {
            let Destination::Email(to) = &message.message().to else { panic!("a mail") };
            *told.entry((to.clone(), officer.clone(), *own)).or_default() += 1;
        }
        office.registration.outbox.message_sent(&message).await.unwrap();
    }
    told
}

#[tokio::test]
async fn officers_are_reminded_sixty_thirty_fifteen_and_seven_days_before_and_not_after_a_renewal() {
    in_an_office(async |office| {
        let desk = &office.registration;
        // The others are renewed half a year later, so that only one certificate ends.
        office.pass(180 * DAY).await;
        for place in [1, 2] {
            let renewed = office.authority.internal.admit("Officer", office.clock.now()).0;
            let mut officers = office.authority.officers.lock().unwrap();
            (officers[place].fingerprint, officers[place].validity) = (renewed.fingerprint(), renewed.validity());
        }
        desk.officers.follow_officers().await.unwrap();
        let until = office.authority.certificate_of(INES).validity().not_after();
        let name = || "Inès Vautrin".to_owned();
        let everybody: BTreeMap<_, _> =
            [(INES, true), ("octave.delmas@sceau.example.org", false), ("aida.legoff@sceau.example.org", false)]
                .map(|(to, own)| ((to.to_owned(), name(), own), 1))
                .into();
        office.at(until.minus(60 * DAY).minus(Duration::from_secs(1)));
        desk.officers.remind_of_ending_certificates().await.unwrap();
        assert_eq!(told(office).await, BTreeMap::new(), "too early");
        for days in [60, 30, 15] {
            for hours in [0, 5] {
                office.at(until.minus(days * DAY).plus(Duration::from_secs(hours * 3600)));
                desk.officers.remind_of_ending_certificates().await.unwrap();
                desk.officers.remind_of_ending_certificates().await.unwrap();
                assert_eq!(
                    told(office).await,
                    if hours == 0 { everybody.clone() } else { BTreeMap::new() },
                    "{days} days before"
                );
            }
        }
        let renewed = office.authority.internal.admit("Inès Vautrin", office.clock.now()).0;
        {
            let mut officers = office.authority.officers.lock().unwrap();
            (officers[0].fingerprint, officers[0].validity) = (renewed.fingerprint(), renewed.validity());
        }
        desk.officers.follow_officers().await.unwrap();
        office.at(until.minus(7 * DAY));
        desk.officers.remind_of_ending_certificates().await.unwrap();
        assert_eq!(told(office).await, BTreeMap::new(), "it was renewed");
    })
    .await;
}

#[tokio::test]
async fn missed_reminders_are_sent_as_one_and_none_for_an_expired_certificate() {
    in_an_office(async |office| {
        let desk = &office.registration;
        let until = office.authority.certificate_of(INES).validity().not_after();
        office.at(until.minus(10 * DAY));
        desk.officers.remind_of_ending_certificates().await.unwrap();
        let told_at_once = told(office).await;
        assert_eq!(
            (told_at_once.len(), told_at_once.values().max()),
            (9, Some(&1)),
            "three officers, each of three certificates"
        );
        office.at(until.plus(DAY));
        desk.officers.remind_of_ending_certificates().await.unwrap();
        assert_eq!(told(office).await, BTreeMap::new());
    })
    .await;
}
