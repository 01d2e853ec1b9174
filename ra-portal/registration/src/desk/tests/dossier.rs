//! From the first file to a refused piece's replacement.

use std::fs;

use super::*;
use crate::desk::{PieceDecisionError, Reason};
use crate::dossiers::{FileFault, HandInError, PieceState, RemoveError, UploadError};
use crate::fault::Failure;
use policies::{MOST_FILES, RequiredPiece};
use serde_json::Value;

fn files_in(office: &Office) -> Vec<Vec<u8>> {
    let folder = office.folder.path().join("dossiers").join(office.order.to_string());
    let entries = fs::read_dir(folder).map(|entries| entries.map(|entry| fs::read(entry.unwrap().path()).unwrap()).collect());
    entries.unwrap_or_default()
}

fn named(pieces: &[RequiredPiece]) -> Vec<&str> {
    pieces.iter().map(|piece| piece.name.as_str()).collect()
}

#[tokio::test]
async fn files_are_encrypted_stored_once_and_removed() {
    in_an_office(async |office| {
        let (desk, name) = (&office.registration, piece(IDENTITY));
        let add = async |upload| desk.dossiers.add_piece_file(office.account, office.order, &name, upload).await;
        let first = add(Office::picture(1)).await.unwrap();
        assert_eq!(add(Office::picture(1)).await.unwrap(), first);
        let kept = files_in(office);
        assert_eq!(kept.len(), 1);
        assert!(!kept[0].windows(4).any(|octets| octets == b"IHDR"), "the file is not encrypted");

        let stranger = AccountId::generate(office.clock.now(), &mut SystemRandom);
        let theirs = desk.dossiers.add_piece_file(stranger, office.order, &name, Office::picture(2)).await;
        assert!(matches!(theirs, Err(Fault::Refused(UploadError::NotFound))));
        let program = Upload { name: "carte.pdf".to_owned(), content: b"MZ a program".to_vec() };
        assert!(matches!(add(program).await, Err(Fault::Refused(UploadError::File(FileFault::NotAllowed)))));
        for shade in 2..=MOST_FILES {
            add(Office::picture(shade)).await.unwrap();
        }
        assert!(matches!(add(Office::picture(11)).await, Err(Fault::Refused(UploadError::TooManyFiles { at_most: MOST_FILES }))));

        desk.dossiers.remove_piece_file(office.account, office.order, &name, first).await.unwrap();
        desk.dossiers.remove_piece_file(office.account, office.order, &name, first).await.unwrap();
        assert_eq!(files_in(office).len(), usize::from(MOST_FILES) - 1);
    })
    .await;
}

#[tokio::test]
async fn a_proof_of_listing_is_accepted_only_with_the_list_that_the_officer_consulted() {
    in_an_office(async |office| {
        let desk = &office.registration.desk;
        let ines = office.officer("ines.vautrin").await;
        office.hand_in().await;
        office.view(&ines, |piece| piece == LISTING).await;
        let seen = office.seen(&ines).await;
        let without = desk.accept_piece(&ines, office.order, &piece(LISTING), None, &seen).await;
        assert!(matches!(without, Err(Fault::Refused(PieceDecisionError::LookUpMissing))), "{without:?}");
        office.accept(&ines, LISTING).await.unwrap();
        office.accept(&ines, IDENTITY).await.unwrap();
        let dossier = desk.desk_order(&ines, office.order).await.unwrap().unwrap().dossier;
        let kept = |name| match &dossier.piece(&piece(name)).unwrap().state {
            PieceState::Accepted { looked_up, .. } => looked_up.clone(),
            other => unreachable!("{other:?}"),
        };
        assert_eq!((kept(LISTING), kept(IDENTITY)), (Some(looked_up()), None));
        let mut tx = office.registration.core.db.begin_read().await.unwrap();
        let entries = ledger::entries(&mut tx, 0, 1000).await.unwrap();
        let lists = entries.iter().filter(|entry| entry.action == "piece.accepted");
        let lists =
            lists.map(|entry| serde_json::from_str::<Value>(&entry.detail).unwrap()["looked_up"].take()).collect::<Vec<_>>();
        assert_eq!(lists, [json!({ "address": looked_up().address, "on": "2026-11-20" }), json!(null)]);
    })
    .await;
}

