//! An officer's certificate is renewed by two others, or by the operator if there are fewer.

use std::sync::Arc;
use std::time::Duration;

use ca_contract::issuance::{Approve, ApproveError};
use ca_contract::officers::{
    DismissOfficer, EnrolOfficer, EnrolledOfficer, ListOfficers, OfficerKeyError, OfficerRoles, RenewOfficer, RenewOfficerError,
};
use ca_contract::statement::Officer;
use ca_contract::{Der, Failed, IdempotencyKey};
use deployment::configuration::AuthorityFile;
use deployment::installation::{RenewalError, renew_officer_at};
use openssl::x509::X509;
use pki::certificate::NotAdmitted;
use pki::name::Attribute;
use pki::{Certificate, Clock, Curve, Digest, Id, Signer, SoftwareKey, SystemRandom, Timestamp, csr, pem};
use testbed::{Engine, Scenario, Testbed, anchor, ask};

use super::on_every_testbed;
use super::program;
use super::site::Site;

type OfficerId = Id<Officer>;

const DAY: Duration = Duration::from_secs(24 * 3600);
const ADDRESSES: [&str; 2] = ["ines.vautrin@sceau.example.org", "octave.delmas@sceau.example.org"];

fn request(key: &SoftwareKey) -> Der {
    Der(csr::request(key).expect("a request"))
}

fn first_two(testbed: &Testbed) -> [OfficerId; 2] {
    [0, 1].map(|place| testbed.bootstrapped.officers[place].id)
}

async fn enrolled(testbed: &Testbed, name: &str, email: &str) -> OfficerId {
    let [proposed_by, confirmed_by] = first_two(testbed);
    let (name, email) = (name.to_owned(), email.to_owned());
    let (request, roles) = (request(&Scenario::key()), OfficerRoles::all());
    let question = EnrolOfficer { request, name, email, roles, proposed_by, confirmed_by };
    ask(&testbed.callers.portal, &question).await.expect("the officer is enrolled").officer
}

async fn listed(testbed: &Testbed) -> Vec<EnrolledOfficer> {
    ask(&testbed.callers.portal, &ListOfficers {}).await.expect("the officers")
}

async fn not_renewed(testbed: &Testbed, question: &RenewOfficer) -> RenewOfficerError {
    match ask(&testbed.callers.portal, question).await {
        Err(Failed::Refused(refusal)) => refusal,
        other => panic!("expected a refusal, got {other:?}"),
    }
}

async fn approved(testbed: &Testbed, order: &str, [reviewed_by, authorised_by]: [OfficerId; 2]) -> Result<(), ApproveError> {
    let mut statement = Scenario::statement(testbed, order, "expert-card", Scenario::person(testbed));
    statement.identity_check.officer = reviewed_by;
    match ask(&testbed.callers.portal, &Approve { statement, reviewed_by, authorised_by }).await {
        Ok(_) => Ok(()),
        Err(Failed::Refused(refusal)) => Err(refusal),
        Err(other) => panic!("{other}"),
    }
}

#[tokio::test]
async fn two_others_renew_an_officer_and_the_earlier_certificate_is_no_longer_accepted() {
    on_every_testbed(async |testbed| {
        let [first, second] = first_two(testbed);
        let third = enrolled(testbed, "Solveig Arnoux", "solveig.arnoux@sceau.example.org").await;
        let before = listed(testbed).await;
        let (key, idempotency) = (Scenario::key(), IdempotencyKey::generate(&mut SystemRandom));
        let question = RenewOfficer { officer: third, request: request(&key), proposed_by: first, confirmed_by: second };
        let renewed = testbed.callers.portal.call(&question, idempotency).await.expect("renewed");
        assert_eq!(
            testbed.callers.portal.call(&question, idempotency).await.as_ref(),
            Ok(&renewed),
            "a repeated call returns the first answer"
        );

        // According to OpenSSL: the same subject with the new key, signed by the internal authority.
        let newer = X509::from_der(&renewed.certificate.0).expect("a certificate");
        let issuer = X509::from_der(anchor(&testbed.installation).der()).expect("a certificate");
        assert!(newer.verify(&issuer.public_key().expect("a key")).expect("verified"));
        let shown = newer.public_key().expect("a key").public_key_to_der().expect("DER");
        assert_eq!(shown, key.public_key().spki());
        let newer = Certificate::from_der(&renewed.certificate.0).expect("a certificate");
        assert_eq!(newer.subject().first(Attribute::CommonName), Some("Solveig Arnoux"));
        assert_eq!(renewed.chain, [Der(anchor(&testbed.installation).der().to_vec())]);

        let after = listed(testbed).await;
        assert_eq!(after.len(), before.len(), "nobody was enrolled");
        let fingerprint = Digest::of(&renewed.certificate.0);
        assert_ne!(fingerprint, before[2].fingerprint);
        let expected = EnrolledOfficer { fingerprint, validity: newer.validity(), ..before[2].clone() };
        assert_eq!(after, [before[0].clone(), before[1].clone(), expected], "and nothing else changed");
        approved(testbed, "SC-2026-000420", [third, first]).await.expect("the same officer's decisions count");

        let ledger = testbed.ledger().await;
        let rows: Vec<_> = ledger.iter().filter(|row| row.action == "officer.renewed").collect();
        assert_eq!((rows.len(), rows[0].subject.as_str()), (1, third.to_string().as_str()));
        for named in [first.to_string(), second.to_string(), fingerprint.to_string(), before[2].fingerprint.to_string()] {
            assert!(rows[0].detail.contains(&named), "{named}: {}", rows[0].detail);
        }
    })
    .await;
}

