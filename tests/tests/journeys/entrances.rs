//! Every route of the portal for every role, checked against the committed texts of its tables; security headers; forms from other sites.

use std::collections::HashMap;

use chassis::db::Value;
use demo::actors::{Expert, KERVADEC, Mailbox, OfficerPages, text_of};
use demo::browser::Browser;
use http::Method;
use pages::Entrance;
use ra_portal::web::table;
use registration::access::TABLE;
use testbed::office::Office;
use testbed::{Engine, Testbed, Transport};
use token::SlotIndex;

const EMAIL: &str = "maelle.kervadec@sceau.example.org";
/// An identifier for every parameter in a path; nothing with it exists.
const NOBODYS: &str = "01930000-0000-7000-8000-000000000000";

/// The roles of each action and the action of each route, as committed texts. Unit tests compare the tables with them, so that nothing here
/// is expected because the product says so.
const ACCESS: &str = include_str!("../../../ra-portal/registration/src/access.txt");
const ROUTES: &str = include_str!("../../../ra-portal/src/web/routes.txt");

/// A route, and the roles that it admits.
struct Reviewed {
    entrance: Entrance,
    method: Method,
    path: &'static str,
    roles: Vec<&'static str>,
}

fn reviewed() -> Vec<Reviewed> {
    let mut lines = ACCESS.lines().map(|line| line.split_whitespace().collect::<Vec<_>>());
    let roles = lines.next().expect("the names of the roles").split_off(1);
    let rows: HashMap<_, _> = lines.map(|row| (row[0], row[1..].to_vec())).collect();
    let admitted = |action: &str| {
        let cells = rows.get(action).unwrap_or_else(|| panic!("{action} has no row"));
        assert_eq!(cells.len(), roles.len(), "{action}");
        let admitted = roles.iter().zip(cells).filter(|(_, cell)| match **cell {
            "yes" => true,
            "-" => false,
            other => panic!("{action}: {other}"),
        });
        admitted.map(|(role, _)| *role).collect()
    };
    let route = |line: &'static str| {
        let [entrance, method, path, action] = line.split_whitespace().collect::<Vec<_>>()[..] else { panic!("{line}") };
        let entrance = match entrance {
            "public" => Entrance::Public,
            "certificate" => Entrance::Certificate,
            other => panic!("no entrance is called {other}"),
        };
        Reviewed { entrance, method: method.parse().expect("a method"), path, roles: admitted(action) }
    };
    ROUTES.lines().map(route).collect()
}

/// A visitor in one role at one entrance.
struct Somebody {
    role: &'static str,
    entrance: Entrance,
    browser: Browser,
}

#[tokio::test]
async fn every_route_admits_exactly_the_roles_of_its_row() {
    let office = Office::open(Engine::Sqlite, Transport::InProcess).await;
    let holder = holder(&office).await;
    let everybody = [
        Somebody { role: "visitor", entrance: Entrance::Public, browser: office.visitor() },
        Somebody { role: "visitor", entrance: Entrance::Certificate, browser: office.at_certificate_entrance(None) },
        Somebody { role: "applicant", entrance: Entrance::Public, browser: signed_in(&office).await.browser },
        Somebody { role: "holder", entrance: Entrance::Certificate, browser: holder },
    ];
    for somebody in &everybody {
        every_route(somebody).await;
    }
    let others = everybody.map(|somebody| somebody.role);
    let roles = ACCESS.lines().next().expect("the names of the roles").split_whitespace().skip(1);
    for role in roles.filter(|role| !others.contains(role)) {
        let row = format!("[\"{role}\"]");
        let db = office.database().await;
        let mut tx = db.begin_write().await.expect("the database is written");
        tx.execute("update officers set roles = $1", &[Value::from(row)]).await.expect("officers");
        tx.commit().await.expect("committed");
        db.close().await;
        every_route(&Somebody { role, entrance: Entrance::Certificate, browser: office.officer(1) }).await;
    }
    office.close().await;
}

/// Requests every route of the entrance and compares the admissions with the committed texts.
async fn every_route(somebody: &Somebody) {
    for row in reviewed().into_iter().filter(|row| row.entrance == somebody.entrance) {
        let expected = row.roles.contains(&somebody.role);
        let path = path(row.path);
        // Signing out would end the session; it has its own scenarios.
        if row.path == "/sign-out" && expected {
            continue;
        }
        let answer = somebody.browser.request(row.method.clone(), &path).send().await.expect("an answer");
        let led_away = ["/sign-in", "/orders"].iter().any(|away| answer.url().path() == *away && !path.starts_with(away));
        let refused = answer.status() == 403 || led_away;
        let said =
            format!("{} at {:?} asks {} {path}: {} {}", somebody.role, row.entrance, row.method, answer.status(), answer.url());
        assert!(answer.status() != 500 && answer.status() != 503, "{said}");
        assert_eq!(!refused, expected, "{said}");
    }
}

