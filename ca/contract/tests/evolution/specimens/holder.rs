//! The holder's operations.

use ca_contract::Confidential;
use ca_contract::holder::{
    CertificateHolder, CodeFault, CodeSet, FindCertificateHolder, FindCertificateHolderError, PairedCertificate, PukStatus,
    ReleasePuk, ReleasePukError, ReleasedPuk, SetCode, SetCodeError, TokenStatus,
};
use ca_contract::revocation::RequestReason;
use pki::Timestamp;

use super::{GoldenFile, certificate, der, moment, not_admitted, parsed, written};

pub(super) fn files() -> Vec<GoldenFile> {
    let revoked = TokenStatus::Revoked { at: moment(35), reason: RequestReason::Lost };
    vec![
        written(
            &[FindCertificateHolder { certificate: certificate(1) }],
            &[
                holder(TokenStatus::Valid, PukStatus::NotEscrowed, None),
                holder(TokenStatus::Valid, PukStatus::Available, Some(moment(33))),
                holder(revoked, PukStatus::Released { at: moment(32) }, Some(moment(33))),
            ],
            &[FindCertificateHolderError::UnknownCertificate],
        ),
        set_code(),
        release_puk(),
    ]
}

fn holder(state: TokenStatus, puk: PukStatus, code_set_at: Option<Timestamp>) -> CertificateHolder {
    let paired = |slot, role: &str, serial: &str| PairedCertificate {
        slot,
        role: role.to_owned(),
        issuer: parsed("advanced"),
        serial: parsed(serial),
        not_before: moment(10),
        not_after: parsed("2029-11-27T09:10:00.000Z"),
        certificate: der(slot),
        chain: vec![der(8), der(9)],
        code_set_at,
    };
    CertificateHolder {
        person: parsed("0193584a-1c40-7000-8000-0000000000a1"),
        order: parsed("SC-2026-000001"),
        product: parsed("expert-card"),
        token: parsed("ST-48D647D17154"),
        model: "software token".to_owned(),
        role: "main".to_owned(),
        certificates: vec![
            paired(1, "main", "4f1d2c3b4a59687786950413223140af"),
            paired(2, "companion", "5f1d2c3b4a59687786950413223140af"),
        ],
        state,
        puk,
    }
}

fn set_code() -> GoldenFile {
    let unsuitable = [CodeFault::Length, CodeFault::Symbol, CodeFault::DigitsOnly, CodeFault::Guessable];
    let refusals = [SetCodeError::UnknownCertificate, SetCodeError::Revoked].into_iter();
    let refusals = refusals.chain(not_admitted().map(|fault| SetCodeError::NotAdmitted { fault }));
    let refusals: Vec<_> = refusals.chain(unsuitable.map(|fault| SetCodeError::Unsuitable { fault })).collect();
    written(
        &[SetCode { certificate: certificate(1), code: Confidential::new("K7MP3WQ") }],
        &[CodeSet { at: moment(33), changed: false }, CodeSet { at: moment(34), changed: true }],
        &refusals,
    )
}

fn release_puk() -> GoldenFile {
    let refusals = [
        ReleasePukError::UnknownCertificate,
        ReleasePukError::Revoked,
        ReleasePukError::NotEscrowed,
        ReleasePukError::Released { at: moment(32) },
        ReleasePukError::RateLimited { retry_after_seconds: 1800 },
    ];
    let certificates = not_admitted().map(|fault| ReleasePukError::NotAdmitted { fault });
    let refusals: Vec<_> = refusals.into_iter().chain(certificates).collect();
    let puk = ReleasedPuk { token: parsed("ST-48D647D17154"), puk: Confidential::new("730164"), released_at: moment(32) };
    written(&[ReleasePuk { certificate: certificate(1) }], &[puk], &refusals)
}
