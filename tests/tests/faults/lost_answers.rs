//! Lost requests and responses: an operation repeated with the same idempotency key is performed once.

use ca_contract::holder::{ReleasePuk, SetCode};
use ca_contract::issuance::Approve;
use ca_contract::revocation::RevokedByCode;
use ca_contract::{Confidential, Failed, IdempotencyKey, Operation};
use pki::SystemRandom;
use testbed::{CODES, Engine, Scenario, Testbed, Transport};

use crate::databases::postgres;
use crate::record::{nothing_is_lost_or_doubled, rows, told_of};
use crate::revocation::answers;
use crate::transport::{Lost, losing};

#[tokio::test(flavor = "multi_thread")]
async fn an_operation_whose_response_was_lost_is_performed_once_on_sqlite() {
    each_act_happens_once(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operation_whose_response_was_lost_is_performed_once_on_postgresql() {
    each_act_happens_once(postgres().await).await;
}

async fn each_act_happens_once(engine: Engine) {
    let testbed = Testbed::open(engine, Transport::InProcess).await;
    let order = "SC-2026-000001";
    let [reviewed_by, authorised_by] = [0, 1].map(|place| testbed.bootstrapped.officers[place].id);
    let statement = Scenario::statement(&testbed, "SC-2026-000002", "expert-card", Scenario::person(&testbed));
    insist(&testbed, "portal", &Approve { statement, reviewed_by, authorised_by }).await;
    assert_eq!(told_of(&testbed, "statement.approved", "SC-2026-000002").await, 1);

    let held = Scenario::produce(&testbed, order, "expert-card", Scenario::person(&testbed)).await;
    let token = held.issued.token.as_str();
    insist(&testbed, "station", &Scenario::activation(token, "271828")).await;
    assert_eq!(told_of(&testbed, "activation-data.escrowed", token).await, 2, "one from its production and one from now");
    assert_eq!(rows(&testbed, "select sealed_at from escrow where token = $1", &[token.into()]).await.len(), 2);

    let code = SetCode { certificate: held.fingerprint(0), code: Confidential::new(CODES[0]) };
    let set = insist(&testbed, "portal", &code).await;
    assert!(!set.changed, "it is the first code, although the call was made three times");
    assert_eq!(told_of(&testbed, "code.defined", token).await, 1);
    assert_eq!(told_of(&testbed, "code.changed", token).await, 0);

    let puk = insist(&testbed, "portal", &ReleasePuk { certificate: held.fingerprint(1) }).await;
    assert_eq!(puk.puk.expose(), "271828", "the PUK is not lost with the response");
    assert_eq!(told_of(&testbed, "puk.released", token).await, 1);

    let revoked = insist(&testbed, "portal", &answers(&held)).await;
    let RevokedByCode::Revoked(summary) = revoked else { panic!("the request names the token, but got {revoked:?}") };
    assert!(summary.effective, "the first answer is repeated");
    assert_eq!(told_of(&testbed, "token.revoked", token).await, 1);
    assert_eq!(told_of(&testbed, "token.revocation-repeated", token).await, 0);
    let requests = rows(&testbed, "select id from revocation_requests where effective = 1", &[]).await;
    assert_eq!(requests[0].blob("id").expect("an identifier"), summary.request.as_bytes());
    nothing_is_lost_or_doubled(&testbed).await;
    testbed.close().await;
}

/// Repeats a call until it is answered: first the request is lost, then the response.
async fn insist<O: Operation>(testbed: &Testbed, caller: &str, question: &O) -> O::Answer {
    let key = IdempotencyKey::generate(&mut SystemRandom);
    for lost in Lost::EITHER {
        let unheard = losing(testbed, caller, lost, 1).call(question, key).await;
        assert!(matches!(unheard, Err(Failed::Unavailable)), "{} without its {lost:?}", O::NAME);
    }
    let heard = losing(testbed, caller, Lost::Question, 0).call(question, key).await;
    heard.unwrap_or_else(|fault| panic!("{}: {fault}", O::NAME))
}
