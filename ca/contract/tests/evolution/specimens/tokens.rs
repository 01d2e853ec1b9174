//! Events of tokens, and the PIN for the letter.

use ca_contract::Confidential;
use ca_contract::escrow::{ReleasePin, ReleasePinError, ReleasedPin};
use ca_contract::events::{CertificateFacts, FollowTokens, FollowTokensError, TokenChange, TokenEvent, TokenEvents};
use ca_contract::revocation::{RequestChannel, RequestReason};

use super::{GoldenFile, certificate, moment, parsed, written};

pub(super) fn files() -> Vec<GoldenFile> {
    let refusals = [
        ReleasePinError::UnknownOrder,
        ReleasePinError::Revoked,
        ReleasePinError::NotEscrowed,
        ReleasePinError::Released { at: moment(30) },
        ReleasePinError::RateLimited { retry_after_seconds: 1800 },
    ];
    let released = ReleasedPin {
        token: parsed("ST-48D647D17154"),
        model: "software token".to_owned(),
        pin: Confidential::new("482915"),
        released_at: moment(30),
    };
    let changes = happened().into_iter().chain(revoked());
    let events = changes.zip(1..).map(|(change, sequence)| TokenEvent {
        sequence,
        at: moment(40),
        order: parsed("SC-2026-000001"),
        token: parsed("ST-48D647D17154"),
        critical: change.is_critical(),
        change,
    });
    vec![
        written(&[ReleasePin { order: parsed("SC-2026-000001") }], &[released], &refusals),
        written(
            &[FollowTokens { after: 0, at_most: 1000, wait_ms: 30_000 }],
            &[TokenEvents { events: events.collect() }, TokenEvents { events: Vec::new() }],
            &[FollowTokensError::AheadOfFeed { head: 7 }],
        ),
    ]
}

fn happened() -> Vec<TokenChange> {
    let facts = |role: &str, serial: &str, number| CertificateFacts {
        role: role.to_owned(),
        serial: parsed(serial),
        issuer: parsed("advanced"),
        not_before: moment(10),
        not_after: parsed("2029-11-27T09:10:00.000Z"),
        fingerprint: certificate(number),
    };
    vec![
        TokenChange::Issued {
            model: "software token".to_owned(),
            certificates: vec![
                facts("main", "4f1d2c3b4a59687786950413223140af", 1),
                facts("companion", "5f1d2c3b4a59687786950413223140af", 2),
            ],
        },
        TokenChange::Personalised,
        TokenChange::PinReleased,
        TokenChange::PukReleased,
        TokenChange::CodeSet { role: "main".to_owned(), changed: false },
        TokenChange::CodeSet { role: "companion".to_owned(), changed: true },
        TokenChange::WrongCodes { count: 10 },
        TokenChange::RevocationPublished { request: parsed("0193584a-1c40-7000-8000-0000000000b1") },
    ]
}

/// A revocation for each reason.
fn revoked() -> Vec<TokenChange> {
    let reasons = [
        (RequestChannel::Web, RequestReason::Lost),
        (RequestChannel::Web, RequestReason::Stolen),
        (RequestChannel::Web, RequestReason::Compromised),
        (RequestChannel::Web, RequestReason::ForgottenPin),
        (RequestChannel::Telephone, RequestReason::Departure),
        (RequestChannel::Telephone, RequestReason::EndOfActivity),
        (RequestChannel::Telephone, RequestReason::WrongData),
        (RequestChannel::Officers, RequestReason::LostInPost),
        (RequestChannel::Officers, RequestReason::Death),
        (RequestChannel::Officers, RequestReason::StruckOff),
        (RequestChannel::Officers, RequestReason::HolderRequest),
    ];
    let revoked = |(channel, reason)| TokenChange::Revoked {
        request: parsed("0193584a-1c40-7000-8000-0000000000b1"),
        channel,
        reason,
        decided_at: moment(35),
    };
    reasons.map(revoked).to_vec()
}
