//! The registration authority's portal: pages, mails and papers over what [`registration`] decides. Words for people exist only here.
//!
//! It serves two entrances: the public one, and one that asks for a client certificate, for officers and holders. It knows nothing of
//! the certificate authority's contract: whatever is asked of it, `registration` asks.

pub mod documents;
pub mod gateways;
pub mod i18n;
pub mod mail;
pub mod terms;
pub mod web;
pub mod work;
