//! A message of every kind, for the golden files: each operation with requests and answers, each refusal, each event.

mod holder;
mod issuance;
mod officers;
mod revocation;
mod status;
mod tokens;

use ca_contract::statement::Officer;
use ca_contract::{Der, Operation, Refusal};
use pki::certificate::NotAdmitted;
use pki::csr::RequestError;
use pki::key::KeyError;
use pki::{Digest, Id, Timestamp};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// The lines of an operation's golden file.
#[derive(Clone)]
pub(crate) struct GoldenFile {
    pub(crate) operation: &'static str,
    pub(crate) lines: String,
}

/// Messages in the form in which a caller and the certificate authority write them: compact JSON, and refusals in a problem
/// document (RFC 9457).
fn written<O: Operation>(requests: &[O], answers: &[O::Answer], refusals: &[O::Error]) -> GoldenFile {
    let requests = requests.iter().map(|request| format!("request {}\n", text(request)));
    let answers = answers.iter().map(|answer| format!("answer {}\n", text(answer)));
    let refusals = refusals.iter().map(|refusal| format!("refusal {}\n", problem::<O>(refusal)));
    GoldenFile { operation: O::NAME, lines: requests.chain(answers).chain(refusals).collect() }
}

fn text(message: &impl Serialize) -> String {
    serde_json::to_string(message).expect("a message is JSON")
}

fn problem<O: Operation>(refusal: &O::Error) -> Value {
    json!({
        "type": format!("/problems/ca.{}.{}", O::NAME, refusal.code()),
        "title": "Refused",
        "status": 422,
        "detail": refusal.to_string(),
        "refusal": refusal,
    })
}

/// A value of a type that is serialised as a string.
fn parsed<Value: DeserializeOwned>(text: &str) -> Value {
    serde_json::from_value(json!(text)).unwrap_or_else(|fault| panic!("{text}: {fault}"))
}

fn officer(number: u8) -> Id<Officer> {
    parsed(&format!("0193584a-1c40-7000-8000-00000000000{number}"))
}

fn moment(minute: u8) -> Timestamp {
    parsed(&format!("2026-11-28T09:{minute:02}:00.000Z"))
}

fn certificate(number: u8) -> Digest {
    Digest::of(&[number])
}

/// DER that no part of the contract parses: an INTEGER in a SEQUENCE.
fn der(number: u8) -> Der {
    Der(vec![0x30, 3, 2, 1, number])
}

fn not_admitted() -> [NotAdmitted; 4] {
    [
        NotAdmitted::NotPinned,
        NotAdmitted::ForeignIssuer,
        NotAdmitted::NotYetValid { from: moment(59) },
        NotAdmitted::Expired { at: moment(0) },
    ]
}

fn request_faults() -> [RequestError; 8] {
    [
        RequestError::TooLarge,
        RequestError::Malformed,
        RequestError::Attributes,
        RequestError::Key(KeyError::Malformed),
        RequestError::Key(KeyError::UnknownAlgorithm),
        RequestError::Key(KeyError::BadPoint),
        RequestError::Algorithm,
        RequestError::Possession,
    ]
}

/// Names of rules that the lint reports as violated.
fn rules() -> Vec<String> {
    vec!["rfc5280.serial".to_owned(), "sceau.validity".to_owned()]
}

/// The golden file of each operation.
pub(crate) fn all() -> Vec<GoldenFile> {
    [issuance::files(), tokens::files(), holder::files(), revocation::files(), officers::files(), status::files()].concat()
}
