//! Approval of statements by two officers, and its refusals.

use ca_contract::Failed;
use ca_contract::issuance::{Approve, ApproveError, ListApproved};
use ca_contract::statement::Statement;
use pki::{Digest, Id, SystemRandom, Timestamp};
use testbed::{Engine, Scenario, Testbed, Transport, ask};

use super::{fresh_postgres, on_every_testbed, on_testbed};

fn approve(testbed: &Testbed, statement: Statement) -> Approve {
    let [reviewer, authoriser] = [0, 1].map(|place| testbed.bootstrapped.officers[place].id);
    Approve { statement, reviewed_by: reviewer, authorised_by: authoriser }
}

async fn refused(testbed: &Testbed, question: &Approve) -> ApproveError {
    match ask(&testbed.callers.portal, question).await {
        Err(Failed::Refused(refusal)) => refusal,
        other => panic!("expected a refusal, got {other:?}"),
    }
}

/// Statements that cannot be approved, with the error and the code in the ledger.
fn unfit(testbed: &Testbed) -> Vec<(Statement, ApproveError, &'static str)> {
    let statement = || Scenario::statement(testbed, "SC-2026-000030", "expert-card", Scenario::person(testbed));
    let mut list = Vec::new();
    let unknown = Statement { product: "no-such-card".parse().expect("a name"), ..statement() };
    let product = unknown.product.clone();
    list.push((unknown, ApproveError::UnknownProduct { product }, "unknown-product"));
    list.push((Statement { policies: Digest::of(b"others"), ..statement() }, ApproveError::OtherPolicies, "other-policies"));
    let mut ended = statement();
    ended.identity_check.validated_until = ended.identity_check.at.plus(std::time::Duration::from_secs(60));
    list.push((ended, ApproveError::IdentityCheck, "identity-check"));
    let mut to_come = statement();
    to_come.identity_check.at = to_come.identity_check.at.plus(std::time::Duration::from_secs(2 * 24 * 3600));
    list.push((to_come, ApproveError::IdentityCheck, "identity-check"));
    let mut stranger = statement();
    stranger.identity_check.officer = Id::generate(Timestamp::from_millis(0), &mut SystemRandom);
    let officer = stranger.identity_check.officer;
    list.push((stranger, ApproveError::UnknownOfficer { officer }, "unknown-officer"));
    list
}

#[tokio::test]
async fn a_statement_that_cannot_be_issued_is_not_approved() {
    on_every_testbed(async |testbed| {
        let mut recorded = Vec::new();
        for (statement, refusal, code) in unfit(testbed) {
            assert_eq!(refused(testbed, &approve(testbed, statement)).await, refusal);
            recorded.push(format!("portal Approve {code}"));
        }
        // A surname has at most 64 characters (X.520, docs/profiles.md#names; RFC 5280 appendix A allows 32768).
        let mut long = Scenario::statement(testbed, "SC-2026-000030", "expert-card", Scenario::person(testbed));
        long.subject.surname = "K".repeat(65);
        let told = refused(testbed, &approve(testbed, long)).await;
        assert!(matches!(&told, ApproveError::Subject { problem } if !problem.contains("KKK")), "{told:?}");
        recorded.push("portal Approve subject".to_owned());

        let waiting = ask(&testbed.callers.station, &ListApproved { at_most: 100 }).await;
        assert_eq!(waiting, Ok(Vec::new()), "no order waits for a token");
        assert_eq!(testbed.refusals().await, recorded);
    })
    .await;
}

#[tokio::test]
async fn two_different_enrolled_officers_are_needed_to_approve() {
    on_every_testbed(async |testbed| {
        let officers = [0, 1].map(|place| testbed.bootstrapped.officers[place].id);
        let stranger = Id::generate(Timestamp::from_millis(0), &mut SystemRandom);
        let statement = || Scenario::statement(testbed, "SC-2026-000031", "expert-card", Scenario::person(testbed));
        let alone = Approve { statement: statement(), reviewed_by: officers[0], authorised_by: officers[0] };
        assert_eq!(refused(testbed, &alone).await, ApproveError::FourEyes);
        for (reviewed_by, authorised_by) in [(stranger, officers[1]), (officers[0], stranger)] {
            let with_a_stranger = Approve { statement: statement(), reviewed_by, authorised_by };
            assert_eq!(refused(testbed, &with_a_stranger).await, ApproveError::UnknownOfficer { officer: stranger });
        }
        Scenario::approve(testbed, statement()).await;
        let recorded = ["portal Approve four-eyes", "portal Approve unknown-officer", "portal Approve unknown-officer"];
        assert_eq!(testbed.refusals().await, recorded);
    })
    .await;
}

#[tokio::test]
async fn a_second_statement_for_an_order_or_serial_number_for_a_person_is_refused() {
    on_every_testbed(async |testbed| {
        let person = Scenario::person(testbed);
        let statement = Scenario::statement(testbed, "SC-2026-000032", "expert-card", person);
        let digest = Scenario::approve(testbed, statement.clone()).await;
        assert_eq!(Scenario::approve(testbed, statement.clone()).await, digest, "the same statement again is the same approval");
        let approvals = testbed.ledger().await.iter().filter(|row| row.action == "statement.approved").count();
        assert_eq!(approvals, 1, "it is on record once");

        let mut corrected = statement.clone();
        corrected.subject.given_name = Some("Maëlys".to_owned());
        assert_eq!(refused(testbed, &approve(testbed, corrected)).await, ApproveError::AlreadyApproved);

        let mut impostor = Scenario::statement(testbed, "SC-2026-000033", "expert-card", Scenario::person(testbed));
        impostor.subject.serial_number.clone_from(&statement.subject.serial_number);
        assert_eq!(refused(testbed, &approve(testbed, impostor)).await, ApproveError::SerialNumber, "another person's number");
        let mut renumbered = Scenario::statement(testbed, "SC-2026-000034", "expert-card", person);
        renumbered.subject.serial_number = "SCANOTHER".to_owned();
        assert_eq!(refused(testbed, &approve(testbed, renumbered)).await, ApproveError::SerialNumber, "a second number");
        Scenario::approve(testbed, Scenario::statement(testbed, "SC-2026-000035", "backup-key", person)).await;

        let recorded = ["portal Approve already-approved", "portal Approve serial-number", "portal Approve serial-number"];
        assert_eq!(testbed.refusals().await, recorded);
    })
    .await;
}

#[tokio::test]
async fn unsigned_approvals_are_refused_by_default_with_a_hint_at_the_setting() {
    let scenario = async |testbed: &Testbed| {
        let statement = Scenario::statement(testbed, "SC-2026-000036", "expert-card", Scenario::person(testbed));
        let refusal = refused(testbed, &approve(testbed, statement)).await;
        assert_eq!(refusal, ApproveError::UnsignedApprovals);
        let told = refusal.to_string();
        assert!(told.contains("[ca] approvals") && told.contains("\"unsigned\""), "{told}");
        assert_eq!(testbed.refusals().await, ["portal Approve unsigned-approvals"]);
    };
    for engine in [Engine::Sqlite, fresh_postgres().await] {
        let testbed = Testbed::open_changed(engine, Transport::MutualTls, |installation| {
            let text = std::fs::read_to_string(installation.authority_file()).expect("the configuration");
            let strict: String =
                text.lines().filter(|line| !line.starts_with("approvals")).map(|line| format!("{line}\n")).collect();
            assert_ne!(strict, text, "the line was not found");
            std::fs::write(installation.authority_file(), strict).expect("the configuration is written");
        });
        on_testbed(testbed.await, &scenario).await;
    }
}
