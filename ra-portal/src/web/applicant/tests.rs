//! An applicant's pages, as a browser uses them.

use std::net::IpAddr;
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use chassis::db::{DatabaseUrl, Db};
use fixtures::registration_authority;
use http::header::{COOKIE, LOCATION};
use http::{Method, Request, StatusCode};
use i18n::Language;
use pki::{Clock, Timestamp};
use registration::accounts::{EmailAddress, Password, Submission};
use registration::messages::{Channel, Content};
use registration::{Failpoints, Registration};
use secrecy::ExposeSecret;
use tempfile::TempDir;
use test_databases::Log;
use tower::ServiceExt;

use crate::web::{Entrance, Portal, Sites, router};

/// As `date -u -d 2026-11-22T09:00:00Z +%s` prints it.
struct Noon;

impl Clock for Noon {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(1_795_338_000_000)
    }
}

/// A browser with a signed-in applicant.
struct Browser {
    router: Router,
    cookie: String,
}

struct Page {
    status: StatusCode,
    location: String,
    text: String,
}

impl Browser {
    async fn send(&self, method: Method, path: &str, body: String) -> Page {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(COOKIE, &self.cookie)
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(body))
            .unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        let status = response.status();
        let location = response.headers().get(LOCATION).map_or("", |location| location.to_str().unwrap()).to_owned();
        let text = String::from_utf8(to_bytes(response.into_body(), 1 << 20).await.unwrap().to_vec()).unwrap();
        Page { status, location, text }
    }

    async fn open(&self, path: &str) -> Page {
        self.send(Method::GET, path, String::new()).await
    }

    async fn submit(&self, path: &str, fields: &[(&str, &str)]) -> Page {
        let encoded = reqwest::Url::parse_with_params("https://sceau.example.org/", fields).unwrap();
        self.send(Method::POST, path, encoded.query().unwrap_or_default().to_owned()).await
    }
}

async fn sign_in(registration: &Registration, email: &str, language: Language) -> String {
    let email: EmailAddress = email.parse().unwrap();
    let password = Password::parse(&"trois petits chats gris".to_owned().into(), &email).unwrap();
    let source = IpAddr::from([192, 0, 2, 1]).into();
    let token = registration.accounts.sign_up(&email, &password, language, Submission { form: [7; 16], source }).await.unwrap();
    let sent = registration.outbox.claim_message(Channel::Mail).await.unwrap();
    let code = sent.and_then(|sent| match &sent.message().content {
        Content::OneTimeCode { code, .. } => Some(code.0.expose_secret().to_owned()),
        _ => None,
    });
    let session = registration.accounts.confirm_sign_up(&token, &code.unwrap().parse().unwrap(), source).await.unwrap();
    format!("__Host-session={}", session.expose())
}

async fn browsers(scenario: impl AsyncFn(Browser, Browser)) {
    let folder = tempfile::tempdir().unwrap();
    browsers_on(&folder, &DatabaseUrl::sqlite(folder.path().join("portal.db")), scenario).await;
}

async fn browsers_on(folder: &TempDir, url: &DatabaseUrl, scenario: impl AsyncFn(Browser, Browser)) {
    let registration = registration_authority::open(url, folder.path(), Arc::new(Noon), Failpoints::none()).await;
    let sites = Sites { public: "https://sceau.example.org".to_owned(), certificate: "https://id.sceau.example.org".to_owned() };
    let router = router(&Portal::new(registration.clone(), sites, None), Entrance::Public);
    let french = sign_in(&registration, "maelle.kervadec@sceau.example.org", Language::Fr).await;
    let english = sign_in(&registration, "octave.delmas@sceau.example.org", Language::En).await;
    scenario(Browser { router: router.clone(), cookie: french }, Browser { router, cookie: english }).await;
    registration.close().await;
}

