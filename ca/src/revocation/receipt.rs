//! The signed receipt of a revocation, built from the zone's own rows.

use std::time::Duration;

use ca_contract::Der;
use ca_contract::revocation::{
    FetchRevocationReceipt, RequestChannel, RequestReason, RevocationReceipt, RevocationReceiptError, RevocationRequest,
    RevokedCertificate, SignedReceipt,
};
use chassis::db::{Row, StoreError, Tx};
use pki::{Id, Timestamp, TokenNumber};

use super::{Revocation, progress};
use crate::call::{Fault, Read};
use crate::core::Core;
use crate::long_poll::LongPoll;
use crate::tables::{REVOCATION_REQUESTS, REVOKED_SERIALS};
use crate::{seal, tokens};

const LONGEST_WAIT: Duration = Duration::from_secs(20);

/// Returns the receipt of a request, once every origin shows its revocation.
impl Read for FetchRevocationReceipt {
    async fn read(self, core: &Core) -> Result<SignedReceipt, Fault<RevocationReceiptError>> {
        let mut poll = LongPoll::begin(core.announcements.revocation_live(), self.wait_ms, LONGEST_WAIT, &core.stopping);
        loop {
            let mut tx = core.db.begin_read().await?;
            let request = REVOCATION_REQUESTS.find(&mut tx, REQUEST, &[self.request.into()], request).await?;
            let request = request.ok_or(Fault::Refused(RevocationReceiptError::UnknownRequest))?;
            if let Some(content) = build(core, &mut tx, request).await? {
                drop(tx);
                let content = serde_json::to_vec_pretty(&content).map_err(|_| Fault::Invalid("the receipt cannot be written"))?;
                let receipt = seal::sign(core, content).await?;
                return Ok(SignedReceipt { receipt: Der(receipt) });
            }
            drop(tx);
            if poll.is_over().await {
                return Err(Fault::Refused(RevocationReceiptError::NotYetPublished));
            }
        }
    }
}

/// A request and its revocation, as stored.
struct Request {
    id: Id<RevocationRequest>,
    revocation: Id<Revocation>,
    token: TokenNumber,
    received_at: Timestamp,
    channel: RequestChannel,
    reason: RequestReason,
    effective: bool,
    decided_at: Timestamp,
}

const REQUEST: &str =
    "select q.*, v.token, v.decided_at from revocation_requests q join revocations v on v.id = q.revocation where q.id = $1";

fn request(row: &Row) -> Result<Request, StoreError> {
    Ok(Request {
        id: row.id("id")?,
        revocation: row.id("revocation")?,
        token: row.parsed("token")?,
        received_at: row.timestamp("received_at")?,
        channel: row.word("channel")?,
        reason: row.word("reason")?,
        effective: row.flag("effective")?,
        decided_at: row.timestamp("decided_at")?,
    })
}

/// `None` as long as an origin does not show the revocation.
async fn build(core: &Core, tx: &mut Tx, request: Request) -> Result<Option<RevocationReceipt>, StoreError> {
    let Request { revocation, token, .. } = request;
    let (signed, live) = (progress::reached(tx, revocation, "signed").await?, progress::reached(tx, revocation, "live").await?);
    let (Some(signed_at), Some(published_at)) = (signed, live) else { return Ok(None) };
    let sql = "select id, reason from revocation_requests where revocation = $1 and effective = 1";
    let effective_reason = REVOCATION_REQUESTS.one(tx, sql, &[revocation.into()], |row| row.word("reason")).await?;
    Ok(Some(RevocationReceipt {
        request: request.id,
        received_at: request.received_at,
        channel: request.channel,
        reason: request.reason,
        effective: request.effective,
        effective_reason,
        decided_at: request.decided_at,
        signed_at,
        published_at,
        certificates: certificates(core, tx, revocation, published_at).await?,
        other_tokens_stay_valid: tokens::others_stay_valid(tx, &token).await?,
        token,
    }))
}

/// Each serial with the first CRL that lists it, and until when status from before the revocation remains valid.
async fn certificates(
    core: &Core,
    tx: &mut Tx,
    revocation: Id<Revocation>,
    published_at: Timestamp,
) -> Result<Vec<RevokedCertificate>, StoreError> {
    let sql = "select s.issuer, s.serial, \
         (select min(c.number) from crls c where c.issuer = s.issuer and c.covers >= s.feed_sequence) as number, \
         (select max(c.next_update) from crls c where c.issuer = s.issuer and c.covers < s.feed_sequence) as believed \
         from revoked_serials s where s.revocation = $1 order by s.feed_sequence";
    let certificate = |row: &Row| {
        Ok(RevokedCertificate {
            issuer: row.parsed("issuer")?,
            serial: row.serial("serial")?,
            crl_number: row.number("number")?,
            ocsp_valid_until: published_at.plus(core.config.ocsp_response_validity),
            crl_valid_until: row.optional("believed", Row::timestamp)?.unwrap_or(published_at),
        })
    };
    REVOKED_SERIALS.list(tx, sql, &[revocation.into()], certificate).await
}
