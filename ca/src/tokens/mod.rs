//! Tokens that were produced: their persons, their orders, and the certificates on them.

mod certificate;
mod certificates;
mod forms;
mod store;

pub(crate) use certificate::admitted;
pub(crate) use certificates::{TokenCertificate, TokenOfCertificate, certificates, of_certificate, serials};
pub(crate) use forms::{Contact, ContactToken, Filed, of_contact, set_rules, with_other_rules};
pub(crate) use store::{NewToken, insert, is_known, is_revoked, of_order, order_of, others_stay_valid};
