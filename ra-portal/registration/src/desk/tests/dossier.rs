//! From the first file to a refused piece's replacement.

use std::fs;
use std::path::{Path, PathBuf};

use super::*;
use crate::desk::{PieceDecisionError, Reason};
use crate::dossiers::{FileFault, HandInError, Pages, PieceFile, PieceState, RemoveError, UploadError, ViewError};
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
        assert_eq!(kept.len(), 2, "the file and its page");
        for kept in kept {
            let readable = |sought: &[u8]| kept.windows(sought.len()).any(|octets| octets == sought);
            assert!(!readable(b"IHDR") && !readable(b"JFIF"), "it is not encrypted");
        }

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
        assert_eq!(files_in(office).len(), 2 * (usize::from(MOST_FILES) - 1));
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
async fn a_download_is_recorded_before_anything_is_sent() {
    in_an_office(async |office| {
        office.hand_in().await;
        let ines = office.officer("ines.vautrin").await;
        let name = piece(SIGNED);
        let file = office.files(SIGNED).await[0].id;
        let downloaded = office.registration.dossiers.download_piece_file(&ines, office.order, &name, file).await.unwrap();
        assert_eq!(*downloaded.content, Office::picture(1).content);

        // A file whose bytes were altered is not sent; the attempt is recorded all the same.
        alter(&office.stored().join(file.to_string()));
        let altered = office.registration.dossiers.download_piece_file(&ines, office.order, &name, file).await;
        assert!(matches!(altered, Err(Fault::Failed(Failure::Incident(_)))));
        assert_eq!(office.acts().await.iter().filter(|act| *act == "piece.downloaded").count(), 2);
    })
    .await;
}

#[tokio::test]
async fn an_officer_sees_a_picture_of_each_page_and_each_viewing_is_recorded_once() {
    in_an_office(async |office| {
        office.hand_in().await;
        let ines = office.officer("ines.vautrin").await;
        let name = piece(SIGNED);
        let file = office.files(SIGNED).await.remove(0);
        assert_eq!(file.pages, Some(Pages { count: 1, not_drawn: Vec::new() }));
        let dossiers = &office.registration.dossiers;
        let view = async |page| dossiers.view_page(&ines, office.order, &name, file.id, page).await;
        let seen = view(1).await.unwrap();
        assert!(seen.0.starts_with(&[0xff, 0xd8, 0xff]), "a JPEG, whatever was uploaded");
        for page in [0, 2, 65, usize::MAX] {
            assert!(matches!(view(page).await, Err(Fault::Refused(ViewError::NotFound))), "{page}");
        }
        let viewings = async || office.acts().await.iter().filter(|act| *act == "piece.viewed").count();
        view(1).await.unwrap();
        assert_eq!(viewings().await, 1, "looked at once");
        office.pass(DAY).await;
        view(1).await.unwrap();
        assert_eq!(viewings().await, 2, "looked at again another day");

        // A page that is at another place, or altered, is not shown.
        let page = office.stored().join(format!("{}.1", file.id));
        let kept = fs::read(&page).unwrap();
        fs::copy(office.stored().join(file.id.to_string()), &page).unwrap();
        assert!(matches!(view(1).await, Err(Fault::Failed(Failure::Incident(_)))));
        fs::write(&page, kept).unwrap();
        alter(&page);
        assert!(matches!(view(1).await, Err(Fault::Failed(Failure::Incident(_)))));
    })
    .await;
}

#[tokio::test]
async fn the_pages_of_files_of_an_earlier_version_are_drawn() {
    in_an_office(async |office| {
        office.hand_in().await;
        let files = office.files(SIGNED).await;
        let page = office.stored().join(format!("{}.1", files[0].id));
        let mut tx = office.registration.core.db.begin_write().await.unwrap();
        tx.execute("delete from page_pictures", &[]).await.unwrap();
        tx.commit().await.unwrap();
        fs::remove_file(&page).unwrap();
        assert_eq!(office.files(SIGNED).await[0].pages, None);

        office.registration.dossiers.draw_pages_of_older_files().await.unwrap();
        assert_eq!(office.files(SIGNED).await, files);
        assert!(page.exists());
        let ines = office.officer("ines.vautrin").await;
        office.registration.dossiers.view_page(&ines, office.order, &piece(SIGNED), files[0].id, 1).await.unwrap();
    })
    .await;
}

fn alter(path: &Path) {
    let mut ciphertext = fs::read(path).unwrap();
    *ciphertext.last_mut().unwrap() ^= 1;
    fs::write(path, ciphertext).unwrap();
}

impl Office {
    /// The files of a piece.
    pub(super) async fn files(&self, name: &str) -> Vec<PieceFile> {
        let dossier = self.registration.dossiers.dossier(self.account, self.order).await.unwrap().unwrap().dossier;
        dossier.piece(&piece(name)).unwrap().files.clone()
    }

    /// The folder of the order's dossier.
    fn stored(&self) -> PathBuf {
        self.folder.path().join("dossiers").join(self.order.to_string())
    }
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
        for name in [format!("{unattached}"), format!("{unattached}.1"), format!("{unattached}.50")] {
            fs::write(left.join(name), b"sealed").unwrap();
        }

        desk.dossiers.sweep_dossiers().await.unwrap();
        assert_eq!(files_in(office).len(), 5);
        office.pass(Duration::from_secs(3601)).await;
        desk.dossiers.sweep_dossiers().await.unwrap();
        assert_eq!(files_in(office).len(), 2, "the file and its page");
        office.pass(30 * DAY).await;
        desk.dossiers.sweep_dossiers().await.unwrap();
        assert_eq!(files_in(office).len(), 0);
        let dossier = desk.dossiers.dossier(office.account, office.order).await.unwrap().unwrap().dossier;
        assert_eq!(named(&dossier.awaited()), PIECES);
    })
    .await;
}
