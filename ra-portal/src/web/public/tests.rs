//! The public pages as a browser receives them, in both languages.

use std::net::IpAddr;
use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::extract::ConnectInfo;
use chassis::db::DatabaseUrl;
use chassis::http::PeerNetwork;
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
        (Entrance::Public, "/accessibility"),
        (Entrance::Public, "/site-map"),
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

fn post(path: &str, fields: &str) -> Request<Body> {
    let request = Request::post(path).header("origin", SITE).header("content-type", "application/x-www-form-urlencoded");
    let from = ConnectInfo(PeerNetwork(IpAddr::from([192, 0, 2, 1]).into()));
    request.extension(from).header(ACCEPT_LANGUAGE, "fr").body(Body::from(fields.to_owned())).unwrap()
}

#[tokio::test]
async fn every_emergency_page_that_revokes_nothing_says_so_first() {
    const NOTHING: &str = "Rien n’a été révoqué.";
    const UNKNOWN: &str = "Nous ne savons pas encore si la révocation a eu lieu.";
    const UNCHANGED: &str = "Rien n’a été révoqué à cette adresse.";
    let folder = tempfile::tempdir().unwrap();
    let portal = portal(&folder).await;
    let foreign = {
        let mut request = post("/revocation/confirm", "carried=00");
        request.headers_mut().insert("origin", "https://evil.example".parse().unwrap());
        request
    };
    let unreadable = {
        let mut request = post("/revocation/confirm", "carried=00");
        request.headers_mut().insert("content-type", "text/plain".parse().unwrap());
        request
    };
    for (request, status, lead) in [
        (post("/revocation", "name=Ma"), StatusCode::UNPROCESSABLE_ENTITY, NOTHING),
        (post("/revocation", "carried=00"), StatusCode::UNPROCESSABLE_ENTITY, NOTHING),
        (post("/revocation", "carried=00&unanswered=yes"), StatusCode::UNPROCESSABLE_ENTITY, UNKNOWN),
        (post("/revocation/confirm", "carried=00"), StatusCode::UNPROCESSABLE_ENTITY, NOTHING),
        (post("/revocation/confirm", "carried=00&unanswered=yes"), StatusCode::UNPROCESSABLE_ENTITY, UNKNOWN),
        (post("/revocation/confirm", "reference=00"), StatusCode::NOT_FOUND, UNCHANGED),
        (post("/revocation/receipt.pdf", "reference=00"), StatusCode::NOT_FOUND, UNCHANGED),
        (post("/revocation", &format!("name={}", "a".repeat(1 << 17))), StatusCode::PAYLOAD_TOO_LARGE, NOTHING),
        (unreadable, StatusCode::BAD_REQUEST, NOTHING),
        (foreign, StatusCode::FORBIDDEN, NOTHING),
        (get("/revocation/confirm", "fr"), StatusCode::METHOD_NOT_ALLOWED, UNCHANGED),
        (get("/revocation/nowhere", "fr"), StatusCode::NOT_FOUND, UNCHANGED),
    ] {
        let asked = format!("{} {}", request.method(), request.uri());
        let (answered, headers, body) = ask(&portal, Entrance::Public, request).await;
        assert_eq!((answered, headers[CACHE_CONTROL].as_bytes()), (status, b"no-store".as_slice()), "{asked}");
        assert!(body.contains(&format!("<title>{lead}")), "{asked}: {body}");
        let (before, _) = body.split_once("<h1>").unwrap();
        assert!(before.contains("role=\"alert\"") && before.contains(&format!("<h2>{lead}")), "{asked}: {before}");
        assert!(body.contains("tel:"), "{asked}: the telephone");
        assert!(body.len() <= 30_000, "{asked}");
    }
    let (_, _, form) = ask(&portal, Entrance::Public, get("/revocation", "fr")).await;
    assert!(!form.contains(NOTHING), "nobody has asked for anything yet");
}

#[tokio::test]
async fn changing_the_language_of_a_form_keeps_what_was_entered_but_no_secret_and_does_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let portal = portal(&folder).await;
    for (path, fields, kept, secret) in [
        (
            "/sign-up",
            "email=malo%40x.example&password=sept+brumes+sur+la+rade&key=00112233445566778899aabbccddeeff",
            "malo@x.example",
            "brumes",
        ),
        ("/sign-in", "email=malo%40x.example&password=sept+brumes&next=/orders/1", "malo@x.example", "brumes"),
        ("/forgotten-password", "email=malo%40x", "malo@x", "brumes"),
        ("/revocation", "name=Malo+Kermarrec&birth-month=mars&code=K7MP3WQ&reason=stolen", "Malo Kermarrec", "K7MP3WQ"),
    ] {
        let (_, _, page) = ask(&portal, Entrance::Public, get(path, "fr")).await;
        let switch = format!("form=\"form\" formaction=\"{path}?language=en\" formnovalidate");
        assert!(page.contains(&switch) && page.contains("id=\"form\""), "{path}: {page}");
        let (before, _) = page.split_once(&switch).unwrap();
        assert!(before.contains("aria-hidden=\"true\"></button>"), "{path}: Enter must not press the switch");
        let (status, headers, page) = ask(&portal, Entrance::Public, post(&format!("{path}?language=en"), fields)).await;
        assert_eq!(status, StatusCode::OK, "{path}");
        let cookies: Vec<_> = headers.get_all(SET_COOKIE).iter().map(|cookie| cookie.to_str().unwrap()).collect();
        assert!(cookies.len() == 1 && cookies[0].starts_with("__Host-language=en;"), "{path}: {cookies:?}");
        assert!(page.contains("<html lang=\"en\">") && page.contains(&format!("value=\"{kept}\"")), "{path}: {page}");
        assert!(!page.contains(secret) && !page.contains("role=\"alert\""), "{path}: {page}");
    }
}
