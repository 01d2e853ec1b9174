//! What the station must bring before the certificates of a token are signed: asked over the contract.

use std::time::Duration;

use ca_contract::Der;
use ca_contract::Failed;
use ca_contract::issuance::{Issue, IssueError, ListApproved};
use ca_contract::{Caller, IdempotencyKey, access_to};
use pki::csr::RequestError;
use pki::{Certificate, Curve, Digest, SoftwareKey, SystemRandom};

use crate::approvals::Approval;
use crate::bootstrapped::{Zone, in_a_zone, request, statement};
use crate::call::Call;
use crate::fixtures::{NOW, fresh, with_authority};

async fn refused(zone: &Zone, question: &Issue) -> IssueError {
    match zone.station_asks(question).await {
        Err(Failed::Refused(why)) => why,
        other => panic!("{other:?}"),
    }
}

/// A change of a request.
type Change = fn(&mut Issue);

/// How many approved orders wait for a token.
async fn waiting(zone: &Zone) -> usize {
    zone.station_asks(&ListApproved { at_most: 100 }).await.unwrap().len()
}

/// Refuses the order's question once changed, and leaves the approval unused.
async fn each_refused(zone: &Zone, question: &Issue, changes: Vec<(Change, IssueError)>) {
    let before = waiting(zone).await;
    for (change, expected) in changes {
        let mut changed = copy(question);
        change(&mut changed);
        assert_eq!(refused(zone, &changed).await, expected);
        assert_eq!(waiting(zone).await, before, "{expected}");
    }
}

fn copy(question: &Issue) -> Issue {
    let Issue { order, statement, token, model, requests } = question;
    Issue { order: order.clone(), statement: *statement, token: token.clone(), model: model.clone(), requests: requests.clone() }
}

#[tokio::test]
async fn an_approval_serves_one_token_with_one_certificate_for_each_slot() {
    in_a_zone(
        |_| {},
        async |zone| {
            let question = zone.approved(1).await;
            let issued = zone.station_asks(&question).await.unwrap();
            let key = |der: &[u8]| pki::CertificationRequest::from_der(der).unwrap().prove().unwrap().public_key().clone();
            let asked: Vec<_> = question.requests.iter().map(|request| (request.slot, key(&request.request.0))).collect();
            let certified = issued.certificates.iter();
            let certified = certified.map(|issued| {
                let certificate = Certificate::from_der(&issued.certificate.0).unwrap();
                (issued.slot, certificate.public_key().clone())
            });
            assert_eq!(certified.collect::<Vec<_>>(), asked);
            assert_eq!(waiting(zone).await, 0);

            let fresh = || [0, 1].map(|slot| ca_contract::issuance::SlotRequest { slot, request: request(Curve::P256) }).to_vec();
            let again = Issue { requests: fresh(), token: "ST-0000000000FF".parse().unwrap(), ..copy(&question) };
            assert_eq!(refused(zone, &again).await, IssueError::ApprovalUsed);
            let taken = Issue { token: question.token.clone(), ..zone.approved(2).await };
            assert_eq!(refused(zone, &taken).await, IssueError::TokenInUse { token: question.token.clone() });
        },
    )
    .await;
}

#[tokio::test]
async fn only_what_was_approved_is_issued() {
    in_a_zone(
        |_| {},
        async |zone| {
            let question = zone.approved(1).await;
            each_refused(
                zone,
                &question,
                vec![
                    (|question| question.order = "SC-2026-000099".parse().unwrap(), IssueError::NotApproved),
                    (|question| question.statement = Digest::of(b"another statement"), IssueError::OtherStatement),
                ],
            )
            .await;
        },
    )
    .await;
}

#[tokio::test]
async fn there_is_one_request_for_each_slot() {
    in_a_zone(
        |_| {},
        async |zone| {
            let question = zone.approved(1).await;
            let changes: Vec<(Change, IssueError)> = vec![
                (|question| question.requests.clear(), IssueError::Slots),
                (|question| drop(question.requests.pop()), IssueError::Slots),
                (|question| question.requests[1].slot = 0, IssueError::Slots),
                (|question| question.requests[1].slot = 2, IssueError::Slots),
                (
                    |question| {
                        let mut third = question.requests[1].clone();
                        (third.slot, third.request) = (2, request(Curve::P256));
                        question.requests.push(third);
                    },
                    IssueError::Slots,
                ),
            ];
            each_refused(zone, &question, changes).await;
        },
    )
    .await;
}

#[tokio::test]
async fn each_key_is_held_unpublished_and_on_the_profiles_curve() {
    in_a_zone(
        |_| {},
        async |zone| {
            let question = zone.approved(1).await;
            let changes: Vec<(Change, IssueError)> = vec![
                (
                    |question| *question.requests[1].request.0.last_mut().unwrap() ^= 1,
                    IssueError::Request { slot: 1, fault: RequestError::Possession },
                ),
                (
                    |question| question.requests[0].request = Der(b"no request".to_vec()),
                    IssueError::Request { slot: 0, fault: RequestError::Malformed },
                ),
                (|question| question.requests[1].request = request(Curve::P384), IssueError::Curve { slot: 1 }),
                (|question| question.requests[0].request = published(), IssueError::PublishedKey { slot: 0 }),
            ];
            each_refused(zone, &question, changes).await;
        },
    )
    .await;
}

