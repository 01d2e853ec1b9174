//! Nobody decides on what they have not opened since it last changed.

use super::changed::{change, sign_again};
use super::*;
use crate::dossiers::{Pages, PieceFileId, ViewError};
use crate::orders::Section;
use lopdf::{Document, Object, dictionary};

/// Accepts a piece without opening it now.
async fn accept(office: &Office, officer: &Officer, name: &str) -> Result<(), Fault<PieceDecisionError>> {
    let seen = office.seen(officer).await;
    office.registration.desk.accept_piece(officer, office.order, &piece(name), Some(looked_up()), &seen).await
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

        change(office, Section::Delivery, &[("token-town", "Vannes")]).await;
        sign_again(office, 7).await;
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

/// A document of that many empty pages.
fn document(pages: i64) -> Upload {
    let mut document = Document::with_version("1.7");
    let root = document.new_object_id();
    let page = |_| document.add_object(dictionary! { "Type" => "Page", "Parent" => root }).into();
    let kids: Vec<Object> = (0..pages).map(page).collect();
    document.objects.insert(root, dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => pages }.into());
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => root });
    document.trailer.set("Root", catalog);
    let mut content = Vec::new();
    document.save_to(&mut content).unwrap();
    Upload { name: "document.pdf".to_owned(), content }
}

impl Office {
    /// Hands in a dossier in which a piece has a document besides its scan.
    async fn hand_in_with(&self, name: &str, pages: i64) -> PieceFileId {
        let dossiers = &self.registration.dossiers;
        let file = dossiers.add_piece_file(self.account, self.order, &piece(name), document(pages)).await.unwrap();
        self.hand_in().await;
        file
    }

    /// Looks at the scan of a piece, which has one page.
    async fn view_scan(&self, officer: &Officer, name: &str, document: PieceFileId) {
        let scan = self.files(name).await.into_iter().find(|file| file.id != document).unwrap();
        self.view_pages(officer, name, scan.id, &[1]).await;
    }

    async fn view_pages(&self, officer: &Officer, name: &str, file: PieceFileId, pages: &[usize]) {
        for page in pages {
            self.registration.dossiers.view_page(officer, self.order, &piece(name), file, *page).await.unwrap();
        }
    }
}

#[tokio::test]
async fn a_piece_is_accepted_by_who_saw_the_picture_of_each_page() {
    in_an_office(async |office| {
        let not_seen = |done| assert!(matches!(done, Err(Fault::Refused(PieceDecisionError::NotSeen))), "{done:?}");
        let (ines, octave) = (office.officer("ines.vautrin").await, office.officer("octave.delmas").await);
        let file = office.hand_in_with(IDENTITY, 3).await;
        office.view_scan(&ines, IDENTITY, file).await;
        for pages in [&[][..], &[1], &[3], &[3, 1, 1]] {
            office.view_pages(&ines, IDENTITY, file, pages).await;
            not_seen(accept(office, &ines, IDENTITY).await);
        }
        office.view_pages(&octave, IDENTITY, file, &[2]).await;
        not_seen(accept(office, &ines, IDENTITY).await);
        office.view_pages(&ines, IDENTITY, file, &[2]).await;
        office.pass(DAY).await;
        office.view_pages(&ines, IDENTITY, file, &[1]).await;
        accept(office, &ines, IDENTITY).await.expect("a page that is looked at again undoes nothing");
        not_seen(accept(office, &ines, LISTING).await);
    })
    .await;
}

#[tokio::test]
async fn a_piece_with_a_page_that_could_not_be_drawn_is_accepted_by_who_downloaded_the_file() {
    in_an_office(async |office| {
        let not_seen = |done| assert!(matches!(done, Err(Fault::Refused(PieceDecisionError::NotSeen))), "{done:?}");
        let ines = office.officer("ines.vautrin").await;
        let dossiers = &office.registration.dossiers;
        let file = office.hand_in_with(IDENTITY, 3).await;
        let mut tx = office.registration.core.db.begin_write().await.unwrap();
        let sql = "update page_pictures set not_drawn = '[2]' where file_id = $1";
        assert_eq!(tx.execute(sql, &[file.into()]).await.unwrap(), 1);
        tx.commit().await.unwrap();
        let drawn = office.files(IDENTITY).await.into_iter().find(|known| known.id == file).unwrap().pages;
        assert_eq!(drawn, Some(Pages { count: 3, not_drawn: vec![2] }));

        office.view_scan(&ines, IDENTITY, file).await;
        office.view_pages(&ines, IDENTITY, file, &[1, 3]).await;
        let missing = dossiers.view_page(&ines, office.order, &piece(IDENTITY), file, 2).await.map(drop);
        assert!(matches!(missing, Err(Fault::Refused(ViewError::NotFound))), "{missing:?}");
        not_seen(accept(office, &ines, IDENTITY).await);
        dossiers.download_piece_file(&ines, office.order, &piece(IDENTITY), file).await.unwrap();
        accept(office, &ines, IDENTITY).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn pages_are_seen_again_after_the_data_changed() {
    in_an_office(async |office| {
        let not_seen = |done| assert!(matches!(done, Err(Fault::Refused(PieceDecisionError::NotSeen))), "{done:?}");
        let ines = office.officer("ines.vautrin").await;
        let file = office.hand_in_with(IDENTITY, 2).await;
        let viewed = async || office.acts().await.iter().filter(|act| *act == "piece.viewed").count();
        office.view_scan(&ines, IDENTITY, file).await;
        office.view_pages(&ines, IDENTITY, file, &[1]).await;
        // An identity document does not prove the address of delivery.
        change(office, Section::Delivery, &[("token-town", "Vannes")]).await;
        sign_again(office, 7).await;
        office.view_pages(&ines, IDENTITY, file, &[2]).await;
        accept(office, &ines, IDENTITY).await.unwrap();
        assert_eq!(viewed().await, 2, "one row of the ledger for each file");

        change(office, Section::Birth, &[("birth-place", "Brest")]).await;
        sign_again(office, 8).await;
        not_seen(accept(office, &ines, IDENTITY).await);
        office.view_scan(&ines, IDENTITY, file).await;
        office.view_pages(&ines, IDENTITY, file, &[2]).await;
        not_seen(accept(office, &ines, IDENTITY).await);
        office.view_pages(&ines, IDENTITY, file, &[1]).await;
        accept(office, &ines, IDENTITY).await.unwrap();
        assert_eq!(viewed().await, 4, "viewings of the changed data are others");
    })
    .await;
}
