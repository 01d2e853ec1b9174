//! An order with other requirements than the expert card's: what its row stores applies, whatever the policies offer now.

use policies::RequiredPiece;

use super::*;
use crate::dossiers::{HandInError, PieceState, UploadError};
use crate::orders::{Awaited, Section, ShownTerms};

const NAME_IN_USE: &str = "proof-of-name-in-use";

/// Makes the order require no listing and no contact, at most two pictures of the identity document, and a proof of the name in
/// use.
async fn require(office: &Office) {
    let mut tx = office.registration.core.db.begin_write().await.unwrap();
    let mut order = orders::find(&office.registration.core.order_keys, &mut tx, office.order).await.unwrap().unwrap();
    let mut application = serde_json::to_value(&order.application).unwrap();
    application["requirements"] = json!({
        "holder": "individual",
        "sections": ["identity", "birth", "delivery", "billing", "terms"],
        "pieces": [
            { "name": SIGNED, "signed": true, "covers": [], "when": null, "files": { "at_least": 1, "at_most": 10 } },
            { "name": IDENTITY, "signed": false, "covers": ["identity", "birth"], "when": null, "files": { "at_least": 2, "at_most": 2 } },
            { "name": NAME_IN_USE, "covers": ["identity"], "when": "name-in-use" },
        ],
    });
    application["listing"] = json!(null);
    application["contact"] = json!(null);
    order.application = serde_json::from_value(application).unwrap();
    orders::update(&office.registration.core.order_keys, &mut tx, order).await.unwrap();
    tx.commit().await.unwrap();
}

async fn rename(office: &Office, name_in_use: &str) {
    let typed = |field: &str| {
        match field {
            "given-names" => "Maëlle Anne",
            "birth-name" => "Kervadec",
            "name-in-use" => name_in_use,
            _ => "",
        }
        .to_owned()
    };
    let terms = ShownTerms { version: "2026-11-01".to_owned(), digest: Digest::of(b"terms") };
    let orders = &office.registration.orders;
    orders.change_section(office.account, office.order, Section::Identity, &terms, &typed).await.unwrap();
}

async fn add(office: &Office, name: &str, shade: u8) -> Result<(), Fault<UploadError>> {
    let dossiers = &office.registration.dossiers;
    dossiers.add_piece_file(office.account, office.order, &piece(name), Office::picture(shade)).await.map(drop)
}

fn named(pieces: &[RequiredPiece]) -> Vec<&str> {
    pieces.iter().map(|piece| piece.name.as_str()).collect()
}

#[tokio::test]
async fn the_requirements_of_the_row_are_requested_counted_and_approved() {
    in_an_office(async |office| {
        require(office).await;
        let desk = &office.registration;
        let (ines, octave) = (office.officer("ines.vautrin").await, office.officer("octave.delmas").await);
        assert!(matches!(add(office, LISTING, 9).await, Err(Fault::Refused(UploadError::NotNow))));
        assert!(matches!(add(office, NAME_IN_USE, 9).await, Err(Fault::Refused(UploadError::NotNow))), "not required");
        add(office, SIGNED, 1).await.unwrap();
        add(office, IDENTITY, 2).await.unwrap();
        let early = desk.dossiers.hand_in_dossier(office.account, office.order).await;
        assert!(matches!(early, Err(Fault::Refused(HandInError::Awaited(pieces))) if named(&pieces) == [IDENTITY]), "one of two");
        add(office, IDENTITY, 3).await.unwrap();
        assert!(matches!(add(office, IDENTITY, 4).await, Err(Fault::Refused(UploadError::TooManyFiles { at_most: 2 }))));
        desk.dossiers.hand_in_dossier(office.account, office.order).await.unwrap();

        // The correction outdates the signed dossier, and makes a piece necessary that was never handed in.
        rename(office, "Le Bihan").await;
        office.accept(&ines, IDENTITY).await.unwrap();
        office.check(&ines, &CHECK).await.unwrap();
        assert!(matches!(office.review(&ines).await, Err(Fault::Refused(ReviewError::NotNow))));
        assert!(matches!(office.accept(&ines, NAME_IN_USE).await, Err(Fault::Refused(PieceDecisionError::NotNow))));
        let progress = desk.orders.progress(office.account, office.order).await.unwrap();
        assert!(progress.awaited.iter().any(|expected| expected.what == Awaited::Correction));
        let empty = desk.dossiers.hand_in_dossier(office.account, office.order).await;
        assert!(matches!(empty, Err(Fault::Refused(HandInError::Awaited(pieces))) if named(&pieces) == [SIGNED, NAME_IN_USE]));
        office.pass(DAY).await;
        add(office, NAME_IN_USE, 5).await.unwrap();
        add(office, SIGNED, 6).await.unwrap();
        desk.dossiers.hand_in_dossier(office.account, office.order).await.unwrap();
        office.accept(&ines, NAME_IN_USE).await.unwrap();
        office.accept(&ines, SIGNED).await.unwrap();
        office.review(&ines).await.unwrap();
        office.pay().await;
        office.authorise(&octave).await.unwrap();
        let statement = office.authority.approved.lock().unwrap().remove(0).statement;
        assert_eq!((statement.subject.title, statement.subject.surname.as_str()), (None, "Le Bihan"));
        assert_eq!(statement.facts.birth_name.as_ref().map(|name| name.expose()), Some("Kervadec"));
    })
    .await;
}

#[tokio::test]
async fn a_piece_that_is_no_longer_required_delays_nothing() {
    in_an_office(async |office| {
        require(office).await;
        rename(office, "Le Bihan").await;
        let desk = &office.registration;
        for (name, shade) in [(SIGNED, 1), (IDENTITY, 2), (IDENTITY, 3), (NAME_IN_USE, 4)] {
            add(office, name, shade).await.unwrap();
        }
        rename(office, "").await;
        office.pass(Duration::from_secs(1)).await;
        add(office, SIGNED, 5).await.unwrap();
        desk.dossiers.hand_in_dossier(office.account, office.order).await.unwrap();
        let ines = office.officer("ines.vautrin").await;
        for name in [SIGNED, IDENTITY] {
            office.accept(&ines, name).await.unwrap();
        }
        office.check(&ines, &CHECK).await.unwrap();
        office.review(&ines).await.unwrap();
        let dossier = desk.dossiers.dossier(office.account, office.order).await.unwrap().unwrap().dossier;
        let kept = dossier.piece(&piece(NAME_IN_USE)).unwrap();
        assert_eq!((kept.asked, kept.files.len(), &kept.state), (false, 1, &PieceState::Missing), "its file is not lost");
        let shown = desk.desk.desk_order(&ines, office.order).await.unwrap().unwrap();
        assert!(!shown.refusable.contains(&piece(NAME_IN_USE)), "nobody asked for it");
    })
    .await;
}
