//! The language of pages: chosen by a button of the layout, or else asked for by the browser.

use axum::response::Response;
use http::HeaderMap;
use http::header::ACCEPT_LANGUAGE;
use i18n::Language;

use crate::{Form, PageFault, cookies, see_other};

/// The language that was chosen in this browser, or else the first that it asks for and that is spoken here.
pub(crate) fn of_browser(headers: &HeaderMap) -> Language {
    let chosen = cookies::read(headers, cookies::LANGUAGE).and_then(|tag| tag.parse().ok());
    let accepted = || Language::accepted(headers.get(ACCEPT_LANGUAGE)?.to_str().ok()?);
    chosen.or_else(accepted).unwrap_or_default()
}

/// Answers the layout's language switch, a form that is posted to `/language` with the fields `language` and `return`: the browser
/// keeps the language for a year and comes back to the page that it was on. Says which language was chosen.
///
/// # Errors
/// When the language is none of ours.
pub fn switch_language(form: &Form) -> Result<(Language, Response), PageFault> {
    let language: Language = form.text("language").parse().map_err(|_| PageFault::Unreadable)?;
    let mut response = see_other(back_to(form.text("return")));
    cookies::set_for_a_year(&mut response, cookies::LANGUAGE, language.tag());
    Ok((language, response))
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
