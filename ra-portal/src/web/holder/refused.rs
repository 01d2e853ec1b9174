//! What to do if no certificate opens the holder's space: each case has its own page.

use askama::Template;
use axum::response::Response;
use http::StatusCode;
use pki::certificate::NotAdmitted;
use registration::holders::NotAHolder;

use crate::web::{NoPage, Shell, page_with};

#[derive(Template)]
#[template(path = "holder/refused.html")]
struct RefusedPage<'a> {
    shell: &'a Shell,
    title: String,
    text: String,
    /// Whether choosing another certificate, after restarting the browser, may help.
    try_again: bool,
    /// Whether a new token has to be ordered.
    order_anew: bool,
}

/// The page for a visitor without a certificate, or with one that is currently not a holder's.
pub(in crate::web) fn refused(shell: &Shell, reason: Option<&NotAHolder>) -> Result<Response, NoPage> {
    let t = shell.t;
    let (title, text, try_again, order_anew) = match reason {
        None => (t.say("holders-none-title"), t.say("holders-none"), true, false),
        Some(NotAHolder::Unknown | NotAHolder::Certificate(NotAdmitted::NotPinned)) => {
            (t.say("holders-unknown-title"), t.say("holders-unknown"), true, false)
        }
        Some(NotAHolder::Certificate(NotAdmitted::ForeignIssuer)) => {
            (t.say("holders-foreign-issuer-title"), t.say("holders-foreign-issuer"), false, false)
        }
        Some(NotAHolder::Certificate(NotAdmitted::NotYetValid { from })) => {
            let text = t.with("holders-not-yet-valid", [("from", t.moment(from).as_str())]);
            (t.say("holders-not-yet-valid-title"), text, false, false)
        }
        Some(NotAHolder::Certificate(NotAdmitted::Expired { at })) => {
            (t.say("holders-expired-title"), t.with("holders-expired", [("at", t.day_of(at).as_str())]), true, true)
        }
        Some(NotAHolder::Revoked { at, token, .. }) => {
            let values = [("at", t.moment(at)), ("token", token.to_string())];
            let values: Vec<_> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
            (t.say("holders-revoked-title"), t.with("holders-revoked", values), false, true)
        }
        Some(NotAHolder::NotSent { order }) => {
            (t.say("holders-not-sent-title"), t.with("holders-not-sent", [("order", order.as_str())]), false, false)
        }
    };
    page_with(StatusCode::FORBIDDEN, &RefusedPage { shell, title, text, try_again, order_anew })
}