#[tokio::test]
async fn renewal_by_oneself_by_one_officer_by_unknown_officers_or_with_a_certified_key_is_refused() {
    on_every_testbed(async |testbed| {
        let [first, second] = first_two(testbed);
        let third = enrolled(testbed, "Solveig Arnoux", "solveig.arnoux@sceau.example.org").await;
        let stranger = Id::generate(Timestamp::from_millis(0), &mut SystemRandom);
        let asked =
            || RenewOfficer { officer: third, request: request(&Scenario::key()), proposed_by: first, confirmed_by: second };
        let unknown = RenewOfficerError::UnknownOfficer { officer: stranger };
        for (question, refusal) in [
            (RenewOfficer { confirmed_by: first, ..asked() }, RenewOfficerError::FourEyes),
            (RenewOfficer { proposed_by: third, ..asked() }, RenewOfficerError::FourEyes),
            (RenewOfficer { confirmed_by: third, ..asked() }, RenewOfficerError::FourEyes),
            (RenewOfficer { officer: stranger, ..asked() }, unknown.clone()),
            (RenewOfficer { proposed_by: stranger, ..asked() }, unknown.clone()),
            (RenewOfficer { confirmed_by: stranger, ..asked() }, unknown.clone()),
        ] {
            assert_eq!(not_renewed(testbed, &question).await, refusal);
        }
        let key = |fault| RenewOfficerError::Key { fault };
        let other_curve = request(&SoftwareKey::generate(Curve::P384).expect("a key"));
        assert_eq!(not_renewed(testbed, &RenewOfficer { request: other_curve, ..asked() }).await, key(OfficerKeyError::Curve));
        let garbage = not_renewed(testbed, &RenewOfficer { request: Der(vec![0x30, 0x00]), ..asked() }).await;
        assert!(matches!(garbage, RenewOfficerError::Key { fault: OfficerKeyError::Request { .. } }), "{garbage:?}");
        let newer = Scenario::key();
        ask(&testbed.callers.portal, &RenewOfficer { request: request(&newer), ..asked() }).await.expect("renewed");
        for officer in [third, first] {
            let proposed_by = if officer == first { third } else { first };
            let again = RenewOfficer { officer, request: request(&newer), proposed_by, confirmed_by: second };
            assert_eq!(
                not_renewed(testbed, &again).await,
                key(OfficerKeyError::KeyCertifiedBefore),
                "a key is certified only once"
            );
        }
        let by_station = ask(&testbed.callers.station, &asked()).await;
        assert_eq!(by_station, Err(Failed::NotAllowed));

        let dismiss = DismissOfficer { officer: third, proposed_by: first, confirmed_by: second };
        ask(&testbed.callers.portal, &dismiss).await.expect("dismissed");
        let gone = RenewOfficerError::UnknownOfficer { officer: third };
        assert_eq!(not_renewed(testbed, &asked()).await, gone, "a dismissed officer stays dismissed");
        assert_eq!(testbed.refusals().await.len(), 6 + 2 + 2 + 1 + 1, "each refusal is on record");
    })
    .await;
}

/// Renews an officer as the operator of the CA's machine, at the time of the testbed's clock.
async fn by_the_operator(testbed: &Testbed, address: &str) -> Result<Certificate, RenewalError> {
    let path = testbed.path("officer.csr");
    std::fs::write(&path, pem::encode(pem::Label::CertificationRequest, &request(&Scenario::key()).0)).expect("a file");
    let file = AuthorityFile::read(&testbed.installation.authority_file()).expect("the configuration that was written");
    let text = renew_officer_at(&file, address, &path, Arc::clone(&testbed.clock) as Arc<_>).await?;
    let certificates = pem::decode_all(pem::Label::Certificate, &text).expect("PEM");
    assert_eq!(certificates[1], anchor(&testbed.installation).der());
    Ok(Certificate::from_der(&certificates[0]).expect("a certificate"))
}

