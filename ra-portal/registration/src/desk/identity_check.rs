//! The identity check face to face (EN 319 411-1 REG-6.2.2-05): by whom, of whom, where, when, with which document.

use jiff::ToSpan;
use jiff::civil::Date;
use pki::Timestamp;
use serde::{Deserialize, Serialize};

use super::document_end::{self, DocumentEnd};
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
    /// The last day of its validity as printed.
    pub document_expires: Date,
}

/// An identity document with a photograph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DocumentKind {
    /// National identity card, valid until the printed day.
    IdentityCard,
    /// French identity card issued to an adult from 2004 to 2013, valid for five years beyond the printed day.
    ExtendedFrenchCard,
    /// Passport.
    Passport,
    /// French residence permit.
    ResidencePermit,
}

impl DocumentKind {
    pub const ALL: [Self; 4] = [Self::IdentityCard, Self::ExtendedFrenchCard, Self::Passport, Self::ResidencePermit];
    /// Those that officers choose from. Whether a card was extended follows from the day of its issue.
    pub const SHOWN: [Self; 3] = [Self::IdentityCard, Self::Passport, Self::ResidencePermit];

    /// The name in forms, in the database and in the message catalogues.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::IdentityCard => "identity-card",
            Self::ExtendedFrenchCard => "extended-french-card",
            Self::Passport => "passport",
            Self::ResidencePermit => "residence-permit",
        }
    }

    /// The end of such a document with this printed day.
    pub(super) fn end(self, printed: Date) -> DocumentEnd {
        match self {
            Self::ExtendedFrenchCard => DocumentEnd::extended(printed),
            Self::IdentityCard | Self::Passport | Self::ResidencePermit => DocumentEnd::printed(printed),
        }
    }

    /// The kind with that name among those that officers choose from.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::SHOWN.into_iter().find(|kind| kind.name() == name)
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
    /// The document's last day of validity, as printed: `2031-09-30`.
    pub document_expires: &'a str,
    /// The day on which a French identity card was issued; empty for other documents.
    pub document_issued: &'a str,
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
    DocumentIssued,
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
    /// A day of issue after the meeting.
    #[error("issued after the meeting")]
    IssuedLater,
    /// A day of issue with a document that is no identity card.
    #[error("the day of issue of another document")]
    IssuedOfOther,
    /// An extended card ends, as printed, ten years after its issue.
    #[error("the day of issue and the printed end are not ten years apart")]
    IssuedAndPrinted,
}

impl FaceToFace {
    /// Parses the form about a holder born on `born`, on the day `today`; a check is valid for `valid` days.
    ///
    /// # Errors
    /// Every field that is wrong.
    pub fn parse(typed: &TypedCheck<'_>, born: Date, today: Date, valid: i64) -> Result<Self, Vec<(CheckField, CheckFault)>> {
        let on = parse_day(typed.on, today, valid).map_err(|fault| (CheckField::On, fault));
        let place = parse_line(typed.place, PLACE).map_err(|_| (CheckField::Place, CheckFault::Place));
        let document = DocumentKind::from_name(typed.document).ok_or((CheckField::Document, CheckFault::Document));
        let number_end = parse_number_end(typed.number_end).ok_or((CheckField::NumberEnd, CheckFault::NumberEnd));
        let expires = typed.document_expires.trim().parse::<Date>().map_err(|_| CheckFault::NotADay);
        let issued = parse_issued(typed.document_issued, document.ok(), expires.as_ref().ok().copied(), on.ok(), born);
        let document = match issued {
            Ok(extended) if extended => Ok(DocumentKind::ExtendedFrenchCard),
            _ => document,
        };
        let expires = match (expires, &on, &document) {
            (Ok(expires), Ok(on), Ok(document)) if document.end(expires).valid_until < *on => Err(CheckFault::Expired),
            (Ok(expires), Ok(on), _) if expires > on.saturating_add(LONGEST_DOCUMENT.years()) => Err(CheckFault::TooFarAhead),
            (expires, ..) => expires,
        };
        let expires = expires.map_err(|fault| (CheckField::DocumentExpires, fault));
        let issued = issued.map_err(|fault| (CheckField::DocumentIssued, fault));
        match (on, place, document, number_end, expires, issued) {
            (Ok(on), Ok(place), Ok(document), Ok(number_end), Ok(document_expires), Ok(_)) => {
                Ok(Self { on, place, document, number_end, document_expires })
            }
            (on, place, document, number_end, expires, issued) => {
                let faults = [on.err(), place.err(), document.err(), number_end.err(), expires.err(), issued.err()];
                Err(faults.into_iter().flatten().collect())
            }
        }
    }

