//! What the applicant changes after officers looked: its proofs must be decided on again, and a page with older data cannot be
//! used to decide.

use super::*;
use crate::dossiers::{HandInError, PieceState};
use crate::orders::{Awaited, Section, ShownTerms};

/// Changes answers of a section.
pub(super) async fn change(office: &Office, section: Section, changed: &[(&str, &str)]) {
    let fields = office.registration.orders.order(office.account, office.order).await.unwrap().application.fields(section);
    let typed = |name: &str| {
        let changed = changed.iter().find(|(field, _)| *field == name).map(|(_, text)| (*text).to_owned());
        let known = || fields.iter().find(|(field, _)| field == name).map(|(_, text)| text.clone());
        changed.or_else(known).unwrap_or_default()
    };
    let terms = ShownTerms { version: "2026-11-01".to_owned(), digest: Digest::of(b"terms") };
    office.registration.orders.change_section(office.account, office.order, section, &terms, &typed).await.unwrap();
}

/// Adds the signed dossier again, and hands in.
pub(super) async fn sign_again(office: &Office, shade: u8) {
    office.pass(Duration::from_secs(1)).await;
    let dossiers = &office.registration.dossiers;
    dossiers.add_piece_file(office.account, office.order, &piece(SIGNED), Office::picture(shade)).await.unwrap();
    dossiers.hand_in_dossier(office.account, office.order).await.unwrap();
}

/// The pieces that await a decision.
async fn open(office: &Office) -> Vec<String> {
    let dossier = office.registration.dossiers.dossier(office.account, office.order).await.unwrap().unwrap().dossier;
    let open = dossier.pieces.into_iter().filter(|piece| piece.state == PieceState::Received);
    open.map(|piece| piece.name().to_string()).collect()
}

async fn awaits(office: &Office, what: Awaited) -> bool {
    let progress = office.registration.orders.progress(office.account, office.order).await.unwrap();
    progress.awaited.iter().any(|expected| expected.what == what)
}

#[tokio::test]
async fn changed_data_reopen_exactly_what_proved_them() {
    in_an_office(async |office| {
        let desk = &office.registration;
        let ines = office.officer("ines.vautrin").await;
        office.prepare(&ines).await;
        let cases = [
            (Section::Delivery, ("token-town", "Vannes"), vec![], false),
            (Section::Listing, ("compagnie", "Compagnie de l'Ouest"), vec![LISTING], false),
            (Section::Birth, ("birth-place", "Brest"), vec![IDENTITY], true),
            (Section::Identity, ("given-names", "Maëlle Rose"), vec![IDENTITY, LISTING], true),
        ];
        for ((section, changed, pieces, identity_check), shade) in cases.into_iter().zip(20..) {
            let told = desk.orders.consequences(office.account, office.order, section).await.unwrap();
            change(office, section, &[changed]).await;
            assert_eq!(open(office).await, pieces, "{section:?}");
            assert_eq!(told.replaced, [piece(SIGNED)], "told before the change");
            assert_eq!(told.examined, pieces.iter().map(|name| piece(name)).collect::<Vec<_>>(), "told before the change");
            assert_eq!(told.identity_check, identity_check, "told before the change");
            assert!(
                matches!(office.state().await, OrderState::CorrectionAsked { .. }) && awaits(office, Awaited::Correction).await
            );
            let early = desk.dossiers.hand_in_dossier(office.account, office.order).await;
            assert!(matches!(early, Err(Fault::Refused(HandInError::Awaited(_)))), "the signed dossier has the former answers");
            assert!(matches!(office.review(&ines).await, Err(Fault::Refused(ReviewError::NotNow))));
            sign_again(office, shade).await;
            assert_eq!(awaits(office, Awaited::IdentityCheck).await, identity_check, "{section:?}");
            let shown = desk.desk.desk_order(&ines, office.order).await.unwrap().unwrap();
            assert_eq!(shown.check.is_none(), identity_check, "{section:?}");
            let names = pieces.iter().map(|name| (*name).to_owned()).collect();
            let event = EventKind::ProofsReopened {
                section: section.name().to_owned(),
                pieces: names,
                identity_check,
                replaced: vec![SIGNED.to_owned()],
            };
            assert_eq!(shown.reopened.last().map(|event| &event.what), Some(&event));
            assert!(matches!(office.review(&ines).await, Err(Fault::Refused(ReviewError::PiecesOpen))));
            for name in pieces.into_iter().chain([SIGNED]) {
                office.accept(&ines, name).await.unwrap();
            }
            if identity_check {
                assert!(matches!(office.review(&ines).await, Err(Fault::Refused(ReviewError::NoIdentityCheck))));
                office.check(&ines, &CHECK).await.unwrap();
            }
        }
        office.review(&ines).await.unwrap();

        // The second change finds nothing accepted, and is recorded all the same.
        change(office, Section::Birth, &[("birth-place", "Quimper")]).await;
        change(office, Section::Identity, &[("given-names", "Maëlle Ondine")]).await;
        let shown = desk.desk.desk_order(&ines, office.order).await.unwrap().unwrap();
        let sections = shown.reopened.iter().rev().take(2).map(|event| match &event.what {
            EventKind::ProofsReopened { section, pieces, .. } => (section.as_str(), pieces.len()),
            other => unreachable!("{other:?} reopens nothing"),
        });
        assert_eq!(sections.collect::<Vec<_>>(), [("identity", 2), ("birth", 1)]);
    })
    .await;
}

