//! Which transitions each state allows, whatever the acts have checked before.

use pki::SystemRandom;
use serde_json::json;

use super::*;
use crate::account_id::AccountId;
use crate::orders::OrderId;
use crate::people::PersonId;

const NOW: Timestamp = Timestamp::from_millis(1_795_338_000_000);

fn complete() -> Application {
    let address = json!({
        "recipient": "Maëlle Kervadec", "complement": null, "street": "3 rue des Tanneurs", "postcode": "35000", "town": "Rennes",
        "country": "FR",
    });
    let application = json!({
        "identity": { "birth_name": "Kervadec", "name_in_use": null, "given_names": "Maëlle", "latin": null },
        "birth": { "date": "1978-03-03", "place": "Quimper", "country": "FR" },
        "listing": { "court": "Rennes", "ends": "2031-12-31", "compagnie": "Compagnie des experts de Bretagne" },
        "delivery": { "token": address, "pin_letter": null },
        "contact": "email",
        "billing": { "holder": address },
        "terms": { "version": "2026-11-01", "digest": Digest::of(b"terms"), "accepted_at": NOW },
    });
    let application: Application = serde_json::from_value(application).unwrap();
    assert!(application.is_complete());
    application
}

fn officer() -> OfficerId {
    OfficerId::generate(NOW, &mut SystemRandom)
}

/// An order in a state, with every answer or with none.
fn order(state: OrderState, answered: bool) -> Order {
    let rng = &mut SystemRandom;
    let (id, account, person) = (OrderId::generate(NOW, rng), AccountId::generate(NOW, rng), PersonId::generate(NOW, rng));
    let draft = Order::draft(id, account, person, "expert-card".parse().unwrap(), NOW);
    let application = if answered { complete() } else { Application::default() };
    Order { application, ..draft }.forced_into(state)
}

fn reviewed() -> OrderState {
    OrderState::Reviewed(Review { by: officer(), at: NOW, seen: Digest::of(b"seen") })
}

/// The proofs of an accepted dossier, a valid identity check and a paid price.
fn proofs() -> (AcceptedDossier, ValidIdentityCheck, PaidInFull) {
    let check = ValidIdentityCheck::of(NOW.plus(std::time::Duration::from_millis(1)), NOW).unwrap();
    (AcceptedDossier::of(Digest::of(b"dossier"), 0).unwrap(), check, PaidInFull::since(NOW))
}

#[test]
fn an_incomplete_order_is_neither_handed_in_nor_reviewed_nor_authorised() {
    let dossier = || CompleteDossier::of(Digest::of(b"dossier"), 0).unwrap();
    for (answered, state) in
        [(true, OrderState::DossierAwaited { since: NOW }), (true, OrderState::CorrectionAsked { since: NOW })]
    {
        let handed_in = order(state.clone(), answered).hand_in(dossier(), NOW).unwrap();
        assert_eq!(handed_in.order.state(), &OrderState::UnderReview { since: NOW });
        assert!(order(state, false).hand_in(dossier(), NOW).is_err());
    }
    let (accepted, check, paid) = proofs();
    let under_review = OrderState::UnderReview { since: NOW };
    assert!(order(under_review.clone(), true).review(officer(), Digest::of(b"seen"), accepted, check, NOW).is_ok());
    assert!(order(under_review, false).review(officer(), Digest::of(b"seen"), accepted, check, NOW).is_err());
    assert!(order(reviewed(), true).authorise(officer(), accepted, check, paid, NOW).is_ok());
    let incomplete = order(reviewed(), false).authorise(officer(), accepted, check, paid, NOW).unwrap_err();
    assert_eq!(incomplete, CannotAuthorise::NotNow(NotNow("reviewed")));
}

#[test]
fn the_officer_who_reviewed_may_not_authorise() {
    let (accepted, check, paid) = proofs();
    let state = reviewed();
    let by = state.review().unwrap().by;
    let refused = order(state, true).authorise(by, accepted, check, paid, NOW).unwrap_err();
    assert_eq!(refused, CannotAuthorise::FourEyes);
}

/// A review covers everything: a refused piece or a correction voids it, and says why.
#[test]
fn what_changes_after_a_review_voids_it() {
    let piece: PieceName = "identity-document".parse().unwrap();
    for (state, voided) in [(reviewed(), true), (OrderState::UnderReview { since: NOW }, false)] {
        let refused = order(state.clone(), true).refuse_piece(&piece, "illisible", Digest::of(b"dossier"), NOW).unwrap();
        assert_eq!(refused.review_voided.as_deref(), voided.then_some("identity-document"));
        assert_eq!(refused.order.state(), &OrderState::CorrectionAsked { since: NOW });
        let corrected = order(state, true).correct(Section::Birth, complete(), false, NOW).unwrap();
        assert_eq!(corrected.review_voided.as_deref(), voided.then_some("birth"));
        assert_eq!(corrected.order.state(), &OrderState::UnderReview { since: NOW });
    }
    assert!(order(OrderState::Draft, true).refuse_piece(&piece, "illisible", Digest::of(b"dossier"), NOW).is_err());
    assert_eq!(order(reviewed(), true).void_review("changed", NOW).unwrap().review_voided.as_deref(), Some("changed"));
}
