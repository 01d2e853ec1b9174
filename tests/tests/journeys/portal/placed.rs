//! The steps of an order.

use std::path::PathBuf;

use ca_contract::issuance::Issued;
use ca_contract::statement::OrderNumber;
use demo::actors::{Answers, Expert, pin_in, text_of};
use demo::browser::Page;
use testbed::office::Office;

use super::people::{desk, expert, today};

/// A placed order.
pub(super) struct Placed {
    /// The applicant.
    pub(super) expert: Expert,
    /// Its path, `/orders/{id}`.
    pub(super) path: String,
    pub(super) id: String,
    pub(super) number: String,
}

/// A shipped token and the PIN from its letter.
pub(super) struct Sent {
    pub(super) token: PathBuf,
    pub(super) pin: String,
    pub(super) issued: Issued,
}

impl Placed {
    /// Creates an account and places an order.
    pub(super) async fn by(office: &Office, email: &str, answers: Answers) -> Self {
        let expert = expert(office, email);
        expert.sign_up().await.expect("an account");
        Self::again(&expert, answers).await
    }

    /// Places an order when signed in.
    pub(super) async fn again(expert: &Expert, answers: Answers) -> Self {
        let summary = expert.draft(answers).await.expect("the summary");
        Self::at(expert, &expert.place(&summary).await.expect("the order's page"))
    }

    /// The order shown on a page.
    pub(super) fn at(expert: &Expert, page: &Page) -> Self {
        let path = page.path().to_owned();
        let id = path.rsplit('/').next().unwrap_or_default().to_owned();
        let title = page.texts("h1").concat();
        let number = title.split_whitespace().find(|word| word.parse::<OrderNumber>().is_ok());
        let number = number.unwrap_or_else(|| panic!("no number: {title}")).to_owned();
        Self { expert: expert.clone(), path, id, number }
    }

    /// Opens a page of the order.
    pub(super) async fn page(&self, name: &str) -> Page {
        self.expert.browser.open(&format!("{}{name}", self.path)).await.expect("an answer")
    }

    pub(super) async fn pay(&self) {
        self.expert.pay(&self.path).await.expect("it is paid");
    }

    pub(super) async fn hand_in(&self) {
        self.expert.hand_in(&self.path).await.expect("the dossier is handed in");
    }

    /// The first officer accepts every piece and checks the identity.
    pub(super) async fn examined(&self, office: &Office) {
        desk(office, 1).accept_pieces(&self.number).await.expect("the pieces are accepted");
        self.examined_identity(office).await;
    }

    /// The first officer checks the identity.
    pub(super) async fn examined_identity(&self, office: &Office) {
        let [day, month, year] = today(office);
        desk(office, 1).check_identity(&self.number, [&day, &month, &year]).await.expect("the identity is checked");
    }

    /// Takes the order up to the first officer's review.
    pub(super) async fn reviewed(&self, office: &Office) {
        self.pay().await;
        self.hand_in().await;
        self.examined(office).await;
        desk(office, 1).review(&self.number).await.expect("it is reviewed");
    }

    /// The same, up to the second officer's authorisation.
    pub(super) async fn authorised(&self, office: &Office) {
        self.reviewed(office).await;
        desk(office, 2).authorise(&self.number).await.expect("it is authorised");
    }

    /// The same, up to the production of the token.
    pub(super) async fn produced(&self, office: &Office) -> (PathBuf, Issued) {
        self.authorised(office).await;
        self.produced_now(office).await
    }

    /// Produces the token once the authorisation has reached the CA.
    pub(super) async fn produced_now(&self, office: &Office) -> (PathBuf, Issued) {
        let (order, path) = (self.number.parse().expect("a number"), office.testbed.path(&format!("{}.token", self.number)));
        let issued = testbed::produced(&office.testbed.callers.station, &order, &path).await.issued;
        (path, issued)
    }

    /// The PIN in the letter.
    pub(super) async fn pin(&self, office: &Office) -> String {
        let letter = desk(office, 2).pin_letter(&self.number).await.expect("the letter");
        pin_in(&text_of(&letter).expect("a PDF")).expect("a PIN")
    }

    /// Marks the letter as printed and ships the token.
    pub(super) async fn ship(&self, office: &Office) {
        let desk = desk(office, 2);
        desk.letter_printed(&self.id).await.expect("it is marked");
        desk.ship(&self.id, "6A21000123456").await.expect("it is shipped");
    }

    /// Takes the order up to the shipped token.
    pub(super) async fn sent(&self, office: &Office) -> Sent {
        let (token, issued) = self.produced(office).await;
        let pin = self.pin(office).await;
        self.ship(office).await;
        Sent { token, pin, issued }
    }
}
