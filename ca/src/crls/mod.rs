//! Certificate revocation lists: signed on schedule, and after each revocation.

mod store;

use std::sync::Arc;
use std::time::Duration;

use ca_contract::status::{SignedCrl, StatusChange};
use chassis::act::Act;
use chassis::db::StoreError;
use pki::crl::{CrlContent, RevokedEntry};
use pki::{Timestamp, lint};
use policies::Authority;
use serde_json::json;

use crate::announcements::Announcement;
use crate::core::{Core, SELF};
use crate::failpoint::Failpoint;
use crate::issuers::Issuer;
use crate::keys::QueueError;
use crate::{feed, revocation};

/// Why a CRL was not signed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CrlError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Queue(#[from] QueueError),
    #[error("the CA's key could not sign the CRL")]
    Sign,
    #[error("the lint refuses the CRL: {0}")]
    Lint(String),
}

impl CrlError {
    /// Whether only an operator can help; see [`StoreError::is_incident`].
    pub(crate) const fn is_incident(&self) -> bool {
        match self {
            Self::Store(fault) => fault.is_incident(),
            Self::Queue(_) => false,
            Self::Sign | Self::Lint(_) => true,
        }
    }
}

/// Signs every CRL that is due; returns when the next one is.
pub(crate) async fn make_due(core: &Core) -> Result<Timestamp, CrlError> {
    let mut next = core.now().plus(Duration::from_secs(3600));
    let mut broken = None;
    for issuer in core.issuers.product() {
        if let Some((_, authority)) = &issuer.authority {
            // A failure of one CA must not withhold the revocations of the others from relying parties.
            match make_if_due(core, issuer, authority).await {
                Ok(due) => next = next.min(due),
                Err(fault) => broken = broken.or(Some(fault)),
            }
        }
    }
    broken.map_or(Ok(next), Err)
}

async fn make_if_due(core: &Core, issuer: &Arc<Issuer>, authority: &Authority) -> Result<Timestamp, CrlError> {
    let mut tx = core.db.begin_read().await?;
    let last = store::last(&mut tx, &authority.name).await?;
    let newest_revocation = store::newest_revocation(&mut tx, &authority.name).await?;
    drop(tx);
    let now = core.now();
    if let Some(last) = &last {
        let scheduled = last.this_update.plus(authority.crl.every);
        if newest_revocation <= last.covers && now < scheduled {
            return Ok(scheduled);
        }
    }
    make(core, issuer, authority, last.map_or(0, |last| last.number)).await?;
    Ok(now.plus(authority.crl.every))
}

/// Signs the CRL after `last` and stores it. A crash in between leaves no gap in the numbers: the next attempt uses the same one.
///
/// An entry is listed until a CRL that was signed after the certificate's end, and listed it, has expired. It is therefore on at least one
/// regularly scheduled CRL issued after that end (RFC 5280 §3.3), however long no CRL was signed.
async fn make(core: &Core, issuer: &Arc<Issuer>, authority: &Authority, last: i64) -> Result<(), CrlError> {
    let mut tx = core.db.begin_read().await?;
    let covers = feed::head(&mut tx).await?;
    let this_update = core.now();
    let expired = store::signed_until(&mut tx, &authority.name, this_update.minus(authority.crl.valid_for)).await?;
    let entries = store::entries(&mut tx, &authority.name, expired.as_ref()).await?;
    drop(tx);
    let number = last + 1;
    let next_update = this_update.plus(authority.crl.valid_for);
    let der = sign(core, issuer, number, entries, this_update, next_update).await?;
    if let Some(finding) = lint::crl(&der, issuer.certificate.der()).first() {
        return Err(CrlError::Lint(finding.to_string()));
    }
    core.environment.failpoints.hit(Failpoint::CrlSigned);
    let mut act = Act::begin(core, SELF).await?;
    act.announce(Announcement::Reached(Failpoint::CrlStored));
    act.announce(Announcement::ReadBackDue);
    store::insert(act.tx(), &authority.name, number, &store::NewCrl { this_update, next_update, covers, der: &der }).await?;
    let change = SignedCrl { issuer: authority.name.clone(), number: number.unsigned_abs() };
    feed::append(&mut act, &StatusChange::CrlSigned(change), this_update).await?;
    let at = act.at();
    revocation::mark_signed(act.tx(), at).await?;
    act.record("crl.signed", authority.name.as_str(), json!({ "number": number, "covers": covers })).await?;
    Ok(act.commit().await?)
}

async fn sign(
    core: &Core,
    issuer: &Arc<Issuer>,
    number: i64,
    entries: Vec<RevokedEntry>,
    this_update: Timestamp,
    next_update: Timestamp,
) -> Result<Vec<u8>, CrlError> {
    let issuer = Arc::clone(issuer);
    let signed = core.queue.run(move || {
        let content = CrlContent {
            issuer: issuer.certificate.subject(),
            number: number.unsigned_abs(),
            this_update,
            next_update,
            entries: &entries,
        };
        content.sign(issuer.key.as_ref())
    });
    signed.await?.map_err(|_| CrlError::Sign)
}

#[cfg(test)]
mod tests;
