//! What was answered under an idempotency key: asked twice, it happens once.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use ca_contract::{Caller, IdempotencyKey};
use chassis::db::{Db, StoreError, Tx};
use pki::{Digest, Timestamp};
use serde::Serialize;

/// One call: who, under which key, what exactly, when.
pub(crate) struct Call {
    pub(crate) caller: Caller,
    pub(crate) key: IdempotencyKey,
    pub(crate) operation: &'static str,
    /// A keyed digest of the message.
    pub(crate) question: Digest,
    pub(crate) received_at: Timestamp,
}

/// What is remembered of a key.
pub(crate) enum Recalled {
    Nothing,
    Answer(String),
    Refusal(String),
    OtherQuestion,
}

impl Call {
    /// Who acted, for the ledger.
    pub(crate) fn actor(&self) -> String {
        self.caller.to_string()
    }

    pub(crate) async fn recall(&self, db: &Db) -> Result<Recalled, StoreError> {
        let mut tx = db.begin_read().await?;
        let sql = "select operation, request, answer, refused from remembered where caller = $1 and idempotency_key = $2";
        let row = tx.row(sql, &[self.caller.to_string().into(), self.key.as_bytes().as_slice().into()]).await?;
        let Some(row) = row else { return Ok(Recalled::Nothing) };
        if row.text("operation")? != self.operation || row.digest("request")? != self.question {
            return Ok(Recalled::OtherQuestion);
        }
        let answer = row.text("answer")?;
        Ok(if row.int("refused")? == 0 { Recalled::Answer(answer) } else { Recalled::Refusal(answer) })
    }

    /// Remembers an answer in the transaction of the act.
    pub(crate) async fn remember(&self, tx: &mut Tx, answer: &(impl Serialize + Sync)) -> Result<(), StoreError> {
        let unwritable = StoreError::Inconsistent { column: "answer", problem: "cannot be written" };
        self.write(tx, &serde_json::to_string(answer).map_err(|_| unwritable)?, false).await
    }

    /// Remembers a refusal, as written: asked again, the question gets the same one.
    pub(crate) async fn remember_refusal(&self, tx: &mut Tx, refusal: &str) -> Result<(), StoreError> {
        self.write(tx, refusal, true).await
    }

    async fn write(&self, tx: &mut Tx, answer: &str, refused: bool) -> Result<(), StoreError> {
        tx.execute(
            "insert into remembered (caller, idempotency_key, operation, request, answer, refused, answered_at) \
             values ($1, $2, $3, $4, $5, $6, $7)",
            &[
                self.caller.to_string().into(),
                self.key.as_bytes().as_slice().into(),
                self.operation.into(),
                self.question.into(),
                answer.into(),
                i64::from(refused).into(),
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
pub(crate) struct UnderWay(Mutex<HashSet<(Caller, IdempotencyKey)>>);

/// An act's turn; ends when dropped.
pub(crate) struct Turn {
    under_way: Arc<UnderWay>,
    key: (Caller, IdempotencyKey),
}

impl UnderWay {
    pub(crate) fn begin(self: &Arc<Self>, caller: Caller, key: IdempotencyKey) -> Option<Turn> {
        let fresh = self.0.lock().unwrap_or_else(PoisonError::into_inner).insert((caller, key));
        fresh.then(|| Turn { under_way: Arc::clone(self), key: (caller, key) })
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.under_way.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.key);
    }
}
