//! Nobody decides on what they have not opened since it last changed.

use super::*;
use crate::orders::{Section, ShownTerms};

/// Accepts a piece without opening it now.
async fn accept(office: &Office, officer: &Officer, name: &str) -> Result<(), Fault<PieceDecisionError>> {
    let seen = office.seen(officer).await;
    office.registration.desk.accept_piece(officer, office.order, &piece(name), Some(looked_up()), &seen).await
}

async fn change_delivery(office: &Office) {
    let order = office.registration.orders.order(office.account, office.order).await.unwrap();
    let fields = order.application.fields(Section::Delivery);
    let typed = |name: &str| {
        let known = || fields.iter().find(|(field, _)| field == name).map(|(_, text)| text.clone());
        if name == "token-town" { "Vannes".to_owned() } else { known().unwrap_or_default() }
    };
    let terms = ShownTerms { version: "2026-11-01".to_owned(), digest: Digest::of(b"terms") };
    office.registration.orders.change_section(office.account, office.order, Section::Delivery, &terms, &typed).await.unwrap();
}

#[tokio::test]
async fn a_piece_is_accepted_by_who_opened_each_of_its_files_since_they_changed() {
    in_an_office(async |office| {
        let not_seen = |done| assert!(matches!(done, Err(Fault::Refused(PieceDecisionError::NotSeen))), "{done:?}");
        let (ines, octave) = (office.officer("ines.vautrin").await, office.officer("octave.delmas").await);
        let dossiers = &office.registration.dossiers;
        dossiers.add_piece_file(office.account, office.order, &piece(IDENTITY), Office::picture(9)).await.unwrap();
        office.hand_in().await;
        not_seen(accept(office, &ines, SIGNED).await);
        office.view(&octave, |_| true).await;
        not_seen(accept(office, &ines, SIGNED).await);
        office.view(&ines, |name| name == SIGNED).await;
        accept(office, &ines, SIGNED).await.unwrap();
        accept(office, &ines, SIGNED).await.expect("a repetition");

        // One of two files.
        let dossier = dossiers.dossier(office.account, office.order).await.unwrap().unwrap().dossier;
        let first = dossier.piece(&piece(IDENTITY)).unwrap().files[0].id;
        dossiers.download_piece_file(&ines, office.order, &piece(IDENTITY), first).await.unwrap();
        not_seen(accept(office, &ines, IDENTITY).await);
        office.view(&ines, |name| name == IDENTITY).await;
        accept(office, &ines, IDENTITY).await.unwrap();

        // A file that replaced another.
        office.view(&ines, |name| name == LISTING).await;
        office.refuse(&ines, LISTING, &Reason::parse("La liste est celle de 2019.").unwrap()).await.unwrap();
        office.pass(Duration::from_secs(1)).await;
        dossiers.add_piece_file(office.account, office.order, &piece(LISTING), Office::picture(8)).await.unwrap();
        dossiers.hand_in_dossier(office.account, office.order).await.unwrap();
        not_seen(accept(office, &ines, LISTING).await);
        office.view(&ines, |name| name == LISTING).await;
        accept(office, &ines, LISTING).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_piece_can_be_refused_unseen() {
    in_an_office(async |office| {
        let ines = office.officer("ines.vautrin").await;
        office.hand_in().await;
        office.refuse(&ines, LISTING, &Reason::parse("Le fichier ne s'ouvre pas.").unwrap()).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn review_and_authorisation_are_by_officers_who_opened_every_file_since_the_data_changed() {
    in_an_office(async |office| {
        let (ines, octave) = (office.officer("ines.vautrin").await, office.officer("octave.delmas").await);
        let desk = &office.registration.desk;
        office.pay().await;
        office.prepare(&ines).await;
        let unseen = desk.review(&octave, office.order, &office.seen(&octave).await).await;
        assert!(matches!(unseen, Err(Fault::Refused(ReviewError::NotSeen))), "{unseen:?}");
        let shown = desk.desk_order(&octave, office.order).await.unwrap().unwrap();
        assert_eq!((shown.review, shown.not_seen.len()), (Err(ReviewError::NotSeen), 3));
        desk.review(&ines, office.order, &office.seen(&ines).await).await.expect("the officer who accepted has seen all");
        let unseen = desk.authorise(&octave, office.order, &office.seen(&octave).await).await;
        assert!(matches!(unseen, Err(Fault::Refused(AuthoriseError::NotSeen))), "{unseen:?}");
        assert!(matches!(office.state().await, OrderState::Reviewed(_)), "the review stays");

        change_delivery(office).await;
        office.pass(Duration::from_secs(1)).await;
        let dossiers = &office.registration.dossiers;
        dossiers.add_piece_file(office.account, office.order, &piece(SIGNED), Office::picture(7)).await.unwrap();
        dossiers.hand_in_dossier(office.account, office.order).await.unwrap();
        let unseen = accept(office, &ines, SIGNED).await;
        assert!(matches!(unseen, Err(Fault::Refused(PieceDecisionError::NotSeen))), "{unseen:?}");
        let shown = desk.desk_order(&ines, office.order).await.unwrap().unwrap();
        assert_eq!(shown.not_seen, [piece(SIGNED)], "the others prove what did not change");
        office.accept(&ines, SIGNED).await.unwrap();
        desk.review(&ines, office.order, &office.seen(&ines).await).await.unwrap();
        office.authorise(&octave).await.unwrap();
    })
    .await;
}
