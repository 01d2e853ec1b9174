//! `POST /sign-out`.

use axum::extract::State;
use axum::response::Response;
use http::HeaderMap;
use registration::accounts::SessionToken;

use crate::web::{NoPage, Portal, SESSION, cookies, see_other};

/// Ends the session on the server and in the browser.
pub(super) async fn submit(State(portal): State<Portal>, headers: HeaderMap) -> Result<Response, NoPage> {
    let token = cookies::read(&headers, SESSION).and_then(|cookie| SessionToken::from_cookie(&cookie));
    if let Some(token) = token {
        portal.registration.accounts.end_session(&token).await?;
    }
    Ok(signed_out())
}

/// Leads to the home page, without the session's cookie.
pub(crate) fn signed_out() -> Response {
    let mut response = see_other("/");
    cookies::clear(&mut response, SESSION);
    response
}
