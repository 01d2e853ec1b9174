//! Offers: the requirements of the embedded one, and every combination that is refused.

use std::num::NonZeroU8;

use super::assert_refused;
use crate::files::Files;
use crate::{Condition, Dated, FileCount, HolderKind, Object, Policies, Section};

const SECTIONS: &str = r#"sections = ["identity", "birth", "listing", "delivery", "contact", "billing", "terms"]"#;
const PIECES: &str = r#"pieces = ["signed-dossier", "identity-document", "proof-of-listing"]"#;

#[test]
fn the_expert_card_asks_for_a_listing_and_its_proof() {
    let policies = Policies::embedded();
    let offer = policies.offer(&"expert-card".parse().unwrap()).unwrap();
    assert_eq!((offer.object, offer.requirements.holder), (Object::Card, HolderKind::CourtExpert));
    let names: Vec<&str> = offer.requirements.sections.iter().map(|section| section.name()).collect();
    assert_eq!(names, ["identity", "birth", "listing", "delivery", "contact", "billing", "terms"]);
    // RGS A2 III.2.3.1: the request signed by hand, an identity document, and a proof of the title.
    let pieces: Vec<_> =
        offer.requirements.pieces.iter().map(|piece| (piece.name.as_str(), piece.signed, piece.covers.as_slice())).collect();
    assert_eq!(
        pieces,
        [
            ("signed-dossier", true, [].as_slice()),
            ("identity-document", false, &[Section::Identity, Section::Birth]),
            ("proof-of-listing", false, &[Section::Listing]),
        ]
    );
    // Lists of experts are drawn up yearly; RGS A2 III.2.3.1 asks for a request of less than three months.
    let dated: Vec<_> = offer.requirements.pieces.iter().map(|piece| policies.piece(&piece.name).unwrap().dated).collect();
    // The court's list of the year proves a listing, and an officer looks it up; an oath may be twenty years old.
    let looked_up = offer.requirements.pieces.iter().map(|piece| policies.piece(&piece.name).unwrap().looked_up);
    assert_eq!(looked_up.collect::<Vec<_>>(), [false, false, true]);
    assert_eq!(dated, [Some(Dated::WithinMonths(NonZeroU8::new(3).unwrap())), None, Some(Dated::CurrentYear)]);
    for piece in &offer.requirements.pieces {
        assert_eq!((piece.when, piece.files), (None, FileCount { at_least: 1, at_most: 10 }));
        assert!(policies.piece(&piece.name).is_some(), "{} has words", piece.name);
    }
    assert!(policies.offer(&"backup-key".parse().unwrap()).is_none());
}

#[test]
fn another_product_with_other_pieces_and_no_listing_is_data() {
    let mut files = Files::embedded();
    files.text_mut("products.toml").push_str(
        r#"
[[product]]
name = "mediator-key"

[[product.slot]]
index = 0
role = "main"
issuer = "advanced"
profile = "natural-person-advanced"
"#,
    );
    files.text_mut("offers.toml").push_str(
        r#"
[[piece]]
name = "proof-of-name-in-use"
covers = ["identity"]
when = "name-in-use"
files = { at_least = 2, at_most = 4 }
title = { fr = "Preuve du nom d'usage", en = "Proof of the name in use" }
hint = { fr = "Acte de mariage.", en = "Marriage certificate." }
on_paper = { fr = "Un acte de mariage.", en = "A marriage certificate." }
in_mail = { fr = "la preuve du nom d'usage", en = "the proof of the name in use" }

[[offer]]
product = "mediator-key"
object = "usb-key"
holder = "individual"
sections = ["identity", "delivery", "birth", "billing", "terms"]
pieces = ["identity-document", "signed-dossier", "proof-of-name-in-use"]
name = { fr = "Clé de médiateur", en = "Mediator key" }
description = { fr = "Pour les médiateurs.", en = "For mediators." }
on_paper = { fr = "Clé de médiateur", en = "Mediator key" }
"#,
    );
    let policies = Policies::read(&files).unwrap();
    let offer = policies.offer(&"mediator-key".parse().unwrap()).unwrap();
    assert_eq!((offer.object, offer.requirements.holder), (Object::UsbKey, HolderKind::Individual));
    let asked = [Section::Identity, Section::Delivery, Section::Birth, Section::Billing, Section::Terms];
    assert_eq!(offer.requirements.sections, asked);
    let proof = &offer.requirements.pieces[2];
    assert_eq!((proof.when, proof.files), (Some(Condition::NameInUse), FileCount { at_least: 2, at_most: 4 }));
    assert_eq!(
        policies.piece(&proof.name).unwrap().title.french_and_english(),
        ["Preuve du nom d'usage", "Proof of the name in use"]
    );
    assert!(policies.sale(&offer.product).is_none(), "without a price it cannot be ordered");
}

#[track_caller]
fn refused(from: &str, to: &str, said: &str) {
    assert_refused("offers.toml", from, to, &format!("offers.toml:{said}"));
}

