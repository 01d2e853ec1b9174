//! Somebody at a browser: follows links and redirects, keeps cookies, fills in forms, shows a client certificate. Can do nothing that a
//! person without JavaScript could not.

mod browser;
mod certificate;
mod form;
mod page;

pub use browser::{VisitError, Visitor};
pub use certificate::{ClientCertificate, TokenLogin};
pub use form::Form;
pub use page::Page;
