//! Random walks through the life of an order: which transition may follow which, and that every state awaits somebody who can
//! act.

use std::time::Duration;

use jiff::civil::date;
use pki::{Digest, Id, SystemRandom, Timestamp, TokenNumber};
use proptest::prelude::*;

use super::{Known, expectations};
use crate::access::OfficerId;
use crate::accounts::AccountId;
use crate::orders::{
    AcceptedDossier, ActivationContact, Application, Billing, Birth, CannotAuthorise, CompleteDossier, Delivery, Identity,
    Listing, Order, OrderId, OrderState, PaidInFull, Placed, Price, PrintedPinLetter, Section, Terms, Transition,
    ValidIdentityCheck,
};
use crate::people::{PersonId, PostalAddress};
use crate::registration_authority;
use crate::settings::Settings;

const START: Timestamp = Timestamp::from_millis(1_795_338_000_000);

/// A transition that can be tried on an order.
#[derive(Clone, Copy, Debug)]
enum Step {
    Place,
    Correct,
    /// A correction of what a piece states that was handed in.
    OutdatePiece,
    HandIn,
    RefusePiece,
    Review,
    VoidReview,
    AuthoriseAsReviewer,
    AuthoriseAsAnother,
    Approve,
    Produce,
    Ship,
    Activate,
    Accept,
    ReportWrongData,
    Revoke,
}

const STEPS: [Step; 16] = [
    Step::Place,
    Step::Correct,
    Step::OutdatePiece,
    Step::HandIn,
    Step::RefusePiece,
    Step::Review,
    Step::VoidReview,
    Step::AuthoriseAsReviewer,
    Step::AuthoriseAsAnother,
    Step::Approve,
    Step::Produce,
    Step::Ship,
    Step::Activate,
    Step::Accept,
    Step::ReportWrongData,
    Step::Revoke,
];

/// The state that a step leads to, according to the drawing of an order's life in `docs/architecture.md`; none if it is refused.
/// An authorised order that the certificate authority has approved is called `approved` here.
fn leads_to(state: &str, step: Step) -> Option<&'static str> {
    match (state, step) {
        ("draft", Step::Place) => Some("dossier-awaited"),
        ("draft", Step::Correct | Step::OutdatePiece) => Some("draft"),
        ("dossier-awaited", Step::Correct | Step::OutdatePiece) => Some("dossier-awaited"),
        ("under-review" | "correction-asked" | "reviewed", Step::OutdatePiece) => Some("correction-asked"),
        ("correction-asked", Step::Correct) => Some("correction-asked"),
        ("under-review" | "reviewed", Step::Correct) => Some("under-review"),
        ("dossier-awaited" | "correction-asked", Step::HandIn) => Some("under-review"),
        ("under-review" | "correction-asked" | "reviewed", Step::RefusePiece) => Some("correction-asked"),
        ("under-review", Step::Review) => Some("reviewed"),
        ("reviewed" | "authorised", Step::VoidReview) => Some("under-review"),
        ("reviewed", Step::AuthoriseAsAnother) => Some("authorised"),
        ("authorised", Step::Approve) => Some("approved"),
        ("approved", Step::Produce) => Some("in-production"),
        ("in-production", Step::Ship) => Some("shipped"),
        ("shipped", Step::Activate) => Some("activated"),
        ("activated", Step::Accept) => Some("accepted"),
        ("activated", Step::ReportWrongData) => Some("wrong-data-reported"),
        ("draft" | "revoked", Step::Revoke) => None,
        (_, Step::Revoke) => Some("revoked"),
        _ => None,
    }
}

fn named(order: &Order) -> &'static str {
    match order.state() {
        OrderState::Authorised { approved_at: Some(_), .. } => "approved",
        state => state.name(),
    }
}

fn officer(number: u8) -> OfficerId {
    Id::from_slice(&[number; 16]).unwrap()
}

fn token() -> TokenNumber {
    "T-0000-0001".parse().unwrap()
}

fn dossier() -> Digest {
    Digest::of(b"dossier")
}

fn try_step(order: Order, step: Step, at: Timestamp) -> Result<Transition, String> {
    let said = |refused| CannotAuthorise::NotNow(refused).to_string();
    let refused = |refused: CannotAuthorise| refused.to_string();
    let accepted = || AcceptedDossier::of(dossier(), 0).unwrap();
    let check = || ValidIdentityCheck::of(at.plus(Duration::from_millis(1)), at).unwrap();
    let authorise = |order: Order, by| order.authorise(by, accepted(), check(), PaidInFull::since(at), at).map_err(refused);
    match step {
        Step::Place => {
            let price = Price { excluding_vat_cents: 15_900, vat_per_mille: 200 };
            order.place(Placed { number: "SC-2026-000001".parse().unwrap(), at, price }).map_err(said)
        }
        Step::Correct | Step::OutdatePiece => {
            let application = order.application.clone();
            order.correct(Section::Delivery, application, matches!(step, Step::OutdatePiece), at).map_err(said)
        }
        Step::HandIn => order.hand_in(CompleteDossier::of(dossier(), 0).unwrap(), at).map_err(said),
        Step::RefusePiece => order.refuse_piece(&"signed-dossier".parse().unwrap(), "Illisible.", dossier(), at).map_err(said),
        Step::Review => order.review(officer(1), Digest::of(b"seen"), accepted(), check(), at).map_err(said),
        Step::VoidReview => order.void_review("changed", at).map_err(said),
        Step::AuthoriseAsReviewer => authorise(order, officer(1)),
        Step::AuthoriseAsAnother => authorise(order, officer(2)),
        Step::Approve => order.approve(at).map_err(said),
        Step::Produce => order.produce(token(), "SoftToken 1".to_owned(), at).map_err(said),
        Step::Ship => order.ship(PrintedPinLetter::of(at, at).unwrap(), None, at).map_err(said),
        Step::Activate => order.activate(at).map_err(said),
        Step::Accept => order.accept(at).map_err(said),
        Step::ReportWrongData => order.report_wrong_data("Mon prénom est faux.".to_owned(), at).map_err(said),
        Step::Revoke => order.revoke(token(), at).map_err(said),
    }
}

