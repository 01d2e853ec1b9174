//! The public pages as a browser receives them, in both languages.

use std::sync::Arc;

use axum::body::{Body, to_bytes};
use chassis::db::DatabaseUrl;
use fixtures::registration_authority;
use http::header::{ACCEPT_LANGUAGE, CACHE_CONTROL, LOCATION, SET_COOKIE};
use http::{HeaderMap, Request, StatusCode};
use mails::CapturedMail;
use pki::SystemClock;
use registration::Failpoints;
use tower::ServiceExt;

use crate::web::{Entrance, Portal, Sites, router};

const SITE: &str = "https://sceau.example.org";

async fn portal(folder: &tempfile::TempDir) -> Portal {
    let url = DatabaseUrl::sqlite(folder.path().join("portal.db"));
    let registration = registration_authority::open(&url, folder.path(), Arc::new(SystemClock), Failpoints::none()).await;
    let sites = Sites { public: SITE.to_owned(), certificate: "https://id.sceau.example.org".to_owned() };
    Portal::new(registration, sites, Some(CapturedMail::new()))
}

async fn ask(portal: &Portal, entrance: Entrance, request: Request<Body>) -> (StatusCode, HeaderMap, String) {
    let (parts, body) = router(portal, entrance).oneshot(request).await.unwrap().into_parts();
    let body = to_bytes(body, 1 << 20).await.unwrap();
    (parts.status, parts.headers, String::from_utf8(body.to_vec()).unwrap())
}

fn get(path: &str, language: &str) -> Request<Body> {
    Request::get(path).header(ACCEPT_LANGUAGE, language).body(Body::empty()).unwrap()
}

#[tokio::test]
async fn every_public_page_is_shown_in_both_languages_and_never_cached() {
    let folder = tempfile::tempdir().unwrap();
    let portal = portal(&folder).await;
    let pages = [
        (Entrance::Public, "/"),
        (Entrance::Public, "/experts"),
        (Entrance::Public, "/terms"),
        (Entrance::Public, "/help"),
        (Entrance::Public, "/demonstration/messages"),
        (Entrance::Certificate, "/"),
    ];
    for (entrance, path) in pages {
        for language in ["fr", "en"] {
            let (status, headers, body) = ask(&portal, entrance, get(path, language)).await;
            assert_eq!((status, headers[CACHE_CONTROL].as_bytes()), (StatusCode::OK, b"no-store".as_slice()), "{path}");
            assert!(body.contains(&format!("<html lang=\"{language}\">")), "{path}");
            for prefix in [">public-", ">shell-", "\"shell-"] {
                assert!(!body.contains(prefix), "{path} in {language}: a text is missing");
            }
        }
    }
}

#[tokio::test]
async fn the_card_is_offered_at_its_price_with_and_without_tax() {
    let folder = tempfile::tempdir().unwrap();
    let (_, _, body) = ask(&portal(&folder).await, Entrance::Public, get("/experts", "fr")).await;
    // 159 € excl. VAT (M1), 20 % of it, and the sum.
    for amount in ["159,00\u{a0}€", "31,80\u{a0}€", "190,80\u{a0}€", "TVA 20\u{a0}%"] {
        assert!(body.contains(amount), "{amount}");
    }
    assert!(body.contains("lecteur de carte"));
}

#[tokio::test]
async fn the_chosen_language_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let portal = portal(&folder).await;
    let choose = |fields: &'static str| {
        let request =
            Request::post("/language").header("origin", SITE).header("content-type", "application/x-www-form-urlencoded");
        request.body(Body::from(fields)).unwrap()
    };
    let (status, headers, _) = ask(&portal, Entrance::Public, choose("language=en&return=/help")).await;
    assert_eq!((status, headers[LOCATION].as_bytes()), (StatusCode::SEE_OTHER, b"/help".as_slice()));
    let cookie = headers[SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned();
    let mut request = get("/help", "fr");
    request.headers_mut().insert("cookie", cookie.parse().unwrap());
    assert!(ask(&portal, Entrance::Public, request).await.2.contains("<html lang=\"en\">"));
    let (status, _, _) = ask(&portal, Entrance::Public, choose("language=de&return=/help")).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn the_language_switch_returns_to_the_page_with_its_query() {
    let folder = tempfile::tempdir().unwrap();
    let portal = portal(&folder).await;
    for path in ["/help?piece=identity-document", "/revocation?piece=identity-document"] {
        let (_, _, body) = ask(&portal, Entrance::Public, get(path, "fr")).await;
        assert!(body.contains(&format!("name=\"return\" value=\"{path}\"")), "{path}");
    }
    let (_, _, body) = ask(&portal, Entrance::Public, get("/help?a=1&b=%22", "fr")).await;
    assert!(body.contains("value=\"/help?a=1&#38;b=%22\""), "{body}");
}
