//! The signed account of a revocation, built from the zone's own rows.

use std::time::Duration;

use ca_contract::Der;
use ca_contract::revocation::{Account, AccountError, RevocationAccount, RevocationRequest, RevokedCertificate, SignedAccount};
use chassis::db::{Row, StoreError, Tx};
use pki::{Id, Timestamp};

use super::{Revocation, progress};
use crate::call::Fault;
use crate::column;
use crate::core::Core;
use crate::{seal, tokens};

const LONGEST_WAIT: Duration = Duration::from_secs(20);

/// The account of a request, once its revocation is live everywhere.
pub(crate) async fn account(core: &Core, question: RevocationAccount) -> Result<SignedAccount, Fault<AccountError>> {
    let mut moved = core.live.subscribe();
    let deadline = tokio::time::Instant::now() + Duration::from_millis(question.wait_ms.into()).min(LONGEST_WAIT);
    loop {
        moved.borrow_and_update();
        let mut tx = core.db.begin_read().await?;
        let request = request(&mut tx, question.request).await?.ok_or(Fault::Refused(AccountError::UnknownRequest))?;
        if let Some(account) = build(core, &mut tx, question.request, &request).await? {
            drop(tx);
            let content = serde_json::to_vec_pretty(&account).map_err(|_| Fault::Invalid("the account cannot be written"))?;
            let receipt = seal::sign(core, content).await.map_err(|_| Fault::Unavailable)?;
            return Ok(SignedAccount { receipt: Der(receipt) });
        }
        drop(tx);
        if !core.moves(&mut moved, deadline).await {
            return Err(Fault::Refused(AccountError::NotYetLive));
        }
    }
}

async fn request(tx: &mut Tx, id: Id<RevocationRequest>) -> Result<Option<Row>, StoreError> {
    let sql =
        "select q.*, v.token, v.decided_at from revocation_requests q join revocations v on v.id = q.revocation where q.id = $1";
    tx.row(sql, &[id.as_bytes().as_slice().into()]).await
}

/// `None` while it is not live.
async fn build(core: &Core, tx: &mut Tx, id: Id<RevocationRequest>, row: &Row) -> Result<Option<Account>, StoreError> {
    let revocation: Id<Revocation> = column::id(row, "revocation")?;
    let (signed, live) = (progress::reached(tx, revocation, "signed").await?, progress::reached(tx, revocation, "live").await?);
    let (Some(signed_at), Some(live_at)) = (signed, live) else { return Ok(None) };
    let sql = "select reason from revocation_requests where revocation = $1 and effective = 1";
    let first = tx.row(sql, &[revocation.as_bytes().as_slice().into()]).await?;
    let first = first.ok_or(column::inconsistent("effective", "marks no request"))?;
    let token = column::token_number(row, "token")?;
    Ok(Some(Account {
        request: id,
        received_at: row.timestamp("received_at")?,
        channel: column::word(row, "channel")?,
        reason: column::word(row, "reason")?,
        effective: row.int("effective")? == 1,
        effective_reason: column::word(&first, "reason")?,
        decided_at: row.timestamp("decided_at")?,
        signed_at,
        live_at,
        certificates: certificates(core, tx, revocation, live_at).await?,
        other_tokens_stay_valid: tokens::others_stay_valid(tx, &token).await?,
        token,
    }))
}

/// Each serial with the first CRL that names it, and until when what was handed out before may be believed.
async fn certificates(
    core: &Core,
    tx: &mut Tx,
    revocation: Id<Revocation>,
    live_at: Timestamp,
) -> Result<Vec<RevokedCertificate>, StoreError> {
    let sql = "select s.issuer, s.serial, \
         (select min(c.number) from crls c where c.issuer = s.issuer and c.covers >= s.feed_sequence) as number, \
         (select max(c.next_update) from crls c where c.issuer = s.issuer and c.covers < s.feed_sequence) as believed \
         from revoked_serials s where s.revocation = $1 order by s.feed_sequence";
    let rows = tx.rows(sql, &[revocation.as_bytes().as_slice().into()]).await?;
    rows.iter()
        .map(|row| {
            Ok(RevokedCertificate {
                issuer: column::issuer(row)?,
                serial: column::serial(row)?,
                crl_number: u64::try_from(row.int("number")?).map_err(|_| column::inconsistent("number", "is negative"))?,
                ocsp_believed_until: live_at.plus(core.config.ocsp_answer_validity),
                crl_believed_until: row.optional_int("believed")?.map_or(live_at, Timestamp::from_millis),
            })
        })
        .collect()
}
