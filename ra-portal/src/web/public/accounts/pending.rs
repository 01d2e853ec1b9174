//! Signing in: the cookies before and after the code, and where it leads.

use axum::response::Response;
use http::HeaderMap;
use registration::accounts::{PendingToken, SessionToken};

use crate::web::{SESSION, cookies, see_other};

/// A sign-in, sign-up or new password that waits for its code.
const PENDING: &str = "__Host-pending";

/// What waits for its code in this browser.
pub(super) fn pending(headers: &HeaderMap) -> Option<PendingToken> {
    cookies::read(headers, PENDING).and_then(|cookie| PendingToken::from_cookie(&cookie))
}

/// To the page that asks for the code.
pub(super) fn awaiting_code(path: &str, token: &PendingToken) -> Response {
    let mut response = see_other(path);
    cookies::set(&mut response, PENDING, token.expose());
    response
}

/// To the first page of whoever is signed in now.
pub(super) fn signed_in(path: &str, session: &SessionToken) -> Response {
    let mut response = see_other(path);
    cookies::set(&mut response, SESSION, session.expose());
    cookies::clear(&mut response, PENDING);
    response
}

/// Where somebody wanted to go before signing in: a page of their orders, or the list of them.
pub(super) fn destination(next: &str) -> &str {
    let plain = next.bytes().all(|octet| octet.is_ascii_alphanumeric() || matches!(octet, b'/' | b'-' | b'.'));
    if plain && next.starts_with("/orders/") { next } else { "/orders" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_led_elsewhere_after_signing_in() {
        assert_eq!(destination("/orders/0199a-7/payment"), "/orders/0199a-7/payment");
        for next in [
            "",
            "/",
            "//sceau.example.org/orders/",
            "https://sceau.example.org/orders/",
            "/orders/\r\nx",
            "/orders/?a",
            "/officer",
        ] {
            assert_eq!(destination(next), "/orders", "{next}");
        }
    }
}
