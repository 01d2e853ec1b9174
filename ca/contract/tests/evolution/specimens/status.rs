//! The status feed, CRLs and keys of responders.

use ca_contract::status::{
    CertifiedResponderKey, CertifyError, CertifyResponderKey, FetchCrl, FetchCrlError, FetchedCrl, FollowStatus, IssuedSerial,
    RevokedSerial, SignedCrl, SnapshotPage, StatusChange, StatusEvent, StatusEvents, StatusIssuer, StatusSnapshot,
};
use pki::crl::RevocationReason;
use serde_json::from_value;

use super::super::operations::words;
use super::{GoldenFile, der, moment, parsed, request_faults, rules, written};

pub(super) fn files() -> Vec<GoldenFile> {
    let other_faults = [
        CertifyError::UnknownIssuer,
        CertifyError::Curve,
        CertifyError::PublishedKey,
        CertifyError::KeyCertifiedBefore,
        CertifyError::Lint { rules: rules() },
        CertifyError::SigningInterrupted,
    ];
    let requests = request_faults().map(|fault| CertifyError::Request { fault });
    let refusals: Vec<_> = other_faults.into_iter().chain(requests).collect();
    let authority = parsed("0193584a-1c40-7000-8000-0000000000c1");
    let changes = [StatusChange::IssuerAdded(issuer()), StatusChange::Issued(issued()), StatusChange::CrlSigned(crl())];
    let changes = changes.into_iter().chain(revoked().into_iter().map(StatusChange::Revoked));
    let events = changes.zip(1..).map(|(change, sequence)| StatusEvent::new(sequence, change)).collect();
    vec![
        written(
            &[FollowStatus { after: 0, at_most: 1000, wait_ms: 30_000 }],
            &[StatusEvents::Events { authority, events }, StatusEvents::Gap { authority }],
            &[],
        ),
        snapshot(),
        written(
            &[FetchCrl { issuer: parsed("advanced"), number: 4 }],
            &[FetchedCrl { crl: der(4) }],
            &[FetchCrlError::UnknownCrl],
        ),
        written(
            &[CertifyResponderKey { issuer: parsed("advanced"), request: der(1) }],
            &[CertifiedResponderKey { certificate: der(2) }],
            &refusals,
        ),
    ]
}

fn issuer() -> StatusIssuer {
    StatusIssuer { name: parsed("advanced"), certificate: der(1), ocsp: true }
}

fn issued() -> IssuedSerial {
    IssuedSerial { issuer: parsed("advanced"), serial: parsed("4f1d2c3b4a59687786950413223140af") }
}

fn crl() -> SignedCrl {
    SignedCrl { issuer: parsed("advanced"), number: 4 }
}

/// A revocation for each reason that a certificate can have.
fn revoked() -> Vec<RevokedSerial> {
    let reasons = words::<RevocationReason>();
    let reasons = reasons.into_iter().map(|word| from_value(word.into()).expect("a reason"));
    let revoked = |reason| RevokedSerial {
        issuer: parsed("advanced"),
        serial: parsed("4f1d2c3b4a59687786950413223140af"),
        at: moment(35),
        reason,
    };
    reasons.map(revoked).collect()
}

fn snapshot() -> GoldenFile {
    let page = |next| SnapshotPage {
        authority: parsed("0193584a-1c40-7000-8000-0000000000c1"),
        sequence: 12,
        kinds: StatusChange::KINDS.map(str::to_owned).to_vec(),
        issuers: vec![issuer()],
        crls: vec![crl()],
        issued: vec![issued()],
        revoked: revoked(),
        issued_total: 1,
        revoked_total: 1,
        next,
    };
    let request = |page| StatusSnapshot { page, at_most: 1000 };
    let cursor = || Some(parsed("12-7-issued"));
    written(&[request(None), request(cursor())], &[page(cursor()), page(None)], &[])
}