    /// The end of the document, in law and as printed.
    #[must_use]
    pub fn document_end(&self) -> DocumentEnd {
        self.document.end(self.document_expires)
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

/// Whether the document is a card that was extended. A day that does not read or fit is reported once, at its own field.
fn parse_issued(
    typed: &str,
    document: Option<DocumentKind>,
    printed: Option<Date>,
    on: Option<Date>,
    born: Date,
) -> Result<bool, CheckFault> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Ok(false);
    }
    let issued: Date = typed.parse().map_err(|_| CheckFault::NotADay)?;
    if on.is_some_and(|on| issued > on) {
        return Err(CheckFault::IssuedLater);
    }
    if document.is_some_and(|document| document != DocumentKind::IdentityCard) {
        return Err(CheckFault::IssuedOfOther);
    }
    if !document_end::is_extended(issued, born) {
        return Ok(false);
    }
    if printed.is_some_and(|printed| !document_end::fit(issued, printed)) { Err(CheckFault::IssuedAndPrinted) } else { Ok(true) }
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
        document_issued: "",
    };

    fn parse(typed: TypedCheck<'_>) -> Result<FaceToFace, Vec<(CheckField, CheckFault)>> {
        FaceToFace::parse(&typed, date(1971, 4, 23), date(2026, 11, 22), 90)
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
        let wrong = TypedCheck {
            on: "2026-11-23",
            place: "",
            document: "library-card",
            number_end: "12345",
            document_expires: "x",
            document_issued: "y",
        };
        assert_eq!(
            parse(wrong).unwrap_err(),
            [
                (CheckField::On, CheckFault::InTheFuture),
                (CheckField::Place, CheckFault::Place),
                (CheckField::Document, CheckFault::Document),
                (CheckField::NumberEnd, CheckFault::NumberEnd),
                (CheckField::DocumentExpires, CheckFault::NotADay),
                (CheckField::DocumentIssued, CheckFault::NotADay),
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

    #[test]
    fn a_card_extended_by_law_is_accepted_though_its_printed_day_is_past() {
        let card = TypedCheck { document: "identity-card", document_expires: "2022-11-27", ..TYPED };
        assert_eq!(parse(card).unwrap_err(), [(CheckField::DocumentExpires, CheckFault::Expired)]);
        let seen = parse(TypedCheck { document_issued: "2012-11-28", ..card }).unwrap();
        assert_eq!(seen.document, DocumentKind::ExtendedFrenchCard);
        assert_eq!(seen.document_end(), DocumentEnd { valid_until: date(2027, 11, 27), printed: date(2022, 11, 27) });

        let old = TypedCheck { document_expires: "2021-11-18", document_issued: "2011-11-19", ..card };
        assert_eq!(parse(old).unwrap_err(), [(CheckField::DocumentExpires, CheckFault::Expired)], "fifteen years have passed");
        let minor =
            FaceToFace::parse(&TypedCheck { document_issued: "2012-11-28", ..card }, date(1994, 11, 29), date(2026, 11, 22), 90);
        assert_eq!(minor.unwrap_err(), [(CheckField::DocumentExpires, CheckFault::Expired)], "a minor's card");
        let recent = TypedCheck { document_expires: "2029-03-01", document_issued: "2014-03-02", ..card };
        assert_eq!(parse(recent).unwrap().document, DocumentKind::IdentityCard, "printed with fifteen years");

        for (typed, fault) in [
            (TypedCheck { document_issued: "2026-11-21", ..card }, CheckFault::IssuedLater),
            (TypedCheck { document_issued: "2012-11-28", document: "passport", ..TYPED }, CheckFault::IssuedOfOther),
            (TypedCheck { document_issued: "2012-11-28", document_expires: "2027-11-27", ..card }, CheckFault::IssuedAndPrinted),
        ] {
            let faults = parse(typed).unwrap_err();
            assert!(faults.contains(&(CheckField::DocumentIssued, fault)), "{fault}: {faults:?}");
        }
        let extended = TypedCheck { document: "extended-french-card", ..TYPED };
        assert_eq!(parse(extended).unwrap_err(), [(CheckField::Document, CheckFault::Document)], "it follows from the issue");
    }
}
