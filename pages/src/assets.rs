//! Style sheets and images, compiled into the program. They are cached for a year, since their URL contains a digest of the
//! content.

use axum::response::{IntoResponse, Response};
use http::HeaderValue;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use pki::Digest;

use crate::PageFault;

/// Number of octets of the digest that a URL contains.
const MARK: usize = 8;

/// A style sheet or an image.
#[derive(Debug)]
pub struct Asset {
    name: &'static str,
    content_type: &'static str,
    content: &'static str,
    /// The digest of the content in the URL.
    mark: String,
}

impl Asset {
    /// A style sheet.
    #[must_use]
    pub fn style(name: &'static str, content: &'static str) -> Self {
        Self::new(name, "text/css; charset=utf-8", content)
    }

    /// An SVG image.
    #[must_use]
    pub fn svg(name: &'static str, content: &'static str) -> Self {
        Self::new(name, "image/svg+xml", content)
    }

    fn new(name: &'static str, content_type: &'static str, content: &'static str) -> Self {
        let mark = hex::encode(&Digest::of(content.as_bytes()).as_bytes()[..MARK]);
        Self { name, content_type, content, mark }
    }
}

/// The style sheets and images of a zone's pages, by name.
#[derive(Debug)]
pub struct Assets(Vec<Asset>);

impl Assets {
    /// The assets that `layout.html` links (`base.css`, `form.css`, `table.css`, `print.css`, `seal.svg`) and those that the
    /// zone adds.
    #[must_use]
    pub fn with(own: impl IntoIterator<Item = Asset>) -> Self {
        let layout = [
            Asset::style("base.css", include_str!("../assets/base.css")),
            Asset::style("form.css", include_str!("../assets/form.css")),
            Asset::style("table.css", include_str!("../assets/table.css")),
            Asset::style("print.css", include_str!("../assets/print.css")),
            Asset::svg("seal.svg", include_str!("../assets/seal.svg")),
        ];
        Self(layout.into_iter().chain(own).collect())
    }

    /// The URL of an asset for links.
    #[must_use]
    pub fn href(&self, name: &str) -> String {
        let mark = self.find(name).map_or("", |asset| &asset.mark);
        format!("/assets/{name}?{mark}")
    }

    fn find(&self, name: &str) -> Option<&Asset> {
        self.0.iter().find(|asset| asset.name == name)
    }

    /// The response for an asset, requested with this digest in the URL.
    pub(crate) fn answer(&self, name: &str, mark: Option<&str>) -> Result<Response, PageFault> {
        let asset = self.find(name).ok_or(PageFault::NotFound)?;
        // With an outdated or no digest the current content may not be the one requested: it is served but not cached.
        let kept = if mark == Some(&asset.mark) { "public, max-age=31536000, immutable" } else { "no-cache" };
        let mut response = asset.content.into_response();
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(asset.content_type));
        response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static(kept));
        Ok(response)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_asset_requested_by_its_digest_is_cached_for_a_year() {
        let assets = Assets::with([]);
        let address = assets.href("base.css");
        let mark = address.strip_prefix("/assets/base.css?").unwrap().to_owned();
        assert_eq!(mark.len(), 2 * MARK);
        for (given, kept) in [
            (Some(mark.as_str()), "public, max-age=31536000, immutable"),
            (Some("0".repeat(16).as_str()), "no-cache"),
            (None, "no-cache"),
        ] {
            let response = assets.answer("base.css", given).unwrap();
            assert_eq!(response.headers()[CACHE_CONTROL], kept);
        }
        assert_eq!(assets.answer("../Cargo.toml", None).unwrap_err(), PageFault::NotFound);
    }

    #[test]
    fn every_asset_that_the_layout_links_exists() {
        let assets = Assets::with([]);
        let layout = include_str!("../templates/layout.html");
        assert!(layout.contains("shell.asset(\"base.css\")"));
        for rest in layout.split("shell.asset(\"").skip(1) {
            let name = rest.split('"').next().unwrap();
            assert!(assets.find(name).is_some(), "{name}");
        }
    }
}
