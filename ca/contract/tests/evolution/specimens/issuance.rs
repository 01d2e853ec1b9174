//! Approval and issuance.

use ca_contract::Confidential;
use ca_contract::escrow::{DossierKey, DossierKeyAnswer, DossierKeyError};
use ca_contract::issuance::{
    Approve, ApproveError, Approved, ApprovedOrder, EscrowActivationData, EscrowError, Escrowed, Issue, IssueError, Issued,
    IssuedCertificate, Issuer, ListApproved, ListIssuers, SlotPlan, SlotRequest,
};
use ca_contract::officers::OfficerRole;
use ca_contract::statement::{IdentificationFacts, IdentityCheck, Organisation, Statement, Subject};
use jiff::civil::date;
use pki::{Curve, Digest};

use super::{GoldenFile, certificate, der, moment, not_admitted, officer, parsed, request_faults, rules, written};

pub(super) fn files() -> Vec<GoldenFile> {
    let listed = Issuer {
        name: parsed("advanced"),
        hierarchy: parsed("justice"),
        issued_by: Some(parsed("justice-root")),
        certificate: der(1),
    };
    let root = Issuer { name: parsed("justice-root"), issued_by: None, certificate: der(2), ..listed.clone() };
    let slot = SlotPlan { slot: 1, role: "main".to_owned(), curve: Curve::P256 };
    let approved = ApprovedOrder {
        order: parsed("SC-2026-000001"),
        statement: certificate(7),
        product: parsed("expert-card"),
        slots: vec![slot.clone(), SlotPlan { slot: 2, role: "companion".to_owned(), curve: Curve::P384 }],
    };
    let key = Confidential::new("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
    vec![
        approve(),
        written(&[ListIssuers {}], &[vec![root, listed], Vec::new()], &[]),
        written(&[ListApproved { at_most: 100 }], &[vec![approved], Vec::new()], &[]),
        issue(),
        written(
            &[EscrowActivationData {
                token: parsed("ST-48D647D17154"),
                transport_pin: Confidential::new("482915"),
                puk: Confidential::new("730164"),
            }],
            &[Escrowed { at: moment(20) }],
            &[EscrowError::UnknownToken, EscrowError::InvalidDigits, EscrowError::Released],
        ),
        written(
            &[DossierKey { order: parsed("SC-2026-000001") }],
            &[DossierKeyAnswer { key }],
            &[DossierKeyError::RateLimited { retry_after_seconds: 1800 }],
        ),
    ]
}

fn statement(organisation: bool) -> Statement {
    let of = Organisation { name: "Cour d'appel d'Exemple".to_owned(), siren: "123456782".to_owned() };
    Statement {
        order: parsed("SC-2026-000001"),
        person: parsed("0193584a-1c40-7000-8000-0000000000a1"),
        subject: Subject {
            serial_number: "0193584a1c40".to_owned(),
            given_name: organisation.then(|| "Maëlle".to_owned()),
            surname: "Kervadec".to_owned(),
            title: organisation.then(|| "Expert".to_owned()),
            organisation: organisation.then_some(of),
        },
        product: parsed("expert-card"),
        policies: Digest::of(b"policies"),
        dossier: Digest::of(b"dossier"),
        identity_check: IdentityCheck {
            officer: officer(1),
            place: "Rennes".to_owned(),
            at: moment(1),
            validated_until: parsed("2027-02-28T09:01:00.000Z"),
        },
        facts: IdentificationFacts {
            email: Confidential::new("maelle.kervadec@sceau.example.org"),
            birth_date: if organisation { date(1971, 4, 23).into() } else { parsed("1971-00-00") },
            birth_place: Confidential::new("Morlaix"),
            document_expires: date(2031, 9, 30),
            document_printed: None,
            birth_name: organisation.then(|| Confidential::new("Tanguy")),
        },
    }
}

fn approve() -> GoldenFile {
    let request = |whole| Approve { statement: statement(whole), reviewed_by: officer(1), authorised_by: officer(2) };
    let refusals = [
        ApproveError::UnsignedApprovals,
        ApproveError::UnknownOfficer { officer: officer(3) },
        ApproveError::OfficerRole { officer: officer(3), role: OfficerRole::RegistrationOfficer },
        ApproveError::FourEyes,
        ApproveError::OtherPolicies,
        ApproveError::UnknownProduct { product: parsed("expert-card") },
        ApproveError::Subject { problem: "the surname is empty".to_owned() },
        ApproveError::IdentityCheck,
        ApproveError::SerialNumber,
        ApproveError::AlreadyApproved,
    ];
    let certificates = not_admitted().map(|fault| ApproveError::OfficerCertificate { officer: officer(2), fault });
    let refusals: Vec<_> = refusals.into_iter().chain(certificates).collect();
    written(&[request(true), request(false)], &[Approved { statement: certificate(7) }], &refusals)
}

fn issue() -> GoldenFile {
    let request = |slot| SlotRequest { slot, request: der(slot) };
    let issued = |slot, role: &str| IssuedCertificate {
        slot,
        role: role.to_owned(),
        issuer: parsed("advanced"),
        certificate: der(slot),
        chain: vec![der(8), der(9)],
    };
    let token = || parsed("ST-48D647D17154");
    let refusals = [
        IssueError::NotApproved,
        IssueError::ApprovalUsed,
        IssueError::OtherStatement,
        IssueError::IdentityCheck,
        IssueError::OtherPolicies,
        IssueError::TokenInUse { token: token() },
        IssueError::Slots,
        IssueError::Curve { slot: 1 },
        IssueError::PublishedKey { slot: 1 },
        IssueError::KeyCertifiedBefore { slot: 2 },
        IssueError::Lint { slot: 2, rules: rules() },
        IssueError::SigningInterrupted,
    ];
    let requests = request_faults().map(|fault| IssueError::Request { slot: 1, fault });
    let refusals: Vec<_> = refusals.into_iter().chain(requests).collect();
    written(
        &[Issue {
            order: parsed("SC-2026-000001"),
            statement: certificate(7),
            token: token(),
            model: "software token".to_owned(),
            requests: vec![request(1), request(2)],
        }],
        &[Issued { token: token(), certificates: vec![issued(1, "main"), issued(2, "companion")] }],
        &refusals,
    )
}
