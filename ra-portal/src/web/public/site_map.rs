//! `GET /site-map`: links to every page that needs no earlier step.

use askama::Template;
use axum::response::Response;

use crate::web::{NoPage, Shell, page};

/// The pages of the public entrance, each with its title.
const PAGES: [(&str, &str); 11] = [
    ("/", "public-home-title"),
    ("/experts", "public-experts-title"),
    ("/sign-up", "accounts-sign-up-title"),
    ("/sign-in", "accounts-sign-in-title"),
    ("/forgotten-password", "accounts-forgotten-title"),
    ("/orders", "shell-orders"),
    ("/revocation", "emergency-title"),
    ("/help", "public-help-title"),
    ("/terms", "public-terms-title"),
    ("/accessibility", "public-accessibility-title"),
    ("/site-map", "public-site-map-title"),
];

#[derive(Template)]
#[template(path = "public/site_map.html")]
struct SiteMapPage<'a> {
    shell: &'a Shell,
    pages: Vec<(&'static str, String)>,
}

pub(super) async fn show(shell: Shell) -> Result<Response, NoPage> {
    let pages = PAGES.map(|(path, title)| (path, shell.t.say(title))).to_vec();
    page(&SiteMapPage { shell: &shell, pages })
}

#[cfg(test)]
mod tests {
    use http::Method;

    use super::*;
    use crate::web::{Entrance, table};

    /// Pages that follow from a step before, and those of a demonstration.
    const NOT_LISTED: [&str; 5] =
        ["/demonstration/messages", "/forgotten-password/code", "/forgotten-password/new", "/sign-in/code", "/sign-up/code"];

    #[test]
    fn no_page_is_missing_from_the_site_map() {
        let rows = table().into_iter().filter(|row| row.method == Method::GET && row.entrance == Entrance::Public);
        let mut pages: Vec<_> = rows.map(|row| row.path).filter(|path| !path.contains('{')).collect();
        let mut listed: Vec<_> = PAGES.iter().map(|(path, _)| *path).chain(NOT_LISTED).collect();
        pages.sort_unstable();
        listed.sort_unstable();
        assert_eq!(listed, pages);
    }
}
