//! All errors in policies, with a remedy for each.

use std::fmt;
use std::io;

use pki::lint::Kind;
use pki::name::NameError;
use serde::Serialize;

use crate::kind::Usages;
use crate::period::Period;
use crate::{AuthorityName, PieceName, ProductName, ProfileName, Section};

/// A list in a profile.
#[derive(Clone, Copy, Debug)]
pub(crate) enum List {
    KeyUsage,
    ExtendedKeyUsage,
    Writes,
    Subject,
    Policies,
}

impl List {
    /// The name of one of its values.
    pub(crate) const fn singular(self) -> &'static str {
        match self {
            Self::KeyUsage => "key usage",
            Self::ExtendedKeyUsage => "extended key usage",
            Self::Writes => "extension",
            Self::Subject => "subject attribute",
            Self::Policies => "policy",
        }
    }
}

impl fmt::Display for List {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.singular())
    }
}

/// What is wrong. Displayed without place and hint.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Problem {
    #[error("the file cannot be read: {0}")]
    Unreadable(io::Error),
    #[error("the file is not UTF-8 text")]
    NotText,
    #[error("the file has more than {0} bytes")]
    TooLarge(u64),
    #[error("there are more than {0} profiles")]
    TooManyProfiles(usize),
    #[error("the file's name is not a profile name")]
    BadFileName,
    /// Not TOML, an unknown or missing key, or an invalid value.
    #[error("{problem}")]
    Form { problem: String, expected: Option<String> },
    #[error("there is no profile {0}")]
    UnknownProfile(ProfileName),
    #[error("there is no CA {0}")]
    UnknownAuthority(AuthorityName),
    #[error("CA {0} is a root, and roots issue only to issuing CAs")]
    IssuerIsRoot(AuthorityName),
    #[error("there is no product {0}")]
    UnknownProduct(ProductName),
    #[error("there is no piece {0}")]
    UnknownPiece(PieceName),
    #[error("spelling cannot be listed as a section")]
    SpellingIsImplied,
    #[error("section {0} is a choice, which no document can prove")]
    NotProvable(Section),
    #[error("section {section} is missing: {why}")]
    SectionMissing { section: Section, why: &'static str },
    #[error("section {section} uses the answers of section {first}, which does not come before it")]
    SectionTooEarly { section: Section, first: Section },
    #[error("the terms are accepted before other sections are answered")]
    TermsNotLast,
    #[error("holder = \"court-expert\" has a title in the certificate, but no section asks for it")]
    ExpertWithoutListing,
    #[error("holder = \"individual\" has no title in the certificate, but section listing asks for it")]
    ListingOfNoExpert,
    #[error("piece {piece} covers section {section}, which is not a section of the order")]
    PieceWithoutSection { piece: PieceName, section: Section },
    #[error("a piece with signed = true always covers every section and is always required")]
    SignedPieceWithLimits,
    #[error("{0} pieces have signed = true, but an order has exactly one signed dossier")]
    SignedPieces(usize),
    #[error("no piece that is always required covers section {0}, whose answers are in the certificate")]
    SectionUnproven(Section),
    #[error("there are more than {0} pieces")]
    TooManyPieces(usize),
    #[error("the product has no slot")]
    NoSlots,
    #[error("`{0}` is not a role")]
    BadRole(String),
    #[error("`{0}` is not the title of this court's experts")]
    BadTitle(String),
    #[error("`{0}` is not the address of a list")]
    BadList(String),
    #[error("there is no court")]
    NoCourts,
    #[error("{what} {value} appears twice")]
    Duplicate { what: &'static str, value: String },
    #[error("profile {profile} has kind = \"{}\"", written(kind))]
    WrongKind { profile: ProfileName, kind: Kind, wanted: Kind },
    #[error("{list} {value} is not allowed for kind = \"{}\"", written(kind))]
    NotForKind { list: List, value: String, kind: Kind, fits: Vec<Kind> },
    #[error("{list} {value} is missing, and kind = \"{}\" needs it", written(kind))]
    MissingForKind { list: List, value: String, kind: Kind },
    #[error("at least one {list} is missing for kind = \"{}\"", written(kind))]
    NoneForKind { list: List, kind: Kind },
    #[error("this combination of usages is not allowed for kind = \"{}\"", written(kind))]
    UsagesDoNotCombine { kind: Kind, fits: &'static [Usages] },
    #[error("kind = \"{}\" needs a key on curve {}", written(kind), written(wanted))]
    WrongCurve { kind: Kind, wanted: pki::Curve },
    #[error("the path length is not allowed for kind = \"{}\"", written(kind))]
    WrongPathLength { kind: Kind, wanted: Option<u8> },
    #[error("the policies of an issuing CA do not belong in its profile")]
    PoliciesOfIssuingCa,
    #[error("an issuing CA may not assert anyPolicy")]
    AnyPolicyOfIssuingCa,
    #[error("the default validity {default} is longer than the maximum of {at_most}")]
    DefaultAboveMost { default: Period, at_most: Period },
    #[error("a validity of {at_most} is too long for kind = \"{}\"", written(kind))]
    AboveCeiling { at_most: Period, kind: Kind, ceiling: Period },
    #[error("a backdate of {backdate} is too long")]
    Backdated { backdate: Period, ceiling: Period },
    #[error("profile {profile} allows {at_most}, longer than the {issuer_holds} of its issuer {issuer}")]
    OutlivesIssuer { profile: ProfileName, at_most: Period, issuer: String, issuer_holds: Period },
    #[error("CA {issuer} does not list policy {policy} of profile {profile}")]
    PolicyNotListed { policy: String, profile: ProfileName, issuer: AuthorityName },
    #[error("a CRL every {every} valid for {valid_for} leaves periods without a valid one")]
    CrlsWithGaps { every: Period, valid_for: Period },
    #[error("{what} = \"{found}\" is too long for CRLs here ({rule})")]
    CrlTooRare { what: &'static str, found: Period, most: Period, rule: &'static str },
    #[error("the reason unspecified is never published (RFC 5280 §5.3.1)")]
    UnspecifiedReason,
    #[error("{0}")]
    Name(NameError),
    #[error("`{0}` is not a lint code")]
    NotALintCode(String),
    #[error("the waiver gives no reason")]
    NoReason,
}

impl Problem {
    /// What to do about it.
    pub(crate) fn hint(&self) -> String {
        match self {
            Self::Unreadable(_) => "restore it, or specify the folder that contains it".to_owned(),
            Self::NotText => "save it as UTF-8".to_owned(),
            Self::TooLarge(_) => "check that this is the right file".to_owned(),
            Self::TooManyProfiles(_) => "check that this is the right folder".to_owned(),
            Self::BadFileName => "rename it to 1 to 40 of a-z, 0-9 and -, and .toml".to_owned(),
            Self::Form { expected: Some(expected), .. } => format!("write {expected}"),
            Self::Form { problem, expected: None } if problem.starts_with("missing field") => "add it".to_owned(),
            Self::Form { expected: None, .. } => "correct the TOML".to_owned(),
            Self::UnknownProfile(name) => format!("add profiles/{name}.toml or name another"),
            Self::UnknownAuthority(_) => "name one of hierarchies.toml".to_owned(),
            Self::IssuerIsRoot(_) => "name an issuing CA".to_owned(),
            Self::UnknownProduct(_) => "name one of products.toml".to_owned(),
            Self::UnknownPiece(_) => "add [[piece]] with that name, or name another".to_owned(),
            Self::SpellingIsImplied => {
                "remove it: it goes with identity, and is asked of names that are not in Latin letters".to_owned()
            }
            Self::NotProvable(_) => "remove it from covers".to_owned(),
            Self::SectionMissing { .. } => "add it to sections".to_owned(),
            Self::SectionTooEarly { first, .. } => format!("write it behind \"{first}\""),
            Self::TermsNotLast => "write \"terms\" last".to_owned(),
            Self::ExpertWithoutListing => "add section \"listing\", or write holder = \"individual\"".to_owned(),
            Self::ListingOfNoExpert => "remove section \"listing\", or write holder = \"court-expert\"".to_owned(),
            Self::PieceWithoutSection { section, .. } => format!("add section \"{section}\", or remove the piece"),
            Self::SignedPieceWithLimits => "remove covers and when".to_owned(),
            Self::SignedPieces(_) => "name exactly one piece that has signed = true".to_owned(),
            Self::SectionUnproven(section) => format!("add a piece without when, and with covers = [\"{section}\"]"),
            Self::TooManyPieces(_) => "ask for several documents as files of one piece".to_owned(),
            Self::NoSlots => "add [[product.slot]]".to_owned(),
            Self::BadRole(_) => "write 1 to 40 of a-z, 0-9 and -".to_owned(),
            Self::BadTitle(_) => {
                "write Expert près la cour d'appel de, du or d', and the court's name: 64 characters at most".to_owned()
            }
            Self::BadList(_) => "write an https address of at most 300 characters, or remove it".to_owned(),
            Self::NoCourts => "add [[court]]".to_owned(),
            Self::Duplicate { .. } => "remove or rename one of them".to_owned(),
            Self::WrongKind { wanted, .. } => {
                format!("name a profile with kind = \"{}\"", written(wanted))
            }
            Self::NotForKind { fits, .. } => format!("remove it, or set kind = {}", kinds(fits)),
            Self::MissingForKind { .. } | Self::NoneForKind { .. } => "add it, or set another kind".to_owned(),
            Self::UsagesDoNotCombine { fits, .. } => format!("write {}", combinations(fits)),
            Self::WrongCurve { wanted, .. } => format!("write curve = \"{}\"", written(wanted)),
            Self::WrongPathLength { wanted: Some(wanted), .. } => format!("write path_length = {wanted}"),
            Self::WrongPathLength { wanted: None, .. } => "remove path_length, which is for CAs".to_owned(),
            Self::PoliciesOfIssuingCa => "write them with the CA in hierarchies.toml".to_owned(),
            Self::AnyPolicyOfIssuingCa => "list the policies that it issues under".to_owned(),
            Self::DefaultAboveMost { at_most, .. } => {
                format!("write default = \"{at_most}\" or less")
            }
            Self::AboveCeiling { ceiling, .. } => format!("write at_most = \"{ceiling}\" or less"),
            Self::Backdated { ceiling, .. } => format!("write backdate = \"{ceiling}\" or less"),
            Self::OutlivesIssuer { issuer_holds, .. } => {
                format!("allow at most {issuer_holds} in the profile")
            }
            Self::PolicyNotListed { issuer, .. } => {
                format!("add it to the policies of {issuer} in hierarchies.toml")
            }
            Self::CrlsWithGaps { .. } => "make valid_for longer than every".to_owned(),
            Self::CrlTooRare { what, most, .. } => format!("write {what} = \"{most}\" or less"),
            Self::UnspecifiedReason => "remove it: an unspecified reason is omitted".to_owned(),
            Self::Name(_) => "correct the common name, or the organisation's name".to_owned(),
            Self::NotALintCode(_) => "copy it from the finding: 1 to 80 of a-z, 0-9 and -".to_owned(),
            Self::NoReason => "say in because = \"…\" which rule wants what the lint warns of".to_owned(),
        }
    }
}

/// The kinds to choose from.
fn kinds(kinds: &[Kind]) -> String {
    let words: Vec<String> = kinds.iter().map(|kind| format!("\"{}\"", written(kind))).collect();
    words.join(" or ")
}

/// The usages to choose from.
fn combinations(usages: &[Usages]) -> String {
    let written =
        |usages: &Usages| format!("key_usage = {} with extended_key_usage = {}", words(usages.key), words(usages.extended));
    usages.iter().map(written).collect::<Vec<_>>().join(", or ")
}

/// A list of values as written in the files.
fn words<T: Serialize>(values: &[T]) -> String {
    let words: Vec<String> = values.iter().map(|value| format!("\"{}\"", written(value))).collect();
    format!("[{}]", words.join(", "))
}

/// A value as written in the files.
pub(crate) fn written<T: Serialize>(value: &T) -> String {
    toml::Value::try_from(value).ok().and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default()
}
