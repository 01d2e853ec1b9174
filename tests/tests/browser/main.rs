//! Pages in Debian's Chromium: by keyboard only, without JavaScript, in a narrow window, enlarged, and checked by axe.
//!
//! A scenario is written in Python (`python/scenarios`) with `page_driver.py` and returns what it saw, which is asserted here. The tests of
//! this file check the driver itself.

mod browser;
mod every_page;
mod main_job;
mod people;
mod site;

use serde_json::json;
use site::Site;

#[tokio::test]
async fn the_browser_trusts_the_given_authority_and_presents_the_given_certificate() {
    let site = Site::open();
    let input = json!({
        "address": site.address("good"), "authority": site.authority, "pkcs12": site.pkcs12, "password": site::PASSWORD,
    });
    let seen = browser::tell("certificates", &input).await;
    let stranger = "Page.goto: net::ERR_CERT_AUTHORITY_INVALID";
    assert_eq!(seen, json!({"holder": site.holder, "guest": "nobody", "stranger": stranger}));
}

#[tokio::test]
async fn an_inspection_finds_the_faults_of_a_bad_page_and_none_of_a_good_one() {
    let site = Site::open();
    let input = json!({"good": site.address("good"), "bad": site.address("bad"), "authority": site.authority});
    let faults = browser::tell("inspection", &input).await;
    let bad = [
        "axe: image-alt: img",
        "focus does not show: Suite",
        "focus does not show: Envoyer",
        "small target: Envoyer 60×20",
        "scrolls sideways: zoomed",
        "scrolls sideways: narrow",
        "scrolls sideways: phone",
    ];
    assert_eq!(faults, json!({"good": [], "bad": bad}));
    // PNG: the signature, length and type of the first chunk, then the width in device pixels.
    for (picture, width) in [("good-desktop", 1280_u32), ("good-phone", 360), ("good-zoomed", 2 * 640)] {
        let png = std::fs::read(browser::pictures("inspection").join(format!("{picture}.png"))).unwrap();
        assert_eq!(png[16..20], width.to_be_bytes(), "{picture}");
    }
}

#[tokio::test]
async fn a_form_is_sent_by_keyboard_only_with_and_without_javascript() {
    let site = Site::open();
    let input = json!({"address": site.address("good"), "authority": site.authority, "piece": site.authority});
    let told = browser::tell("keyboard", &input).await;
    let sent = "nom = Maëlle Kervadec\nlecteur = oui\nconditions = oui\npiece = authority.pem\n";
    let paper = ["dossier.pdf", site::PAPER];
    let visit =
        |scripts: bool, remembered: bool| json!({"scripts": scripts, "remembered": remembered, "sent": sent, "paper": paper});
    assert_eq!(told["visits"], json!([visit(true, false), visit(false, true)]));
    let refused: Vec<_> = told["refused"].as_array().unwrap().iter().map(|said| said.as_str().unwrap()).collect();
    let mouseless = "scenarios use the keyboard only";
    assert_eq!(refused[0], format!("a page has no 'click': {mouseless}"));
    assert_eq!(refused[1], format!("a page has no 'mouse': {mouseless}"));
    assert_eq!(refused[2], "Tab does not reach 'Hors de portée'");
}
