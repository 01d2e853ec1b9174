//! `POST /language`: the language of pages, and of mails to whoever is signed in.

use axum::Extension;
use axum::extract::State;
use axum::response::Response;
use registration::language::Language;

use crate::web::{Applicant, Form, PageFault, Portal, cookies, see_other};

pub(super) async fn choose(
    State(portal): State<Portal>,
    signed_in: Option<Extension<Applicant>>,
    form: Form,
) -> Result<Response, PageFault> {
    let language: Language = form.text("language").parse().map_err(|_| PageFault::Unreadable)?;
    if let Some(Extension(Applicant(session))) = signed_in {
        portal.registration.accounts.choose_language(session.account, language).await?;
    }
    let mut response = see_other(back_to(form.text("return")));
    cookies::set_for_a_year(&mut response, cookies::LANGUAGE, language.tag());
    Ok(response)
}

/// The page to come back to: a path here, and nobody else's address.
fn back_to(path: &str) -> &str {
    let ours = path.starts_with('/') && !path.starts_with("//") && path.chars().all(|c| c.is_ascii_graphic() && c != '\\');
    if ours { path } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_sent_to_another_site() {
        for path in ["//evil.example", "/\\evil.example", "https://evil.example/", "", "orders", "/a\r\nSet-Cookie: x"] {
            assert_eq!(back_to(path), "/", "{path:?}");
        }
        for path in ["/orders/0193/dossier", "/officer/orders/0193?piece=signed-dossier&page=2"] {
            assert_eq!(back_to(path), path);
        }
    }
}
