//! GET, POST, and what caches are told (RFC 9919 §5 and §6, docs/profiles.md#caching).

use reqwest::StatusCode;
use stage::Transport;

use super::Reply;
use crate::specimens::Specimens;

const QUESTION: &str = "-issuer advanced.pem -cert main.pem -no_nonce";

#[tokio::test]
async fn a_get_is_answered_however_its_base64_is_written() {
    let specimens = Specimens::pair_over(Transport::InProcess).await;
    let request = request_with_plus_and_slash(&specimens).await;
    let base64 = openssl::base64::encode_block(&request);
    let escaped = base64.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D");
    let lower_case = base64.replace('+', "%2b").replace('/', "%2f").replace('=', "%3d");
    assert!(base64.contains('+') && base64.contains('/'), "{base64}");
    for written in [base64.clone(), escaped.clone(), lower_case, format!("/{base64}"), format!("/{escaped}")] {
        let reply = specimens.get(&format!("ocsp/advanced/{written}")).await;
        let judged = specimens.judge("advanced", &request, &reply).await;
        assert!(judged.says(&["Response verify OK", "Cert Status: unknown"]), "{written}: {judged:?}");
    }
}

/// About a serial whose base64 holds the characters that URLs treat in a way of their own, wherever in the request it begins.
async fn request_with_plus_and_slash(specimens: &Specimens) -> Vec<u8> {
    specimens.request("-issuer advanced.pem -serial 0x7ffbefbefffbefbefffbefbeffff -no_nonce").await
}

#[tokio::test]
async fn caches_may_keep_what_a_get_is_answered_for_five_minutes() {
    let specimens = Specimens::pair_over(Transport::InProcess).await;
    let request = specimens.request(QUESTION).await;
    let path = format!("ocsp/advanced/{}", openssl::base64::encode_block(&request).replace('/', "%2F"));
    let reply = specimens.get(&path).await;
    let judged = specimens.judge("advanced", &request, &reply).await;
    assert!(judged.says(&["Response verify OK", "Cert Status: good"]), "{judged:?}");
    assert_eq!(reply.header("content-type"), "application/ocsp-response");
    assert_eq!(http_date(reply.header("last-modified")), printed_date(&judged.text, "This Update: "));
    assert_eq!(http_date(reply.header("expires")), printed_date(&judged.text, "Next Update: "));
    assert_eq!(reply.header("cache-control"), "max-age=300, public, no-transform, must-revalidate");
    let entity_tag = reply.header("etag");
    assert!(entity_tag.starts_with('"') && entity_tag.ends_with('"'), "a strong entity tag: {entity_tag}");
    let again = conditional(&specimens, &path, entity_tag).await;
    assert_eq!((again.status, again.body.len(), again.header("etag")), (StatusCode::NOT_MODIFIED, 0, entity_tag));
    let other = conditional(&specimens, &path, "\"another\"").await;
    assert_eq!((other.status, other.body), (StatusCode::OK, reply.body));
}

#[tokio::test]
async fn no_cache_keeps_what_a_post_a_nonce_or_an_unknown_serial_is_answered() {
    let specimens = Specimens::pair_over(Transport::InProcess).await;
    let plain = specimens.request(QUESTION).await;
    assert_eq!(specimens.post(plain).await.header("cache-control"), "no-store");
    for question in ["-issuer advanced.pem -cert main.pem -nonce", "-issuer advanced.pem -serial 0x7e57 -no_nonce"] {
        let request = specimens.request(question).await;
        for reply in [specimens.post(request.clone()).await, specimens.get(&get_path(&request)).await] {
            assert_eq!((reply.status, reply.header("cache-control")), (StatusCode::OK, "no-store"), "{question}");
            assert_eq!((reply.header("etag"), reply.header("expires")), ("", ""), "{question}");
        }
    }
}

fn get_path(request: &[u8]) -> String {
    format!("ocsp/advanced/{}", openssl::base64::encode_block(request))
}

#[tokio::test]
async fn crls_and_certificates_of_cas_come_with_their_media_types_for_five_minutes_at_most() {
    let specimens = Specimens::pair_over(Transport::InProcess).await;
    for (path, media_type) in [("crl/advanced.crl", "application/pkix-crl"), ("ca/advanced.cer", "application/pkix-cert")] {
        let reply = specimens.get(path).await;
        assert_eq!((reply.status, reply.header("content-type")), (StatusCode::OK, media_type));
        assert_eq!(reply.header("cache-control"), "max-age=300, public, no-transform, must-revalidate");
        let again = conditional(&specimens, path, reply.header("etag")).await;
        assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0));
    }
}

async fn conditional(specimens: &Specimens, path: &str, entity_tag: &str) -> Reply {
    let get = reqwest::Client::new().get(specimens.url(path)).header("if-none-match", entity_tag);
    Reply::read(get.send().await).await
}

/// An HTTP date (RFC 9110 §5.6.7).
fn http_date(text: &str) -> jiff::Timestamp {
    assert!(text.ends_with(" GMT"), "{text}");
    jiff::fmt::rfc2822::DateTimeParser::new().parse_timestamp(text).expect(text)
}

/// A date as OpenSSL prints it behind `label`.
fn printed_date(text: &str, label: &str) -> jiff::Timestamp {
    let date = text.split(label).nth(1).and_then(|behind| behind.lines().next()).expect(label);
    let date = jiff::civil::DateTime::strptime("%b %d %H:%M:%S %Y GMT", date).expect(date);
    date.to_zoned(jiff::tz::TimeZone::UTC).expect(label).timestamp()
}
