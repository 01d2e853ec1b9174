//! A person with a browser without JavaScript: follows links and redirects, keeps cookies, fills in forms, presents a client
//! certificate.

mod certificate;
mod client;
mod form;
mod page;

pub use certificate::{ClientCertificate, TokenLogin};
pub use client::{Browser, BrowserError};
pub use form::Form;
pub use page::Page;
