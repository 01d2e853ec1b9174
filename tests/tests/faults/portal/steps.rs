//! The steps of an order. Each first looks at the pages, and does only what they show as open.

use ca_contract::statement::OrderNumber;
use demo::actors::{KERVADEC, pin_in, text_of};
use demo::browser::Page;
use serde::{Deserialize, Serialize};
use testbed::produced;
use token::{Pin, SoftwareToken, TokenState};

use super::site::{Site, token};
use crate::outcome::pending_file;

/// The pieces of the dossier, and the file of each.
const PIECES: [(&str, &str); 3] =
    [("signed-dossier", "dossier signé.pdf"), ("identity-document", "passeport.png"), ("proof-of-listing", "liste.pdf")];

/// A step, in the order in which they are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) enum Step {
    /// The portal runs and continues interrupted work.
    Start,
    /// The applicant has an account and is signed in.
    Account,
    /// The order is placed.
    Order,
    /// A transfer without the order number is recorded, and an officer assigns it to the order.
    Payment,
    /// The pieces are uploaded and the dossier is submitted.
    Dossier,
    /// One officer accepts the pieces, checks the identity and reviews.
    Review,
    /// Another officer authorises.
    Authorisation,
    /// The station produces the token.
    Production,
    /// The PIN letter is printed and the token shipped.
    Shipping,
    /// One officer records a revocation, another confirms it.
    Revocation,
}

const STEPS: [Step; 10] = [
    Step::Start,
    Step::Account,
    Step::Order,
    Step::Payment,
    Step::Dossier,
    Step::Review,
    Step::Authorisation,
    Step::Production,
    Step::Shipping,
    Step::Revocation,
];

/// An order as shown to its applicant.
pub(crate) struct Order {
    /// `/orders/{id}`.
    pub(crate) path: String,
    pub(crate) id: String,
    pub(crate) number: String,
}

impl Site {
    /// All steps before `step`.
    pub(crate) async fn play_before(&self, step: Step) {
        for before in STEPS.into_iter().take_while(|before| *before < step) {
            self.play(before).await;
        }
    }

    /// One step.
    pub(crate) async fn play(&self, step: Step) {
        match step {
            Step::Start => {}
            Step::Account => self.sign_in().await,
            Step::Order if self.placed().await.is_some() => {}
            Step::Order => {
                let summary = self.expert.draft(KERVADEC).await.expect("the summary");
                self.expert.place(&summary).await.expect("it is placed");
            }
            Step::Payment => self.pay(&self.order().await).await,
            Step::Dossier => self.hand_in(&self.order().await).await,
            Step::Review => self.review(&self.order().await).await,
            Step::Authorisation => {
                let page = self.at_desk(2, &self.order().await, "").await;
                if let Ok(form) = page.form("/authorise") {
                    self.desk(2).open_files(&page).await.expect("the files are opened");
                    form.send().await.and_then(|page| page.answered(200)).expect("it is authorised");
                }
            }
            Step::Production => self.produce(&self.order().await).await,
            Step::Shipping => self.ship(&self.order().await).await,
            Step::Revocation => self.revoke(&self.order().await).await,
        }
    }

    /// The order in the applicant's list.
    pub(crate) async fn order(&self) -> Order {
        self.placed().await.expect("the order is on the list")
    }

    async fn placed(&self) -> Option<Order> {
        let page = self.page("/orders").await;
        let links = page.attributes("table th a", "href").into_iter().zip(page.texts("table th a"));
        let mut placed = links.filter(|(_, text)| text.parse::<OrderNumber>().is_ok()).collect::<Vec<_>>();
        assert!(placed.len() < 2, "ordered once: {placed:?}");
        let (path, number) = placed.pop()?;
        Some(Order { id: path.rsplit('/').next().unwrap_or_default().to_owned(), path, number })
    }

    /// Opens a page of the applicant.
    pub(crate) async fn page(&self, path: &str) -> Page {
        self.expert.browser.open(path).await.and_then(|page| page.answered(200)).expect("the page")
    }

    /// Opens an officer's page about the order.
    pub(crate) async fn at_desk(&self, officer: usize, order: &Order, page: &str) -> Page {
        let path = format!("/officer/orders/{}{page}", order.id);
        self.desk(officer).browser.open(&path).await.and_then(|page| page.answered(200)).expect("the page")
    }