#[tokio::test]
async fn an_approval_remains_valid_after_its_officers_certificates_and_the_operator_can_renew_when_all_have_expired() {
    on_every_testbed(async |testbed| {
        let [first, second] = first_two(testbed);
        let third = enrolled(testbed, "Solveig Arnoux", "solveig.arnoux@sceau.example.org").await;
        let others_can = by_the_operator(testbed, ADDRESSES[0]).await;
        assert!(
            others_can.is_err_and(|fault| fault.to_string().contains("two other officers can renew")),
            "not while others can"
        );
        testbed.clock.forward(364 * DAY);
        testbed.until_reachable().await;
        approved(testbed, "SC-2026-000421", [first, second]).await.expect("approved while both certificates were valid");

        testbed.clock.forward(2 * DAY);
        testbed.until_reachable().await;
        let at = listed(testbed).await[0].validity.not_after();
        let fault = NotAdmitted::Expired { at };
        let refused = Err(ApproveError::OfficerCertificate { officer: first, fault });
        assert_eq!(approved(testbed, "SC-2026-000422", [first, second]).await, refused);
        let renew = RenewOfficer { officer: third, request: request(&Scenario::key()), proposed_by: first, confirmed_by: second };
        assert_eq!(not_renewed(testbed, &renew).await, RenewOfficerError::OfficerCertificate { officer: first, fault });
        let order = "SC-2026-000421".parse().expect("an order number");
        let token = testbed.path("late.token");
        let produced = station::personalise(&testbed.callers.station, Some(&order), &token).await;
        produced.expect("the approval is still valid");

        assert!(by_the_operator(testbed, "nobody@sceau.example.org").await.is_err());
        for address in ADDRESSES {
            let certificate = by_the_operator(testbed, address).await.expect("nobody else can");
            assert!(
                certificate.validity().contains(testbed.clock.now()) && certificate.is_signed_by(&anchor(&testbed.installation))
            );
        }
        approved(testbed, "SC-2026-000422", [first, second]).await.expect("both officers may act again under their names");
        let renewed = ask(&testbed.callers.portal, &renew).await.expect("and renew the third, whose certificate has expired");
        assert_eq!(listed(testbed).await[2].fingerprint, Digest::of(&renewed.certificate.0));
        assert!(by_the_operator(testbed, ADDRESSES[0]).await.is_err(), "the others can renew again");
        let by_operator =
            testbed.ledger().await.into_iter().filter(|row| row.action == "officer.renewed" && row.actor == "operator");
        assert_eq!(by_operator.count(), 2, "each is recorded as the operator's act");
    })
    .await;
}

#[tokio::test]
async fn the_operators_command_prints_the_new_certificate_and_reports_invalid_arguments() {
    let site = Site::initialised(&Engine::Sqlite).await;
    let mut authority = site.zone("ca");
    authority.until_ready(1).await;
    let (config, path) = (site.path("zones/ca/sceau.toml"), site.path("officer.csr"));
    let asked = |email: &str, path: &str| {
        let words = ["officer", "renew", "--config", &config, "--email", email, "--request", path];
        words.map(str::to_owned)
    };
    let refused = async |words: [String; 8]| {
        let output = program::run(&words.each_ref().map(String::as_str)).await;
        assert!(!output.status.success() && output.stdout.is_empty(), "the command succeeded");
        String::from_utf8(output.stderr).expect("text")
    };
    assert!(refused(asked(ADDRESSES[0], &path)).await.contains("officer.csr: No such file"));
    for wrong in ["", "-----BEGIN", &"x".repeat(20_000)] {
        std::fs::write(&path, wrong).expect("a file");
        assert!(refused(asked(ADDRESSES[0], &path)).await.contains("no certification request"), "{:.20}", wrong);
    }
    let key = Scenario::key();
    std::fs::write(&path, pem::encode(pem::Label::CertificationRequest, &request(&key).0)).expect("a file");
    assert!(refused(asked("nobody@sceau.example.org", &path)).await.contains("no officer is enrolled under nobody@"));

    let words = asked(ADDRESSES[0], &path);
    let printed = program::succeed(&words.each_ref().map(String::as_str)).await;
    let chain = X509::stack_from_pem(printed.as_bytes()).expect("certificates");
    assert!(chain[0].verify(&chain[1].public_key().expect("a key")).expect("verified"));
    assert_eq!(chain[0].public_key().expect("a key").public_key_to_der().expect("DER"), key.public_key().spki());
    assert!(refused(words).await.contains("certified only once"), "a second time, because the key was used");
    let officers = ask(&site.caller("portal"), &ListOfficers {}).await.expect("the officers");
    let fingerprint = Digest::of(&chain[0].to_der().expect("DER"));
    assert!(officers.iter().any(|officer| officer.fingerprint == fingerprint), "the running process sees it at once");
    authority.terminate().await;
    assert!(authority.end().await.success());
}
