//! Revocation by code and by officers, and the receipt.

use ca_contract::Confidential;
use ca_contract::officers::OfficerRole;
use ca_contract::revocation::{
    Contact, FetchRevocationReceipt, FurtherFacts, HolderReason, OfficersReason, RevocationReceiptError, RevocationSummary,
    RevokeByCode, RevokeByCodeError, RevokeByOfficers, RevokeByOfficersError, RevokedByCode, SignedReceipt, Source,
};
use jiff::civil::date;

use super::{GoldenFile, der, moment, not_admitted, officer, parsed, written};

pub(super) fn files() -> Vec<GoldenFile> {
    let request = parsed("0193584a-1c40-7000-8000-0000000000b1");
    vec![
        by_code(),
        by_officers(),
        written(
            &[FetchRevocationReceipt { request, wait_ms: 20_000 }],
            &[SignedReceipt { receipt: der(1) }],
            &[RevocationReceiptError::UnknownRequest, RevocationReceiptError::NotYetPublished],
        ),
    ]
}

fn summary(effective: bool) -> RevocationSummary {
    RevocationSummary {
        request: parsed("0193584a-1c40-7000-8000-0000000000b1"),
        token: parsed("ST-48D647D17154"),
        effective,
        received_at: moment(34),
        decided_at: moment(35),
        other_tokens_stay_valid: !effective,
    }
}

fn by_code() -> GoldenFile {
    let reasons = [
        HolderReason::Lost,
        HolderReason::Stolen,
        HolderReason::Compromised,
        HolderReason::ForgottenPin,
        HolderReason::Departure,
        HolderReason::EndOfActivity,
        HolderReason::WrongData,
    ];
    let on_the_page = reasons.map(|reason| RevokeByCode {
        name: Confidential::new("Kervadec Maëlle"),
        contact: Contact::Email(Confidential::new("maelle.kervadec@sceau.example.org")),
        birth_date: date(1971, 4, 23).into(),
        code: Confidential::new("K7MP3WQ"),
        further: None,
        reason,
        source: Source::Web(parsed("192.0.2.7")),
        token: None,
    });
    let further = FurtherFacts { birth_place: Confidential::new("Morlaix"), document_expires: date(2031, 9, 30) };
    let by_telephone = RevokeByCode {
        name: Confidential::new("Kervadec Maëlle"),
        contact: Contact::Token(parsed("ST-48D647D17154")),
        birth_date: parsed("1971-04-00"),
        code: Confidential::new("K7MP3WQ"),
        further: Some(further),
        reason: HolderReason::Lost,
        source: Source::Telephone(parsed("hotline-3")),
        token: Some(parsed("ST-48D647D17154")),
    };
    let requests: Vec<_> = on_the_page.into_iter().chain([by_telephone]).collect();
    let tokens = vec![parsed("ST-48D647D17154"), parsed("ST-48D647D17155")];
    written(
        &requests,
        &[RevokedByCode::Revoked(summary(true)), RevokedByCode::Revoked(summary(false)), RevokedByCode::Choose { tokens }],
        &[
            RevokeByCodeError::NotRecognised,
            RevokeByCodeError::RateLimited { retry_after_seconds: 1800 },
            RevokeByCodeError::FurtherFactsNeeded,
        ],
    )
}

fn by_officers() -> GoldenFile {
    let reasons = [
        OfficersReason::LostInPost,
        OfficersReason::Death,
        OfficersReason::WrongData,
        OfficersReason::StruckOff,
        OfficersReason::Compromised,
        OfficersReason::HolderRequest,
    ];
    let requests = reasons.map(|reason| RevokeByOfficers {
        token: parsed("ST-48D647D17154"),
        reason,
        evidence: "letter of the court of 27 November".parse().expect("evidence"),
        recorded_by: officer(1),
        confirmed_by: officer(2),
        received_at: moment(30),
    });
    let refusals = [
        RevokeByOfficersError::UnknownToken,
        RevokeByOfficersError::UnknownOfficer { officer: officer(3) },
        RevokeByOfficersError::OfficerRole { officer: officer(3), role: OfficerRole::RegistrationOfficer },
        RevokeByOfficersError::FourEyes,
        RevokeByOfficersError::Received,
    ];
    let certificates = not_admitted().map(|fault| RevokeByOfficersError::OfficerCertificate { officer: officer(2), fault });
    let refusals: Vec<_> = refusals.into_iter().chain(certificates).collect();
    written(&requests, &[summary(true)], &refusals)
}
