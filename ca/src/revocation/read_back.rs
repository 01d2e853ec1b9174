//! T3: a revocation is published once every origin shows it, read over HTTP as a relying party would.

use std::sync::Arc;
use std::time::Duration;

use ca_contract::events::TokenChange;
use ca_contract::revocation::RevocationRequest;
use chassis::act::Act;
use chassis::db::{Row, StoreError, Tx};
use pki::crl::CertificateRevocationList;
use pki::ocsp::{CertId, CertStatus, OcspRequest, OcspResponse};
use pki::{Id, SerialNumber, TokenNumber};
use policies::AuthorityName;
use serde_json::json;

use super::{Revocation, progress};
use crate::announcements::Announcement;
use crate::core::{Core, SELF};
use crate::events;
use crate::issuers::Issuer;
use crate::tables::{REVOCATION_REQUESTS, REVOKED_SERIALS};

/// Reads origins.
pub(crate) struct ReadBack {
    client: reqwest::Client,
}

/// A serial that every origin must show as revoked.
struct Wanted {
    name: AuthorityName,
    issuer: Arc<Issuer>,
    serial: SerialNumber,
}

impl ReadBack {
    pub(crate) fn new() -> Result<Self, reqwest::Error> {
        let client = reqwest::Client::builder().no_proxy().timeout(Duration::from_secs(2)).build()?;
        Ok(Self { client })
    }

    /// Whether the CRL and the OCSP response of `origin` show the serial as revoked.
    async fn shows(&self, core: &Core, origin: &str, wanted: &Wanted) -> Option<()> {
        let certificate = &wanted.issuer.certificate;
        let url = format!("{origin}/crl/{}.crl", wanted.name);
        let crl = self.client.get(url).send().await.ok()?.error_for_status().ok()?.bytes().await.ok()?;
        let crl = CertificateRevocationList::from_der(&crl).ok()?;
        crl.find(&wanted.serial).filter(|_| crl.is_signed_by(certificate))?;

        let request = OcspRequest::encode(&[CertId::sha256(certificate, &wanted.serial)], None);
        let url = format!("{origin}/ocsp/{}", wanted.name);
        let post = self.client.post(url).header("content-type", "application/ocsp-request").body(request);
        let answer = OcspResponse::from_der(&post.send().await.ok()?.error_for_status().ok()?.bytes().await.ok()?).ok()?;
        let OcspResponse::Basic { singles, .. } = &answer else { return None };
        let revoked = singles.iter().any(|single| matches!(single.status, CertStatus::Revoked { .. }));
        (revoked && answer.is_authorised_by(certificate, core.now())).then_some(())
    }
}

/// Reads back every revocation that is signed and not published; returns whether any is still not shown everywhere.
pub(crate) async fn read_back_due(core: &Core, reader: &ReadBack) -> Result<bool, StoreError> {
    let mut tx = core.db.begin_read().await?;
    let mut due = Vec::new();
    for revocation in progress::not_live(&mut tx).await? {
        due.push((revocation, wanted(core, &mut tx, revocation).await?));
    }
    drop(tx);
    let mut behind = false;
    for (revocation, wanted) in due {
        if shown_everywhere(core, reader, &wanted).await {
            record_live(core, revocation).await?;
        } else {
            behind = true;
        }
    }
    Ok(behind)
}

async fn record_live(core: &Core, revocation: Id<Revocation>) -> Result<(), StoreError> {
    let mut act = Act::begin(core, SELF).await?;
    let at = act.at();
    progress::mark_live(act.tx(), revocation, at).await?;
    let (request, token) = effective_request(act.tx(), revocation).await?;
    act.announce(Announcement::RevocationPublished);
    events::append(&mut act, &token, &TokenChange::RevocationPublished { request }, at).await?;
    act.record("revocation.live", &revocation.to_string(), json!({})).await?;
    act.commit().await
}

/// The request that caused a revocation, and the token.
async fn effective_request(tx: &mut Tx, revocation: Id<Revocation>) -> Result<(Id<RevocationRequest>, TokenNumber), StoreError> {
    let sql = "select q.id, v.token from revocations v \
         join revocation_requests q on q.revocation = v.id and q.effective = 1 where v.id = $1";
    REVOCATION_REQUESTS.one(tx, sql, &[revocation.into()], |row| Ok((row.id("id")?, row.parsed("token")?))).await
}

async fn shown_everywhere(core: &Core, reader: &ReadBack, wanted: &[Wanted]) -> bool {
    for origin in &core.config.origins {
        for serial in wanted {
            if reader.shows(core, origin, serial).await.is_none() {
                return false;
            }
        }
    }
    true
}

async fn wanted(core: &Core, tx: &mut Tx, revocation: Id<Revocation>) -> Result<Vec<Wanted>, StoreError> {
    let sql = "select issuer, serial from revoked_serials where revocation = $1";
    let read = |row: &Row| {
        let name = row.parsed("issuer")?;
        let issuer = core.issuers.find(&name).ok_or(StoreError::inconsistent("issuer", "is not an authority in force"))?;
        Ok(Wanted { name, issuer: Arc::clone(issuer), serial: row.serial("serial")? })
    };
    REVOKED_SERIALS.list(tx, sql, &[revocation.into()], read).await
}
