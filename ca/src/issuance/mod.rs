//! Issuance: prepare the content, lint it, record the intent, sign once, store.
//!
//! `Draft` → [`prepare`](Prepared) → [`Intent`] → [`Signed`]: each step consumes the result of the one before, so that one intent
//! leads to one signature.

mod certifiable_key;
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
use ca_contract::issuance::{Issuer, ListIssuers};
use ca_contract::operation::NeverRefused;

pub(crate) use certifiable_key::{CertifiableKey, NotCertifiable};
pub(crate) use draft::{Draft, IssuingKey};
pub(crate) use intent::Intent;
pub(crate) use prepare_error::PrepareError;
pub(crate) use prepared::Prepared;
pub(crate) use single::{SignedSingle, SingleError, sign_single};
pub(crate) use store::{Signed, TokenPlace, store_certificate};

use crate::call::{Fault, Read};
use crate::core::Core;

/// The certificate authorities of the product hierarchies, with their certificates.
impl Read for ListIssuers {
    async fn read(self, core: &Core) -> Result<Vec<Issuer>, Fault<NeverRefused>> {
        let product = core.issuers.product().iter();
        let issuers = product.filter_map(|issuer| {
            let (hierarchy, authority) = issuer.authority.as_ref()?;
            Some(Issuer {
                name: authority.name.clone(),
                hierarchy: hierarchy.clone(),
                issued_by: authority.issued_by.clone(),
                certificate: Der(issuer.certificate.der().to_vec()),
            })
        });
        Ok(issuers.collect())
    }
}

/// Marks identifiers of issuances, each an attempt on an approval.
pub(crate) enum Issuance {}
