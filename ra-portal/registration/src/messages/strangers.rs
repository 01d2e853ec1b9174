//! Messages that somebody can cause to be sent to others as often as they like: each kind is limited for its addressee, and a
//! test tries to exceed the limit.

use super::{CodePurpose, Content};

/// Limit tested in `accounts/tests/codes.rs`.
pub(crate) const AT_THE_SIGN_IN: [&str; 5] =
    ["already registered", "code for a new password", "code to sign in", "code to sign up", "no account"];
/// Limit tested in `production/tests.rs`.
pub(crate) const ABOUT_A_TOKEN: [&str; 2] = ["code defined", "wrong codes tried"];

/// The kind of a message that somebody other than its addressee or an officer can cause any number of times; none if its cause
/// happens only once for an order, a token or a one-time code.
pub(crate) fn kind(content: &Content) -> Option<&'static str> {
    match content {
        Content::OneTimeCode { purpose: CodePurpose::SignUp, .. } => Some("code to sign up"),
        Content::OneTimeCode { purpose: CodePurpose::SignIn, .. } => Some("code to sign in"),
        Content::OneTimeCode { purpose: CodePurpose::NewPassword, .. } => Some("code for a new password"),
        Content::AlreadyRegistered => Some("already registered"),
        Content::NoAccount => Some("no account"),
        Content::CodeDefined { .. } => Some("code defined"),
        Content::WrongCodesTried { .. } => Some("wrong codes tried"),
        // Once for each one-time code for a new password.
        Content::PasswordChanged { .. } => None,
        // Once for each token.
        Content::PukShown(_) | Content::Revoked { .. } => None,
        // Four times for each certificate.
        Content::CertificateEnds(_) => None,
        // Caused by the account itself or by officers.
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