#[test]
fn references_in_offers_exist_and_are_unique() {
    refused(
        r#"product = "expert-card""#,
        r#"product = "expert-key""#,
        "54: there is no product expert-key; hint: name one of products.toml",
    );
    refused(
        PIECES,
        r#"pieces = ["signed-dossier", "identity-document", "proof-of-oath"]"#,
        "58: there is no piece proof-of-oath; hint: add [[piece]] with that name, or name another",
    );
    refused(
        PIECES,
        r#"pieces = ["signed-dossier", "signed-dossier"]"#,
        "58: piece signed-dossier appears twice; hint: remove or rename one of them",
    );
    refused(
        r#""listing", "delivery""#,
        r#""listing", "birth", "delivery""#,
        "57: section birth appears twice; hint: remove or rename one of them",
    );
    refused(
        r#"name = "proof-of-listing""#,
        r#"name = "identity-document""#,
        "37: piece identity-document appears twice; hint: remove or rename one of them",
    );
    refused(r#"object = "card""#, r#"object = "badge""#, "55: unknown variant `badge`; hint: write `card` or `usb-key`");
    refused(
        r#"covers = ["listing"]"#,
        "covers = [\"listing\"]\nwhen = \"married\"",
        "39: unknown variant `married`; hint: write `name-in-use` or `other-payer`",
    );
}

#[test]
fn necessary_sections_are_present_in_a_possible_order() {
    refused(
        r#""birth", "listing""#,
        r#""listing""#,
        "54: section birth is missing: the holder is recognised by it in an emergency; hint: add it to sections",
    );
    refused(
        SECTIONS,
        r#"sections = ["birth", "delivery", "identity", "listing", "contact", "billing", "terms"]"#,
        "57: section delivery uses the answers of section identity, which does not come before it; \
         hint: write it behind \"identity\"",
    );
    refused(
        SECTIONS,
        r#"sections = ["identity", "terms", "birth", "listing", "delivery", "contact", "billing"]"#,
        "57: the terms are accepted before other sections are answered; hint: write \"terms\" last",
    );
    refused(
        r#""identity", "birth", "listing""#,
        r#""identity", "spelling", "birth", "listing""#,
        "57: spelling cannot be listed as a section; \
         hint: remove it: it goes with identity, and is asked of names that are not in Latin letters",
    );
}

#[test]
fn a_title_is_asked_for_and_proven() {
    refused(
        SECTIONS,
        r#"sections = ["identity", "birth", "delivery", "contact", "billing", "terms"]"#,
        "56: holder = \"court-expert\" has a title in the certificate, but no section asks for it; \
         hint: add section \"listing\", or write holder = \"individual\"",
    );
    refused(
        r#"holder = "court-expert""#,
        r#"holder = "individual""#,
        "56: holder = \"individual\" has no title in the certificate, but section listing asks for it; \
         hint: remove section \"listing\", or write holder = \"court-expert\"",
    );
    refused(
        &format!("holder = \"court-expert\"\n{SECTIONS}"),
        "holder = \"individual\"\nsections = [\"identity\", \"birth\", \"delivery\", \"billing\", \"terms\"]",
        "58: piece proof-of-listing covers section listing, which is not a section of the order; \
         hint: add section \"listing\", or remove the piece",
    );
    refused(
        PIECES,
        r#"pieces = ["signed-dossier", "identity-document"]"#,
        "58: no piece that is always required covers section listing, whose answers are in the certificate; \
         hint: add a piece without when, and with covers = [\"listing\"]",
    );
    refused(
        r#"covers = ["identity", "birth"]"#,
        "covers = [\"identity\", \"birth\"]\nwhen = \"name-in-use\"",
        "59: no piece that is always required covers section identity, whose answers are in the certificate; \
         hint: add a piece without when, and with covers = [\"identity\"]",
    );
}

#[test]
fn a_dossier_has_one_signed_piece_and_limits() {
    refused(
        PIECES,
        r#"pieces = ["identity-document", "proof-of-listing"]"#,
        "58: 0 pieces have signed = true, but an order has exactly one signed dossier; \
         hint: name exactly one piece that has signed = true",
    );
    refused(
        r#"covers = ["listing"]"#,
        "signed = true",
        "58: 2 pieces have signed = true, but an order has exactly one signed dossier; \
         hint: name exactly one piece that has signed = true",
    );
    refused(
        r#"covers = ["listing"]"#,
        "signed = true\ncovers = [\"listing\"]",
        "37: a piece with signed = true always covers every section and is always required; hint: remove covers and when",
    );
    refused(
        r#"covers = ["listing"]"#,
        r#"covers = ["spelling"]"#,
        "38: spelling cannot be listed as a section; \
         hint: remove it: it goes with identity, and is asked of names that are not in Latin letters",
    );
    refused(
        r#"covers = ["listing"]"#,
        r#"covers = ["listing", "contact"]"#,
        "38: section contact is a choice, which no document can prove; hint: remove it from covers",
    );
    for (files, count) in [("at_most = 11", "1 to 11"), ("at_least = 0", "0 to 10"), ("at_least = 3, at_most = 2", "3 to 2")] {
        refused(
            r#"covers = ["listing"]"#,
            &format!("covers = [\"listing\"]\nfiles = {{ {files} }}"),
            &format!(
                "39: {count} is not a number of files; hint: write at_least = 1 or more, and at_most = at_least or more, at most 10"
            ),
        );
    }
    for (dated, fault) in [
        ("\"current-month\"", "unknown variant `current-month`; hint: write `within_months` or `current-year`"),
        ("{ within_months = 0 }", "invalid value: integer `0`; hint: write a nonzero u8"),
    ] {
        let covers = r#"covers = ["identity", "birth"]"#;
        refused(covers, &format!("{covers}\ndated = {dated}"), &format!("27: {fault}"));
    }
    let many: Vec<String> = (0..19).map(|number| format!("\"piece-{number}\"")).collect();
    refused(
        PIECES,
        &format!(r#"pieces = ["signed-dossier", "identity-document", {}]"#, many.join(", ")),
        "58: there are more than 20 pieces; hint: ask for several documents as files of one piece",
    );
}

#[test]
fn a_text_has_one_line_in_each_language() {
    refused(r#"title.en = "Registration on the court's list""#, "", "39: missing field `en`; hint: add it");
    refused(
        r#"title.en = "Registration on the court's list""#,
        r#"title.en = " ""#,
        "40: ` ` is not a text for people; hint: write 1 to 500 characters on one line, without spaces around them",
    );
}