fn path(pattern: &str) -> String {
    let parts = pattern.split('/').map(|part| if part.starts_with('{') { NOBODYS } else { part });
    parts.collect::<Vec<_>>().join("/")
}

#[tokio::test]
async fn every_response_has_security_headers_and_forms_from_other_sites_are_refused() {
    let office = Office::open(Engine::Sqlite, Transport::InProcess).await;
    let applicant = signed_in(&office).await.browser;
    for row in table() {
        let browser = match row.entrance {
            Entrance::Public => applicant.clone(),
            Entrance::Certificate => office.officer(1),
        };
        let path = path(row.path);
        let answer = browser.request(row.method.clone(), &path).send().await.expect("an answer");
        protects(&answer, &path);
        if row.method == Method::POST {
            for (name, value) in [("origin", "https://sceau-example.org"), ("sec-fetch-site", "cross-site"), ("origin", "null")] {
                let forged = browser.request(Method::POST, &path).build();
                // Replaces the client's own Origin by the one that a browser sends from another site.
                let mut forged = forged.expect("a request");
                forged.headers_mut().insert(name, value.parse().expect("a header"));
                let answer = browser.execute(forged).await.expect("an answer");
                assert_eq!(answer.status(), 403, "{path} with {name}: {value}");
            }
        }
    }
    office.close().await;
}

fn protects(answer: &reqwest::Response, path: &str) {
    let said = |name: &str| answer.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let policy = said("content-security-policy");
    assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{path}: {policy}");
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
    ] {
        assert_eq!(said(name), value, "{path}");
    }
    // `localhost` is every program on this machine; `pages` tests the header for other hosts.
    assert_eq!(said("strict-transport-security"), "", "{path}");
    if !path.starts_with("/assets/") {
        assert_eq!(said("cache-control"), "no-store", "{path}");
    }
    for cookie in answer.headers().get_all("set-cookie") {
        let cookie = cookie.to_str().expect("ASCII");
        let guarded = ["__Host-", "; Path=/", "; Secure", "; HttpOnly", "; SameSite=Lax"];
        assert!(guarded.iter().all(|part| cookie.contains(part)) && !cookie.contains("Domain"), "{path}: {cookie}");
    }
}

#[test]
fn every_action_has_one_row_with_at_least_one_role_and_is_used() {
    for (action, roles) in TABLE {
        assert_eq!(TABLE.iter().filter(|(other, _)| other == action).count(), 1, "{action:?}");
        assert!(!roles.is_empty(), "{action:?} is for nobody");
        assert!(table().iter().any(|row| row.action == *action), "{action:?} has no route");
    }
    for row in table() {
        assert!(TABLE.iter().any(|(action, _)| *action == row.action), "{} {} has no row", row.method, row.path);
    }
}

async fn signed_in(office: &Office) -> Expert {
    let email = "alban.rivoal@sceau.example.org";
    let expert = Expert::new(office.visitor(), Mailbox::new(office.sent.clone(), email), email, "sept brumes sur la rade");
    expert.sign_up().await.expect("the account is made");
    expert
}

/// The holder of a token that was shipped.
async fn holder(office: &Office) -> Browser {
    let expert = Expert::new(office.visitor(), Mailbox::new(office.sent.clone(), EMAIL), EMAIL, "sept brumes sur la rade");
    expert.sign_up().await.expect("the account is made");
    let order = expert.place(&expert.draft(KERVADEC).await.expect("a draft")).await.expect("placed").path().to_owned();
    expert.pay(&order).await.expect("paid");
    expert.hand_in(&order).await.expect("handed in");
    let (first, second) = (OfficerPages { browser: office.officer(1) }, OfficerPages { browser: office.officer(2) });
    let number = "SC-2026-000001";
    first.accept_pieces(number).await.expect("accepted");
    first.check_identity(number, ["20", "11", "2026"]).await.expect("checked");
    first.review(number).await.expect("reviewed");
    second.authorise(number).await.expect("authorised");
    let token = office.testbed.path("holder.token");
    let produced = produce(&office.testbed, number, &token).await;
    let letter = second.pin_letter(number).await.expect("a letter");
    let id = order.rsplit('/').next().expect("an identifier");
    second.letter_printed(id).await.expect("printed");
    second.ship(id, "").await.expect("shipped");
    let pin = demo::actors::pin_in(&text_of(&letter).expect("a letter")).expect("a PIN");
    assert_eq!(produced, number);
    office.with_token(&token, &pin, SlotIndex::MAIN)
}

async fn produce(testbed: &Testbed, number: &str, token: &std::path::Path) -> String {
    testbed::produced(&testbed.callers.station, &number.parse().expect("an order number"), token).await.order.to_string()
}
