//! Server-rendered pages for any zone: one table of routes, admission before each handler, forms, cookies, fault pages,
//! response headers, and assets with content-addressed URLs.
//!
//! A zone implements [`Zone`]: how it identifies its visitors, what its access table allows, and what its layout shows. It
//! lists its [`Route`]s, each with entrance, method, path and action, and [`router`] builds the router of a listener from them.
//! A handler takes what it needs as arguments: [`Shell`] for its template, [`Form`] for the submitted fields, and [`Admitted`]
//! for the visitor, which only admission can create.
//!
//! Templates (`templates/layout.html`, `field.html`, `fault.html`) are compiled in the crate of the zone: its `askama.toml`
//! lists its own folder and then this crate's, and its `base.html` extends `layout.html`. Texts are looked up in the zone's
//! catalogues, which include [`CATALOGUES`].

#![warn(missing_docs)]

mod admission;
mod admitted;
mod again;
mod assets;
pub mod cookies;
mod entrance;
mod fault;
mod form;
mod headers;
mod language;
mod origin;
mod route;
mod shell;
mod zone;

pub use admitted::{Admitted, Proofs, Source};
pub use assets::{Asset, Assets};
pub use entrance::Entrance;
pub use fault::PageFault;
pub use form::{FieldError, FieldErrors, Form, FormKey, reads_as};
pub use language::switch_language;
pub use origin::Origin;
pub use route::{Route, RouteRow, router};
pub use shell::{Shell, file, page, page_with, see_other, too_many};
pub use zone::{Request, Zone};

use i18n::Catalogues;

/// The texts of the layout, forms and faults. A zone includes them in its own catalogues.
pub static CATALOGUES: Catalogues = i18n::catalogues!("shell");

#[cfg(test)]
#[test]
fn every_text_exists_in_both_languages_and_is_used() {
    let findings = i18n::lint::findings(&CATALOGUES, std::path::Path::new(env!("CARGO_MANIFEST_DIR")));
    assert_eq!(findings.unwrap(), Vec::<String>::new());
}
