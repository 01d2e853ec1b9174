//! Every operation of the contract that names officers, with one officer in each place.

use ca_contract::issuance::Approve;
use ca_contract::officers::{DismissOfficer, EnrolOfficer, OfficerRoles, RenewOfficer};
use ca_contract::revocation::{OfficersReason, RevokeByOfficers};
use ca_contract::statement::Officer;
use ca_contract::{Der, Failed, Operation, Refusal};
use pki::{Clock, Curve, Id, SoftwareKey, csr};
use testbed::{Scenario, Testbed, ask};

pub(super) type OfficerId = Id<Officer>;

/// The code of the refusal, or `granted`.
pub(super) async fn answered<O: Operation>(testbed: &Testbed, question: &O) -> &'static str {
    match ask(&testbed.callers.portal, question).await {
        Ok(_) => "granted",
        Err(Failed::Refused(refusal)) => refusal.code(),
        Err(other) => panic!("{}: {other}", O::NAME),
    }
}

/// A request for a key on a curve that the profile does not allow, so that an admitted officer gets no further than this error.
fn unfit_request() -> Der {
    Der(csr::request(&SoftwareKey::generate(Curve::P384).expect("a key")).expect("a request"))
}

/// Calls every operation that names officers, with `subject` in each position. Returns its name, the response, and the response to an
/// admitted officer.
pub(super) async fn every_officers_act(
    testbed: &Testbed,
    subject: OfficerId,
    round: usize,
) -> Vec<(&'static str, &'static str, &'static str)> {
    let [first, second] = [0, 1].map(|place| testbed.bootstrapped.officers[place].id);
    let approve = async |place: usize, [reviewed_by, authorised_by, checked_by]: [OfficerId; 3]| {
        let order = format!("SC-2026-{:06}", 400_000 + round * 10 + place);
        let mut statement = Scenario::statement(testbed, &order, "expert-card", Scenario::person(testbed));
        statement.identity_check.officer = checked_by;
        answered(testbed, &Approve { statement, reviewed_by, authorised_by }).await
    };
    let revoke = async |recorded_by, confirmed_by| {
        let (evidence, token) = ("Courrier retourné".parse().expect("evidence"), "ST-NOBODY".parse().expect("a number"));
        let (reason, received_at) = (OfficersReason::LostInPost, testbed.clock.now());
        answered(testbed, &RevokeByOfficers { token, reason, evidence, recorded_by, confirmed_by, received_at }).await
    };
    let enrol = async |proposed_by, confirmed_by| {
        let (name, email) = ("Erwan Tanguy".to_owned(), "erwan.tanguy@sceau.example.org".to_owned());
        let (request, roles) = (unfit_request(), OfficerRoles::all());
        answered(testbed, &EnrolOfficer { request, name, email, roles, proposed_by, confirmed_by }).await
    };
    let renew = async |proposed_by, confirmed_by| {
        answered(testbed, &RenewOfficer { officer: second, request: unfit_request(), proposed_by, confirmed_by }).await
    };
    let dismiss =
        async |proposed_by, confirmed_by| answered(testbed, &DismissOfficer { officer: first, proposed_by, confirmed_by }).await;
    vec![
        ("Approve: reviewed", approve(1, [subject, second, first]).await, "granted"),
        ("Approve: authorised", approve(2, [first, subject, first]).await, "granted"),
        ("Approve: checked the identity", approve(3, [first, second, subject]).await, "granted"),
        ("RevokeByOfficers: recorded", revoke(subject, first).await, "unknown-token"),
        ("RevokeByOfficers: confirmed", revoke(first, subject).await, "unknown-token"),
        ("EnrolOfficer: proposed", enrol(subject, first).await, "curve"),
        ("EnrolOfficer: confirmed", enrol(first, subject).await, "curve"),
        ("RenewOfficer: proposed", renew(subject, first).await, "curve"),
        ("RenewOfficer: confirmed", renew(first, subject).await, "curve"),
        ("DismissOfficer: proposed", dismiss(subject, first).await, "four-eyes"),
        ("DismissOfficer: confirmed", dismiss(first, subject).await, "four-eyes"),
    ]
}
