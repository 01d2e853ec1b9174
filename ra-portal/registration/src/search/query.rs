//! What a search text means.

use pki::TokenNumber;
use unicode_normalization::UnicodeNormalization;

use crate::accounts::EmailAddress;
use crate::order_index::NameQuery;
use crate::orders::OrderNumber;

/// Characters of the longest text that is searched for: the longest address, with room for what surrounds it.
const LONGEST: usize = 300;

/// A search text, by what it can be.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Query {
    Number(OrderNumber),
    Email(EmailAddress),
    /// Names; or a token number, if a token has it. At least one of both.
    Text {
        token: Option<TokenNumber>,
        names: Option<NameQuery>,
    },
}

impl Query {
    /// None if the text is none of them, or too long.
    pub(super) fn parse(typed: &str) -> Option<Self> {
        let typed = typed.trim();
        if typed.chars().count() > LONGEST {
            return None;
        }
        if let Some(address) = email(typed) {
            return Some(Self::Email(address));
        }
        if let Some(number) = OrderNumber::typed(typed) {
            return Some(Self::Number(number));
        }
        let (token, names) = (TokenNumber::typed(typed).ok(), NameQuery::parse(typed));
        (token.is_some() || names.is_some()).then_some(Self::Text { token, names })
    }

    /// The kind's name in the ledger.
    pub(super) const fn kind(&self) -> &'static str {
        match self {
            Self::Number(_) => "number",
            Self::Email(_) => "email",
            Self::Text { .. } => "token-or-name",
        }
    }
}

/// An address as people copy it: full-width signs, in angle brackets after a name, after `mailto:`, before a comma.
fn email(typed: &str) -> Option<EmailAddress> {
    let plain: String = typed.nfkc().filter(|letter| !pki::letters::is_invisible(*letter) || *letter == ' ').collect();
    let inside = plain.rsplit_once('<').and_then(|(_, after)| after.split_once('>')).map_or(plain.as_str(), |(inside, _)| inside);
    let inside = inside.trim().trim_end_matches([',', ';', '.']);
    let address = match inside.get(..7) {
        Some(scheme) if scheme.eq_ignore_ascii_case("mailto:") => &inside[7..],
        _ => inside,
    };
    address.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_number_is_recognised_in_every_spelling() {
        for typed in [
            "SC-2026-000012",
            "sc-2026-000012",
            " SC 2026 000012 ",
            "SC2026000012",
            "sc‑2026‑000012",
            "SC–2026–12",
            "sc 2026 12",
            "2026-12",
            "2026 000012",
            "2026000012",
            "commande n° SC-2026-000012",
            "Order SC-2026-000012.",
            "ＳＣ-２０２６-００００１２",
            "SC_2026_12",
        ] {
            assert!(matches!(Query::parse(typed), Some(Query::Number(number)) if number.as_str() == "SC-2026-000012"), "{typed}");
        }
    }

    #[test]
    fn an_address_is_recognised_in_every_spelling() {
        for typed in [
            "maelle@sceau.example.org",
            " MAELLE@Sceau.Example.ORG ",
            "<maelle@sceau.example.org>",
            "mailto:maelle@sceau.example.org",
            "Maëlle Kervadec <maelle@sceau.example.org>",
            "maelle＠sceau.example.org",
            "maelle@sceau.example.org,",
            "maelle@sceau.exam\u{ad}ple.org",
        ] {
            let expected: EmailAddress = "maelle@sceau.example.org".parse().unwrap();
            assert!(matches!(Query::parse(typed), Some(Query::Email(address)) if address.is_same(&expected)), "{typed}");
        }
    }

    #[test]
    fn other_texts_are_names_or_token_numbers() {
        let text = |typed: &str| match Query::parse(typed) {
            Some(Query::Text { token, names }) => (token.map(|token| token.to_string()), names.is_some()),
            Some(query) => panic!("{typed}: {}", query.kind()),
            None => (None, false),
        };
        assert_eq!(text("Maëlle Kervadec"), (Some("MAELLEKERVADEC".to_owned()), true));
        assert_eq!(text("carte n° t 0000 0001"), (Some("T00000001".to_owned()), true));
        assert_eq!(text("ker"), (None, true));
        for nothing in ["", "  ", "le", "@", "--", &"a".repeat(301)] {
            assert_eq!(text(nothing), (None, false), "{nothing}");
        }
    }
}
