//! How a call is performed: the only place that begins its acts, looks up the stored answer, stores a new one, commits and
//! announces. Operations only read, decide and write.
//!
//! An operation takes one of three shapes. Most either [`Read`] or [`Decide`] in one act. One that cannot be decided within a
//! single transaction [`Proceed`]s by several acts, each of which is a `Decide`: because a key signs in between (the intent must
//! be stored first), or a slow hash is computed (no transaction waits for it), or an attempt counts even though the call is
//! refused.

use ca_contract::{Operation, Refusal};
use chassis::act::Act;
use chassis::db::Value;
use serde::Serialize;

use super::idempotency::StoredAnswer;
use super::{Call, Fault, refusals};
use crate::core::Core;

/// An operation that only reads.
pub(crate) trait Read: Operation {
    /// The answer, from what is stored now.
    fn read(self, core: &Core) -> impl Future<Output = Result<Self::Answer, Fault<Self::Error>>> + Send;
}

/// What is decided and written in one act.
pub(crate) trait Decide: Send {
    /// The result of the act.
    type Output: Send;
    /// The reason of a refusal.
    type Refusal: Send;

    /// Refuses what can be checked without the database, before the act begins.
    fn check(&self, _core: &Core, _call: &Call) -> Result<(), Fault<Self::Refusal>> {
        Ok(())
    }

    /// Reads, and refuses or writes. Refusals come before the first write and never result from a failed statement, since other
    /// decisions may share the transaction.
    fn decide(
        self,
        act: &mut Act<'_, Core>,
        call: &Call,
    ) -> impl Future<Output = Result<Self::Output, Fault<Self::Refusal>>> + Send;
}

/// An operation that takes several acts.
pub(crate) trait Proceed: Operation {
    /// Performs them with [`Call::perform`], and the last one with [`Call::answer`].
    fn proceed(self, core: &Core, call: &Call)
    -> impl Future<Output = Result<Answered<Self::Answer>, Fault<Self::Error>>> + Send;
}

/// An answer that was stored in its act and committed. Only [`Call::answer`] makes one.
pub(crate) struct Answered<T>(T);

impl Call {
    /// Performs an act of this call. If it is refused or interrupted, it has no effect.
    pub(crate) async fn perform<D: Decide>(&self, core: &Core, decision: D) -> Result<D::Output, Fault<D::Refusal>> {
        decision.check(core, self)?;
        let mut act = Act::begin(core, self.actor()).await?;
        let output = decision.decide(&mut act, self).await?;
        act.commit().await?;
        Ok(output)
    }

    /// Performs the act that answers this call, and stores the answer in it if the operation's answers are stored.
    pub(crate) async fn answer<D: Decide<Output: Serialize>>(
        &self,
        core: &Core,
        decision: D,
    ) -> Result<Answered<D::Output>, Fault<D::Refusal>> {
        self.perform(core, Answering(decision)).await
    }
}

struct Answering<D>(D);

impl<D: Decide<Output: Serialize>> Decide for Answering<D> {
    type Output = Answered<D::Output>;
    type Refusal = D::Refusal;

    fn check(&self, core: &Core, call: &Call) -> Result<(), Fault<D::Refusal>> {
        self.0.check(core, call)
    }

    async fn decide(self, act: &mut Act<'_, Core>, call: &Call) -> Result<Self::Output, Fault<D::Refusal>> {
        let answer = self.0.decide(act, call).await?;
        if call.access.stored {
            let written = Value::json(&answer)?;
            call.store_answer(act.tx(), written).await?;
        }
        Ok(Answered(answer))
    }
}

/// The shape of an operation `O`.
pub(crate) trait Shape<O: Operation>: 'static {
    /// The answer to a call that has no stored answer.
    fn serve(operation: O, core: &Core, call: &Call) -> impl Future<Output = Result<O::Answer, Fault<O::Error>>> + Send;
}

/// The operation is a [`Read`].
pub(crate) enum Reading {}
/// The operation is a [`Decide`].
pub(crate) enum InOneAct {}
/// The operation is a [`Proceed`].
pub(crate) enum InSeveralActs {}

impl<O: Read> Shape<O> for Reading {
    async fn serve(operation: O, core: &Core, _: &Call) -> Result<O::Answer, Fault<O::Error>> {
        operation.read(core).await
    }
}

impl<O> Shape<O> for InOneAct
where
    O: Operation + Decide<Output = <O as Operation>::Answer, Refusal = <O as Operation>::Error>,
{
    async fn serve(operation: O, core: &Core, call: &Call) -> Result<O::Answer, Fault<O::Error>> {
        call.answer(core, operation).await.map(|Answered(answer)| answer)
    }
}

impl<O: Proceed> Shape<O> for InSeveralActs {
    async fn serve(operation: O, core: &Core, call: &Call) -> Result<O::Answer, Fault<O::Error>> {
        operation.proceed(core, call).await.map(|Answered(answer)| answer)
    }
}

/// The answer to a call, as JSON: the stored one, or else what the operation decides now. Refusals are recorded.
pub(crate) async fn answer<O: Operation, S: Shape<O>>(core: &Core, call: &Call, operation: O) -> Result<String, Fault<O::Error>> {
    if call.access.stored {
        match call.find_stored(&core.db).await? {
            StoredAnswer::Nothing => {}
            StoredAnswer::Answer(answer) => return Ok(answer),
            StoredAnswer::Refusal(refusal) => {
                let refusal = serde_json::from_str(&refusal);
                return Err(refusal.map_or_else(|_| call.unreadable_refusal().into(), Fault::Refused));
            }
            StoredAnswer::OtherRequest => {
                refusals::record_call(core, call, "key-reused", None).await;
                return Err(Fault::KeyReused);
            }
        }
    }
    let answer = S::serve(operation, core, call).await;
    let refused = match &answer {
        Err(Fault::Refused(refusal)) => Some((refusal.code(), serde_json::to_string(refusal).ok())),
        Err(Fault::Invalid(_)) => Some(("invalid", None)),
        Ok(_) | Err(Fault::KeyReused | Fault::Unavailable | Fault::Incident(_)) => None,
    };
    if let Some((code, refusal)) = refused {
        refusals::record_call(core, call, code, refusal).await;
    }
    serde_json::to_string(&answer?).map_err(|_| Fault::Unavailable)
}

#[cfg(test)]
mod tests;
