//! Styles and pictures, out of the program itself: cached for a year, since the address names the content.

use std::sync::LazyLock;

use axum::extract::{Path, RawQuery};
use axum::response::{IntoResponse, Response};
use http::HeaderValue;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use pki::Digest;

use crate::web::PageFault;

/// Octets of a digest that an address carries.
const MARK: usize = 8;

struct Asset {
    name: &'static str,
    content_type: &'static str,
    content: &'static str,
    mark: String,
}

static ASSETS: LazyLock<[Asset; 8]> = LazyLock::new(|| {
    [
        style("base.css", include_str!("../../../assets/base.css")),
        style("form.css", include_str!("../../../assets/form.css")),
        style("table.css", include_str!("../../../assets/table.css")),
        style("timeline.css", include_str!("../../../assets/timeline.css")),
        style("desk.css", include_str!("../../../assets/desk.css")),
        style("print.css", include_str!("../../../assets/print.css")),
        asset("seal.svg", "image/svg+xml", include_str!("../../../assets/seal.svg")),
        asset("certificate-choice.svg", "image/svg+xml", include_str!("../../../assets/certificate-choice.svg")),
    ]
});

fn style(name: &'static str, content: &'static str) -> Asset {
    asset(name, "text/css; charset=utf-8", content)
}

fn asset(name: &'static str, content_type: &'static str, content: &'static str) -> Asset {
    let mark = hex::encode(&Digest::of(content.as_bytes()).as_bytes()[..MARK]);
    Asset { name, content_type, content, mark }
}

/// The address of an asset, as a page links it.
pub(in crate::web) fn href(name: &str) -> String {
    let mark = ASSETS.iter().find(|asset| asset.name == name).map_or("", |asset| &asset.mark);
    format!("/assets/{name}?{mark}")
}

pub(super) async fn show(Path(name): Path<String>, RawQuery(mark): RawQuery) -> Result<Response, PageFault> {
    let asset = ASSETS.iter().find(|asset| asset.name == name).ok_or(PageFault::NotFound)?;
    // Under an older or no mark, what is here now is not what was meant: given, and not kept.
    let kept = if mark.as_deref() == Some(&asset.mark) { "public, max-age=31536000, immutable" } else { "no-cache" };
    let mut response = asset.content.into_response();
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(asset.content_type));
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static(kept));
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn an_address_that_names_the_content_is_kept_for_ever() {
        let address = href("base.css");
        let mark = address.strip_prefix("/assets/base.css?").unwrap().to_owned();
        assert_eq!(mark.len(), 2 * MARK);
        for (given, kept) in
            [(Some(mark), "public, max-age=31536000, immutable"), (Some("0".repeat(16)), "no-cache"), (None, "no-cache")]
        {
            let response = show(Path("base.css".to_owned()), RawQuery(given)).await.unwrap();
            assert_eq!(response.headers()[CACHE_CONTROL], kept);
        }
        assert_eq!(show(Path("../Cargo.toml".to_owned()), RawQuery(None)).await.unwrap_err(), PageFault::NotFound);
    }

    #[test]
    fn every_asset_that_a_template_links_is_here() {
        let base = include_str!("../../../templates/base.html");
        for rest in base.split("href(\"").skip(1) {
            let name = rest.split('"').next().unwrap();
            assert!(ASSETS.iter().any(|asset| asset.name == name), "{name}");
        }
    }
}
