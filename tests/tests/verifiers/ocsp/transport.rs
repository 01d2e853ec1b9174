//! GET, POST and caching (RFC 9919 §5 and §6, docs/profiles.md#caching).

use reqwest::{Method, StatusCode};
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
    let wrapped = escaped.replacen("%2F", "%0D%0A%2F", 1).replacen("%2B", "%0A%2B", 1);
    let for_urls = base64.replace('+', "-").replace('/', "_");
    for written in [
        base64.clone(),
        escaped.clone(),
        lower_case,
        format!("/{base64}"),
        format!("/{escaped}"),
        base64.replace('+', "%20"),
        escaped.replace("%2B", "%20"),
        for_urls.trim_end_matches('=').to_owned(),
        for_urls,
        wrapped,
        escaped.replace('%', "%25"),
        base64.trim_end_matches('=').to_owned(),
        format!("{base64}/"),
        format!("//{escaped}//"),
        format!("?{base64}"),
        format!("?request={escaped}"),
    ] {
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
    asked(specimens, Method::GET, path, ("if-none-match", entity_tag)).await
}

async fn asked(specimens: &Specimens, method: Method, path: &str, (name, value): (&str, &str)) -> Reply {
    let request = reqwest::Client::new().request(method, specimens.url(path)).header(name, value);
    Reply::read(request.send().await).await
}

#[tokio::test]
async fn dates_and_head_are_understood_everywhere() {
    let specimens = Specimens::pair_over(Transport::InProcess).await;
    let ocsp = get_path(&specimens.request(QUESTION).await).replace('/', "%2F").replacen("%2F", "/", 2);
    for path in [&ocsp, "crl/advanced.crl", "ca/advanced.cer"] {
        let reply = specimens.get(path).await;
        let modified = reply.header("last-modified");
        let date = http_date(modified);
        // The obsolete forms too (RFC 9110 §5.6.7), as the program `date` would print them.
        let [zoned, before] =
            [date, date - jiff::SignedDuration::from_secs(1)].map(|date| date.to_zoned(jiff::tz::TimeZone::UTC));
        let rfc_850 = zoned.strftime("%A, %d-%b-%y %H:%M:%S GMT").to_string();
        let asctime = zoned.strftime("%a %b %e %H:%M:%S %Y").to_string();
        let earlier = before.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string();
        for (since, status) in [
            (modified, StatusCode::NOT_MODIFIED),
            (&rfc_850, StatusCode::NOT_MODIFIED),
            (&asctime, StatusCode::NOT_MODIFIED),
            (&earlier, StatusCode::OK),
            ("yesterday", StatusCode::OK),
        ] {
            for method in [Method::GET, Method::HEAD] {
                let again = asked(&specimens, method.clone(), path, ("if-modified-since", since)).await;
                assert_eq!(again.status, status, "{method} {path} {since}");
                let whole = status == StatusCode::OK && method == Method::GET;
                assert_eq!(again.body.is_empty(), !whole, "{method} {path} {since}");
                assert_eq!(again.header("etag"), reply.header("etag"), "{method} {path} {since}");
            }
        }
        let head = asked(&specimens, Method::HEAD, path, ("accept", "*/*")).await;
        assert_eq!((head.status, head.body.len()), (StatusCode::OK, 0));
        assert_eq!(head.header("content-length"), reply.body.len().to_string(), "{path}");
        assert_eq!(head.header("content-type"), reply.header("content-type"), "{path}");
    }
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
