//! Emergency revocation against a code, and the signed account of it.

use jiff::civil::Date;
use pki::{Id, SerialNumber, Timestamp, TokenNumber};
use policies::AuthorityName;
use serde::{Deserialize, Serialize};

use crate::{Confidential, Der, Operation, Refusal};

/// Marks identifiers of revocation requests.
#[derive(Debug)]
pub enum RevocationRequest {}

/// Why a holder revokes in an emergency (M19).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HolderReason {
    /// The key is lost.
    Lost,
    /// The key was stolen.
    Stolen,
    /// Somebody else may know the PIN or have a copy.
    Compromised,
    /// The PIN is forgotten, the PUK too.
    ForgottenPin,
    /// The person left the organisation.
    Departure,
    /// The activity ended.
    EndOfActivity,
    /// A datum in the certificate is wrong.
    WrongData,
}

/// How the request came in (M19).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Channel {
    /// The public page.
    Web,
    /// An operator, by telephone.
    Telephone,
}

/// The second of the four answers.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Contact {
    /// The e-mail address known to the registration authority.
    Email(Confidential),
    /// The number printed on the token.
    Token(TokenNumber),
}

/// Two more facts, asked for once wrong codes have piled up.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FurtherFacts {
    /// On the identity document.
    pub birth_place: Confidential,
    /// When the identity document of the dossier ends.
    pub document_expires: Date,
}

/// Revokes every certificate of a token on four answers: name; e-mail or token number; birth date; code (standards.md D3).
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RevokeByCode {
    /// Given names and surname, in whichever order and case.
    pub name: Confidential,
    /// E-mail address or token number.
    pub contact: Contact,
    /// Birth date.
    pub birth_date: Date,
    /// The emergency revocation code of either certificate.
    pub code: Confidential,
    /// Two further facts, when they were asked for.
    pub further: Option<FurtherFacts>,
    /// Why.
    pub reason: HolderReason,
    /// How the request came in.
    pub channel: Channel,
    /// Where from: an address or an operator's name, at most 64 characters; wrong codes are slowed by it.
    pub source: String,
    /// Which token, once several fitted.
    pub token: Option<TokenNumber>,
}

/// What the four right answers brought.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "outcome", deny_unknown_fields)]
pub enum RevokedByCode {
    /// The token's certificates are revoked: by this request, or by an earlier one.
    Revoked(RevocationSummary),
    /// The code opens several tokens: ask again and name one.
    Choose {
        /// Their numbers.
        tokens: Vec<TokenNumber>,
    },
}

/// What is known of a revocation once it is decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RevocationSummary {
    /// This request: what its account is asked for by.
    pub request: Id<RevocationRequest>,
    /// The token.
    pub token: TokenNumber,
    /// Whether this request brought it about, or found it done.
    pub effective: bool,
    /// T0 of this request.
    pub received_at: Timestamp,
    /// T1 of the revocation in force.
    pub decided_at: Timestamp,
    /// Whether the person has another token whose certificates stay valid.
    pub other_tokens_stay_valid: bool,
}

/// Why nothing was revoked. The same for unknown holders and wrong codes.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "why")]
pub enum RevokeByCodeError {
    /// The four answers do not fit together.
    #[error("these answers do not fit together")]
    NotRecognised,
    /// Too many wrong answers from this source; other sources and channels stay open.
    #[error("too many wrong answers from here; try again after {retry_after_seconds} s, or telephone")]
    SlowDown {
        /// How long to wait.
        retry_after_seconds: u32,
    },
    /// Too many wrong answers about this holder: two further facts are needed.
    #[error("two further facts are needed")]
    FurtherFactsNeeded,
}

impl Refusal for RevokeByCodeError {
    fn code(&self) -> &'static str {
        match self {
            Self::NotRecognised => "not-recognised",
            Self::SlowDown { .. } => "slow-down",
            Self::FurtherFactsNeeded => "further-facts-needed",
        }
    }
}

impl Operation for RevokeByCode {
    const NAME: &'static str = "RevokeByCode";
    type Answer = RevokedByCode;
    type Error = RevokeByCodeError;
}

/// Asks for the signed account of a revocation; waits until it is live at every origin (T3).
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RevocationAccount {
    /// The request.
    pub request: Id<RevocationRequest>,
    /// How long to wait for T3, at most 20 s.
    pub wait_ms: u32,
}

/// The signed account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignedAccount {
    /// CMS SignedData over an [`Account`] as JSON, signed by the service seal.
    pub receipt: Der,
}

/// What the receipt says: built by the certificate authority from its own rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Account {
    /// The request that this account answers.
    pub request: Id<RevocationRequest>,
    /// The token.
    pub token: TokenNumber,
    /// T0 of this request.
    pub received_at: Timestamp,
    /// Its channel.
    pub channel: Channel,
    /// Its reason.
    pub reason: HolderReason,
    /// Whether this request brought the revocation about.
    pub effective: bool,
    /// The reason of the request that did.
    pub effective_reason: HolderReason,
    /// T1.
    pub decided_at: Timestamp,
    /// T2: every CRL that names the serials was signed.
    pub signed_at: Timestamp,
    /// T3: read back from every origin.
    pub live_at: Timestamp,
    /// Both serials.
    pub certificates: Vec<RevokedCertificate>,
    /// Whether the person has another token whose certificates stay valid.
    pub other_tokens_stay_valid: bool,
}

/// One revoked certificate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RevokedCertificate {
    /// Who issued it.
    pub issuer: AuthorityName,
    /// Its serial.
    pub serial: SerialNumber,
    /// The first CRL that names it.
    pub crl_number: u64,
    /// Until when an OCSP answer given out before may say `good`.
    pub ocsp_believed_until: Timestamp,
    /// Until when a CRL given out before may be believed.
    pub crl_believed_until: Timestamp,
}

/// Why there is no account.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "why")]
pub enum AccountError {
    /// No such request.
    #[error("no such revocation request")]
    UnknownRequest,
    /// Not read back from every origin yet: ask again.
    #[error("the revocation is decided, but not yet live at every origin; ask again")]
    NotYetLive,
}

impl Refusal for AccountError {
    fn code(&self) -> &'static str {
        match self {
            Self::UnknownRequest => "unknown-request",
            Self::NotYetLive => "not-yet-live",
        }
    }
}

impl Operation for RevocationAccount {
    const NAME: &'static str = "RevocationAccount";
    type Answer = SignedAccount;
    type Error = AccountError;
}
