//! Every message in both languages, compared with the reviewed files in `snapshots/`. A message that differs is written to the
//! system's temporary folder, to be reviewed and copied.

use std::fs;
use std::path::Path;

use i18n::lint::{findings, typography_fault};
use jiff::civil::date;
use registration::messages::{Amount, CertificateEnds};
use registration::orders::Awaited;

use super::*;
use crate::CATALOGUES;
use crate::rendered::{Mail, sms};
use crate::sms::SmsText;

fn contents() -> Vec<(&'static str, Content)> {
    let at = Timestamp::from_millis(NOW);
    let amount = |received_cents| Amount { price_cents: 19_080, received_cents, by: date(2026, 12, 22) };
    let invoice = || serde_json::from_str("\"F-2026-000045\"").unwrap();
    let refused = |piece: &str| Content::PieceRefused {
        order: order(),
        piece: piece.parse().unwrap(),
        reason: "La photographie est illisible.".to_owned(),
        until: at.plus(Duration::from_secs(90 * 24 * 3600)),
    };
    let ends = |own, two_others| {
        Content::CertificateEnds(CertificateEnds { officer: "Inès Vautrin".to_owned(), until: at, own, two_others })
    };
    vec![
        ("code-sign-up", one_time_code(CodePurpose::SignUp)),
        ("code-sign-in", one_time_code(CodePurpose::SignIn)),
        ("code-new-password", one_time_code(CodePurpose::NewPassword)),
        ("already-registered", Content::AlreadyRegistered),
        ("no-account", Content::NoAccount),
        ("password-changed", Content::PasswordChanged { at }),
        ("order-received", Content::OrderReceived(order(), amount(0))),
        ("partly-paid", Content::PartlyPaid(order(), amount(15_900))),
        ("overpaid", Content::Overpaid(order(), amount(20_000), invoice())),
        ("paid", Content::Paid(order(), invoice())),
        ("refunded", Content::Refunded { order: order(), amount_cents: 920, invoice: invoice() }),
        ("dossier-received", Content::DossierReceived { order: order(), awaited: Vec::new() }),
        (
            "dossier-received-tasks",
            Content::DossierReceived { order: order(), awaited: vec![Awaited::Payment, Awaited::IdentityCheck] },
        ),
        ("piece-refused-signed-dossier", refused("signed-dossier")),
        ("piece-refused-identity-document", refused("identity-document")),
        ("piece-refused-proof-of-listing", refused("proof-of-listing")),
        ("authorised", Content::Authorised(order())),
        ("shipped", Content::Shipped { order: order(), tracking: None }),
        ("shipped-tracked", Content::Shipped { order: order(), tracking: Some("6A01234567890".to_owned()) }),
        ("activate", Content::Activate(order())),
        ("accepted", Content::Accepted(order())),
        ("wrong-data-reported", Content::WrongDataReported(order())),
        ("code-defined", Content::CodeDefined { order: order(), changed: false }),
        ("code-changed", Content::CodeDefined { order: order(), changed: true }),
        ("puk-shown", Content::PukShown(order())),
        ("wrong-codes-tried", Content::WrongCodesTried { order: order(), count: 10 }),
        ("revoked", Content::Revoked { order: order(), token: "T-0000-0042".parse().unwrap(), at }),
        ("certificate-ends", ends(true, true)),
        ("certificate-ends-third-first", ends(true, false)),
        ("colleague-certificate-ends", ends(false, true)),
        ("colleague-certificate-ends-third-first", ends(false, false)),
    ]
}

fn in_both_languages() -> impl Iterator<Item = (String, Message)> {
    contents().into_iter().flat_map(|(name, content)| {
        Language::ALL.map(|language| (format!("{}/{name}", language.tag()), Message { language, ..mail(content.clone()) }))
    })
}

#[test]
fn every_text_exists_in_both_languages_and_is_used() {
    assert_eq!(findings(&CATALOGUES, Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap(), Vec::<String>::new());
}

#[test]
fn every_message_equals_its_snapshot() {
    let approved = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/snapshots");
    let written = std::env::temp_dir().join("sceau-mail-snapshots");
    let mut changed = Vec::new();
    let mut compare = |name: String, text: String| {
        if fs::read_to_string(approved.join(&name)).ok().as_ref() != Some(&text) {
            let path = written.join(&name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
            changed.push(name);
        }
    };
    for (name, message) in in_both_languages() {
        let Mail { subject, text, html } = Mail::of(&message, &letterhead()).unwrap();
        compare(format!("{name}.txt"), format!("{subject}\n\n{text}"));
        if name.ends_with("code-sign-in") || name.ends_with("partly-paid") {
            compare(format!("{name}.html"), html);
        }
        if name.ends_with("/activate") || name.ends_with("/authorised") {
            compare(format!("{name}.sms"), SmsText::new(&sms(&message, &letterhead())).unwrap().as_str().to_owned());
        }
    }
    assert_eq!(changed, Vec::<String>::new(), "as they read now: {}", written.display());
}

#[test]
fn text_and_html_of_a_mail_have_the_same_content() {
    for (name, message) in in_both_languages() {
        let Mail { text, html, .. } = Mail::of(&message, &letterhead()).unwrap();
        for line in text.lines().filter(|line| *line != "-- ") {
            for part in line.split(" – ") {
                assert!(html.contains(part.trim()), "{name}: {part}");
            }
        }
    }
}

#[test]
fn a_subject_is_one_short_line_and_names_the_order() {
    for (name, message) in in_both_languages() {
        let subject = Mail::of(&message, &letterhead()).unwrap().subject;
        assert!(subject.chars().count() <= 70 && !subject.contains('\n'), "{name}: {subject}");
        let of_an_order = !matches!(
            message.content,
            Content::OneTimeCode { .. }
                | Content::AlreadyRegistered
                | Content::NoAccount
                | Content::PasswordChanged { .. }
                | Content::CertificateEnds(_)
        );
        assert_eq!(subject.contains("SC-2026-000123"), of_an_order, "{name}: {subject}");
    }
}

#[test]
fn french_mails_follow_the_rules_of_typography() {
    for (name, message) in in_both_languages().filter(|(_, message)| message.language == Language::Fr) {
        let Mail { subject, text, .. } = Mail::of(&message, &letterhead()).unwrap();
        for line in std::iter::once(subject.as_str()).chain(text.lines()) {
            assert_eq!(typography_fault(line), None, "{name}");
        }
    }
}

#[test]
fn every_message_fits_into_an_sms() {
    for (name, message) in in_both_languages() {
        assert!(SmsText::new(&sms(&message, &letterhead())).is_ok(), "{name}");
    }
}

#[test]
fn user_input_is_escaped_in_html() {
    let order = OrderFacts { holder: "<img src=x> & co".to_owned(), ..order() };
    let html = Mail::of(&mail(Content::Accepted(order)), &letterhead()).unwrap().html;
    assert!(!html.contains("<img") && html.contains("&#60;img src=x&#62; &#38; co"));
}
