//! The identity check face to face (EN 319 411-1 REG-6.2.2-05): by whom, of whom, where, when, with which document.

use jiff::ToSpan;
use jiff::civil::Date;
use pki::Timestamp;
use serde::{Deserialize, Serialize};

use crate::officers::OfficerId;
use crate::paris::PARIS;
use crate::people::parse_line;

/// Maximum characters of a place.
const PLACE: usize = 100;
/// How many characters at the end of the document's number are kept: enough to find the document again, too few to misuse it
/// (GDPR article 5(1)(c)).
const NUMBER_END: usize = 4;

/// The longest validity of an identity document, in years: French cards of 2004 to 2013 were extended to it.
const LONGEST_DOCUMENT: i16 = 15;

/// An identity check on record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IdentityCheck {
    pub officer: OfficerId,
    pub seen: FaceToFace,
    pub recorded_at: Timestamp,
    /// Until when certificates may be issued on its basis (REG-6.3.1-00D).
    pub validated_until: Timestamp,
}

/// What an officer records about a meeting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FaceToFace {
    /// The day in Paris.
    pub on: Date,
    /// Where: 1 to 100 characters.
    pub place: String,
    pub document: DocumentKind,
    /// The last four characters of its number.
    pub number_end: String,
    pub document_expires: Date,
}

/// An identity document with a photograph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DocumentKind {
    /// National identity card.
    IdentityCard,
    /// Passport.
    Passport,
    /// French residence permit.
    ResidencePermit,
}

impl DocumentKind {
    pub const ALL: [Self; 3] = [Self::IdentityCard, Self::Passport, Self::ResidencePermit];

    /// The name in forms, in the database and in the message catalogues.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::IdentityCard => "identity-card",
            Self::Passport => "passport",
            Self::ResidencePermit => "residence-permit",
        }
    }

    /// The kind of document with that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// The form as an officer filled it in.
#[derive(Clone, Copy, Debug)]
pub struct TypedCheck<'a> {
    /// The day: `2026-11-22`.
    pub on: &'a str,
    pub place: &'a str,
    /// A name of [`DocumentKind`].
    pub document: &'a str,
    /// The end of the document's number.
    pub number_end: &'a str,
    /// The document's last day of validity: `2031-09-30`.
    pub document_expires: &'a str,
}

/// A field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckField {
    On,
    Place,
    Document,
    /// The end of the document's number.
    NumberEnd,
    DocumentExpires,
}

/// What is wrong with a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CheckFault {
    /// Not a date.
    #[error("not a date")]
    NotADay,
    #[error("a day in the future")]
    InTheFuture,
    /// So long ago that no certificate may be issued on it.
    #[error("too long ago")]
    TooLongAgo,
    /// Empty, or more than 100 characters.
    #[error("1 to 100 characters")]
    Place,
    /// None of the listed kinds.
    #[error("no kind of document")]
    Document,
    /// Not four letters or digits.
    #[error("four letters or digits")]
    NumberEnd,
    /// The document had expired on the day of the check.
    #[error("the document had expired")]
    Expired,
    /// Later than the end of any document.
    #[error("the document would be valid for too long")]
    TooFarAhead,
}

impl FaceToFace {
    /// Parses the form on the day `today`; a check is valid for `valid` days.
    ///
    /// # Errors
    /// Every field that is wrong.
    pub fn parse(typed: &TypedCheck<'_>, today: Date, valid: i64) -> Result<Self, Vec<(CheckField, CheckFault)>> {
        let on = parse_day(typed.on, today, valid).map_err(|fault| (CheckField::On, fault));
        let place = parse_line(typed.place, PLACE).map_err(|_| (CheckField::Place, CheckFault::Place));
        let document = DocumentKind::from_name(typed.document).ok_or((CheckField::Document, CheckFault::Document));
        let number_end = parse_number_end(typed.number_end).ok_or((CheckField::NumberEnd, CheckFault::NumberEnd));
        let expires = typed.document_expires.trim().parse::<Date>().map_err(|_| CheckFault::NotADay);
        let expires = match (expires, &on) {
            (Ok(expires), Ok(on)) if expires < *on => Err(CheckFault::Expired),
            (Ok(expires), Ok(on)) if expires > on.saturating_add(LONGEST_DOCUMENT.years()) => Err(CheckFault::TooFarAhead),
            (expires, _) => expires,
        };
        let expires = expires.map_err(|fault| (CheckField::DocumentExpires, fault));
        match (on, place, document, number_end, expires) {
            (Ok(on), Ok(place), Ok(document), Ok(number_end), Ok(document_expires)) => {
                Ok(Self { on, place, document, number_end, document_expires })
            }
            (on, place, document, number_end, expires) => {
                let faults = [on.err(), place.err(), document.err(), number_end.err(), expires.err()];
                Err(faults.into_iter().flatten().collect())
            }
        }
    }

