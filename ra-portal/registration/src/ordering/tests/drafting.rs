//! Drafts: answered one page at a time, without losing anything.

use jiff::civil::date;

use super::{NOW, Office, in_an_office, typed};
use crate::fault::Fault;
use crate::ordering::{AnswerError, NoSuchOrder};
use crate::orders::{self, FieldFault, Order, Section};
use crate::people::{AddressFault, NameFault, WholeNameFault};

#[tokio::test]
async fn a_draft_is_resumed_where_it_was_left() {
    in_an_office(async |office| {
        let draft = office.begin().await;
        assert_eq!(draft.application.first_unanswered(), Some(Section::Identity));
        office.type_in(draft.id, Section::Identity, typed(Section::Identity)).await.unwrap();
        let again = office.begin().await;
        assert_eq!((again.id, again.application.first_unanswered()), (draft.id, Some(Section::Birth)));
        assert_eq!(again.application.identity.unwrap().greeting(), "Maëlle Anne Kervadec");
    })
    .await;
}

/// Stores requirements without listing and contact in an order's row.
async fn store_other_requirements(office: &Office, order: &Order) {
    let mut application = serde_json::to_value(&order.application).unwrap();
    application["requirements"] = serde_json::json!({
        "holder": "individual",
        "sections": ["identity", "birth", "delivery", "billing", "terms"],
        "pieces": [{ "name": "signed-dossier", "signed": true }],
    });
    let mut tx = office.registration.core.db.begin_write().await.unwrap();
    let mut order = order.clone();
    order.application = serde_json::from_value(application).unwrap();
    orders::update(&office.registration.core.order_keys, &mut tx, order).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_draft_requires_what_its_product_requires_now_and_a_placed_order_what_it_required_then() {
    in_an_office(async |office| {
        let draft = office.begin().await;
        store_other_requirements(office, &draft).await;
        let same = office.registration.orders.order(office.account, draft.id).await.unwrap();
        assert_eq!(same.application.requirements, draft.application.requirements);
        assert_eq!(office.begin().await.application.sections().nth(2), Some(Section::Listing));

        let placed = office.place().await;
        store_other_requirements(office, &placed).await;
        let kept = office.registration.orders.order(office.account, placed.id).await.unwrap();
        let asked: Vec<Section> = kept.application.sections().collect();
        assert_eq!(asked, [Section::Identity, Section::Birth, Section::Delivery, Section::Billing, Section::Terms]);
        let closed = office.type_in(placed.id, Section::Listing, typed(Section::Listing)).await;
        assert!(matches!(closed, Err(Fault::Refused(AnswerError::Closed))), "a section that is not required cannot be answered");
    })
    .await;
}

#[tokio::test]
async fn answers_are_shown_again_as_they_were_understood() {
    in_an_office(async |office| {
        let order = office.fill().await;
        for section in order.application.sections() {
            let fields = order.application.fields(section);
            let fields: Vec<_> = fields.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
            let again = office.type_in(order.id, section, &fields).await.unwrap();
            assert_eq!(again.application, order.application, "{section:?}");
        }
        assert_eq!(order.application.sections().count(), 7);
        assert_eq!(order.application.billing, office.begin().await.application.billing);
    })
    .await;
}

#[tokio::test]
async fn invalid_fields_are_named_and_nothing_is_stored() {
    in_an_office(async |office| {
        let order = office.begin().await.id;
        let faults = office.faults(order, Section::Identity, &[("given-names", ""), ("birth-name", "Kervadec2")]).await;
        let character = NameFault::Character { character: '2', position: 9 };
        assert_eq!(faults, [named("given-names", NameFault::Empty), named("birth-name", character)]);
        let long = [("given-names", "Marie-Antoinette Bérengère Clothilde"), ("birth-name", "de la Rochefoucauld-Montmorency")];
        let faults = office.faults(order, Section::Identity, &long).await;
        assert_eq!(faults, [named("given-names", WholeNameFault::TooLong { at_most: 64 })]);
        assert_eq!(office.faults(order, Section::Contact, &[("contact", "")]).await, [named("contact", FieldFault::NotChosen)]);
        assert_eq!(office.faults(order, Section::Listing, &[("court", "Brest")]).await, [named("court", FieldFault::NotChosen)]);
        assert_eq!(
            office.faults(order, Section::Terms, &[("accepted", "")]).await,
            [named("accepted", FieldFault::NotConfirmed)]
        );
        let old = [("terms-version", "2025-01-01")];
        assert_eq!(office.faults(order, Section::Terms, &old).await, [named("accepted", FieldFault::OtherTerms)]);
        assert_eq!(office.begin().await.application, crate::orders::Application::default());
    })
    .await;
}

fn named(field: &str, fault: impl Into<FieldFault>) -> (String, FieldFault) {
    (field.to_owned(), fault.into())
}

#[tokio::test]
async fn the_holder_must_be_of_age() {
    in_an_office(async |office| {
        let order = office.begin().await.id;
        for (day, month, year, fault) in [
            ("23", "11", "2026", Some(FieldFault::NotBorn)),
            ("23", "11", "2008", Some(FieldFault::TooYoung { at_least: 18 })),
            ("22", "11", "2008", None),
            ("31", "12", "1899", Some(FieldFault::LongAgo)),
        ] {
            let faults =
                office.faults(order, Section::Birth, &[("birth-day", day), ("birth-month", month), ("birth-year", year)]).await;
            assert_eq!(faults, fault.map(|fault| named("birth", fault)).into_iter().collect::<Vec<_>>(), "{day}/{month}/{year}");
        }
    })
    .await;
}

/// 2026-11-22 and three years of 365 days are 2029-11-21 (`date -d '2026-11-22 + 1095 days'`).
#[tokio::test]
async fn the_listing_must_not_end_before_the_certificate() {
    in_an_office(async |office| {
        assert_eq!(office.registration.now().as_millis(), NOW);
        let order = office.begin().await.id;
        let ends = |day| [("listing-ends-day", day), ("listing-ends-month", "11"), ("listing-ends-year", "2029")];
        let fault = FieldFault::EndsBeforeCertificate { certificate_ends: date(2029, 11, 21) };
        assert_eq!(office.faults(order, Section::Listing, &ends("20")).await, [named("listing-ends", fault)]);
        assert_eq!(office.faults(order, Section::Listing, &ends("21")).await, []);
    })
    .await;
}

#[tokio::test]
async fn the_spelling_of_names_in_other_alphabets_is_proposed_and_confirmed() {
    in_an_office(async |office| {
        let order = office.begin().await.id;
        let refused = office.type_in(order, Section::Spelling, typed(Section::Spelling)).await;
        assert!(matches!(refused, Err(Fault::Refused(AnswerError::Closed))));
        let greek = [("given-names", "Γεωργία"), ("birth-name", "Νικολάου")];
        let answered = office.type_in(order, Section::Identity, &greek).await.unwrap();
        assert_eq!(answered.application.first_unanswered(), Some(Section::Spelling));
        let proposed = answered.application.fields(Section::Spelling);
        assert_eq!(proposed[0], ("latin-given-names".to_owned(), "Georgia".to_owned()));
        let faults = office.faults(order, Section::Spelling, &[("latin-surname", "Νικολάου"), ("confirmed", "")]).await;
        assert_eq!(faults, [named("latin-surname", FieldFault::NotLatin), named("confirmed", FieldFault::NotConfirmed)]);
        office.type_in(order, Section::Spelling, typed(Section::Spelling)).await.unwrap();
        assert_eq!(in_certificate(&office.begin().await), "Georgia Nikolaou");
        // The same names again keep their spelling; other names need a new one.
        let same = office.type_in(order, Section::Identity, &greek).await.unwrap();
        assert!(same.application.answers(Section::Spelling));
        let other =
            office.type_in(order, Section::Identity, &[("given-names", "Γεωργία"), ("birth-name", "Παππά")]).await.unwrap();
        assert!(!other.application.answers(Section::Spelling));
    })
    .await;
}

/// Each choice of a page that leaves fields without a use, with those fields.
const CHOICES: [(Section, (&str, &str), &[&str]); 5] = [
    (Section::Contact, ("contact", "email"), &["mobile"]),
    (Section::Billing, ("payer", "holder"), &["payer-name", "payer-siren"]),
    (Section::Delivery, ("letter-elsewhere", "no"), &LETTER),
    // A client that leaves the field out.
    (Section::Delivery, ("letter-elsewhere", ""), &LETTER),
    (Section::Delivery, ("letter-elsewhere", "on"), &LETTER),
];

const LETTER: [&str; 6] =
    ["letter-recipient", "letter-complement", "letter-street", "letter-postcode", "letter-town", "letter-country"];

#[tokio::test]
async fn fields_of_a_choice_not_taken_raise_no_fault() {
    in_an_office(async |office| {
        let order = office.begin().await.id;
        let long = "W".repeat(5000);
        for (section, choice, hidden) in CHOICES {
            let mut answers = Vec::new();
            for garbage in ["", " ", "Cabinet Vautrin", "😀\u{202e}\0", "000000000", "北京", "+", &long] {
                let changed: Vec<(&str, &str)> =
                    std::iter::once(choice).chain(hidden.iter().map(|field| (*field, garbage))).collect();
                assert_eq!(office.faults(order, section, &changed).await, [], "{section:?} {choice:?} {garbage:?}");
                let drafts = office.registration.orders.order(office.account, order).await.unwrap();
                let application = drafts.application;
                answers.push((application.contact, application.billing, application.delivery));
            }
            assert!(answers.windows(2).all(|pair| pair[0] == pair[1]), "{section:?} {choice:?} depends on hidden fields");
        }
    })
    .await;
}

#[tokio::test]
async fn fields_of_the_choice_taken_are_judged() {
    in_an_office(async |office| {
        let order = office.begin().await.id;
        for (section, field) in
            [(Section::Contact, "mobile"), (Section::Billing, "payer-name"), (Section::Delivery, "letter-street")]
        {
            let faults = office.faults(order, section, &[(field, "😀")]).await;
            assert!(faults.iter().any(|(faulty, _)| faulty == field), "{section:?}: {faults:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn implausible_values_and_symbols_are_refused() {
    in_an_office(async |office| {
        let order = office.begin().await.id;
        let ends = |day| [("listing-ends-day", day), ("listing-ends-month", "11"), ("listing-ends-year", "2036")];
        let far = FieldFault::ListingTooFar { latest: date(2036, 11, 22) };
        assert_eq!(office.faults(order, Section::Listing, &ends("23")).await, [named("listing-ends", far)]);
        assert_eq!(office.faults(order, Section::Listing, &ends("22")).await, []);
        let zeros = [("payer-siren", "000 000 000")];
        assert_eq!(office.faults(order, Section::Billing, &zeros).await, [named("payer-siren", FieldFault::NoSuchSiren)]);
        let emoji = AddressFault::Character { character: '😀', position: 9 };
        assert_eq!(office.faults(order, Section::Birth, &[("birth-place", "Quimper 😀")]).await, [named("birth-place", emoji)]);
        assert_eq!(office.faults(order, Section::Listing, &[("compagnie", "北京")]).await, []);
    })
    .await;
}

fn in_certificate(order: &Order) -> String {
    order.application.identity.as_ref().unwrap().full_name_in_certificate()
}

#[tokio::test]
async fn other_accounts_cannot_see_or_change_an_order() {
    in_an_office(async |office: &Office| {
        let order = office.fill().await.id;
        let (registration, stranger) = (&office.registration, office.stranger);
        assert!(matches!(registration.orders.order(stranger, order).await, Err(Fault::Refused(NoSuchOrder))));
        assert!(matches!(registration.orders.progress(stranger, order).await, Err(Fault::Refused(NoSuchOrder))));
        assert!(registration.orders.orders_of(stranger).await.unwrap().is_empty());
        let typed = |_: &str| "email".to_owned();
        let changed = registration.orders.change_section(stranger, order, Section::Contact, &office.terms, &typed).await;
        assert!(matches!(changed, Err(Fault::Refused(AnswerError::NotFound(_)))));
        assert!(registration.orders.place_order(stranger, order, &office.terms).await.is_err());
    })
    .await;
}
