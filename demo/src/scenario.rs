//! The whole process, once, through the pages that people use: order, payment, dossier, decisions, production, acceptance, revocation,
//! receipt.

use std::path::PathBuf;
use std::time::Instant;

use ca_contract::issuance::{Issued, Issuer, ListIssuers};
use ca_contract::statement::OrderNumber;
use ca_contract::{CertificateAuthority, IdempotencyKey};
use pki::SystemRandom;
use pki::ocsp::CertStatus;
use token::{Pin, SlotIndex};

use super::actors::{Expert, Holder, KERVADEC, MORVAN, OfficerPages, pin_in, text_of};
use super::browser::{Page, TokenLogin};
use super::journey::{Journey, Moment};
use super::progress_log::ProgressLog;
use super::site::Site;
use super::status::Status;
use super::{DemoError, tokens};
use station::Produced;

/// The running zones that the scenario uses.
pub(super) struct Demonstration {
    /// The station's client of the contract.
    pub(super) station: CertificateAuthority,
    /// The portal's client of the contract, used only to list the issuers whose CRLs are written.
    pub(super) portal: CertificateAuthority,
    pub(super) status: Status,
    pub(super) site: Site,
    pub(super) root: PathBuf,
}

/// A placed order: its page, identifier and number.
struct Placed {
    path: String,
    id: String,
    number: String,
}

/// The holder's emergency revocation codes, one for each certificate.
const CODES: [&str; 2] = ["K7MP3WQ", "X4RT9BDA"];
const EMAIL: &str = "maelle.kervadec@sceau.example.org";

pub(super) async fn play(demonstration: &Demonstration, progress: &mut ProgressLog) -> Result<(), DemoError> {
    let journey = Journey::new(&demonstration.root);
    progress.step("wait until the responder's keys are certified and its responses signed", ready(demonstration)).await?;
    let expert = demonstration.site.expert(EMAIL)?;
    progress.step("sign up: an address, a password, the code that was mailed", async { expert.sign_up().await }).await?;
    let placed = progress.step("order an expert card, one question per page", order(&expert)).await?;
    progress.remark(&format!("{} is placed, its price is fixed", placed.number));
    progress.step("pay with the demonstration's card; read the invoice", pay(&expert, &placed, &journey)).await?;
    progress
        .step("submit the dossier: signed form, identity document, proof of listing", dossier(&expert, &placed, &journey))
        .await?;
    progress
        .step("one officer checks documents and identity and reviews, another authorises", officers(demonstration, &placed))
        .await?;
    let produced = progress
        .step(
            "produce the token: a key pair per slot, two certificates, PIN and PUK",
            produce(demonstration, &placed, "holder.token"),
        )
        .await?;
    progress.remark(&produced.to_string());
    let issued = &produced.issued;
    journey.certificates(issued)?;
    let pin =
        progress.step("print the PIN letter, ship the token separately", ship(demonstration, &placed, issued, &journey)).await?;
    let issuers = progress
        .step("query OCSP and CRLs: both certificates are good and on no CRL", before(demonstration, &journey, issued))
        .await?;
    let holder = demonstration.holder(&pin)?;
    progress
        .step("log in with the main certificate, check the data, accept the certificates", async { holder.accept().await })
        .await?;
    progress
        .step("define an emergency revocation code for each certificate", async { holder.define_codes(CODES[0], CODES[1]).await })
        .await?;
    progress.step("read the PUK, set a PIN with it, sign with both keys", collect_puk(demonstration, &holder)).await?;
    progress.step("ask for the PUK again: it is shown once", puk_again(demonstration)).await?;
    progress.step("try a wrong emergency code: refused", wrong_code(demonstration)).await?;
    let asked = Instant::now();
    let receipt =
        progress.step("revoke on the emergency page; status is read back from every origin", revoke(demonstration)).await?;
    progress.remark(&format!(
        "both certificates are revoked and published, {} ms after the confirmation",
        asked.elapsed().as_millis()
    ));
    journey.receipt(&receipt)?;
    progress
        .step(
            "query OCSP and CRLs: both certificates are revoked and on their CRLs",
            after(demonstration, &journey, issued, &issuers),
        )
        .await?;
    progress.step("repeat for a second expert until the token is shipped", second(demonstration, &journey)).await
}

impl Demonstration {
    fn token(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }

