//! The emergency pages as they are sent: small, complete, and with their own style sheet allowed by its hash.

use axum::body::to_bytes;
use axum::response::Response;
use base64::{Engine, prelude::BASE64_STANDARD};
use http::header::CONTENT_SECURITY_POLICY;
use i18n::Language;
use i18n::Words;
use pki::Digest;
use registration::emergency::{AnswerFault, AnswerField};

use super::answers::form_with;
use crate::web::frame::{ASSETS, Frame};
use crate::web::{Entrance, Shell};

/// The limit in docs/pages.md#emergency-page.
const LARGEST: usize = 30_000;

fn shell(language: Language) -> Shell {
    let frame = Frame {
        signed_in: None,
        officer: None,
        public_site: "https://sceau.example.org".to_owned(),
        certificate_site: "https://espace.sceau.example.org".to_owned(),
        support_telephone: "01 00 00 00 01".to_owned(),
        support_email: "aide@sceau.example.org".to_owned(),
        revocation_telephone: "01 00 00 00 02".to_owned(),
        supplier: "Sceau Démonstration".to_owned(),
        demonstration: true,
    };
    Shell {
        t: Words::new(language, &crate::CATALOGUES),
        path: "/revocation".to_owned(),
        return_to: Some("/revocation".to_owned()),
        back: None,
        typed: Vec::new(),
        entrance: Entrance::Public,
        assets: &ASSETS,
        frame,
    }
}

/// The form at its longest: every question, and a fault in every answer.
fn longest_form(language: Language) -> Response {
    let faults = [
        (AnswerField::Name, AnswerFault::TooLong),
        (AnswerField::Contact, AnswerFault::NotAContact),
        (AnswerField::BirthDate, AnswerFault::NotABirthDate),
        (AnswerField::Code, AnswerFault::Missing),
        (AnswerField::Reason, AnswerFault::Missing),
        (AnswerField::BirthPlace, AnswerFault::Missing),
        (AnswerField::DocumentExpires, AnswerFault::NotADate),
    ];
    form_with(&shell(language), &faults, true).unwrap()
}

#[tokio::test]
async fn the_page_is_one_answer_of_at_most_30_kilobytes_with_the_telephone_before_the_questions() {
    for language in Language::ALL {
        let page = to_bytes(longest_form(language).into_body(), LARGEST).await.expect("at most 30 kB");
        let page = String::from_utf8(page.to_vec()).unwrap();
        // Without an icon of its own, even an empty one, a browser requests /favicon.ico.
        assert!(page.contains("<link rel=\"icon\" href=\"data:,\">"));
        assert_eq!(page.matches("<link").count(), 1);
        for loads in ["<script", "<img", "src=", "@import", "url("] {
            assert!(!page.contains(loads), "{loads}");
        }
        let place = |text: &str| page.find(text).unwrap_or_else(|| panic!("{text} is missing"));
        assert!(place("tel:0100000002") < place("id=\"name\""));
    }
}

#[tokio::test]
async fn the_policy_allows_the_style_of_the_page_and_no_other() {
    let response = longest_form(Language::Fr);
    let policy = response.headers()[CONTENT_SECURITY_POLICY].to_str().unwrap().to_owned();
    let page = to_bytes(response.into_body(), LARGEST).await.unwrap();
    let page = std::str::from_utf8(&page).unwrap();
    let (_, rest) = page.split_once("<style>").unwrap();
    let (style, _) = rest.split_once("</style>").unwrap();
    let hash = BASE64_STANDARD.encode(Digest::of(style.as_bytes()).as_bytes());
    assert!(policy.contains(&format!("style-src 'sha256-{hash}';")), "{policy}");
    assert!(policy.starts_with("default-src 'none'"), "{policy}");
    assert!(!page.contains("style=\""), "a style attribute is not covered by the hash");
}
