//! The production station: personalises a blank token for an approved order with keys, certificates, transport PIN and PUK.
//!
//! Every step can be interrupted: each call to the CA is stored before it is made, so that repeating the command repeats the
//! same call and continues.

mod error;
mod pending;

pub use error::StationError;

use std::fmt;
use std::path::Path;

use ca_contract::issuance::{ApprovedOrder, EscrowActivationData, Issue, IssueError, Issued, ListApproved, SlotRequest};
use ca_contract::statement::OrderNumber;
use ca_contract::{CertificateAuthority, Confidential, Der, Failed, IdempotencyKey};
use pki::{Certificate, SystemRandom, TokenNumber, csr};
use rand::Rng;
use secrecy::ExposeSecret;
use token::{Model, Pin, Puk, SlotIndex, SoftwareToken, TokenState};

use pending::Pending;

/// A personalised token.
#[derive(Clone, Debug)]
pub struct Produced {
    pub order: OrderNumber,
    pub issued: Issued,
}

impl fmt::Display for Produced {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: token {} with {} certificates, PIN and PUK escrowed and set",
            self.order,
            self.issued.token,
            self.issued.certificates.len()
        )
    }
}

/// Produces the token of `order`, or of the order that has waited longest, in the file `path`. Continues where an interrupted
/// call stopped.
///
/// # Errors
/// See [`StationError`].
pub async fn personalise(ca: &CertificateAuthority, order: Option<&OrderNumber>, path: &Path) -> Result<Produced, StationError> {
    let mut token = open_or_create(path)?;
    let (order, issued) = match issue(ca, order, &mut token, path).await {
        // The CA has closed an earlier attempt. Its keys must not be used again, so new ones are generated.
        Err(StationError::Issue(Failed::Refused(IssueError::KeyCertifiedBefore { .. } | IssueError::SigningInterrupted))) => {
            issue(ca, order, &mut token, path).await?
        }
        issued => issued?,
    };
    if token.state() == TokenState::Blank {
        write_certificates(&mut token, &issued)?;
        activate(ca, &mut token, &issued.token).await?;
    }
    Pending::forget(path)?;
    Ok(Produced { order, issued })
}

/// Requests the certificates, or repeats the request of an interrupted call.
async fn issue(
    ca: &CertificateAuthority,
    order: Option<&OrderNumber>,
    token: &mut SoftwareToken,
    path: &Path,
) -> Result<(OrderNumber, Issued), StationError> {
    let pending = match Pending::read(path)? {
        Some(pending) if order.is_some_and(|order| *order != pending.question.order) => {
            return Err(StationError::OtherOrder(pending.question.order));
        }
        Some(pending) => pending,
        None => ask_for(ca, order, token, path).await?,
    };
    let issued = ca.call(&pending.question, pending.key()).await;
    if let Err(Failed::Refused(_)) = issued {
        Pending::forget(path)?;
    }
    Ok((pending.question.order, issued?))
}

fn failed(fault: impl fmt::Display) -> StationError {
    StationError::Token(fault.to_string())
}

fn open_or_create(path: &Path) -> Result<SoftwareToken, StationError> {
    if path.exists() {
        return SoftwareToken::open(path).map_err(failed);
    }
    let mut digits = [0; 6];
    SystemRandom.fill_bytes(&mut digits);
    let number: TokenNumber = format!("ST-{}", hex::encode_upper(digits)).parse().map_err(failed)?;
    let model: Model = "software".parse().map_err(failed)?;
    SoftwareToken::create(path, number, model, &mut SystemRandom).map_err(failed)
}

/// Generates one key per slot and stores the request before it is sent.
async fn ask_for(
    ca: &CertificateAuthority,
    order: Option<&OrderNumber>,
    token: &mut SoftwareToken,
    path: &Path,
) -> Result<Pending, StationError> {
    let key = IdempotencyKey::generate(&mut SystemRandom);
    let waiting: Vec<ApprovedOrder> = ca.call(&ListApproved { at_most: 100 }, key).await?;
    let approved = waiting.into_iter().find(|approved| order.is_none_or(|order| approved.order == *order));
    let approved = approved.ok_or_else(|| StationError::NothingApproved(order.cloned()))?;
    let mut personalisation = token.personalise().map_err(|_| StationError::NotBlank)?;
    let mut requests = Vec::with_capacity(approved.slots.len());
    for plan in &approved.slots {
        let slot = SlotIndex::try_from(plan.slot).map_err(failed)?;
        personalisation.generate_key(slot, &mut SystemRandom).map_err(failed)?;
        let request = csr::request(&personalisation.key(slot).map_err(failed)?).map_err(failed)?;
        requests.push(SlotRequest { slot: plan.slot, request: Der(request) });
    }
    let question = Issue {
        order: approved.order,
        statement: approved.statement,
        token: personalisation.token().number().clone(),
        model: personalisation.token().model().as_str().to_owned(),
        requests,
    };
    Pending::write(path, question)
}

/// Writes every certificate and reads it back.
fn write_certificates(token: &mut SoftwareToken, issued: &Issued) -> Result<(), StationError> {
    let mut personalisation = token.personalise().map_err(|_| StationError::NotBlank)?;
    for written in &issued.certificates {
        let slot = SlotIndex::try_from(written.slot).map_err(failed)?;
        let certificate = Certificate::from_der(&written.certificate.0).map_err(failed)?;
        personalisation.write_certificate(slot, &certificate).map_err(failed)?;
        if personalisation.token().read_certificate(slot) != Some(&certificate) {
            return Err(StationError::ReadBack(written.slot));
        }
    }
    Ok(())
}

/// Generates PIN and PUK, has them escrowed, and only then sets them, so that a PUK that is not in escrow is never set.
async fn activate(ca: &CertificateAuthority, token: &mut SoftwareToken, number: &TokenNumber) -> Result<(), StationError> {
    let rng = &mut SystemRandom;
    let (pin, puk) = (Pin::generate(rng), Puk::generate(rng));
    let activation = EscrowActivationData {
        token: number.clone(),
        transport_pin: Confidential::new(pin.expose_secret()),
        puk: Confidential::new(puk.expose_secret()),
    };
    ca.call(&activation, IdempotencyKey::generate(rng)).await?;
    let personalisation = token.personalise().map_err(|_| StationError::NotBlank)?;
    personalisation.set_transport(&pin, &puk, rng).map_err(failed)
}