fn complete() -> Application {
    let address = PostalAddress {
        recipient: "Maëlle Kervadec".to_owned(),
        complement: None,
        street: "3 rue des Tanneurs".to_owned(),
        postcode: "35000".to_owned(),
        town: "Rennes".to_owned(),
        country: "FR".parse().unwrap(),
    };
    Application {
        identity: Some(Identity {
            birth_name: "Kervadec".parse().unwrap(),
            name_in_use: None,
            given_names: "Maëlle".parse().ok(),
            latin: None,
        }),
        birth: Some(Birth { date: date(1978, 3, 3).into(), place: "Quimper".to_owned(), country: "FR".parse().unwrap() }),
        listing: Some(Listing {
            court: "Rennes".to_owned(),
            ends: date(2031, 12, 31),
            compagnie: "Compagnie des experts de Bretagne".to_owned(),
        }),
        delivery: Some(Delivery { token: address.clone(), pin_letter: None }),
        contact: Some(ActivationContact::Email),
        billing: Some(Billing::Holder(address)),
        terms: Some(Terms { version: "2026-11-01".to_owned(), digest: Digest::of(b"terms"), accepted_at: START }),
        ..Application::default()
    }
}

fn draft(application: Application) -> Order {
    let account = AccountId::generate(START, &mut SystemRandom);
    let person = PersonId::generate(START, &mut SystemRandom);
    let order = Order::draft(OrderId::generate(START, &mut SystemRandom), account, person, "expert-card".parse().unwrap(), START);
    order.correct(Section::Identity, application, false, START).unwrap().order
}

fn settings() -> Settings {
    Settings::of(registration_authority::supplier())
}

proptest! {
    #[test]
    fn an_order_makes_only_the_documented_transitions(steps in prop::collection::vec(prop::sample::select(&STEPS[..]), 0..60)) {
        let mut order = draft(complete());
        let mut at = START;
        for step in steps {
            at = at.plus(Duration::from_secs(60));
            let expected = leads_to(named(&order), step);
            match try_step(order.clone(), step, at) {
                Ok(transition) => {
                    prop_assert_eq!(Some(named(&transition.order)), expected, "{:?} from {}", step, named(&order));
                    prop_assert_eq!(transition.at, at);
                    order = transition.order;
                }
                Err(refusal) => prop_assert_eq!(None, expected, "{:?} from {}: {}", step, named(&order), refusal),
            }
            if let OrderState::Authorised { review, by, .. } = order.state() {
                prop_assert_ne!(review.by, *by, "the same officer did both");
            }
        }
    }

    #[test]
    fn every_open_order_awaits_somebody_and_has_a_next_transition(
        steps in prop::collection::vec(prop::sample::select(&STEPS[..]), 0..60),
        paid in any::<bool>(),
        identity_checked in any::<bool>(),
    ) {
        let mut order = draft(complete());
        for step in steps {
            if let Ok(transition) = try_step(order.clone(), step, START) {
                order = transition.order;
            }
            let known = Known { paid, identity_checked, ..Known::default() };
            let awaited = expectations(&order, &known, &settings());
            let at_rest = matches!(named(&order), "accepted" | "revoked");
            prop_assert_eq!(awaited.is_empty(), at_rest, "{}", named(&order));
            let ways_on = STEPS.iter().filter(|step| try_step(order.clone(), **step, START).is_ok()).count();
            prop_assert_eq!(ways_on == 0, named(&order) == "revoked", "{}", named(&order));
        }
    }

    #[test]
    fn an_order_with_an_incomplete_application_stays_a_draft(
        steps in prop::collection::vec(prop::sample::select(&STEPS[..]), 0..40),
    ) {
        let mut order = draft(Application { delivery: None, ..complete() });
        for step in steps {
            if let Ok(transition) = try_step(order.clone(), step, START) {
                order = transition.order;
            }
            prop_assert_eq!(named(&order), "draft");
        }
    }
}

#[test]
fn a_proof_is_made_only_from_the_facts_that_it_proves() {
    assert!(CompleteDossier::of(dossier(), 1).is_none(), "a piece is missing");
    assert!(AcceptedDossier::of(dossier(), 1).is_none(), "a piece is open");
    assert!(ValidIdentityCheck::of(START, START).is_none(), "it ended");
    assert!(PrintedPinLetter::of(START.plus(Duration::from_millis(1)), START).is_none(), "not yet");
}
