//! Calls, and what was answered to them: a repeated call returns the first answer and changes nothing.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use ca_contract::{Access, Caller, IdempotencyKey};
use chassis::db::{Db, StoreError, Tx, Value};
use pki::{Digest, Timestamp};

use crate::tables::REMEMBERED;

/// One call: who, under which key, what exactly, when.
pub(crate) struct Call {
    pub(crate) caller: Caller,
    pub(crate) key: IdempotencyKey,
    /// The operation's row in the contract's table.
    pub(crate) access: &'static Access,
    /// A keyed digest of the message.
    pub(crate) request_digest: Digest,
    pub(crate) received_at: Timestamp,
}

/// What is stored under a key.
pub(super) enum StoredAnswer {
    Nothing,
    Answer(String),
    Refusal(String),
    OtherRequest,
}

impl Call {
    /// Who acted, for the ledger.
    pub(crate) fn actor(&self) -> String {
        self.caller.to_string()
    }

    /// What was answered to this call.
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

    /// What was stored of this call is no refusal of its operation.
    pub(super) fn unreadable_refusal(&self) -> StoreError {
        let key = format!("caller {}, idempotency_key {}", self.caller, self.key);
        REMEMBERED.inconsistent(key, "answer", "is no refusal of its operation")
    }

    /// Stores a refusal, as JSON: the call is refused likewise when it is repeated.
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

/// Forgets answers given before `moment`: nobody asks again after that long.
pub(crate) async fn forget_before(tx: &mut Tx, moment: Timestamp) -> Result<u64, StoreError> {
    tx.execute("delete from remembered where answered_at < $1", &[moment.into()]).await
}

/// The keys whose acts are under way: the same question meanwhile is told to ask again.
#[derive(Default)]
pub(crate) struct InFlight(Mutex<HashSet<(Caller, IdempotencyKey)>>);

/// An act's turn; ends when dropped.
pub(crate) struct InFlightGuard {
    in_flight: Arc<InFlight>,
    key: (Caller, IdempotencyKey),
}

impl InFlight {
    pub(crate) fn begin(self: &Arc<Self>, caller: Caller, key: IdempotencyKey) -> Option<InFlightGuard> {
        let fresh = self.0.lock().unwrap_or_else(PoisonError::into_inner).insert((caller, key));
        fresh.then(|| InFlightGuard { in_flight: Arc::clone(self), key: (caller, key) })
    }
}

impl Drop for InFlightGuard {
    fn drop(&mut self) {
        self.in_flight.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.key);
    }
}