#[tokio::test]
async fn data_changed_before_anything_is_handed_in_reopen_nothing() {
    in_an_office(async |office| {
        change(office, Section::Delivery, &[("token-town", "Vannes")]).await;
        assert!(!office.events().await.iter().any(|event| matches!(event, EventKind::ProofsReopened { .. })));
        assert!(!office.acts().await.iter().any(|act| act == "proofs.reopened"));
    })
    .await;
}

#[tokio::test]
async fn a_page_with_outdated_data_decides_nothing() {
    in_an_office(async |office| {
        let desk = &office.registration;
        let (ines, octave) = (office.officer("ines.vautrin").await, office.officer("octave.delmas").await);
        office.prepare(&ines).await;
        office.pay().await;
        let before = office.seen(&ines).await;
        change(office, Section::Listing, &[("compagnie", "Compagnie de l'Ouest")]).await;
        let stale = desk.desk.accept_piece(&octave, office.order, &piece(LISTING), None, &before).await;
        assert!(matches!(stale, Err(Fault::Refused(PieceDecisionError::Stale))));
        let reason = Reason::parse("La signature manque.").unwrap();
        let stale = desk.desk.refuse_piece(&octave, office.order, &piece(IDENTITY), &reason, &before).await;
        assert!(matches!(stale, Err(Fault::Refused(PieceDecisionError::Stale))));
        let other = TypedCheck { place: "Vannes", ..CHECK };
        let stale = desk.desk.record_identity_check(&octave, office.order, &other, &before).await;
        assert!(matches!(stale, Err(Fault::Refused(RecordCheckError::Stale))));
        sign_again(office, 20).await;
        office.accept(&octave, LISTING).await.unwrap();
        office.accept(&octave, SIGNED).await.unwrap();
        for seen in [before.as_str(), ""] {
            let stale = desk.desk.review(&ines, office.order, seen).await;
            assert!(matches!(stale, Err(Fault::Refused(ReviewError::Stale))));
        }
        office.review(&ines).await.unwrap();
        let stale = desk.desk.authorise(&octave, office.order, &before).await;
        assert!(matches!(stale, Err(Fault::Refused(AuthoriseError::Stale))));
        let OrderState::Reviewed(review) = office.state().await else { panic!("not reviewed") };
        assert_eq!(review.seen.to_string(), office.seen(&octave).await);
        office.authorise(&octave).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn an_order_with_an_unconfirmed_spelling_is_not_reviewed() {
    let other = [("given-names", "Γεωργία"), ("birth-name", "Νικολάου")];
    let spelled = [("latin-given-names", "Georgia"), ("latin-surname", "Nikolaou"), ("confirmed", "yes")];
    in_an_office(async |office| {
        let desk = &office.registration;
        let ines = office.officer("ines.vautrin").await;
        for (name, shade) in PIECES.into_iter().zip(1..) {
            desk.dossiers.add_piece_file(office.account, office.order, &piece(name), Office::picture(shade)).await.unwrap();
        }
        change(office, Section::Identity, &other).await;
        assert!(awaits(office, Awaited::Spelling).await);
        let early = desk.dossiers.hand_in_dossier(office.account, office.order).await;
        assert!(matches!(early, Err(Fault::Refused(HandInError::Incomplete(Section::Spelling)))));
        change(office, Section::Spelling, &spelled).await;
        assert!(!awaits(office, Awaited::Spelling).await);
        sign_again(office, 20).await;

        change(office, Section::Identity, &[("given-names", "Ольга"), ("birth-name", "Иванова")]).await;
        for name in [IDENTITY, LISTING] {
            office.accept(&ines, name).await.unwrap();
        }
        office.check(&ines, &CHECK).await.unwrap();
        assert!(matches!(office.review(&ines).await, Err(Fault::Refused(ReviewError::NotNow))));
        assert_eq!(desk.desk.queue(1).await.unwrap().waiting[0].awaited[0].what, Awaited::Spelling);
    })
    .await;
}
