//! One call of the contract: who calls with which key, the stored answer, how its acts are performed, and how it fails.

mod fault;
mod idempotency;
mod perform;
mod refusals;

pub(crate) use fault::Fault;
pub(crate) use idempotency::{Call, InFlight, forget_before};
pub(crate) use perform::{Answered, Decide, InOneAct, InSeveralActs, Proceed, Read, Reading, Shape, answer};
pub(crate) use refusals::{record as record_refusal, settle as settle_refusals};
