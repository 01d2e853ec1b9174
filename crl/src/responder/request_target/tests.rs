//! The spellings of GET requests that are read.

use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE};
use proptest::prelude::*;

use super::*;

/// Chosen so that its base64 contains `/`, `//` and `+` and needs padding: `MAb///8w+Q4=`, as the program `base64` prints it.
const OCTETS: [u8; 8] = [0x30, 0x06, 0xff, 0xff, 0xff, 0x30, 0xf9, 0x0e];

fn of(written: &str) -> Option<Vec<u8>> {
    let target = format!("/ocsp/advanced/{written}");
    let (path, query) = target.split_once('?').map_or((target.as_str(), None), |(path, query)| (path, Some(query)));
    let target = Target::of(path, query);
    assert_eq!(target.issuer, "advanced".parse().ok());
    target.request()
}

#[test]
fn every_spelling_of_the_same_request_is_decoded() {
    for written in [
        "MAb///8w+Q4=",
        "MAb%2F%2F%2F8w%2BQ4%3D",
        "MAb%2f%2F%2f8w%2bQ4",
        "MAb///8w+Q4",
        "/MAb///8w+Q4=",
        "//MAb/%2F/8w+Q4%3D",
        // Escaped twice, and three times.
        "MAb%252F%252F%252F8w%252BQ4%253D",
        "MAb%25252f//8w%25252bQ4",
        // For URLs.
        "MAb___8w-Q4=",
        "MAb___8w-Q4",
        // A form decoder's space, and white space.
        "MAb///8w%20Q4=",
        "%20MAb///8w%20Q4=%20",
        "MAb///8%20w+Q4=",
        "MAb///%0A8w+Q4=%0D%0A",
        "MAb%2F/%2F%250A8w+Q4=",
        // Slashes behind it.
        "MAb///8w+Q4=/",
        "MAb///8w+Q4//",
        "MAb///8w+Q4%3D%2F",
        // In the query, or before one.
        "MAb///8w+Q4=?lang=fr",
        "?MAb///8w+Q4=",
        "?request=MAb///8w+Q4=",
        "/?v=1&ocsp=MAb%2F//8w%2BQ4%3D",
    ] {
        assert_eq!(of(written).as_deref(), Some(OCTETS.as_slice()), "{written}");
    }
}

#[test]
fn a_slash_at_the_end_that_belongs_to_the_request_is_kept() {
    // 30 01 3f, 30 02 ff ff.
    for (written, octets) in [("MAE/", "30013f"), ("MAE//", "30013f"), ("MAL//w==", "3002ffff"), ("MAL//w/", "3002ffff")] {
        assert_eq!(of(written).map(hex::encode).as_deref(), Some(octets), "{written}");
    }
}

#[test]
fn a_path_that_is_not_base64_of_one_element_has_no_request() {
    for written in [
        "MP%2",
        "MP%",
        "MP%zz",
        "MAA%25zz",
        "M",
        "MP==MP==",
        "MAb///8w+Q4=MAb///8w+Q4=",
        "MAb///8w+Q",
        "MAb///8w+Q4A",
        "MAb///8w+Q4=////",
        "MAb%2525252F//8w+Q4",
        "BAA=",
        "",
        "?",
        "?=",
    ] {
        assert_eq!(of(written), None, "{written}");
    }
}

/// How a client, or what is behind it, writes base64.
#[derive(Clone, Copy, Debug)]
struct Spelling {
    for_urls: bool,
    is_padded: bool,
    line_end: &'static str,
    plus_is_space: bool,
    /// Which characters are escaped besides those that a path cannot contain.
    escapes: fn(char) -> bool,
    in_lower_case: bool,
    /// How often the escapes are escaped again.
    again: usize,
    slashes: (usize, usize),
}

fn spelling() -> impl Strategy<Value = Spelling> {
    let escapes: [fn(char) -> bool; 4] = [|_| false, |_| true, |symbol| !symbol.is_ascii_alphanumeric(), |symbol| symbol == '+'];
    let line_ends = prop::sample::select(vec!["", "\n", "\r\n", "\t"]);
    let flags = (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>());
    let rest = (line_ends, prop::sample::select(escapes.to_vec()), 0..=2_usize, (0..=3_usize, 0..=3_usize));
    (flags, rest).prop_map(|((for_urls, is_padded, plus_is_space, in_lower_case), (line_end, escapes, again, slashes))| {
        Spelling { for_urls, is_padded, line_end, plus_is_space, escapes, in_lower_case, again, slashes }
    })
}

impl Spelling {
    fn write(&self, octets: &[u8]) -> String {
        let mut text = if self.for_urls { BASE64_URL_SAFE.encode(octets) } else { BASE64_STANDARD.encode(octets) };
        if !self.is_padded {
            text = text.trim_end_matches('=').to_owned();
        }
        let lines: Vec<_> = text.as_bytes().chunks(64).map(|line| std::str::from_utf8(line).unwrap()).collect();
        text = lines.join(self.line_end);
        if self.plus_is_space {
            text = text.replace('+', " ");
        }
        let mut escaped: String = text.chars().map(|symbol| self.escape(symbol)).collect();
        for _ in 0..self.again {
            escaped = escaped.replace('%', "%25");
        }
        let (before, after) = self.slashes;
        format!("{}{escaped}{}", "/".repeat(before), "/".repeat(after))
    }

    fn escape(&self, symbol: char) -> String {
        match u32::from(symbol) {
            code if !symbol.is_ascii_graphic() || (self.escapes)(symbol) => {
                if self.in_lower_case {
                    format!("%{code:02x}")
                } else {
                    format!("%{code:02X}")
                }
            }
            _ => symbol.to_string(),
        }
    }
}

proptest! {
    #[test]
    fn whatever_list_of_spellings_is_applied_the_request_is_the_same(
        content in prop::collection::vec(prop_oneof![any::<u8>(), Just(0xff), Just(0xfb), Just(0x3e)], 0..400),
        spelling in spelling(),
    ) {
        let length = u16::try_from(content.len()).unwrap().to_be_bytes();
        let header = match content.len() {
            0..=0x7f => vec![0x30, length[1]],
            0x80..=0xff => vec![0x30, 0x81, length[1]],
            _ => vec![0x30, 0x82, length[0], length[1]],
        };
        let request = [header, content].concat();
        let written = spelling.write(&request);
        prop_assert_eq!(of(&written), Some(request), "{}", written);
    }

    #[test]
    fn any_path_is_parsed_without_a_panic(path in "(/ocsp/)?[a-zA-Z0-9%/+=é_ -]{0,40}", query in "[a-zA-Z0-9%/+=&é_ -]{0,40}") {
        let target = Target::of(&path, Some(&query));
        prop_assert!(target.request().is_none_or(|request| request.len() <= path.len().max(query.len())));
    }
}

#[test]
fn a_path_may_have_no_request_and_no_name() {
    let bare = Target { issuer: "advanced".parse().ok(), encoded: "", query: "" };
    for path in ["/ocsp/advanced", "/ocsp/advanced/", "/ocsp//advanced//"] {
        assert_eq!(Target::of(path, None), bare, "{path}");
    }
    assert_eq!(Target::of("/ocsp/%61dvanced/MP8", None).issuer, None);
}