/// For testECCP256 of RFC 9500 §2.3, as PKCS#8 (RFC 5958).
fn published() -> Der {
    let prefix = "3041020100301306072a8648ce3d020106082a8648ce3d030107042730250201010420";
    let scalar = "e6cb5bdd80aa45ae9c95e8c15476679ffec953c16851e711e743939589c64fc1";
    let key = SoftwareKey::from_pkcs8(Curve::P256, &hex::decode(format!("{prefix}{scalar}")).unwrap()).unwrap();
    Der(pki::csr::request(&key).unwrap())
}

#[tokio::test]
async fn a_key_is_certified_once_in_any_hierarchy() {
    in_a_zone(
        |_| {},
        async |zone| {
            let first = zone.approved(1).await;
            let twice: fn(&mut Issue) = |question| question.requests[1].request = question.requests[0].request.clone();
            each_refused(zone, &first, vec![(twice, IssueError::KeyCertifiedBefore { slot: 1 })]).await;
            zone.station_asks(&first).await.unwrap();
            // The key of the other token's slot 0 for slot 1, which another hierarchy certifies.
            let mut second = zone.approved(2).await;
            second.requests[1].request = first.requests[0].request.clone();
            assert_eq!(refused(zone, &second).await, IssueError::KeyCertifiedBefore { slot: 1 });
            assert_eq!(waiting(zone).await, 1);
        },
    )
    .await;
}

/// The statement of the fixture holds for 90 days.
#[tokio::test]
async fn nothing_is_issued_once_the_identity_check_has_ended() {
    in_a_zone(
        |_| {},
        async |zone| {
            let (first, second) = (zone.approved(1).await, zone.approved(2).await);
            zone.pass(Duration::from_secs(90 * 24 * 3600) - Duration::from_millis(1));
            zone.station_asks(&first).await.unwrap();
            zone.pass(Duration::from_millis(1));
            assert_eq!(refused(zone, &second).await, IssueError::IdentityCheck);
        },
    )
    .await;
}

/// A change of an approval.
type Approved = fn(&mut Approval);

/// An approval may be older than the policies in force, since these can be replaced between approval and issuance.
#[tokio::test]
async fn an_approval_serves_only_the_policies_in_force_once_and_until_its_identity_check_ends() {
    with_authority(async |core| {
        let statement = statement("SC-2026-000001", fresh(), &core.environment.policies, NOW);
        let (key, access) = (IdempotencyKey::generate(&mut SystemRandom), access_to("Issue").unwrap());
        let call = Call { caller: Caller::Station, key, access, request_digest: Digest::of(b"question"), received_at: NOW };
        let question = Issue {
            order: statement.order.clone(),
            statement: Digest::of(b"approved"),
            token: "ST-000000000001".parse().unwrap(),
            model: "software".to_owned(),
            requests: Vec::new(),
        };
        let checked = |change: Approved| {
            let mut approval = Approval { digest: question.statement, statement: statement.clone(), used: false };
            change(&mut approval);
            super::check(core, &call, &question, &approval)
        };
        let refused: [(Approved, IssueError); 4] = [
            (|approval| approval.digest = Digest::of(b"another"), IssueError::OtherStatement),
            (|approval| approval.used = true, IssueError::ApprovalUsed),
            (|approval| approval.statement.policies = Digest::of(b"others"), IssueError::OtherPolicies),
            (|approval| approval.statement.identity_check.validated_until = NOW, IssueError::IdentityCheck),
        ];
        for (change, expected) in refused {
            assert_eq!(checked(change), Err(expected));
        }
        let last_moment: Approved =
            |approval| approval.statement.identity_check.validated_until = NOW.plus(Duration::from_millis(1));
        assert_eq!((checked(|_| {}), checked(last_moment)), (Ok(()), Ok(())));
    })
    .await;
}

/// The contract: 1 to 64 printable ASCII characters.
#[tokio::test]
async fn a_model_is_a_short_printable_text() {
    in_a_zone(
        |_| {},
        async |zone| {
            let question = zone.approved(1).await;
            let of = |model: &str| Issue { model: model.to_owned(), ..copy(&question) };
            for model in ["", &"m".repeat(65), "modèle", "a\nb", "\u{7f}"] {
                let why = zone.station_asks(&of(model)).await;
                assert!(matches!(why, Err(Failed::Invalid(_))), "{model:?}: {why:?}");
            }
            zone.station_asks(&of(&"~ ".repeat(32))).await.unwrap();
        },
    )
    .await;
}
