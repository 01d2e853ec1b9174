//! The format in which a reader wants an error, from `Accept` (RFC 9110 §12.5.1).

use http::HeaderMap;
use http::header::ACCEPT;

/// The format of an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorFormat {
    /// A page, for people.
    Page,
    /// Problem details (RFC 9457), for programs.
    Problem,
}

impl ErrorFormat {
    /// The format that the request prefers; `None` if it states no preference between the two.
    #[must_use]
    pub fn preferred(request: &HeaderMap) -> Option<Self> {
        let mut lines = request.get_all(ACCEPT).iter().filter_map(|line| line.to_str().ok()).peekable();
        lines.peek()?;
        let (mut page, mut problem) = (Quality::default(), [Quality::default(); 2]);
        for range in lines.flat_map(|line| line.split(',')) {
            let mut parts = range.split(';').map(str::trim);
            let kind = parts.next().unwrap_or_default();
            let Some(weight) = weight(parts) else { continue };
            page.consider(kind, "text", "html", weight);
            problem[0].consider(kind, "application", "problem+json", weight);
            problem[1].consider(kind, "application", "json", weight);
        }
        let problem = problem[0].weight.max(problem[1].weight);
        match page.weight.cmp(&problem) {
            std::cmp::Ordering::Less => Some(Self::Problem),
            std::cmp::Ordering::Equal => None,
            std::cmp::Ordering::Greater => Some(Self::Page),
        }
    }
}

/// The weight of a media type, from the most specific range that includes it.
#[derive(Clone, Copy, Default)]
struct Quality {
    /// 0 none, 1 `*/*`, 2 `type/*`, 3 the type itself.
    specificity: u8,
    /// In thousandths.
    weight: u16,
}

impl Quality {
    fn consider(&mut self, range: &str, kind: &str, subtype: &str, weight: u16) {
        // Old Java clients write `*` for `*/*`.
        let (of, sub) = range.split_once('/').unwrap_or(if range == "*" { ("*", "*") } else { ("", "") });
        let specificity = match (of, sub) {
            ("*", "*") => 1,
            (of, "*") if of.eq_ignore_ascii_case(kind) => 2,
            (of, sub) if of.eq_ignore_ascii_case(kind) && sub.eq_ignore_ascii_case(subtype) => 3,
            _ => return,
        };
        if specificity >= self.specificity {
            *self = Self { specificity, weight };
        }
    }
}

/// The weight among a range's parameters in thousandths, 1000 if it has none; `None` if it is malformed.
fn weight<'a>(parameters: impl Iterator<Item = &'a str>) -> Option<u16> {
    let mut parameters = parameters.filter_map(|parameter| parameter.split_once('='));
    let Some((_, text)) = parameters.find(|(name, _)| name.trim().eq_ignore_ascii_case("q")) else { return Some(1000) };
    let (whole, decimals) = text.trim().split_once('.').unwrap_or((text.trim(), ""));
    if !decimals.bytes().all(|digit| digit.is_ascii_digit()) {
        return None;
    }
    let digits = decimals.bytes().chain(*b"000").take(3);
    let thousandths = digits.fold(0, |sum, digit| sum * 10 + u16::from(digit - b'0'));
    match whole {
        "0" | "" => Some(thousandths),
        "1" => Some(1000),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn preferred(lines: &[&str]) -> Option<ErrorFormat> {
        let lines = lines.iter().map(|line| (ACCEPT, HeaderValue::from_str(line).unwrap()));
        ErrorFormat::preferred(&lines.fold(HeaderMap::new(), |mut headers, (name, value)| {
            headers.append(name, value);
            headers
        }))
    }

    #[test]
    fn people_get_pages_and_programs_get_problems() {
        let browsers = [
            // Firefox 128, Chrome 126, Safari 17, JDK 17 HttpURLConnection, Lynx.
            "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8",
            "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,\
             application/signed-exchange;v=b3;q=0.7",
            "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "text/html, image/gif, image/jpeg, *; q=.2, */*; q=.2",
            "text/html, text/plain, text/sgml, text/css, */*;q=0.01",
            "TEXT/HTML",
            "text/*",
            "text/html;charset=utf-8;q=0.5, application/json;q=0.4",
        ];
        for line in browsers {
            assert_eq!(preferred(&[line]), Some(ErrorFormat::Page), "{line}");
        }
        for line in [
            "application/json",
            "application/problem+json",
            "application/*",
            "application/json, text/html;q=0.9",
            "*/*, text/html;q=0",
            "*/*;q=0.5, text/html;q=0.4",
            "text/html;q=nonsense, application/json;q=0.001",
        ] {
            assert_eq!(preferred(&[line]), Some(ErrorFormat::Problem), "{line}");
        }
        for lines in [&[][..], &["*/*"], &[""], &["image/png"], &["*"], &["text/html, application/json"], &[",;,=;q=,/"]] {
            assert_eq!(preferred(lines), None, "{lines:?}");
        }
        assert_eq!(preferred(&["application/json;q=0.2", "text/html"]), Some(ErrorFormat::Page), "two lines are one list");
    }
}
