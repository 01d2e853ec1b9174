//! Cookies: `Secure`, `HttpOnly`, `SameSite=Lax`, `Path=/`. Their names begin with `__Host-`, so that no other host can set
//! them (RFC 6265bis §4.1.3.2).

use axum::response::Response;
use cookie::{Cookie, SameSite};
use http::header::{COOKIE, SET_COOKIE};
use http::{HeaderMap, HeaderValue};

/// The chosen language.
pub const LANGUAGE: &str = "__Host-language";

/// The value of the cookie in a request.
#[must_use]
pub fn read(headers: &HeaderMap, name: &str) -> Option<String> {
    let lines = headers.get_all(COOKIE).iter().filter_map(|line| line.to_str().ok());
    let mut cookies = lines.flat_map(Cookie::split_parse).filter_map(Result::ok);
    cookies.find(|cookie| cookie.name() == name).map(|cookie| cookie.value().to_owned())
}

/// Sets the cookie until the browser is closed.
pub fn set(response: &mut Response, name: &'static str, value: &str) {
    write(response, Cookie::build((name, value.to_owned())));
}

/// Sets the cookie for a year.
pub fn set_for_a_year(response: &mut Response, name: &'static str, value: &str) {
    write(response, Cookie::build((name, value.to_owned())).max_age(cookie::time::Duration::days(365)));
}

/// Deletes the cookie.
pub fn clear(response: &mut Response, name: &'static str) {
    write(response, Cookie::build((name, "")).max_age(cookie::time::Duration::ZERO));
}

fn write(response: &mut Response, cookie: cookie::CookieBuilder<'static>) {
    let cookie = cookie.path("/").secure(true).http_only(true).same_site(SameSite::Lax).build();
    if let Ok(line) = HeaderValue::from_str(&cookie.to_string()) {
        response.headers_mut().append(SET_COOKIE, line);
    }
}
