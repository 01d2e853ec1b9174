//! The cookies of a pending step and of a session, and the page after signing in.

use axum::response::Response;
use http::HeaderMap;
use pki::SubscriberNetwork;
use registration::accounts::{PendingToken, SessionToken, Submission};

use crate::web::{Form, FormKey, SESSION, cookies, see_other};

/// The cookie of a sign-in, sign-up or password reset that awaits its code.
const PENDING: &str = "__Host-pending";

/// The token of the step that awaits its code in this browser.
pub(super) fn pending(headers: &HeaderMap) -> Option<PendingToken> {
    cookies::read(headers, PENDING).and_then(|cookie| PendingToken::from_cookie(&cookie))
}

/// The form as it was sent. A form without the key of its page is never recognised as sent before.
pub(super) fn submission(form: &Form, source: SubscriberNetwork) -> Submission {
    Submission { form: *form.key().unwrap_or_else(FormKey::draw).as_bytes(), source }
}

/// Redirects to the page that asks for the code.
pub(super) fn awaiting_code(path: &str, token: &PendingToken) -> Response {
    let mut response = see_other(path);
    cookies::set(&mut response, PENDING, token.expose());
    response
}

/// Starts the session and redirects.
pub(super) fn signed_in(path: &str, session: &SessionToken) -> Response {
    let mut response = see_other(path);
    cookies::set(&mut response, SESSION, session.expose());
    cookies::clear(&mut response, PENDING);
    response
}

/// The page after signing in: the requested page of an order, or else the list of orders.
pub(super) fn destination(next: &str) -> &str {
    let plain = next.bytes().all(|octet| octet.is_ascii_alphanumeric() || matches!(octet, b'/' | b'-' | b'.'));
    if plain && next.starts_with("/orders/") { next } else { "/orders" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signing_in_redirects_only_to_pages_of_orders() {
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
