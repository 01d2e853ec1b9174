//! A zone of one page behind a certificate login that uses `pages` alone: everything that a zone has to provide, and what it gets.

use std::sync::{Arc, LazyLock};
use std::time::Duration;

use askama::Template;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::response::{IntoResponse, Response};
use chassis::http::{KnownPeers, Limits, Pace, PeerCertificate, Security, serve};
use http::header::{
    ACCEPT_LANGUAGE, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, COOKIE, LOCATION, ORIGIN, RETRY_AFTER, SET_COOKIE,
    STRICT_TRANSPORT_SECURITY,
};
use http::{Method, Request as HttpRequest, StatusCode};
use i18n::{Catalogues, Language};
use pages::{
    Admitted, Assets, Entrance, FieldErrors, Form, FormKey, Origin, PageFault, Proofs, Request, Route, Shell, Zone, page,
    page_with, router, see_other, switch_language,
};
use pki::certificate::{AdmittedCertificate, CertificateContent};
use pki::name::Attribute;
use pki::{Certificate, Curve, DistinguishedName, SerialNumber, Signer, SoftwareKey, SystemRandom, Timestamp, Validity};
use tower::ServiceExt;

static CATALOGUES: Catalogues = Catalogues::new(
    &[(
        "zone",
        "decision-title = Décision\ndecision-reason = Motif\ndecision-submit = Approuver\nno-certificate-title = Aucun certificat\n",
    )],
    &[(
        "zone",
        "decision-title = Decision\ndecision-reason = Reason\ndecision-submit = Approve\nno-certificate-title = No certificate\n",
    )],
    &[&pages::CATALOGUES],
);

static ASSETS: LazyLock<Assets> = LazyLock::new(|| Assets::with([]));

const ORIGIN_OF_ZONE: &str = "https://ca.sceau.example.org";

/// 2026-11-22T12:00:00Z.
const NOW: Timestamp = Timestamp::from_millis(1_795_348_800_000);

/// The authority that issues the zone's certificates, the certificate on file, and another one of the same person with another key.
struct Certificates {
    authority: Certificate,
    pinned: Arc<Certificate>,
    other: Arc<Certificate>,
}

static CERTIFICATES: LazyLock<Certificates> = LazyLock::new(|| {
    let key = SoftwareKey::generate(Curve::P256).expect("a key");
    let issued = || Arc::new(certificate("Inès Vautrin", &SoftwareKey::generate(Curve::P256).expect("a key"), &key));
    Certificates { authority: certificate("Authority", &key, &key), pinned: issued(), other: issued() }
});

fn certificate(subject: &str, key: &SoftwareKey, authority: &SoftwareKey) -> Certificate {
    let name = |name: &str| DistinguishedName::new(vec![(Attribute::CommonName, name.to_owned())]).expect("a name");
    let day = Duration::from_secs(24 * 3600);
    let content = CertificateContent {
        serial: SerialNumber::generate(&mut SystemRandom),
        issuer: name("Authority"),
        subject: name(subject),
        validity: Validity::new(NOW.minus(day), NOW.plus(day)).expect("it ends after it begins"),
        public_key: key.public_key().clone(),
        extensions: Vec::new(),
    };
    content.encode(Curve::P256).sign(authority).expect("signed")
}

#[derive(Clone)]
struct ApprovalZone;

#[derive(Clone, Copy, PartialEq)]
enum Action {
    Look,
    Decide,
}

