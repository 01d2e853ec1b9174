//! What a holder is recognised by who has nothing but a code at hand: names, contact, birth, identity document.
//!
//! People write a fact in many ways. Each kind of fact has a file that says which writings are one: the fact on file has at most 64
//! *forms*, normalised texts, of which the database keeps keyed digests; what somebody claims is read as forms likewise, and fits where
//! one of them is on file. `docs/recognition.md` lists the writings.

mod birth_place;
mod claimed;
mod digests;
mod email;
mod forms;
mod given_names;
mod name_unit;
mod on_file;
mod surname;
#[cfg(test)]
mod tests;
mod token_number;
mod typed_name;

pub(crate) use claimed::{ClaimedFacts, contact_digest};
pub(crate) use digests::Kind;
pub(crate) use on_file::{FactsOnFile, can_be_given, digests};

/// The version of the rules by which forms are made. One more wherever a form changes: tokens that were digested by others are digested
/// anew in the background.
pub(crate) const RULES: i64 = 1;