    /// The beginning of the day in Paris.
    #[must_use]
    pub fn at(&self) -> Timestamp {
        let begins = self.on.to_zoned(PARIS.clone()).map_or(0, |moment| moment.timestamp().as_millisecond());
        Timestamp::from_millis(begins)
    }
}

fn parse_day(typed: &str, today: Date, valid: i64) -> Result<Date, CheckFault> {
    let on: Date = typed.trim().parse().map_err(|_| CheckFault::NotADay)?;
    if on > today {
        return Err(CheckFault::InTheFuture);
    }
    let days = on.until(today).map_or(i64::MAX, |span| span.get_days().into());
    if days >= valid { Err(CheckFault::TooLongAgo) } else { Ok(on) }
}

fn parse_number_end(typed: &str) -> Option<String> {
    let end = typed.trim().to_uppercase();
    (end.len() == NUMBER_END && end.bytes().all(|octet| octet.is_ascii_alphanumeric())).then_some(end)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const TYPED: TypedCheck<'_> = TypedCheck {
        on: "2026-11-20",
        place: " Rennes,  palais de justice ",
        document: "passport",
        number_end: "7f3a",
        document_expires: "2031-09-30",
    };

    fn parse(typed: TypedCheck<'_>) -> Result<FaceToFace, Vec<(CheckField, CheckFault)>> {
        FaceToFace::parse(&typed, date(2026, 11, 22), 90)
    }

    #[test]
    fn a_check_is_parsed_and_begins_at_midnight_in_paris() {
        let seen = parse(TYPED).unwrap();
        assert_eq!((seen.place.as_str(), seen.number_end.as_str()), ("Rennes, palais de justice", "7F3A"));
        // date -u -d 'TZ="Europe/Paris" 2026-11-20 00:00' +%s
        assert_eq!(seen.at(), Timestamp::from_millis(1_795_129_200_000));
    }

    #[test]
    fn every_field_that_is_wrong_is_named() {
        let wrong =
            TypedCheck { on: "2026-11-23", place: "", document: "library-card", number_end: "12345", document_expires: "x" };
        assert_eq!(
            parse(wrong).unwrap_err(),
            [
                (CheckField::On, CheckFault::InTheFuture),
                (CheckField::Place, CheckFault::Place),
                (CheckField::Document, CheckFault::Document),
                (CheckField::NumberEnd, CheckFault::NumberEnd),
                (CheckField::DocumentExpires, CheckFault::NotADay),
            ]
        );
        assert_eq!(parse(TypedCheck { on: "2026-08-24", ..TYPED }).unwrap_err(), [(CheckField::On, CheckFault::TooLongAgo)]);
        assert!(parse(TypedCheck { on: "2026-08-25", ..TYPED }).is_ok());
        assert!(parse(TypedCheck { on: "2026-11-22", ..TYPED }).is_ok(), "today");
        let ended = TypedCheck { document_expires: "2026-11-19", ..TYPED };
        assert_eq!(parse(ended).unwrap_err(), [(CheckField::DocumentExpires, CheckFault::Expired)]);
        assert!(parse(TypedCheck { document_expires: "2026-11-20", ..TYPED }).is_ok(), "its last day is that of the meeting");
        assert!(parse(TypedCheck { document_expires: "2041-11-20", ..TYPED }).is_ok());
        let slip = TypedCheck { document_expires: "2090-09-30", ..TYPED };
        assert_eq!(parse(slip).unwrap_err(), [(CheckField::DocumentExpires, CheckFault::TooFarAhead)]);
    }
}
