//! The result of an emergency revocation: the receipt, a choice between tokens, or why nothing happened.

use std::time::Duration;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use chassis::recurring::Recurring;
use http::StatusCode;
use i18n::Words;
use papers::ReceiptFacts;
use pki::{Timestamp, TokenNumber};
use policies::Policies;
use registration::emergency::{
    CarriedAnswers, EmergencyOutcome, NoReceipt, NotRevoked, Receipt, RevocationReceipt, RevocationSummary, RevokedCertificate,
};
use registration::fault::{Failure, Fault};
use registration::orders::Price;

use super::answers::{Confirmation, begin_again, confirm, further_facts, not_recognised};
use super::lead::Lead;
use super::style::emergency_page;
use crate::web::fault::failed;
use crate::web::public::experts::expert_card;
use crate::web::{Form, NoPage, PageFault, Portal, Refusal, Shell, paper, told, too_many};

/// Revocations that the certificate authority did not answer.
static UNANSWERED: Recurring = Recurring::new();

/// How long a page waits for the certificate authority's receipt.
const TIMEOUT: Duration = Duration::from_secs(8);

/// `POST /revocation/confirm`; with the reference of a revocation, requests its receipt again.
pub(super) async fn revoke(State(portal): State<Portal>, shell: Shell, form: Form) -> Result<Response, NoPage> {
    if form.ticked("reference") {
        return done(&portal, &shell, &referred(&portal, &form)?).await;
    }
    let carried = form.text("carried");
    let mut answers = match portal.registration.emergency.decrypt_answers(carried) {
        Ok(answers) => answers,
        Err(fault) => return begin_again(&shell, Lead::after(&form), fault),
    };
    if form.asked_again() {
        let offered = form.text("offered").split_whitespace().filter_map(|token| token.parse::<TokenNumber>().ok());
        let tokens = offered.map(|token| (token.to_string(), token.to_string())).collect();
        let (carried, unanswered) = (carried.to_owned(), form.ticked("unanswered"));
        let confirmation = Confirmation { carried, tokens, unanswered, ..Confirmation::of(&answers) };
        return confirm(&shell, StatusCode::OK, &confirmation);
    }
    if let Ok(token) = form.text("token").parse() {
        answers.choose(token);
    }
    match portal.registration.emergency.revoke_in_emergency(&answers).await {
        Ok(EmergencyOutcome::Revoked(summary)) => done(&portal, &shell, &summary).await,
        Ok(EmergencyOutcome::Choose { tokens }) => {
            let tokens = tokens.iter().map(|token| (token.to_string(), token.to_string())).collect();
            let choice_missing = form.ticked("choosing");
            let status = if choice_missing { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
            let carried = carried.to_owned();
            confirm(&shell, status, &Confirmation { carried, tokens, choice_missing, ..Confirmation::of(&answers) })
        }
        Err(Fault::Refused(refusal)) => not_revoked(&shell, &answers, refusal),
        Err(Fault::Failed(failure @ (Failure::Unavailable(_) | Failure::Busy))) => {
            // Not as an error: anybody can send this form as often as they like. That the certificate authority does not answer is
            // logged by the background jobs that follow it.
            if let Some(times) = UNANSWERED.due() {
                tracing::info!(%failure, times, "no answer to an emergency revocation");
            }
            let carried = carried.to_owned();
            let confirmation = Confirmation { carried, unanswered: true, ..Confirmation::of(&answers) };
            confirm(&shell, StatusCode::SERVICE_UNAVAILABLE, &confirmation)
        }
        Err(Fault::Failed(failure)) => Err(failed(failure).into()),
    }
}

/// The revocation that the form's reference identifies.
fn referred(portal: &Portal, form: &Form) -> Result<RevocationSummary, NoPage> {
    Ok(portal.registration.emergency.decrypt_summary(form.text("reference")).ok_or(PageFault::NotFound)?)
}

#[derive(Template)]
#[template(path = "emergency/rate_limited.html")]
struct SlowDownPage<'a> {
    shell: &'a Shell,
    lead: String,
    minutes: u64,
}

fn not_revoked(shell: &Shell, answers: &CarriedAnswers, refusal: NotRevoked) -> Result<Response, NoPage> {
    match refusal {
        NotRevoked::NotRecognised => not_recognised(shell, answers),
        NotRevoked::FurtherFactsNeeded => further_facts(shell, answers),
        NotRevoked::RateLimited { retry_after } => {
            let minutes = retry_after.as_secs().div_ceil(60).max(1);
            let lead = Lead::Nothing.in_words(shell.t);
            Ok(too_many(emergency_page(StatusCode::OK, &SlowDownPage { shell, lead, minutes })?, retry_after))
        }
    }
}