#[derive(Clone)]
struct Operator(&'static str);

#[derive(Clone)]
struct Frame {
    operator: Option<&'static str>,
}

impl Zone for ApprovalZone {
    type Action = Action;
    type Visitor = Option<Operator>;
    type Frame = Frame;

    const ANYBODY: Action = Action::Look;

    fn catalogues(&self) -> &'static Catalogues {
        &CATALOGUES
    }

    fn assets(&self) -> &'static Assets {
        &ASSETS
    }

    fn frame(&self, _: Entrance) -> Frame {
        Frame { operator: None }
    }

    async fn identify(&self, request: &Request<'_, Action>) -> Result<Option<Operator>, Response> {
        let Some(PeerCertificate::Read(shown)) = request.parts.extensions.get() else { return Ok(None) };
        let Certificates { authority, pinned, .. } = &*CERTIFICATES;
        let admitted = AdmittedCertificate::validate(shown, pinned.fingerprint(), authority, NOW);
        Ok(admitted.ok().map(|_| Operator("Inès Vautrin")))
    }

    fn language(&self, _: &Option<Operator>) -> Option<Language> {
        None
    }

    async fn choose_language(&self, _: &Option<Operator>, _: Language) -> Result<(), Response> {
        Ok(())
    }

    fn welcome(&self, visitor: &Option<Operator>, frame: &mut Frame) {
        frame.operator = visitor.as_ref().map(|operator| operator.0);
    }

    fn allows(&self, visitor: &Option<Operator>, action: Action) -> bool {
        action == Action::Look || visitor.is_some()
    }

    fn prove(&self, visitor: Option<Operator>, proofs: &mut Proofs<'_>) {
        if let Some(operator) = visitor {
            proofs.grant(operator);
        }
    }

    fn keeps(&self, _: &Option<Operator>, _: &Request<'_, Action>) -> bool {
        false
    }

    async fn keep(&self, _: &Option<Operator>, _: &str, _: &Form) {}

    fn refuse(&self, _: Option<Operator>, _: &Request<'_, Action>, shell: &Shell<Frame>) -> Response {
        page_with(StatusCode::FORBIDDEN, &NoCertificatePage { shell }).unwrap_or_else(IntoResponse::into_response)
    }

    fn fault_page(&self, shell: &Shell<Frame>, fault: &PageFault) -> Result<Response, PageFault> {
        page_with(fault.status(), &FaultPage { shell, fault })
    }
}

#[derive(Template)]
#[template(path = "decision.html")]
struct DecisionPage<'a> {
    shell: &'a Shell<Frame>,
    errors: &'a FieldErrors,
    key: FormKey,
}

#[derive(Template)]
#[template(path = "no_certificate.html")]
struct NoCertificatePage<'a> {
    shell: &'a Shell<Frame>,
}

#[derive(Template)]
#[template(path = "fault.html")]
struct FaultPage<'a> {
    shell: &'a Shell<Frame>,
    fault: &'a PageFault,
}

async fn ask(shell: Shell<Frame>, _operator: Admitted<Operator>) -> Result<Response, PageFault> {
    page(&DecisionPage { shell: &shell, errors: &FieldErrors::default(), key: FormKey::draw() })
}

async fn decide(shell: Shell<Frame>, operator: Admitted<Operator>, form: Form) -> Result<Response, PageFault> {
    let key = form.key().ok_or(PageFault::Unreadable)?;
    if form.text("reason").is_empty() {
        let mut errors = FieldErrors::default();
        errors.add("reason", shell.t.say("decision-reason"));
        return page_with(StatusCode::UNPROCESSABLE_ENTITY, &DecisionPage { shell: &shell, errors: &errors, key });
    }
    assert_eq!(operator.0, "Inès Vautrin");
    Ok(see_other("/"))
}

fn zone() -> Router {
    let entrance = Entrance::Certificate;
    let routes = [
        Route::get(entrance, "/", Action::Decide, ask),
        Route::post(entrance, "/", Action::Decide, decide),
        Route::post(entrance, "/language", Action::Look, async |form: Form| switch_language(&form).map(|(_, response)| response)),
        Route::get(entrance, "/closed", Action::Look, async || Err::<(), _>(PageFault::Unavailable("the store".to_owned()))),
        Route::get(entrance, "/crowded", Action::Look, async || Err::<(), _>(PageFault::Busy)),
        Route::assets(entrance),
    ];
    router(&ApprovalZone, entrance, &Origin::new(ORIGIN_OF_ZONE), routes)
}

/// A request as a browser sends it, with the certificate of `who`.
fn request(method: Method, path: &str, who: Option<&Arc<Certificate>>, fields: &str) -> HttpRequest<Body> {
    let builder = HttpRequest::builder().method(method.clone()).uri(path).header(ACCEPT_LANGUAGE, "en");
    let builder = match method {
        Method::POST => builder.header(ORIGIN, ORIGIN_OF_ZONE).header(CONTENT_TYPE, "application/x-www-form-urlencoded"),
        _ => builder,
    };
    let mut request = builder.body(Body::from(fields.to_owned())).expect("a request");
    if let Some(who) = who {
        request.extensions_mut().insert(PeerCertificate::Read(Arc::clone(who)));
    }
    request
}

