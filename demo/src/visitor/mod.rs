//! A person with a browser without JavaScript: follows links and redirects, keeps cookies, fills in forms, presents a client
//! certificate.

mod browser;
mod certificate;
mod form;
mod page;

pub use browser::{VisitError, Visitor};
pub use certificate::{ClientCertificate, TokenLogin};
pub use form::Form;
pub use page::Page;