    async fn pay(&self, order: &Order) {
        if self.page(&format!("{}/payment", order.path)).await.follow("/invoice.pdf").await.is_ok() {
            return;
        }
        let desk = self.desk(1);
        let page = desk.browser.open("/officer/transfers").await.expect("the page");
        let page = if page.form("/assign").is_ok() {
            page
        } else {
            let [day, month, year] = self.today();
            let date = format!("{year}-{month:0>2}-{day:0>2}");
            let recorded = desk.record_transfer(&date, "190,80", "CARTE EXPERT KERVADEC").await;
            recorded.and_then(|page| page.answered(200)).expect("it is recorded")
        };
        let action = page.attributes("form[action$='/assign']", "action").concat();
        let transfer = action.split('/').nth(3).expect("a transfer");
        let form = page.form("/assign").expect("the transfer waits to be assigned");
        let assigned = form.with(&format!("order-{transfer}"), &order.number).send().await;
        assigned.and_then(|page| page.answered(200)).expect("it is assigned");
    }

    async fn hand_in(&self, order: &Order) {
        let mut dossier = self.page(&format!("{}/dossier", order.path)).await;
        for (piece, name) in PIECES {
            let there = format!("form[action*='/dossier/{piece}/']");
            if dossier.form(&format!("/dossier/{piece}")).is_err() || !dossier.attributes(&there, "action").is_empty() {
                continue;
            }
            let content = match piece {
                "identity-document" => demo::actors::identity_picture(&order.number),
                _ => self.expert.file(&order.path, "dossier.pdf").await.expect("the paper"),
            };
            let added = self.expert.add(&order.path, piece, name, content).await;
            dossier = added.and_then(|page| page.answered(200)).expect("it is added");
        }
        if let Ok(form) = dossier.form("/dossier/hand-in") {
            form.send().await.and_then(|page| page.answered(200)).expect("it is handed in");
        }
    }

    async fn review(&self, order: &Order) {
        if self.at_desk(1, order, "").await.form("/accept").is_err() {
            return;
        }
        let (desk, [day, month, year]) = (self.desk(1), self.today());
        desk.accept_pieces(&order.number).await.expect("the pieces are accepted");
        desk.check_identity(&order.number, [&day, &month, &year]).await.expect("the identity is checked");
        desk.review(&order.number).await.expect("it is reviewed");
    }

    async fn produce(&self, order: &Order) {
        let path = token(&self.path(""));
        let personalised = |token: SoftwareToken| matches!(token.state(), TokenState::Personalised { .. });
        if SoftwareToken::open(&path).is_ok_and(personalised) && !pending_file(&path).exists() {
            return;
        }
        let number = order.number.parse().expect("a number");
        produced(&self.station, &number, &path).await;
    }

    async fn ship(&self, order: &Order) {
        let desk = self.desk(2);
        let page = desk.browser.open("/officer/production").await.expect("the page");
        if !page.text().contains(&order.number) {
            return;
        }
        self.opens_with_its_letter(order).await;
        desk.letter_printed(&order.id).await.expect("it is marked");
        desk.ship(&order.id, "6A21000123456").await.expect("it is sent");
    }

    /// Asserts that the PIN in the letter is that of the token.
    pub(crate) async fn opens_with_its_letter(&self, order: &Order) {
        let letter = self.desk(2).pin_letter(&order.number).await.expect("the letter");
        let pin: Pin = pin_in(&text_of(&letter).expect("a PDF")).expect("a PIN").parse().expect("a PIN");
        let mut token = SoftwareToken::open(&token(&self.path(""))).expect("the token");
        token.sign_in(&pin).expect("the PIN of its letter opens it");
    }

    async fn revoke(&self, order: &Order) {
        if let Ok(form) = self.at_desk(1, order, "/revocation").await.form("/revocation") {
            let form = form.with("reason", "lost-in-post").with("evidence", "Réclamation n° 12 auprès du transporteur");
            form.send().await.and_then(|page| page.answered(200)).expect("it is recorded");
        }
        if let Ok(form) = self.at_desk(2, order, "/revocation").await.form("/confirm") {
            form.send().await.and_then(|page| page.answered(200)).expect("it is confirmed");
        }
    }
}