/// The answers on the pages after the names.
const PAGES: [(&str, &[(&str, &str)]); 6] = [
    (
        "birth",
        &[("birth-day", "3"), ("birth-month", "3"), ("birth-year", "1978"), ("birth-place", "Quimper"), ("birth-country", "FR")],
    ),
    (
        "listing",
        &[
            ("court", "Rennes"),
            ("listing-ends-day", "31"),
            ("listing-ends-month", "12"),
            ("listing-ends-year", "2031"),
            ("compagnie", "Compagnie des experts de Bretagne"),
        ],
    ),
    (
        "delivery",
        &[
            ("token-recipient", "Maëlle Kervadec"),
            ("token-street", "3 rue des Tanneurs"),
            ("token-postcode", "35000"),
            ("token-town", "Rennes"),
            ("token-country", "FR"),
        ],
    ),
    ("contact", &[("contact", "sms"), ("mobile", "06 12 34 56 78")]),
    (
        "billing",
        &[
            ("payer", "holder"),
            ("billing-recipient", "Maëlle Kervadec"),
            ("billing-street", "3 rue des Tanneurs"),
            ("billing-postcode", "35000"),
            ("billing-town", "Rennes"),
            ("billing-country", "FR"),
        ],
    ),
    ("terms", &[("terms-version", "2026-11-28"), ("accepted", "yes")]),
];

/// Goes from the list of orders to the page of a placed order; returns its path.
async fn order(browser: &Browser, names: &[(&str, &str)]) -> String {
    let first = browser.submit("/orders", &[("product", "expert-card")]).await.location;
    let (order, page) = first.rsplit_once('/').unwrap();
    assert_eq!(page, "identity");
    let mut next = browser.submit(&first, names).await.location;
    if next.ends_with("/spelling") {
        next = browser
            .submit(&next, &[("latin-given-names", "Olga"), ("latin-surname", "Ivanova"), ("confirmed", "yes")])
            .await
            .location;
    }
    for (page, fields) in PAGES {
        assert_eq!(next, format!("{order}/{page}"));
        let shown = browser.open(&next).await;
        assert_eq!(shown.status, StatusCode::OK);
        next = browser.submit(&next, fields).await.location;
    }
    assert_eq!(next, format!("{order}/summary"));
    assert_eq!(browser.open(&next).await.status, StatusCode::OK);
    assert_eq!(browser.submit(&format!("{order}/place"), &[]).await.location, order);
    order.to_owned()
}

