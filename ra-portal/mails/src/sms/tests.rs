//! SMS against a gateway on this machine.

use std::sync::{Arc, Mutex};

use axum::extract::State;
use axum::routing::post;
use axum::{Json, Router};
use http::header::LOCATION;
use http::{HeaderMap, HeaderName, StatusCode};
use serde_json::{Value, json};

use super::*;

type Asked = Arc<Mutex<Vec<(String, Value)>>>;

async fn take(
    State((asked, status)): State<(Asked, StatusCode)>,
    headers: HeaderMap,
    Json(body): Json<Value>,
) -> (StatusCode, [(HeaderName, &'static str); 1]) {
    asked.lock().unwrap().push((headers["authorization"].to_str().unwrap().to_owned(), body));
    (status, [(LOCATION, "/elsewhere")])
}

async fn gateway_that_answers(status: StatusCode) -> (SmsGateway, Asked) {
    let asked = Asked::default();
    let router = Router::new().route("/v1/sms", post(take)).with_state((Arc::clone(&asked), status));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/v1/sms", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await });
    (SmsGateway::posted(&url, "secret token".to_owned().into()).unwrap(), asked)
}

async fn send(gateway: &SmsGateway) -> Result<(), SendFault> {
    let text = SmsText::new("Sceau\u{a0}: carte expédiée.").unwrap();
    gateway.send(7, Timestamp::from_millis(0), "+33639980123", &text).await
}

#[tokio::test]
async fn number_text_and_reference_are_posted_to_the_gateway() {
    let (gateway, asked) = gateway_that_answers(StatusCode::ACCEPTED).await;
    send(&gateway).await.unwrap();
    let body = json!({ "to": "+33639980123", "text": "Sceau : carte expédiée.", "reference": "sceau-7" });
    assert_eq!(*asked.lock().unwrap(), [("Bearer secret token".to_owned(), body)]);
    assert!(!format!("{gateway:?}").contains("secret token"));
}

#[tokio::test]
async fn a_refusal_and_a_missing_response_are_distinguished() {
    let (gateway, _) = gateway_that_answers(StatusCode::TOO_MANY_REQUESTS).await;
    assert!(matches!(send(&gateway).await, Err(SendFault::Refused(429))));
    let (gateway, _) = gateway_that_answers(StatusCode::FOUND).await;
    assert!(matches!(send(&gateway).await, Err(SendFault::Refused(302))), "redirects are not followed");
    // Bound and not listening: connections are refused, and nobody else can listen there.
    let silent = tokio::net::TcpSocket::new_v4().unwrap();
    silent.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let url = format!("http://{}/", silent.local_addr().unwrap());
    let gateway = SmsGateway::posted(&url, "t".to_owned().into()).unwrap();
    assert!(matches!(send(&gateway).await, Err(SendFault::Unreachable)));
}

#[test]
fn plain_http_to_another_machine_is_refused() {
    for url in ["http://sms.sceau.example.org/", "http://192.0.2.7/", "ftp://127.0.0.1/"] {
        assert!(matches!(SmsGateway::posted(url, String::new().into()), Err(BadGateway::InClear(_))), "{url}");
    }
    assert!(matches!(SmsGateway::posted("sms", String::new().into()), Err(BadGateway::NotAUrl(_))));
    assert!(SmsGateway::posted("https://sms.sceau.example.org/v1", String::new().into()).is_ok());
}

#[test]
fn an_sms_has_at_most_160_characters_of_the_gsm_alphabet() {
    assert_eq!(SmsText::new(&"é".repeat(160)).unwrap().as_str().chars().count(), 160);
    assert!(SmsText::new(&"é".repeat(161)).is_err());
    // Characters that 3GPP TS 23.038 lacks, or that need an escape and so count twice.
    for absent in ["ê", "ç", "œ", "€", "[", "\u{1b}", "–", "😀"] {
        assert!(SmsText::new(absent).is_err(), "{absent}");
    }
    assert_eq!(SmsText::new("l\u{2019}été\u{202f}!").unwrap().as_str(), "l'été !");
}