#[tokio::test]
async fn only_a_refused_piece_goes_back_to_the_applicant() {
    in_an_office(async |office| {
        let desk = &office.registration;
        let ines = office.officer("ines.vautrin").await;
        let awaited = desk.dossiers.hand_in_dossier(office.account, office.order).await;
        assert!(matches!(awaited, Err(Fault::Refused(HandInError::Awaited(pieces))) if named(&pieces) == PIECES));
        office.hand_in().await;
        desk.dossiers.hand_in_dossier(office.account, office.order).await.unwrap();
        assert!(matches!(office.state().await, OrderState::UnderReview { .. }));

        let (refused, accepted) = (piece(LISTING), piece(IDENTITY));
        office.accept(&ines, IDENTITY).await.unwrap();
        let reason = Reason::parse("La liste a plus de trois mois.").unwrap();
        office.pass(DAY).await;
        office.refuse(&ines, LISTING, &reason).await.unwrap();
        office.refuse(&ines, LISTING, &reason).await.unwrap();
        assert!(matches!(office.state().await, OrderState::CorrectionAsked { .. }));
        let again = office.accept(&ines, LISTING).await;
        assert!(matches!(again, Err(Fault::Refused(PieceDecisionError::NotNow))));

        let elsewhere = desk.dossiers.add_piece_file(office.account, office.order, &accepted, Office::picture(20)).await;
        assert!(matches!(elsewhere, Err(Fault::Refused(UploadError::NotNow))));
        let unchanged = desk.dossiers.hand_in_dossier(office.account, office.order).await;
        assert!(matches!(unchanged, Err(Fault::Refused(HandInError::Awaited(pieces))) if named(&pieces) == [LISTING]));
        let the_same = desk.dossiers.add_piece_file(office.account, office.order, &refused, Office::picture(3)).await;
        assert!(matches!(the_same, Err(Fault::Refused(UploadError::AlreadyRefused))));
        office.pass(DAY).await;
        desk.dossiers.add_piece_file(office.account, office.order, &refused, Office::picture(21)).await.unwrap();
        desk.dossiers.hand_in_dossier(office.account, office.order).await.unwrap();
        let dossier = desk.dossiers.dossier(office.account, office.order).await.unwrap().unwrap().dossier;
        assert_eq!(dossier.piece(&refused).unwrap().state, PieceState::Received);
        assert!(matches!(dossier.piece(&accepted).unwrap().state, PieceState::Accepted { .. }));
        let gone = dossier.piece(&accepted).unwrap().files[0].id;
        let removed = desk.dossiers.remove_piece_file(office.account, office.order, &accepted, gone).await;
        assert!(matches!(removed, Err(Fault::Refused(RemoveError::NotNow))));
        let received = EventKind::DossierReceived;
        let piece = EventKind::PieceRefused { piece: "proof-of-listing".to_owned() };
        assert_eq!(office.events().await, [received.clone(), piece, received]);
    })
    .await;
}

#[tokio::test]
async fn a_viewing_is_recorded_before_anything_is_shown() {
    in_an_office(async |office| {
        office.hand_in().await;
        let ines = office.officer("ines.vautrin").await;
        let name = piece(SIGNED);
        let dossier = office.registration.dossiers.dossier(office.account, office.order).await.unwrap().unwrap().dossier;
        let file = dossier.piece(&name).unwrap().files[0].id;
        let viewed = office.registration.dossiers.view_piece_file(&ines, office.order, &name, file).await.unwrap();
        assert_eq!(*viewed.content, Office::picture(1).content);

        // A file whose bytes were altered is not shown; the attempt is recorded all the same.
        let path = office.folder.path().join("dossiers").join(office.order.to_string()).join(file.to_string());
        let mut ciphertext = fs::read(&path).unwrap();
        *ciphertext.last_mut().unwrap() ^= 1;
        fs::write(&path, ciphertext).unwrap();
        let altered = office.registration.dossiers.view_piece_file(&ines, office.order, &name, file).await;
        assert!(matches!(altered, Err(Fault::Failed(Failure::Incident(_)))));
        assert_eq!(office.acts().await.iter().filter(|act| *act == "piece.viewed").count(), 2);
    })
    .await;
}

#[tokio::test]
async fn abandoned_files_are_removed() {
    in_an_office(async |office| {
        let desk = &office.registration;
        desk.dossiers.add_piece_file(office.account, office.order, &piece(SIGNED), Office::picture(1)).await.unwrap();
        // An upload that was interrupted after its bytes were written and before its row was.
        let left = office.folder.path().join("dossiers").join(office.order.to_string());
        let mut tx = desk.core.db.begin_write().await.unwrap();
        let unattached = crate::dossiers::PieceFileId::generate(office.clock.now(), &mut SystemRandom);
        let values = [unattached.into(), office.order.into(), office.clock.now().into()];
        tx.execute("insert into loose_files (id, order_id, since) values ($1, $2, $3)", &values).await.unwrap();
        tx.commit().await.unwrap();
        fs::write(left.join(unattached.to_string()), b"sealed").unwrap();

        desk.dossiers.sweep_dossiers().await.unwrap();
        assert_eq!(files_in(office).len(), 2);
        office.pass(Duration::from_secs(3601)).await;
        desk.dossiers.sweep_dossiers().await.unwrap();
        assert_eq!(files_in(office).len(), 1);
        office.pass(30 * DAY).await;
        desk.dossiers.sweep_dossiers().await.unwrap();
        assert_eq!(files_in(office).len(), 0);
        let dossier = desk.dossiers.dossier(office.account, office.order).await.unwrap().unwrap().dossier;
        assert_eq!(named(&dossier.awaited()), PIECES);
    })
    .await;
}
