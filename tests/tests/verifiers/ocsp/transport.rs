//! GET, POST and caching (RFC 9919 §5 and §6, docs/profiles.md#caching).

use reqwest::StatusCode;
use testbed::Transport;

use super::Reply;
use crate::specimens::Specimens;

const QUESTION: &str = "-issuer advanced.pem -cert main.pem -no_nonce";

#[tokio::test]
async fn a_get_is_answered_in_every_form_of_base64() {
    let specimens = Specimens::pair_over(Transport::InProcess).await;
    let request = request_with_plus_and_slash(&specimens).await;
    let base64 = openssl::base64::encode_block(&request);
    let escaped = base64.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D");
    let lower_case = base64.replace('+', "%2b").replace('/', "%2f").replace('=', "%3d");
    assert!(base64.contains('+') && base64.contains('/'), "{base64}");
    for written in [base64.clone(), escaped.clone(), lower_case, format!("/{base64}"), format!("/{escaped}")] {
        let reply = specimens.get(&format!("ocsp/advanced/{written}")).await;
        let checked = specimens.verify("advanced", &request, &reply).await;
        assert!(checked.says(&["Response verify OK", "Cert Status: unknown"]), "{written}: {checked:?}");
    }
}

/// A request about a serial number whose base64 contains `+` and `/`, at whatever offset it begins.
async fn request_with_plus_and_slash(specimens: &Specimens) -> Vec<u8> {
    specimens.request("-issuer advanced.pem -serial 0x7ffbefbefffbefbefffbefbeffff -no_nonce").await
}

#[tokio::test]
async fn a_response_to_get_is_cacheable_for_five_minutes() {
    let specimens = Specimens::pair_over(Transport::InProcess).await;
    let request = specimens.request(QUESTION).await;
    let path = format!("ocsp/advanced/{}", openssl::base64::encode_block(&request).replace('/', "%2F"));
    let reply = specimens.get(&path).await;
    let checked = specimens.verify("advanced", &request, &reply).await;
    assert!(checked.says(&["Response verify OK", "Cert Status: good"]), "{checked:?}");
    assert_eq!(reply.header("content-type"), "application/ocsp-response");
    assert_eq!(http_date(reply.header("last-modified")), printed_date(&checked.text, "This Update: "));
    assert_eq!(http_date(reply.header("expires")), printed_date(&checked.text, "Next Update: "));
    assert_eq!(reply.header("cache-control"), "max-age=300, public, no-transform, must-revalidate");
    let entity_tag = reply.header("etag");
    assert!(entity_tag.starts_with('"') && entity_tag.ends_with('"'), "a strong entity tag: {entity_tag}");
    let again = conditional(&specimens, &path, entity_tag).await;
    assert_eq!((again.status, again.body.len(), again.header("etag")), (StatusCode::NOT_MODIFIED, 0, entity_tag));
    let other = conditional(&specimens, &path, "\"another\"").await;
    assert_eq!((other.status, other.body), (StatusCode::OK, reply.body));
}

#[tokio::test]
async fn responses_to_post_with_a_nonce_or_about_an_unknown_serial_are_not_cacheable() {
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
async fn crls_and_ca_certificates_have_their_media_types_and_are_cacheable_for_five_minutes() {
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

/// The date that OpenSSL prints after `label`.
fn printed_date(text: &str, label: &str) -> jiff::Timestamp {
    let date = text.split(label).nth(1).and_then(|behind| behind.lines().next()).expect(label);
    let date = jiff::civil::DateTime::strptime("%b %d %H:%M:%S %Y GMT", date).expect(date);
    date.to_zoned(jiff::tz::TimeZone::UTC).expect(label).timestamp()
}
