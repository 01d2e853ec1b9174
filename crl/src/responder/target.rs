//! The path of an OCSP request (RFC 6960 appendix A.1, RFC 9919): `/ocsp/{name}` or `/ocsp/{name}/{base64}`.

use base64::Engine;
use base64::engine::general_purpose::STANDARD_PAD_INDIFFERENT;
use ca_contract::AuthorityName;

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Target<'a> {
    /// The issuer's name; `None` if it is not a valid name.
    pub(super) issuer: Option<AuthorityName>,
    /// The rest of the path, as the client wrote it.
    encoded: &'a str,
}

impl<'a> Target<'a> {
    /// Parses the path of a request before percent-decoding.
    pub(super) fn of(path: &'a str) -> Self {
        let path = path.strip_prefix("/ocsp/").unwrap_or(path);
        let (name, encoded) = path.split_once('/').unwrap_or((path, ""));
        // Clients add a slash to the URL in the certificate even if it ends in one. No request begins with a slash.
        Self { issuer: name.parse().ok(), encoded: encoded.trim_start_matches('/') }
    }

    /// The DER of the request: percent-decoded once, then base64-decoded, with or without padding. `None` if that fails.
    ///
    /// Clients may or may not escape `/`, `+` and `=`. Slashes within the base64 are part of it.
    pub(super) fn request(&self) -> Option<Vec<u8>> {
        STANDARD_PAD_INDIFFERENT.decode(percent_decoded(self.encoded)?).ok()
    }
}

fn percent_decoded(text: &str) -> Option<Vec<u8>> {
    let mut octets = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, behind @ ..] = rest {
        if *first == b'%' {
            let digits = behind.first_chunk::<2>()?;
            let mut octet = [0];
            hex::decode_to_slice(digits, &mut octet).ok()?;
            octets.extend(octet);
            rest = &behind[2..];
        } else {
            octets.push(*first);
            rest = behind;
        }
    }
    Some(octets)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Chosen so that its base64 contains `/`, `//` and `+` and needs padding: `MP//+/8=`.
    const OCTETS: [u8; 5] = [0x30, 0xff, 0xff, 0xfb, 0xff];

    #[test]
    fn every_spelling_of_the_same_request_is_decoded() {
        for written in ["MP//+/8=", "MP%2F%2F%2B%2F8%3D", "MP%2f%2f%2b%2f8", "MP//+/8", "/MP//+/8=", "//MP/%2F+%2F8%3D"] {
            let path = format!("/ocsp/advanced/{written}");
            let target = Target::of(&path);
            assert_eq!(target.issuer, "advanced".parse().ok());
            assert_eq!(target.request().as_deref(), Some(OCTETS.as_slice()), "{written}");
        }
    }

    #[test]
    fn a_path_that_is_not_base64_has_no_request() {
        for written in ["MP%2", "MP%", "MP%zz", "MP%252F", "MP-_", "MP 8", "M", "MP==MP=="] {
            let path = format!("/ocsp/advanced/{written}");
            assert_eq!(Target::of(&path).request(), None, "{written}");
        }
    }

    proptest! {
        #[test]
        fn any_path_is_parsed_without_a_panic(path in "(/ocsp/)?[a-zA-Z0-9%/+=é-]{0,40}") {
            let target = Target::of(&path);
            prop_assert!(target.request().is_none_or(|request| request.len() <= path.len()));
        }
    }

    #[test]
    fn a_path_may_have_no_request_and_no_name() {
        assert_eq!(Target::of("/ocsp/advanced"), Target { issuer: "advanced".parse().ok(), encoded: "" });
        assert_eq!(Target::of("/ocsp/advanced/"), Target { issuer: "advanced".parse().ok(), encoded: "" });
        assert_eq!(Target::of("/ocsp/%61dvanced/MP8").issuer, None);
    }
}