async fn answer(request: HttpRequest<Body>) -> (StatusCode, http::HeaderMap, String) {
    let (parts, body) = zone().oneshot(request).await.unwrap().into_parts();
    let body = to_bytes(body, 1 << 20).await.expect("a body of at most a megabyte");
    (parts.status, parts.headers, String::from_utf8(body.to_vec()).expect("text"))
}

#[tokio::test]
async fn the_pinned_certificate_opens_the_page_and_no_other_does() {
    let (status, headers, body) = answer(request(Method::GET, "/", Some(&CERTIFICATES.pinned), "")).await;
    assert_eq!(status, StatusCode::OK);
    for shown in ["<h1>Decision</h1>", "<span>Inès Vautrin</span>", "Français</button>", "<html lang=\"en\">"] {
        assert!(body.contains(shown), "{shown}: {body}");
    }
    assert_eq!(headers[CACHE_CONTROL], "no-store");
    assert_eq!(headers[STRICT_TRANSPORT_SECURITY], "max-age=31536000");
    assert!(headers[CONTENT_SECURITY_POLICY].to_str().unwrap().starts_with("default-src 'none'"));
    for who in [None, Some(&CERTIFICATES.other)] {
        let (status, _, body) = answer(request(Method::GET, "/", who, "")).await;
        assert_eq!(status, StatusCode::FORBIDDEN);
        assert!(body.contains("<h1>No certificate</h1>") && !body.contains("Decision"), "{body}");
        assert_eq!(answer(request(Method::POST, "/", who, "")).await.0, StatusCode::FORBIDDEN);
    }
}

