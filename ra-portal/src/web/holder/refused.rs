//! What to do when no certificate opens the door: each case has its own page.

use askama::Template;
use axum::response::Response;
use http::StatusCode;
use registration::holders::NotAHolder;

use crate::web::{NoCertificate, NoPage, Shell, page_with};

#[derive(Template)]
#[template(path = "holder/refused.html")]
struct RefusedPage<'a> {
    shell: &'a Shell,
    title: String,
    text: String,
    /// Whether another certificate, chosen after a fresh start of the browser, may open.
    try_again: bool,
    /// Whether a new token has to be ordered.
    order_anew: bool,
}

/// The page for whoever showed no certificate, or one that opens nothing here.
pub(in crate::web) fn refused(shell: &Shell, reason: &NoCertificate) -> Result<Response, NoPage> {
    let t = shell.t;
    let (title, text, try_again, order_anew) = match reason {
        NoCertificate::Missing if is_for_officers(&shell.path) => {
            (t.say("holders-none-officer-title"), t.say("holders-none-officer"), false, false)
        }
        NoCertificate::Missing => (t.say("holders-none-title"), t.say("holders-none"), true, false),
        NoCertificate::NotAnOfficer => (t.say("holders-no-officer-title"), t.say("holders-no-officer"), false, false),
        NoCertificate::NotAHolder(NotAHolder::Unknown) => (t.say("holders-unknown-title"), t.say("holders-unknown"), true, false),
        NoCertificate::NotAHolder(NotAHolder::Expired { at, .. }) => {
            (t.say("holders-expired-title"), t.with("holders-expired", [("at", t.day_of(at).as_str())]), true, true)
        }
        NoCertificate::NotAHolder(NotAHolder::Revoked { at, token, .. }) => {
            let values = [("at", t.moment(at)), ("token", token.to_string())];
            let values: Vec<_> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
            (t.say("holders-revoked-title"), t.with("holders-revoked", values), false, true)
        }
        NoCertificate::NotAHolder(NotAHolder::NotSent { order }) => {
            (t.say("holders-not-sent-title"), t.with("holders-not-sent", [("order", order.as_str())]), false, false)
        }
    };
    page_with(StatusCode::FORBIDDEN, &RefusedPage { shell, title, text, try_again, order_anew })
}

/// Whether a path is one of the officers' pages.
fn is_for_officers(path: &str) -> bool {
    path == "/officer" || path.starts_with("/officer/")
}

#[cfg(test)]
mod tests {
    use super::is_for_officers;

    #[test]
    fn the_officers_pages_and_no_others_are_theirs() {
        assert!(["/officer", "/officer/orders/x", "/officer/transfers"].into_iter().all(is_for_officers));
        assert!(!["/holder", "/", "/officers", "/holder/officer"].into_iter().any(is_for_officers));
    }
}