#[derive(Template)]
#[template(path = "emergency/receipt.html")]
struct ReceiptPage<'a> {
    shell: &'a Shell,
    policies: &'a Policies,
    /// Whether this request revoked the certificates; otherwise they were revoked before.
    effective: bool,
    done: String,
    content: Option<&'a RevocationReceipt>,
    times: Vec<(String, Timestamp)>,
    reference: String,
    other_tokens_stay_valid: bool,
    offer: Option<String>,
}

impl ReceiptPage<'_> {
    /// The name of a certificate's issuer in the texts.
    fn issuer(&self, certificate: &RevokedCertificate) -> String {
        papers::common_name(self.shell.t.language(), self.policies, &certificate.issuer)
    }
}

/// The page after a revocation, with the receipt once every origin shows the revocation.
async fn done(portal: &Portal, shell: &Shell, summary: &RevocationSummary) -> Result<Response, NoPage> {
    let receipt = match receipt(portal, summary).await {
        Ok(receipt) => Some(receipt),
        Err(fault) => {
            tracing::info!(%fault, request = %summary.request, "a receipt is not available yet");
            None
        }
    };
    let key = if summary.effective { "emergency-done" } else { "emergency-done-before" };
    let decided_at = shell.t.moment(summary.decided_at);
    let content = receipt.as_ref().map(|receipt| &receipt.content);
    let page = ReceiptPage {
        shell,
        policies: portal.registration.policies(),
        effective: summary.effective,
        done: shell.t.with(key, [("token", summary.token.as_str()), ("at", decided_at.as_str())]),
        content,
        times: content.map_or_else(Vec::new, |content| times(shell, content)),
        reference: portal.registration.emergency.encrypt_summary(summary),
        other_tokens_stay_valid: summary.other_tokens_stay_valid,
        offer: offer(portal, shell),
    };
    Ok(emergency_page(StatusCode::OK, &page)?)
}

async fn receipt(portal: &Portal, summary: &RevocationSummary) -> Result<Receipt, Fault<NoReceipt>> {
    portal.registration.emergency.revocation_receipt(summary, TIMEOUT).await
}

/// The times T0 to T3 with their labels.
fn times(shell: &Shell, content: &RevocationReceipt) -> Vec<(String, Timestamp)> {
    vec![
        (shell.t.say("emergency-received-at"), content.received_at),
        (shell.t.say("emergency-decided-at"), content.decided_at),
        (shell.t.say("emergency-signed-at"), content.signed_at),
        (shell.t.say("emergency-live-at"), content.published_at),
    ]
}

/// The price and delivery time of a replacement: of the card, which the page about replacements (`/experts`) sells.
fn offer(portal: &Portal, shell: &Shell) -> Option<String> {
    let (_, sale) = expert_card(portal).ok()?;
    let price = Price { excluding_vat_cents: sale.price_excluding_vat_cents.into(), vat_per_mille: sale.vat_per_mille };
    let (excluding, including) = (shell.t.money(price.excluding_vat_cents), shell.t.money(price.including_vat_cents()));
    let (from, to) = (sale.delivery_days.start().to_string(), sale.delivery_days.end().to_string());
    let values =
        [("excluding", excluding.as_str()), ("including", including.as_str()), ("from", from.as_str()), ("to", to.as_str())];
    Some(shell.t.with("emergency-replacement", values))
}

/// `POST /revocation/receipt.pdf`: the receipt as a PDF, with the signed receipt attached.
pub(super) async fn receipt_pdf(State(portal): State<Portal>, shell: Shell, form: Form) -> Result<Response, NoPage> {
    let summary = referred(&portal, &form)?;
    let receipt = match receipt(&portal, &summary).await {
        Ok(receipt) => receipt,
        Err(fault) => {
            let NotYetPublished = told(fault, shell.t)?;
            return done(&portal, &shell, &summary).await;
        }
    };
    let name = format!("revocation-{}.pdf", summary.token);
    let language = shell.t.language();
    let registration = portal.registration.clone();
    let replacement = format!("{}/experts", shell.public_site);
    let make = move || {
        let facts = ReceiptFacts {
            receipt: &receipt,
            policies: registration.policies(),
            supplier: &registration.settings().supplier,
            replacement: &replacement,
        };
        papers::receipt(&facts, language)
    };
    paper(name, make).await
}

/// The page says that the receipt will follow, and offers to request it again.
pub(crate) struct NotYetPublished;

impl Refusal for NoReceipt {
    type Told = NotYetPublished;

    fn told(self, _: Words) -> Result<NotYetPublished, NoPage> {
        match self {
            Self::NotYetPublished => Ok(NotYetPublished),
            Self::Unknown => Err(PageFault::NotFound.into()),
        }
    }
}
