//! Reading what was typed on the page of a section.
//!
//! All fields of a page are read together: every field that is wrong is named, and nothing is stored unless all are right.

mod billing;
mod birth;
mod contact;
mod date;
mod delivery;
mod fault;
mod identity;
mod listing;
mod reader;
mod rules;
mod sections;
mod spelling;
mod terms;

pub(crate) use birth::AGE;
pub(crate) use date::{in_three_fields, is_unknown};
pub use fault::{DateFault, FieldFault, FieldFaults};
pub use reader::Typed;
pub(crate) use rules::{AnswerRules, certificate_ends};
