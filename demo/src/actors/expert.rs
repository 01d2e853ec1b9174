//! What an expert does: signs up, orders, pays and submits a dossier.

use super::identity_picture;
use crate::DemoError;
use crate::browser::{Browser, BrowserError, Page};
use crate::mailbox::Mailbox;

/// Answers to the pages of an order: the last segment of each page's path, with its fields and values.
pub type Answers = &'static [(&'static str, &'static [(&'static str, &'static str)])];

/// Answers of an invented person.
pub const KERVADEC: Answers = &[
    ("identity", &[("given-names", "Maëlle"), ("birth-name", "Kervadec")]),
    (
        "birth",
        &[
            ("birth-day", "23"),
            ("birth-month", "4"),
            ("birth-year", "1971"),
            ("birth-place", "Saint-Brieuc"),
            ("birth-country", "FR"),
        ],
    ),
    (
        "listing",
        &[
            ("court", "Rennes"),
            ("listing-ends-day", "31"),
            ("listing-ends-month", "12"),
            ("listing-ends-year", "2031"),
            ("compagnie", "Compagnie des experts de Bretagne"),
        ],
    ),
    (
        "delivery",
        &[
            ("token-recipient", "Maëlle Kervadec"),
            ("token-street", "4 quai des Deux-Rives"),
            ("token-postcode", "22000"),
            ("token-town", "Saint-Brieuc"),
            ("token-country", "FR"),
        ],
    ),
    ("contact", &[("contact", "email")]),
    (
        "billing",
        &[
            ("payer", "holder"),
            ("billing-recipient", "Maëlle Kervadec"),
            ("billing-street", "4 quai des Deux-Rives"),
            ("billing-postcode", "22000"),
            ("billing-town", "Saint-Brieuc"),
            ("billing-country", "FR"),
        ],
    ),
    ("terms", &[("accepted", "yes")]),
];

/// Answers of an invented person.
pub const MORVAN: Answers = &[
    ("identity", &[("given-names", "Loïc, Étienne"), ("birth-name", "Morvan-L'Hostis")]),
    (
        "birth",
        &[("birth-day", "7"), ("birth-month", "11"), ("birth-year", "1964"), ("birth-place", "Morlaix"), ("birth-country", "FR")],
    ),
    (
        "listing",
        &[
            ("court", "Rennes"),
            ("listing-ends-day", "31"),
            ("listing-ends-month", "12"),
            ("listing-ends-year", "2030"),
            ("compagnie", "Compagnie des experts de Bretagne"),
        ],
    ),
    (
        "delivery",
        &[
            ("token-recipient", "Loïc Morvan-L'Hostis"),
            ("token-street", "18 venelle du Créou"),
            ("token-postcode", "29600"),
            ("token-town", "Morlaix"),
            ("token-country", "FR"),
        ],
    ),
    ("contact", &[("contact", "sms"), ("mobile", "06 39 98 12 34")]),
    (
        "billing",
        &[
            ("payer", "holder"),
            ("billing-recipient", "Loïc Morvan-L'Hostis"),
            ("billing-street", "18 venelle du Créou"),
            ("billing-postcode", "29600"),
            ("billing-town", "Morlaix"),
            ("billing-country", "FR"),
        ],
    ),
    ("terms", &[("accepted", "yes")]),
];

/// An expert with a browser and a mailbox.
#[derive(Clone)]
pub struct Expert {
    /// The browser.
    pub browser: Browser,
    /// The expert's mailbox.
    pub mailbox: Mailbox,
    email: String,
    password: String,
}

impl Expert {
    /// An expert who has no account yet.
    #[must_use]
    pub fn new(browser: Browser, mailbox: Mailbox, email: &str, password: &str) -> Self {
        Self { browser, mailbox, email: email.to_owned(), password: password.to_owned() }
    }

    /// Creates an account with address, password and the mailed code. Returns the page after that.
    ///
    /// # Errors
    /// If a page is not as expected.
    pub async fn sign_up(&self) -> Result<Page, DemoError> {
        self.with_code("/sign-up").await
    }

