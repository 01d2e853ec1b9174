//! Every operation of the contract, with its types erased, so that a test can iterate over all.

use std::fmt::Debug;

use bytes::Bytes;
use ca_contract::escrow::{DossierKey, ReleasePin};
use ca_contract::events::FollowTokens;
use ca_contract::holder::{FindCertificateHolder, ReleasePuk, SetCode};
use ca_contract::issuance::{Approve, EscrowActivationData, Issue, ListApproved, ListIssuers};
use ca_contract::officers::{DismissOfficer, EnrolOfficer, ListOfficers, RenewOfficer};
use ca_contract::revocation::{FetchRevocationReceipt, RevokeByCode, RevokeByOfficers};
use ca_contract::status::{CertifyResponderKey, FetchCrl, FollowStatus, StatusSnapshot};
use ca_contract::{
    CertificateAuthority, ContractVersion, Failed, IdempotencyKey, OPERATIONS, Operation, Unreachable, VERSION_HEADER,
    read_request,
};
use http::{Request, Response, StatusCode};
use pki::SystemRandom;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// How messages of an operation are read.
pub(crate) struct Messages {
    /// The operation's name.
    pub(crate) name: &'static str,
    /// Reads a request like the certificate authority, and writes it again.
    pub(crate) read_request: fn(&str) -> Result<Value, String>,
    /// Reads an answer to a request, both as text, like a caller.
    pub(crate) read_answer: fn(&str, &str) -> Result<(), String>,
    /// Reads a refusal of a request like a caller, and writes the member `refusal` again.
    pub(crate) read_refusal: fn(&str, &str) -> Result<Value, String>,
    /// The names of the refusals.
    pub(crate) refusals: fn() -> Vec<String>,
}

impl Messages {
    const fn of<O: Operation<Answer: Debug>>() -> Self {
        Self {
            name: O::NAME,
            read_request: |text| {
                let request: O = read_request(text.as_bytes()).map_err(|fault| fault.to_string())?;
                serde_json::to_value(request).map_err(|fault| fault.to_string())
            },
            read_answer: |request, text| match answered::<O>(request, StatusCode::OK, text) {
                Ok(_) => Ok(()),
                Err(failed) => Err(failed.to_string()),
            },
            read_refusal: |request, text| match answered::<O>(request, StatusCode::UNPROCESSABLE_ENTITY, text) {
                Err(Failed::Refused(refusal)) => serde_json::to_value(refusal).map_err(|fault| fault.to_string()),
                other => Err(format!("{other:?}")),
            },
            refusals: words::<O::Error>,
        }
    }
}

/// In the order of [`OPERATIONS`].
pub(crate) const ALL: &[Messages] = &[
    Messages::of::<Approve>(),
    Messages::of::<ListIssuers>(),
    Messages::of::<ListApproved>(),
    Messages::of::<Issue>(),
    Messages::of::<EscrowActivationData>(),
    Messages::of::<SetCode>(),
    Messages::of::<ReleasePuk>(),
    Messages::of::<FindCertificateHolder>(),
    Messages::of::<FollowTokens>(),
    Messages::of::<DossierKey>(),
    Messages::of::<ReleasePin>(),
    Messages::of::<RevokeByCode>(),
    Messages::of::<RevokeByOfficers>(),
    Messages::of::<FetchRevocationReceipt>(),
    Messages::of::<EnrolOfficer>(),
    Messages::of::<RenewOfficer>(),
    Messages::of::<DismissOfficer>(),
    Messages::of::<ListOfficers>(),
    Messages::of::<StatusSnapshot>(),
    Messages::of::<FollowStatus>(),
    Messages::of::<FetchCrl>(),
    Messages::of::<CertifyResponderKey>(),
];

/// What a caller reads from a response to a request.
fn answered<O: Operation>(request: &str, status: StatusCode, body: &str) -> Result<O::Answer, Failed<O::Error>> {
    let request: O = serde_json::from_str(request).map_err(|fault| Failed::Invalid(fault.to_string()))?;
    let body = Bytes::from(body.to_owned());
    let transport = tower::service_fn(move |_: Request<Bytes>| {
        let response = Response::builder().status(status).header(VERSION_HEADER, ContractVersion::OURS.to_string());
        let response = response.body(body.clone()).map_err(|_| Unreachable);
        async move { response }
    });
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime");
    let key = IdempotencyKey::generate(&mut SystemRandom);
    runtime.block_on(CertificateAuthority::over(transport).call(&request, key))
}

/// The names of an enum's variants in JSON, as serde lists them when it gets an unknown one.
pub(crate) fn words<Enum: DeserializeOwned>() -> Vec<String> {
    let other = json!({ "why": "?", "fault": "?", "outcome": "?", "status": "?", "feed": "?" });
    let faults = [json!("?"), other].map(|other| match serde_json::from_value::<Enum>(other) {
        Ok(_) => String::new(),
        Err(fault) => fault.to_string(),
    });
    let listed = faults.iter().find_map(|fault| fault.strip_prefix("unknown variant `?`, expected")).unwrap_or_default();
    listed.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn every_operation_is_included() {
    let walked: Vec<_> = ALL.iter().map(|operation| operation.name).collect();
    let known: Vec<_> = OPERATIONS.iter().map(|access| access.name).collect();
    assert_eq!(walked, known);
}