#[tokio::test]
async fn a_rejected_form_is_shown_again_and_an_accepted_one_redirects() {
    let (_, _, page) = answer(request(Method::GET, "/", Some(&CERTIFICATES.pinned), "")).await;
    let key = page.split("name=\"key\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let fields = format!("key={key}&reason=");
    let (status, _, body) = answer(request(Method::POST, "/", Some(&CERTIFICATES.pinned), &fields)).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    for shown in ["<title>Error: Decision", "<a href=\"#reason\">", &key] {
        assert!(body.contains(shown), "{shown}: {body}");
    }
    assert!(!body.contains("action=\"/language\""), "switching the language would lose the entered values");
    let fields = format!("key={key}&reason=Lost");
    let (status, headers, _) = answer(request(Method::POST, "/", Some(&CERTIFICATES.pinned), &fields)).await;
    assert_eq!((status, &headers[LOCATION]), (StatusCode::SEE_OTHER, &"/".parse().unwrap()));
}

#[tokio::test]
async fn faults_are_pages_of_the_zone_in_the_readers_language() {
    let from_elsewhere = {
        let mut request = request(Method::POST, "/", Some(&CERTIFICATES.pinned), "reason=a");
        request.headers_mut().insert(ORIGIN, "https://evil.example".parse().unwrap());
        request
    };
    let in_french = {
        let mut request = request(Method::GET, "/nowhere", None, "");
        request.headers_mut().insert(COOKIE, "__Host-language=fr".parse().unwrap());
        request
    };
    for (request, status, title) in [
        (request(Method::GET, "/nowhere", None, ""), StatusCode::NOT_FOUND, "Page not found"),
        (in_french, StatusCode::NOT_FOUND, "Page introuvable"),
        (request(Method::GET, "/language", None, ""), StatusCode::METHOD_NOT_ALLOWED, "Page not found"),
        (request(Method::POST, "/", Some(&CERTIFICATES.pinned), "reason=a"), StatusCode::BAD_REQUEST, "Unreadable form"),
        (from_elsewhere, StatusCode::FORBIDDEN, "Form not accepted"),
    ] {
        let (answered, _, body) = answer(request).await;
        assert_eq!(answered, status, "{title}");
        assert!(body.contains(&format!("<h1>{title}</h1>")), "{title}: {body}");
    }
}

/// docs/operating.md#logs: visitors decide how often these happen, so they must not be errors, nor a line each.
#[tokio::test]
async fn what_visitors_can_repeat_is_logged_once_a_minute_and_not_as_an_error() {
    let log = test_databases::Log::start();
    for _ in 0..50 {
        let (status, headers, body) = answer(request(Method::GET, "/crowded", None, "")).await;
        assert_eq!((status, &headers[RETRY_AFTER]), (StatusCode::SERVICE_UNAVAILABLE, &"60".parse().unwrap()));
        assert!(body.contains("<h1>Very busy at the moment</h1>"), "{body}");
        assert_eq!(answer(request(Method::GET, "/closed", None, "")).await.0, StatusCode::SERVICE_UNAVAILABLE);
    }
    assert_eq!(log.lines_with(&["pages were not shown", "INFO"]).len(), 2, "one for each cause");
    for level in ["ERROR", "WARN"] {
        assert_eq!(log.lines_with(&[level]), [""; 0]);
    }
}

#[tokio::test]
async fn the_layouts_assets_and_the_language_switch_work() {
    let (_, _, page) = answer(request(Method::GET, "/", Some(&CERTIFICATES.pinned), "")).await;
    let links: Vec<_> = page.split("<link ").skip(1).filter_map(|link| link.split("href=\"").nth(1)?.split('"').next()).collect();
    assert!(links.len() >= 4, "{links:?}");
    for link in links {
        let (status, headers, _) = answer(request(Method::GET, link, None, "")).await;
        assert_eq!(status, StatusCode::OK, "{link}");
        assert_eq!(headers[CACHE_CONTROL], "public, max-age=31536000, immutable", "{link}");
    }
    let (status, headers, _) = answer(request(Method::POST, "/language", None, "language=fr&return=/")).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    assert!(headers[SET_COOKIE].to_str().unwrap().starts_with("__Host-language=fr;"));
}

/// Sends a form to a listener that serves the zone, and reads the response until the connection ends.
async fn exchanged(head: &str, body: &str) -> String {
    use tokio::io::{AsyncReadExt, AsyncWriteExt};

    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    let pace = Pace { grace: Duration::from_millis(100), octets_per_second: 1 << 20 };
    let limits = Limits { pace, ..Limits::default() };
    let stop = tokio_util::sync::CancellationToken::new();
    tokio::spawn(serve(listener, zone(), Security::Plain, limits, KnownPeers::default(), stop.clone()));
    let mut stream = tokio::net::TcpStream::connect(address).await.expect("a connection");
    let head = format!("{head}Host: ca.sceau.example.org\r\nOrigin: {ORIGIN_OF_ZONE}\r\nConnection: close\r\n\r\n");
    stream.write_all(format!("{head}{body}").as_bytes()).await.expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.expect("an answer");
    stop.cancel();
    answer
}

#[tokio::test]
async fn limits_answer_in_the_readers_language() {
    const FORM: &str = "Content-Type: application/x-www-form-urlencoded\r\n";
    let large = "x".repeat(70_000);
    let chunked = format!("11170\r\n{large}\r\n0\r\n\r\n");
    let chunks = format!("{FORM}Transfer-Encoding: chunked\r\n");
    let declares = |octets: usize| format!("{FORM}Content-Length: {octets}\r\n");
    for (request, headers, body, status, [french, english]) in [
        ("POST /language", declares(70_000), large.as_str(), 413, ["Envoi trop volumineux", "Upload too large"]),
        ("POST /language", chunks.clone(), chunked.as_str(), 413, ["Envoi trop volumineux", "Upload too large"]),
        ("POST /language", declares(30), "language=fr", 408, ["Envoi trop lent", "Upload too slow"]),
        ("POST /language", chunks, "3\r\nlan", 408, ["Envoi trop lent", "Upload too slow"]),
        ("GET /language", String::new(), "", 405, ["Page introuvable", "Page not found"]),
        ("POST /nowhere", declares(70_000), large.as_str(), 404, ["Page introuvable", "Page not found"]),
    ] {
        for (language, title) in [("fr", french), ("en", english)] {
            let reader = format!("{request} HTTP/1.1\r\nAccept-Language: {language}\r\n{headers}");
            for accept in ["", "Accept: */*\r\n", "Accept: text/html, */*;q=0.5\r\n"] {
                let answer = exchanged(&format!("{reader}{accept}"), body).await;
                assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{request}: {answer}");
                assert!(answer.contains(&format!("<h1>{title}</h1>")), "{request}: {answer}");
            }
            let answer = exchanged(&format!("{reader}Accept: application/json\r\n"), body).await;
            assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{request}: {answer}");
            assert!(answer.contains("application/problem+json") && answer.contains(title), "{request}: {answer}");
        }
    }
}