    /// Signs in with address, password and the mailed code. Returns the page after that.
    ///
    /// # Errors
    /// If a page is not as expected.
    pub async fn sign_in(&self) -> Result<Page, DemoError> {
        self.with_code("/sign-in").await
    }

    async fn with_code(&self, path: &str) -> Result<Page, DemoError> {
        let seen = self.mailbox.messages().len();
        let form = self.browser.open(path).await?.form(path)?;
        let asked = form.with("email", &self.email).with("password", &self.password).send().await?.answered(200)?;
        let code = self.mailbox.code(seen).await?;
        Ok(asked.form(&format!("{path}/code"))?.with("code", &code).send().await?.answered(200)?)
    }

    /// Begins an order of the expert card and answers its pages up to the summary, which is returned.
    ///
    /// # Errors
    /// If a page is not as expected.
    pub async fn draft(&self, answers: Answers) -> Result<Page, DemoError> {
        self.draft_of("expert-card", answers).await
    }

    /// The same for another product.
    ///
    /// # Errors
    /// If a page is not as expected.
    pub async fn draft_of(&self, product: &str, answers: Answers) -> Result<Page, DemoError> {
        let form = self.browser.open("/orders").await?.form("/orders")?.with("product", product);
        let mut page = form.send().await?.answered(200)?;
        for (step, fields) in answers {
            page = fill(&page, step, fields).await?.answered(200)?;
        }
        Ok(page)
    }

    /// Places a drafted order. Returns its page, `/orders/{id}`.
    ///
    /// # Errors
    /// If a page is not as expected.
    pub async fn place(&self, summary: &Page) -> Result<Page, DemoError> {
        Ok(summary.form("/place")?.send().await?.answered(200)?)
    }

    /// Pays with the demonstration's card. Returns the payment page.
    ///
    /// # Errors
    /// If a page is not as expected.
    pub async fn pay(&self, order: &str) -> Result<Page, DemoError> {
        let card = self.browser.open(&format!("{order}/payment")).await?.follow("/payment/card").await?;
        Ok(card.form("/payment/card")?.send().await?.answered(200)?)
    }

    /// A file of the order: `invoice.pdf`, `dossier.pdf`.
    ///
    /// # Errors
    /// If there is no such file.
    pub async fn file(&self, order: &str, name: &str) -> Result<Vec<u8>, DemoError> {
        Ok(self.browser.open(&format!("{order}/{name}")).await?.answered(200)?.bytes().to_vec())
    }

    /// Uploads a file of a piece. Returns the dossier page.
    ///
    /// # Errors
    /// If a page is not as expected. A refused file is a page, not an error.
    pub async fn add(&self, order: &str, piece: &str, name: &str, content: Vec<u8>) -> Result<Page, BrowserError> {
        let dossier = self.browser.open(&format!("{order}/dossier")).await?;
        dossier.form(&format!("/dossier/{piece}"))?.with_file("files", name, content).send().await
    }

    /// Submits a complete dossier: the signed form, an identity document and the proof of listing.
    ///
    /// # Errors
    /// If a page is not as expected.
    pub async fn hand_in(&self, order: &str) -> Result<Page, DemoError> {
        let paper = self.file(order, "dossier.pdf").await?;
        self.add(order, "signed-dossier", "dossier-signe.pdf", paper.clone()).await?.answered(200)?;
        self.add(order, "identity-document", "carte recto.png", identity_picture(&self.email)).await?.answered(200)?;
        self.add(order, "proof-of-listing", "liste de la cour.pdf", paper).await?.answered(200)?;
        let dossier = self.browser.open(&format!("{order}/dossier")).await?;
        Ok(dossier.form("/dossier/hand-in")?.send().await?.answered(200)?)
    }
}

/// Fills in and sends one page of an order.
async fn fill(page: &Page, step: &str, fields: &[(&str, &str)]) -> Result<Page, BrowserError> {
    let form = page.form(&format!("/{step}"))?;
    fields.iter().fold(form, |form, (field, value)| form.with(field, value)).send().await
}