#[tokio::test]
async fn an_order_is_drafted_placed_and_hidden_from_other_accounts() {
    browsers(async |french, english| {
        let order = order(&french, &[("given-names", "Maëlle"), ("birth-name", "Kervadec")]).await;
        // A second submission opens the same order.
        assert_eq!(french.submit(&format!("{order}/place"), &[]).await.location, order);
        let page = french.open(&order).await.text;
        for shown in [
            "SC-2026-000001",
            "Le paiement",
            "22 décembre 2026",
            "Le dossier signé",
            "190,80\u{a0}€",
            "Par SMS au 06 12 34 56 78 (France)",
        ] {
            assert!(page.contains(shown), "{shown}: {page}");
        }
        assert!(french.open("/orders").await.text.contains("SC-2026-000001"));
        for path in [order.clone(), format!("{order}/birth"), format!("{order}/summary"), "/orders/none".to_owned()] {
            assert_eq!(english.open(&path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        assert_eq!(english.submit(&format!("{order}/birth"), PAGES[0].1).await.status, StatusCode::NOT_FOUND);
        assert_eq!(english.submit(&format!("{order}/place"), &[]).await.status, StatusCode::NOT_FOUND);
    })
    .await;
}

#[tokio::test]
async fn an_identity_document_may_have_no_given_name_and_no_birth_day() {
    browsers(async |french, english| {
        // What was typed before the box was ticked is not judged.
        for names in [
            &[("given-names", "123"), ("no-given-names", "yes"), ("birth-name", "Kervadec")][..],
            &[("no-given-names", "yes"), ("birth-name", "Иванова")],
        ] {
            let first = french.submit("/orders", &[("product", "expert-card")]).await.location;
            let order = first.strip_suffix("/identity").unwrap();
            let mut next = french.submit(&first, names).await.location;
            if next.ends_with("/spelling") {
                let shown = french.open(&next).await.text;
                assert!(shown.contains("value=\"Ivanova\"") && !shown.contains("latin-given-names"), "{shown}");
                next = french.submit(&next, &[("latin-surname", "Ivanova"), ("confirmed", "yes")]).await.location;
            }
            assert_eq!(next, format!("{order}/birth"));
            for (page, fields) in PAGES {
                let mut fields = fields.to_vec();
                if page == "birth" {
                    fields[0].1 = "00";
                    fields[1].1 = "00";
                }
                assert_eq!(next, format!("{order}/{page}"));
                next = french.submit(&next, &fields).await.location;
            }
            let summary = french.open(&next).await.text;
            for shown in ["Aucun sur la pièce d’identité", "1978 (jour et mois inconnus)"] {
                assert!(summary.contains(shown), "{shown}: {summary}");
            }
            assert_eq!(french.submit(&format!("{order}/place"), &[]).await.location, order);
            let again = french.open(&format!("{order}/birth")).await.text;
            assert!(again.contains("name=\"birth-day\" value=\"00\""), "{again}");
        }
        let first = english.submit("/orders", &[("product", "expert-card")]).await.location;
        let page = english.submit(&first, &[("birth-name", "Delmas")]).await;
        assert!(page.text.contains("or tick the box"), "{}", page.text);
    })
    .await;
}

#[tokio::test]
async fn entered_values_are_shown_again_with_their_error() {
    browsers(async |french, english| {
        let first = english.submit("/orders", &[("product", "expert-card")]).await.location;
        // A page that cannot be answered yet redirects to the one that comes first.
        let early = first.replace("identity", "billing");
        assert_eq!(english.open(&early).await.location, first);
        let page = english.submit(&first, &[("given-names", "Octave"), ("birth-name", "Delmas<7>")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        for shown in ["Step 1 of 8", "value=\"Octave\"", "Delmas&#60;7&#62;", "<a href=\"#birth-name\">", "in position 7"] {
            assert!(page.text.contains(shown), "{shown}: {}", page.text);
        }
        assert_eq!(english.open(&first).await.text.matches("Delmas").count(), 0);
        assert_eq!(english.submit("/orders", &[("product", "backup-key")]).await.status, StatusCode::NOT_FOUND);
        let order = order(&french, &[("given-names", "Ольга"), ("birth-name", "Иванова")]).await;
        assert!(french.open(&order).await.text.contains("Olga Ivanova"));
        let changed = french.submit(&format!("{order}/contact"), &[("contact", "email")]).await;
        assert_eq!(changed.location, order);
        assert!(!french.open(&order).await.text.contains("06 12 34 56 78"));
    })
    .await;
}

#[tokio::test]
async fn a_closed_section_says_so_and_faulty_answers_are_shown_again() {
    browsers(async |french, english| {
        let order = order(&french, &[("given-names", "Maëlle"), ("birth-name", "Kervadec")]).await;
        let terms = format!("{order}/terms");
        let shown = french.open(&terms).await;
        let sent = french.submit(&terms, &[("accepted", "yes")]).await;
        assert_eq!((shown.status, sent.status), (StatusCode::OK, StatusCode::CONFLICT));
        for page in [&shown, &sent] {
            assert!(
                page.text.contains("Cette partie ne peut plus être modifiée")
                    && !page.text.contains("<form method=\"post\" action=\"/orders")
            );
            assert!(page.text.contains("Appelez l’assistance"), "{}", page.text);
        }
        assert!(sent.text.contains("n’a pas été enregistrée") && !shown.text.contains("n’a pas été enregistrée"));
        assert_eq!(english.open(&terms).await.status, StatusCode::NOT_FOUND);
        let mut delivery = PAGES[2].1.to_vec();
        delivery.extend([("letter-elsewhere", "yes"), ("letter-street", "12 quai de Brest")]);
        let page = french.submit(&format!("{order}/delivery"), &delivery).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        for kept in ["id=\"letter-town-error\"", "value=\"12 quai de Brest\"", "value=\"3 rue des Tanneurs\""] {
            assert!(page.text.contains(kept), "{kept}: {}", page.text);
        }
    })
    .await;
}

/// 2026-11-22 and three years of 365 days are 2029-11-21 (`date -d '2026-11-22 + 1095 days'`).
#[tokio::test]
async fn a_listing_that_ends_early_is_told_before_the_first_question() {
    browsers(async |french, english| {
        for path in ["/experts", "/orders"] {
            let said = "serait valable jusqu’au 21 novembre 2029. Votre inscription sur la liste de la cour";
            assert!(french.open(path).await.text.contains(said), "{path}");
            assert!(english.open(path).await.text.contains("would be valid until 21 November 2029."), "{path}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_form_sent_after_the_session_ended_leads_back_to_its_page() {
    browsers(async |french, _| {
        let first = french.submit("/orders", &[("product", "expert-card")]).await.location;
        let order = first.strip_suffix("/identity").unwrap();
        let signed_out = Browser { router: french.router.clone(), cookie: String::new() };
        for (sent_to, page) in [
            ("/birth", "/birth"),
            ("/place", ""),
            ("/dossier/signed-dossier", "/dossier"),
            ("/dossier/hand-in", "/dossier"),
            ("/dossier/signed-dossier/0199a-7/remove", "/dossier"),
        ] {
            let led = signed_out.submit(&format!("{order}{sent_to}"), &[]).await;
            assert_eq!((led.status, led.location), (StatusCode::SEE_OTHER, format!("/sign-in?next={order}{page}")), "{sent_to}");
        }
        assert_eq!(signed_out.submit("/orders", &[]).await.location, "/sign-in?next=/orders");
        assert_eq!(signed_out.open(&first).await.location, format!("/sign-in?next={first}"));
    })
    .await;
}

#[tokio::test]
async fn the_answer_to_a_form_has_no_language_switch() {
    const SWITCH: &str = "action=\"/language\"";
    browsers(async |french, _| {
        let first = french.submit("/orders", &[("product", "expert-card")]).await.location;
        assert!(french.open(&first).await.text.contains(SWITCH));
        for path in [first.as_str(), "/revocation", "/help"] {
            let answer = french.submit(path, &[]).await;
            assert!(answer.status.is_client_error() && answer.text.contains("<h1>"), "{path}: {}", answer.status);
            assert!(!answer.text.contains(SWITCH), "{path}");
        }
    })
    .await;
}

#[tokio::test]
async fn changing_the_language_of_a_section_keeps_what_was_entered_and_stores_nothing() {
    browsers(async |french, _| {
        let mut page = french.submit("/orders", &[("product", "expert-card")]).await.location;
        let names: &[_] = &[("given-names", "Maëlle"), ("birth-name", "Kervadec")];
        for (number, (section, fields)) in [("identity", names)].into_iter().chain(PAGES).enumerate() {
            assert!(page.ends_with(section), "{page}");
            let language = if number % 2 == 0 { "en" } else { "fr" };
            assert!(french.open(&page).await.text.contains(&format!("formaction=\"{page}?language={language}\"")));
            let again = french.submit(&format!("{page}?language={language}"), fields).await;
            assert_eq!(again.status, StatusCode::OK, "{section}");
            assert!(again.text.contains(&format!("<html lang=\"{language}\">")), "{section}");
            for (field, value) in fields.iter().filter(|(_, value)| value.len() > 3) {
                assert!(again.text.contains(value), "{section}: {field} is lost");
            }
            let opened = french.open(&page).await;
            assert!(opened.text.contains(&format!("<html lang=\"{language}\">")), "the account's language is changed too");
            page = french.submit(&page, fields).await.location;
        }
    })
    .await;
}

#[tokio::test]
async fn an_order_that_cannot_be_placed_is_answered_with_the_page_to_correct() {
    browsers(async |french, _| {
        let first = french.submit("/orders", &[("product", "expert-card")]).await.location;
        let page = french.submit(&first.replace("identity", "place"), &[]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text.contains("role=\"alert\"") && page.text.contains(&format!("action=\"{first}\"")), "{}", page.text);
    })
    .await;
}

#[tokio::test]
async fn a_broken_order_is_shown_as_an_incident() {
    let folder = tempfile::tempdir().unwrap();
    let url = DatabaseUrl::sqlite(folder.path().join("portal.db"));
    browsers_on(&folder, &url, async |french, english| {
        let log = Log::start();
        for (browser, words) in [(french, "Il est inutile de recommencer"), (english, "Trying again will not help")] {
            let order = browser.submit("/orders", &[("product", "expert-card")]).await.location;
            let order = order.strip_suffix("/identity").unwrap().to_owned();
            let db = Db::open(&url).await.unwrap();
            let mut tx = db.begin_write().await.unwrap();
            let change = "update orders set application = 'secret', facts = '{\"state\":\"draft\"}', encrypted = null";
            tx.execute(change, &[]).await.unwrap();
            tx.commit().await.unwrap();
            db.close().await;
            let page = browser.open(&order).await;
            assert_eq!(page.status, StatusCode::INTERNAL_SERVER_ERROR);
            let row = order.strip_prefix("/orders/").unwrap().replace('-', "");
            let lines = log.lines_with(&["orders.application", &row]);
            let [line] = lines.as_slice() else { panic!("{lines:?}") };
            let (_, incident) = line.split_once("incident=").unwrap();
            assert!(page.text.contains(words) && page.text.contains(&incident[..8]), "{line} {}", page.text);
            assert!(!page.text.contains("secret") && !line.contains("secret"));
        }
    })
    .await;
}
