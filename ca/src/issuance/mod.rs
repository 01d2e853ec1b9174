//! Issuance: say what will be signed, lint it, write the intent down, sign once, store.
//!
//! `Draft` → [`prepare`](Prepared) → [`Intent`] → [`Signed`]: each step takes the one before, so that one intent means one signature.

mod draft;
mod intent;
mod prepare_error;
mod prepared;
pub(crate) mod recovery;
mod responder;
mod single;
mod store;
mod token;
mod token_store;

use ca_contract::Der;
use ca_contract::issuance::Issuer;

pub(crate) use draft::{Draft, Signatory};
pub(crate) use intent::Intent;
pub(crate) use prepare_error::PrepareError;
pub(crate) use prepared::Prepared;
pub(crate) use responder::certify_responder;
pub(crate) use single::{SingleError, issue_single};
pub(crate) use store::{Signed, TokenPlace, store_certificate};
pub(crate) use token::issue;

use crate::core::Core;

/// The certificate authorities of the product hierarchies, with their certificates.
pub(crate) fn issuers(core: &Core) -> Vec<Issuer> {
    let product = core.issuers.product().iter();
    product
        .filter_map(|issuer| {
            let (hierarchy, authority) = issuer.authority.as_ref()?;
            Some(Issuer {
                name: authority.name.clone(),
                hierarchy: hierarchy.clone(),
                issued_by: authority.issued_by.clone(),
                certificate: Der(issuer.certificate.der().to_vec()),
            })
        })
        .collect()
}

/// Marks identifiers of attempts to issue on an approval.
pub(crate) enum Issuance {}
