//! Conditional requests (RFC 9110 §13).

use axum::body::to_bytes;
use http::header::HeaderName;

use super::*;

/// As `date -u -d @1795338000` prints it: Sun Nov 22 09:00:00 UTC 2026.
const MODIFIED: Timestamp = Timestamp::from_millis(1_795_338_000_000);
const HOUR: Duration = Duration::from_hours(1);

fn cacheable(dates_tell_from: Option<Timestamp>) -> Cacheable {
    Cacheable {
        content_type: "application/pkix-crl",
        body: Bytes::from_static(b"a CRL"),
        digest: Digest::of(b"a CRL"),
        last_modified: MODIFIED.plus(Duration::from_millis(700)),
        dates_tell_from,
        expires: Some(MODIFIED.plus(26 * HOUR)),
    }
}

/// The status of the response, an hour after the modification, to a request with these headers.
fn status(cacheable: &Cacheable, headers: &[(HeaderName, &str)]) -> u16 {
    let request = headers.iter().map(|(name, value)| (name.clone(), HeaderValue::from_str(value).unwrap())).collect();
    cacheable.respond(&request, MODIFIED.plus(HOUR)).status().as_u16()
}

#[test]
fn an_entity_tag_decides_alone() {
    let body = cacheable(ALWAYS);
    let own = format!("\"{}\"", body.digest);
    let weak = format!("W/{own}");
    let among = format!("\"one\", W/\"two\",{own} , \"three\"");
    for (tag, expected) in [
        (own.as_str(), 304),
        (&weak, 304),
        (&among, 304),
        ("*", 304),
        ("\"another\"", 200),
        ("another", 200),
        ("", 200),
        (own.trim_matches('"'), 200),
    ] {
        assert_eq!(status(&body, &[(IF_NONE_MATCH, tag)]), expected, "{tag}");
        // A date beside it is ignored (§13.1.3), whatever it says.
        for date in ["Sun, 22 Nov 2026 09:00:00 GMT", "Sun, 22 Nov 2020 09:00:00 GMT"] {
            assert_eq!(status(&body, &[(IF_NONE_MATCH, tag), (IF_MODIFIED_SINCE, date)]), expected, "{tag} {date}");
        }
    }
    // Several headers are one list.
    assert_eq!(status(&body, &[(IF_NONE_MATCH, "\"another\""), (IF_NONE_MATCH, &own)]), 304);
}

#[test]
fn a_date_in_each_form_is_compared_in_whole_seconds() {
    let body = cacheable(ALWAYS);
    for (date, expected) in [
        // The three forms of §5.6.7.
        ("Sun, 22 Nov 2026 09:00:00 GMT", 304),
        ("Sunday, 22-Nov-26 09:00:00 GMT", 304),
        ("Sun Nov 22 09:00:00 2026", 304),
        ("Sun, 22 Nov 2026 08:59:59 GMT", 200),
        ("Sunday, 22-Nov-26 08:59:59 GMT", 200),
        ("Sun Nov 22 08:59:59 2026", 200),
        ("Sun, 22 Nov 2026 09:30:00 GMT", 304),
        // Up to now, which is ten o'clock; what is later is no date that a client can have.
        ("Sun, 22 Nov 2026 10:00:00 GMT", 304),
        ("Sun, 22 Nov 2026 10:00:01 GMT", 200),
        ("Fri, 22 Nov 2069 09:00:00 GMT", 200),
        // No HTTP dates.
        ("2026-11-22T09:00:00Z", 200),
        ("Sun, 22 Nov 2026 09:00:00 +0000", 200),
        ("Sun, 32 Nov 2026 09:00:00 GMT", 200),
        ("1795338000", 200),
        ("*", 200),
        ("", 200),
    ] {
        assert_eq!(status(&body, &[(IF_MODIFIED_SINCE, date)]), expected, "{date}");
    }
    let twice = [(IF_MODIFIED_SINCE, "Sun, 22 Nov 2026 09:00:00 GMT"), (IF_MODIFIED_SINCE, "Sun, 22 Nov 2026 09:00:00 GMT")];
    assert_eq!(status(&body, &twice), 200);
}

#[test]
fn a_date_that_another_body_may_have_does_not_tell() {
    let (never, later) = (cacheable(None), cacheable(Some(MODIFIED.plus(HOUR / 2))));
    for (date, expected) in
        [("Sun, 22 Nov 2026 09:00:00 GMT", 200), ("Sun, 22 Nov 2026 09:29:59 GMT", 200), ("Sun, 22 Nov 2026 09:30:00 GMT", 304)]
    {
        assert_eq!(status(&never, &[(IF_MODIFIED_SINCE, date)]), 200);
        assert_eq!(status(&later, &[(IF_MODIFIED_SINCE, date)]), expected, "{date}");
    }
    assert_eq!(status(&never, &[(IF_NONE_MATCH, "*")]), 304);
}

#[tokio::test]
async fn a_304_has_the_headers_that_caches_need_and_nothing_about_a_body() {
    let body = cacheable(ALWAYS);
    let known = HeaderMap::from_iter([(IF_NONE_MATCH, HeaderValue::from_static("*"))]);
    let (whole, unchanged) = (body.respond(&HeaderMap::new(), MODIFIED), body.respond(&known, MODIFIED));
    for name in [ETAG, CACHE_CONTROL, LAST_MODIFIED, EXPIRES] {
        assert!(whole.headers().contains_key(&name));
        assert_eq!(whole.headers().get(&name), unchanged.headers().get(&name), "{name}");
    }
    assert_eq!(whole.headers()[CONTENT_TYPE], "application/pkix-crl");
    assert!(!unchanged.headers().contains_key(CONTENT_TYPE));
    assert_eq!(to_bytes(unchanged.into_body(), 10).await.unwrap().len(), 0);
    assert_eq!(to_bytes(whole.into_body(), 10).await.unwrap(), body.body);
}
