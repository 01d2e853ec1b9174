//! One call of the contract: who asks what under which key, what was answered before, and how a call fails.

mod fault;
mod memory;
mod refusals;

pub(crate) use fault::Fault;
pub(crate) use memory::{Call, Recalled, UnderWay, forget_before};
pub(crate) use refusals::{RefusalBudget, STRANGER};
