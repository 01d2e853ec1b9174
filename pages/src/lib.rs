//! Server-rendered pages, for every zone that has some: one table of routes, admission before each handler, forms, cookies, faults as
//! pages, the headers of every answer, styles and pictures under addresses that name their content.
//!
//! A zone implements [`Zone`]: how it recognises its visitors, what its access table allows, and what its layout shows. It lists its
//! [`Route`]s, each with entrance, method, path and action, and [`router`] makes of them what a listener serves. A handler takes what it
//! needs as arguments: [`Shell`] for its template, [`Form`] for what was typed, and [`Admitted`] for who asks, which only admission can make.
//!
//! Templates (`templates/layout.html`, `field.html`, `fault.html`) are compiled in the crate of the zone: its `askama.toml` names its own
//! folder and then this crate's, and its `base.html` extends `layout.html`. Texts are looked up in the zone's catalogues, which
//! include [`CATALOGUES`].

#![warn(missing_docs)]

mod admission;
mod assets;
pub mod cookies;
mod fault;
mod form;
mod headers;
mod language;
mod origin;
mod route;
mod shell;
mod zone;

pub use admission::{Admitted, Proofs, Source};
pub use assets::{Asset, Assets};
pub use fault::PageFault;
pub use form::{FieldError, FieldErrors, Form, FormKey, reads_as};
pub use language::switch_language;
pub use origin::Origin;
pub use route::{Entrance, Route, RouteRow, router};
pub use shell::{Shell, file, page, page_with, see_other};
pub use zone::{Request, Zone};

use i18n::Catalogues;

/// The texts of the layout, of forms and of faults. A zone includes them in its own catalogues.
pub static CATALOGUES: Catalogues = i18n::catalogues!("shell");

#[cfg(test)]
#[test]
fn every_text_is_there_in_both_languages_and_said() {
    let findings = i18n::lint::findings(&CATALOGUES, std::path::Path::new(env!("CARGO_MANIFEST_DIR")));
    assert_eq!(findings.unwrap(), Vec::<String>::new());
}
