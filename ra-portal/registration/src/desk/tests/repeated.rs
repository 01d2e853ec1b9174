//! Decisions that are repeated, and decisions out of turn.

use super::*;
use crate::desk::{CheckFault, CheckField};

async fn times(office: &Office, action: &str) -> usize {
    office.acts().await.iter().filter(|act| *act == action).count()
}

/// The pieces that the page offers to accept, and those that it offers to refuse.
async fn offered(office: &Office, officer: &Officer) -> [Vec<String>; 2] {
    let shown = office.registration.desk.desk_order(officer, office.order).await.unwrap().unwrap();
    [shown.acceptable, shown.refusable].map(|pieces| pieces.iter().map(ToString::to_string).collect())
}

#[tokio::test]
async fn a_repeated_decision_is_recorded_once() {
    in_an_office(async |office| {
        let (ines, octave) = (office.officer("ines.vautrin").await, office.officer("octave.delmas").await);
        office.hand_in().await;
        let elsewhere = TypedCheck { place: "Quimper", ..CHECK };
        for _ in 0..2 {
            office.accept(&ines, IDENTITY).await.unwrap();
            office.check(&ines, &CHECK).await.unwrap();
        }
        assert_eq!([times(office, "piece.accepted").await, times(office, "identity.checked").await], [1, 1]);
        office.check(&ines, &elsewhere).await.unwrap();
        office.check(&octave, &elsewhere).await.unwrap();
        assert_eq!(times(office, "identity.checked").await, 3, "another place, another officer");

        let [reason, other] = ["La copie est illisible.", "La liste est trop ancienne."].map(|text| Reason::parse(text).unwrap());
        for _ in 0..2 {
            office.refuse(&ines, LISTING, &reason).await.unwrap();
        }
        let refused = office.refuse(&ines, LISTING, &other).await;
        assert!(matches!(refused, Err(Fault::Refused(PieceDecisionError::NotNow))), "{refused:?}");
        let refusals = office.events().await.into_iter().filter(|event| matches!(event, EventKind::PieceRefused { .. }));
        assert_eq!(refusals.count(), 1);
    })
    .await;
}

#[tokio::test]
async fn pieces_are_decided_on_between_hand_in_and_authorisation() {
    let (all, nothing) = (PIECES.map(str::to_owned).to_vec(), [Vec::<String>::new(), Vec::new()]);
    let not_now =
        |decided: Result<(), Fault<PieceDecisionError>>| matches!(decided, Err(Fault::Refused(PieceDecisionError::NotNow)));
    let reason = Reason::parse("La copie est illisible.").unwrap();
    in_an_office(async |office| {
        let (ines, octave) = (office.officer("ines.vautrin").await, office.officer("octave.delmas").await);
        for (name, shade) in PIECES.into_iter().zip(1..) {
            let upload = Office::picture(shade);
            office.registration.dossiers.add_piece_file(office.account, office.order, &piece(name), upload).await.unwrap();
        }
        assert!(not_now(office.accept(&ines, IDENTITY).await) && not_now(office.refuse(&ines, IDENTITY, &reason).await));
        assert_eq!(offered(office, &ines).await, nothing);

        office.registration.dossiers.hand_in_dossier(office.account, office.order).await.unwrap();
        assert_eq!(offered(office, &ines).await, [all.clone(), all.clone()]);
        office.accept(&ines, IDENTITY).await.unwrap();
        assert_eq!(offered(office, &ines).await, [vec![SIGNED.to_owned(), LISTING.to_owned()], all.clone()]);
        for name in [SIGNED, LISTING] {
            office.accept(&ines, name).await.unwrap();
        }
        office.check(&ines, &CHECK).await.unwrap();
        office.review(&ines).await.unwrap();
        assert_eq!(offered(office, &ines).await, [vec![], all.clone()], "a second look may find what the first did not");
        office.pay().await;
        office.authorise(&octave).await.unwrap();
        assert_eq!(offered(office, &ines).await, nothing);
        assert!(not_now(office.refuse(&ines, IDENTITY, &reason).await));
    })
    .await;
}

/// Certificates are issued for 90 days on an identity check (the setting of the fixture): 24 August is 90 days before the 22nd of
/// November.
#[tokio::test]
async fn a_meeting_on_which_nothing_could_be_issued_is_not_recorded() {
    in_an_office(async |office| {
        let ines = office.officer("ines.vautrin").await;
        office.hand_in().await;
        let refused = office.check(&ines, &TypedCheck { on: "2026-08-24", ..CHECK }).await;
        let Err(Fault::Refused(RecordCheckError::Typed(faults))) = refused else { panic!("{refused:?}") };
        assert_eq!(faults, [(CheckField::On, CheckFault::TooLongAgo)]);
        office.check(&ines, &TypedCheck { on: "2026-08-25", ..CHECK }).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn an_order_is_authorised_by_one_officer() {
    in_an_office(async |office| {
        let (ines, octave) = (office.officer("ines.vautrin").await, office.officer("octave.delmas").await);
        office.prepare(&ines).await;
        office.pay().await;
        office.review(&ines).await.unwrap();
        office.authorise(&octave).await.unwrap();
        let aida = office.officer("aida.legoff").await;
        let third = office.authorise(&aida).await;
        assert!(matches!(third, Err(Fault::Refused(AuthoriseError::NotReviewed))), "{third:?}");
        assert_eq!(times(office, "order.authorised").await, 1);
    })
    .await;
}

/// The identifier that every certificate of a person has: the last six octets of the person's identifier.
#[tokio::test]
async fn the_statement_names_the_person_by_number_and_no_birth_name_that_is_the_surname() {
    in_an_office(async |office| {
        let (ines, octave) = (office.officer("ines.vautrin").await, office.officer("octave.delmas").await);
        office.prepare(&ines).await;
        office.pay().await;
        office.review(&ines).await.unwrap();
        office.authorise(&octave).await.unwrap();
        let statement = office.authority.approved.lock().unwrap().remove(0).statement;
        let person = statement.person.to_string().replace('-', "").to_uppercase();
        assert_eq!(statement.subject.serial_number, format!("SC{}", &person[20..]));
        assert!(statement.facts.birth_name.is_none());
    })
    .await;
}
