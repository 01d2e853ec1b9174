//! Calls, and the answers to them: a repeated call returns the first answer and changes nothing.

use ca_contract::{Access, Caller, IdempotencyKey};
use chassis::db::{Db, StoreError, Tx, Value};
use chassis::turns::Turns;
use pki::{Digest, Timestamp};

use crate::tables::REMEMBERED;

/// One call: its caller, idempotency key, content and time.
pub(crate) struct Call {
    pub(crate) caller: Caller,
    pub(crate) key: IdempotencyKey,
    /// The operation's row in the contract's table of access.
    pub(crate) access: &'static Access,
    /// A keyed digest of the message.
    pub(crate) request_digest: Digest,
    pub(crate) received_at: Timestamp,
}

/// What is stored under an idempotency key.
pub(super) enum StoredAnswer {
    Nothing,
    Answer(String),
    Refusal(String),
    OtherRequest,
}

impl Call {
    /// The caller as an actor in the ledger.
    pub(crate) fn actor(&self) -> String {
        self.caller.to_string()
    }

    /// The stored answer to this call.
    pub(super) async fn find_stored(&self, db: &Db) -> Result<StoredAnswer, StoreError> {
        let mut tx = db.begin_read().await?;
        let sql = "select caller, idempotency_key, operation, request, answer, refused from remembered \
             where caller = $1 and idempotency_key = $2";
        let key = [self.caller.to_string().into(), self.key.as_bytes().into()];
        let stored = REMEMBERED.find(&mut tx, sql, &key, |row| {
            if row.text("operation")? != self.access.name || row.digest("request")? != self.request_digest {
                return Ok(StoredAnswer::OtherRequest);
            }
            let answer = row.text("answer")?;
            Ok(if row.flag("refused")? { StoredAnswer::Refusal(answer) } else { StoredAnswer::Answer(answer) })
        });
        Ok(stored.await?.unwrap_or(StoredAnswer::Nothing))
    }

    /// Stores an answer, as JSON, in the transaction of the act.
    pub(super) async fn store_answer(&self, tx: &mut Tx, answer: Value) -> Result<(), StoreError> {
        self.write(tx, answer, false).await
    }

    /// The stored answer is not a refusal of this operation.
    pub(super) fn unreadable_refusal(&self) -> StoreError {
        let key = format!("caller {}, idempotency_key {}", self.caller, self.key);
        REMEMBERED.inconsistent(key, "answer", "is not a refusal of its operation")
    }

    /// Stores a refusal, as JSON, which a repeated call returns.
    pub(super) async fn store_refusal(&self, tx: &mut Tx, refusal: &str) -> Result<(), StoreError> {
        self.write(tx, refusal.into(), true).await
    }

    async fn write(&self, tx: &mut Tx, answer: Value, refused: bool) -> Result<(), StoreError> {
        tx.execute(
            "insert into remembered (caller, idempotency_key, operation, request, answer, refused, answered_at) \
             values ($1, $2, $3, $4, $5, $6, $7)",
            &[
                self.caller.to_string().into(),
                self.key.as_bytes().into(),
                self.access.name.into(),
                self.request_digest.into(),
                answer,
                refused.into(),
                self.received_at.into(),
            ],
        )
        .await?;
        Ok(())
    }
}

/// Deletes answers given before `moment`; a call is not repeated after that long.
pub(crate) async fn forget_before(tx: &mut Tx, moment: Timestamp) -> Result<u64, StoreError> {
    tx.execute("delete from remembered where answered_at < $1", &[moment.into()]).await
}

/// The calls in progress: those with the same caller and key take turns, so that each but the first finds the stored answer.
pub(crate) type InFlight = Turns<(Caller, IdempotencyKey)>;