    /// The holder of the first token, whose browser signs with `pin`.
    fn holder(&self, pin: &str) -> Result<Holder, DemoError> {
        let failed = |problem: String| DemoError::Step { step: "log in", problem };
        let pin: Pin = pin.parse().map_err(|_| failed("the letter's PIN is none".to_owned()))?;
        let login = TokenLogin::new(&self.token("holder.token"), pin, SlotIndex::MAIN).map_err(failed)?;
        Ok(Holder { browser: self.site.showing(login.certificate())? })
    }

    fn officer(&self, number: usize) -> Result<OfficerPages, DemoError> {
        let login = tokens::officer(&self.root, number).map_err(|problem| DemoError::Step { step: "officers", problem })?;
        Ok(OfficerPages { browser: self.site.showing(login.certificate())? })
    }
}

fn held(step: &'static str, holds: bool, problem: &str) -> Result<(), DemoError> {
    if holds { Ok(()) } else { Err(DemoError::Step { step, problem: problem.to_owned() }) }
}

fn failed<E: std::fmt::Display>(step: &'static str) -> impl Fn(E) -> DemoError {
    move |fault| DemoError::Step { step, problem: fault.to_string() }
}

async fn ready(demonstration: &Demonstration) -> Result<(), DemoError> {
    demonstration.status.ready().await.map_err(failed("ready"))
}

async fn order(expert: &Expert) -> Result<Placed, DemoError> {
    placed(&expert.place(&expert.draft(KERVADEC).await?).await?)
}

fn placed(page: &Page) -> Result<Placed, DemoError> {
    let path = page.path().to_owned();
    let id = path.rsplit('/').next().unwrap_or_default().to_owned();
    let title = page.texts("h1").concat();
    let number = title.split_whitespace().find(|word| word.parse::<OrderNumber>().is_ok());
    let number = number.ok_or_else(|| page.lacks("the order's number"))?.to_owned();
    Ok(Placed { path, id, number })
}

async fn pay(expert: &Expert, placed: &Placed, journey: &Journey) -> Result<(), DemoError> {
    expert.pay(&placed.path).await?;
    journey.paper("invoice.pdf", &expert.file(&placed.path, "invoice.pdf").await?)
}

async fn dossier(expert: &Expert, placed: &Placed, journey: &Journey) -> Result<(), DemoError> {
    journey.paper("dossier.pdf", &expert.file(&placed.path, "dossier.pdf").await?)?;
    expert.hand_in(&placed.path).await.map(drop)
}

async fn officers(demonstration: &Demonstration, placed: &Placed) -> Result<(), DemoError> {
    let (first, second) = (demonstration.officer(1)?, demonstration.officer(2)?);
    first.accept_pieces(&placed.number).await?;
    let [day, month, year] = demonstration.site.today();
    first.check_identity(&placed.number, [&day, &month, &year]).await?;
    first.review(&placed.number).await?;
    second.authorise(&placed.number).await.map(drop)
}

/// Produces the token. Retries until the authorisation has reached the CA.
async fn produce(demonstration: &Demonstration, placed: &Placed, token: &str) -> Result<Produced, DemoError> {
    let order: OrderNumber = placed.number.parse().map_err(failed("produce"))?;
    let path = demonstration.token(token);
    let produced = async {
        loop {
            match station::personalise(&demonstration.station, Some(&order), &path).await {
                Err(station::StationError::NothingApproved(_)) => tokio::time::sleep(std::time::Duration::from_millis(50)).await,
                produced => return produced,
            }
        }
    };
    let produced = tokio::time::timeout(std::time::Duration::from_secs(60), produced).await;
    produced.map_err(failed("produce"))?.map_err(failed("produce"))
}

/// Returns the PIN in the letter.
async fn ship(demonstration: &Demonstration, placed: &Placed, issued: &Issued, journey: &Journey) -> Result<String, DemoError> {
    let desk = demonstration.officer(2)?;
    let letter = desk.pin_letter(&placed.number).await?;
    journey.paper("pin-letter.pdf", &letter)?;
    desk.letter_printed(&placed.id).await?;
    desk.ship(&placed.id, "6A21000123456").await?;
    let text = text_of(&letter).map_err(failed("read the PIN letter"))?;
    held("read the PIN letter", text.contains(issued.token.as_str()), "it does not name its token")?;
    pin_in(&text).ok_or_else(|| failed("read the PIN letter")("it holds no PIN"))
}

