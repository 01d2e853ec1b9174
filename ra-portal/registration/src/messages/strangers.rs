//! The messages that people can have sent to others as often as they like: each kind is bounded for its addressee, and flooded in a test.

use super::{CodePurpose, Content};

/// Flooded in `accounts/tests/codes.rs`.
pub(crate) const AT_THE_SIGN_IN: [&str; 5] =
    ["already registered", "code for a new password", "code to sign in", "code to sign up", "no account"];
/// Flooded in `production/tests.rs`.
pub(crate) const ABOUT_A_TOKEN: [&str; 2] = ["code defined", "wrong codes tried"];

/// The kind of a message that somebody else than its addressee or an officer can bring about without end; none where an act that happens
/// once an order, once a token or once a one-time code brings it about.
pub(crate) fn kind(content: &Content) -> Option<&'static str> {
    match content {
        Content::OneTimeCode { purpose: CodePurpose::SignUp, .. } => Some("code to sign up"),
        Content::OneTimeCode { purpose: CodePurpose::SignIn, .. } => Some("code to sign in"),
        Content::OneTimeCode { purpose: CodePurpose::NewPassword, .. } => Some("code for a new password"),
        Content::AlreadyRegistered => Some("already registered"),
        Content::NoAccount => Some("no account"),
        Content::CodeDefined { .. } => Some("code defined"),
        Content::WrongCodesTried { .. } => Some("wrong codes tried"),
        // Once a one-time code for a new password.
        Content::PasswordChanged { .. } => None,
        // Once a token.
        Content::PukShown(_) | Content::Revoked { .. } => None,
        // Four times a certificate.
        Content::CertificateEnds(_) => None,
        // By the account itself or by officers.
        Content::OrderReceived(..)
        | Content::PartlyPaid(..)
        | Content::Overpaid(..)
        | Content::Paid(..)
        | Content::Refunded { .. }
        | Content::DossierReceived { .. }
        | Content::PieceRefused { .. }
        | Content::Authorised(_)
        | Content::Shipped { .. }
        | Content::Activate(_)
        | Content::Accepted(_)
        | Content::WrongDataReported(_) => None,
    }
}
