//! The facts by which a holder is recognised who has only a code at hand: names, contact, birth, identity document.
//!
//! People write a fact in many ways. Each kind of fact has a file that defines which spellings are equivalent: the fact on file
//! has at most 64 *forms*, normalised texts, of which the database stores keyed digests. A claimed fact is converted to forms in
//! the same way, and matches if one of them is on file. `docs/recognition.md` lists the spellings.

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

/// The version of the rules for forms. To be incremented with every change of a form: tokens whose facts were digested under
/// another version are digested again in the background.
pub(crate) const RULES: i64 = 2;