async fn before(demonstration: &Demonstration, journey: &Journey, issued: &Issued) -> Result<Vec<Issuer>, DemoError> {
    let step = "ask OCSP and CRLs before the revocation";
    let issuers =
        demonstration.portal.call(&ListIssuers {}, IdempotencyKey::generate(&mut SystemRandom)).await.map_err(failed(step))?;
    let told = journey.status(Moment::Before, &demonstration.status, &issuers, issued).await?;
    held(step, told.len() == 2 && told.iter().all(|told| told.status == CertStatus::Good && !told.listed), "not both are good")?;
    Ok(issuers)
}

async fn collect_puk(demonstration: &Demonstration, holder: &Holder) -> Result<(), DemoError> {
    let puk = holder.collect_puk().await?;
    tokens::take_possession(&demonstration.token("holder.token"), &puk).map_err(failed("set a PIN"))
}

/// Opens the PUK page again with the PIN that the holder set: the PUK is not shown a second time.
async fn puk_again(demonstration: &Demonstration) -> Result<(), DemoError> {
    let page = demonstration.holder(tokens::OWN_PIN)?.browser.open("/holder/puk").await?.answered(200)?;
    held("ask for the PUK again", page.form("/holder/puk").is_err(), "it was offered twice")
}

async fn answer(demonstration: &Demonstration, code: &str) -> Result<Page, DemoError> {
    let anybody = demonstration.site.visitor()?;
    let confirm = Holder::answer_emergency(&anybody, "kervadec maelle", EMAIL, ["23", "4", "1971"], code).await?.answered(200)?;
    Ok(confirm.form("/revocation/confirm")?.send().await?)
}

async fn wrong_code(demonstration: &Demonstration) -> Result<(), DemoError> {
    let page = answer(demonstration, "W7MP3WQ").await?;
    held("try a wrong code", page.status() == 422 && page.form("/receipt.pdf").is_err(), "it was not refused")
}

/// Returns the receipt (PDF).
async fn revoke(demonstration: &Demonstration) -> Result<Vec<u8>, DemoError> {
    let mut page = answer(demonstration, CODES[1]).await?.answered(200)?;
    while page.form("/receipt.pdf").is_err() {
        // Not visible at every origin yet: the page offers to check again.
        page = page.form("/revocation/confirm")?.send().await?.answered(200)?;
    }
    Ok(page.form("/receipt.pdf")?.send().await?.answered(200)?.bytes().to_vec())
}

async fn after(demonstration: &Demonstration, journey: &Journey, issued: &Issued, issuers: &[Issuer]) -> Result<(), DemoError> {
    let told = journey.status(Moment::After, &demonstration.status, issuers, issued).await?;
    let revoked = told.iter().all(|told| matches!(told.status, CertStatus::Revoked { .. }) && told.listed);
    held("ask OCSP and CRLs after the revocation", told.len() == 2 && revoked, "not both are revoked and listed")
}

/// The second order, paid by bank transfer.
async fn second(demonstration: &Demonstration, journey: &Journey) -> Result<(), DemoError> {
    let expert = demonstration.site.expert("loic.morvan@sceau.example.org")?;
    expert.sign_up().await?;
    let placed = placed(&expert.place(&expert.draft(MORVAN).await?).await?)?;
    let [day, month, year] = demonstration.site.today();
    let date = format!("{year}-{month:0>2}-{day:0>2}");
    demonstration.officer(1)?.record_transfer(&date, "190,80", &format!("VIR {}", placed.number)).await?.answered(200)?;
    expert.hand_in(&placed.path).await?;
    officers(demonstration, &placed).await?;
    let produced = produce(demonstration, &placed, "second.token").await?;
    let desk = demonstration.officer(2)?;
    let letter = desk.pin_letter(&placed.number).await?;
    journey.second_letter(&letter)?;
    desk.letter_printed(&placed.id).await?;
    desk.ship(&placed.id, "6A21000123457").await?;
    let pin = pin_in(&text_of(&letter).map_err(failed("the second letter"))?);
    let pin = pin.ok_or_else(|| failed("the second letter")("it holds no PIN"))?;
    let exported = tokens::export(&demonstration.token("second.token"), &pin, &produced.issued).map_err(failed("export"))?;
    journey.second_holder(&exported)?;
    for number in [1, 2] {
        journey.officer(number, &tokens::export_officer(&demonstration.root, number).map_err(failed("export"))?)?;
    }
    Ok(())
}
