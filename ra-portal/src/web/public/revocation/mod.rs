//! Emergency revocation, open to everybody: no login, no script, each page complete in one response (docs/pages.md#emergency-page).

mod answers;
mod lead;
mod outcome;
mod style;
#[cfg(test)]
mod tests;

pub(crate) use lead::Lead;
pub(crate) use style::{STYLE, emergency_page};

use registration::access::Action;

use crate::web::{Entrance, Route};

pub(super) fn routes() -> Vec<Route> {
    let (entrance, action) = (Entrance::Public, Action::RevokeInEmergency);
    vec![
        Route::get(entrance, "/revocation", action, answers::ask),
        Route::post(entrance, "/revocation", action, answers::check),
        Route::post(entrance, "/revocation/confirm", action, outcome::revoke),
        Route::post(entrance, "/revocation/receipt.pdf", action, outcome::receipt_pdf),
    ]
}
