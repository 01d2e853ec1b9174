//! Dossiers: validation of files, replacement of a refused piece, encryption on disk.

use std::path::{Path, PathBuf};

use demo::actors::{KERVADEC, identity_picture};

use super::on_every_office;
use super::people::{KERVADEC_EMAIL, desk, mailed};
use super::placed::Placed;

/// Every file below a folder.
fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() { found.extend(files_below(&path)) } else { found.push(path) }
    }
    found
}

fn contains(content: &[u8], part: &[u8]) -> bool {
    content.windows(part.len()).any(|window| window == part)
}

#[tokio::test]
async fn each_invalid_file_is_reported_the_others_are_kept_and_only_a_refused_piece_must_be_replaced() {
    on_every_office(async |office| {
        let order = Placed::by(office, KERVADEC_EMAIL, KERVADEC).await;
        order.pay().await;
        let (paper, picture) = (order.expert.file(&order.path, "dossier.pdf").await.expect("a PDF"), identity_picture("recto"));
        let form = order.page("/dossier").await.form("/dossier/identity-document").expect("a form");
        let form = form.with_file("files", "recto.png", picture.clone()).with_file("files", "notes.pdf", "Bonjour".as_bytes());
        let large = [b"%PDF-1.7\n".as_slice(), &vec![b' '; 10 << 20]].concat();
        let form = form.with_file("files", "grand.pdf", large).with_file("files", "vide.png", Vec::new());
        let form = form.with_file("files", "coupee.png", &picture[..picture.len() / 2]).with_file(
            "files",
            "verso.png",
            identity_picture("verso"),
        );
        let page = form.send().await.expect("an answer").answered(422).expect("four are refused");
        let errors = page.texts("p.error");
        let expected = [
            ("notes.pdf", "n’est ni un PDF ni une image que nous savons lire (JPEG, PNG, HEIC, WebP ou TIFF)"),
            ("grand.pdf", "envoyez 10 Mo au plus pour un PDF ou un TIFF, 32 Mo au plus pour une photo"),
            ("vide.png", "est vide"),
            ("coupee.png", "la fin du fichier manque"),
        ];
        assert_eq!(errors.len(), expected.len(), "{errors:?}");
        for (error, (name, words)) in errors.iter().zip(expected) {
            assert!(error.contains(name) && error.contains(words), "{error}");
        }
        let kept = page.texts("#piece-identity-document .steps li").concat();
        assert!(kept.contains("recto.png") && kept.contains("verso.png"), "{kept}");
        let early = order.expert.browser.request(http::Method::POST, &format!("{}/dossier/hand-in", order.path));
        assert_eq!(early.send().await.expect("an answer").status(), 422, "it is not complete");
        for (piece, name) in [("signed-dossier", "dossier.pdf"), ("proof-of-listing", "liste.pdf")] {
            let added = order.expert.add(&order.path, piece, name, paper.clone()).await.expect("an answer");
            added.answered(200).expect("added");
        }
        let hand_in = order.page("/dossier").await.form("/dossier/hand-in").expect("a button");
        let (one, other) = tokio::join!(hand_in.clone().send(), hand_in.send());
        for page in [one, other] {
            page.expect("an answer").answered(200).expect("handed in");
        }
        assert_eq!(mailed(office, KERVADEC_EMAIL, "dossier reçu").await, 1);
        order.page("/dossier").await.saying("Vous avez remis votre dossier").expect("closed");

        let stored = files_below(&office.testbed.path("portal/dossiers"));
        let (files, pages): (Vec<_>, Vec<_>) = stored.iter().partition(|file| file.extension().is_none());
        assert!(files.len() == 4 && pages.len() >= 4, "each file has a picture of each page: {stored:?}");
        for file in &stored {
            let content = std::fs::read(file).expect("a file");
            let readable = [b"%PDF", b"IHDR", b"JFIF"].into_iter().any(|begins| contains(&content, begins));
            assert!(!readable, "{} can be read", file.display());
        }

        let officer = desk(office, 1);
        let nothing =
            officer.order(&order.number).await.expect("the order").form("/pieces/proof-of-listing/refuse").expect("a form");
        let nothing = nothing.send().await.expect("an answer").answered(422).expect("without a reason");
        nothing.saying("Choisissez un motif, ou écrivez-en un").expect("said");
        officer.refuse_piece(&order.number, "proof-of-listing", "La liste est celle de 2019.").await.expect("refused");
        let told = "La liste est celle de 2019.";
        assert_eq!(mailed(office, KERVADEC_EMAIL, told).await, 1, "the reason is mailed");
        let page = order.page("/dossier").await.saying(told).expect("and shown");
        assert!(page.form("/dossier/proof-of-listing").is_ok());
        for piece in ["signed-dossier", "identity-document"] {
            assert!(page.form(&format!("/dossier/{piece}")).is_err(), "{piece} is not asked for again");
        }
        let newer = order.expert.file(&order.path, "invoice.pdf").await.expect("another PDF");
        let other = page.form("/dossier/proof-of-listing").expect("a form").with_file("files", "liste 2026.pdf", newer);
        other.send().await.expect("an answer").answered(200).expect("replaced");
        let hand_in = order.page("/dossier").await.form("/dossier/hand-in").expect("a button");
        hand_in.send().await.expect("an answer").answered(200).expect("handed in again");

        officer.accept_pieces(&order.number).await.expect("viewed and accepted");
        let ledger = office.ledger().await;
        let viewed = ledger.iter().filter(|row| row.action == "piece.viewed" && row.subject == order.number).count();
        assert!(viewed >= 4, "each viewing is on record: {viewed}");
        assert!(ledger.iter().all(|row| !row.detail.contains("recto.png")), "file names are not recorded");
    })
    .await;
}
