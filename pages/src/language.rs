//! The language of pages: the one chosen with the layout's button, else the browser's preference.

use axum::response::Response;
use http::HeaderMap;
use http::header::ACCEPT_LANGUAGE;
use i18n::Language;

use crate::{Form, PageFault, cookies, see_other};

/// The language chosen in this browser, else the first supported one of its preferences.
pub(crate) fn of_browser(headers: &HeaderMap) -> Language {
    let chosen = cookies::read(headers, cookies::LANGUAGE).and_then(|tag| tag.parse().ok());
    let accepted = || Language::accepted(headers.get(ACCEPT_LANGUAGE)?.to_str().ok()?);
    chosen.or_else(accepted).unwrap_or_default()
}

/// Answers the layout's language switch, a form posted to `/language` with the fields `language` and `return`: sets the
/// language cookie for a year, redirects to the page that the visitor was on, and returns the chosen language.
///
/// # Errors
/// If the language is not supported.
pub fn switch_language(form: &Form) -> Result<(Language, Response), PageFault> {
    let language: Language = form.text("language").parse().map_err(|_| PageFault::Unreadable)?;
    let mut response = see_other(back_to(form.text("return")));
    cookies::set_for_a_year(&mut response, cookies::LANGUAGE, language.tag());
    Ok((language, response))
}

/// The page to return to: a path on this site, never another host.
fn back_to(path: &str) -> &str {
    let ours = path.starts_with('/') && !path.starts_with("//") && path.chars().all(|c| c.is_ascii_graphic() && c != '\\');
    if ours { path } else { "/" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_switch_never_leads_to_another_site() {
        for path in ["//evil.example", "/\\evil.example", "https://evil.example/", "", "orders", "/a\r\nSet-Cookie: x"] {
            assert_eq!(back_to(path), "/", "{path:?}");
        }
        for path in ["/orders/0193/dossier", "/officer/orders/0193?piece=signed-dossier&page=2"] {
            assert_eq!(back_to(path), path);
        }
    }
}
