//! The emergency page: four answers, a choice of token only after the right code, one revocation however often it is confirmed.

use std::net::{IpAddr, Ipv6Addr};
use std::time::Duration;

use demo::actors::{Answers, Holder, KERVADEC, attached, text_of};
use demo::browser::Page;
use pki::ocsp::CertStatus;
use registration::emergency::{EmergencyOutcome, NotRevoked, TypedAnswers};
use registration::fault::Fault;
use testbed::office::Office;

use super::on_every_office;
use super::people::{CODES, KERVADEC_EMAIL, holder, mailed};
use super::placed::{Placed, Sent};

const BIRTH: [&str; 3] = ["23", "4", "1971"];

/// Sends four answers. Returns the confirmation page.
async fn answered(office: &Office, name: &str, contact: &str, birth: [&str; 3], code: &str) -> Page {
    Holder::answer_emergency(&office.visitor(), name, contact, birth, code).await.expect("an answer")
}

async fn confirmed(page: &Page) -> Page {
    page.form("/revocation/confirm").expect("the red button").send().await.expect("an answer")
}

/// Ships the token and defines the same code for both certificates.
async fn with_code(office: &Office, order: &Placed, code: &str) -> Sent {
    let sent = order.sent(office).await;
    let visit = holder(office, &sent);
    visit.accept().await.expect("accepted");
    let form = visit.browser.open("/holder/code").await.expect("an answer").form("/holder/code").expect("a form");
    form.with("code", code).with("code-again", code).send().await.expect("an answer").answered(200).expect("defined");
    sent
}

/// Submits wrong answers about the holder from the network `subnet` of a site, as the page does.
async fn guessed(office: &Office, subnet: u16, host: u16) -> NotRevoked {
    let typed = TypedAnswers {
        name: "kervadec maelle",
        contact: KERVADEC_EMAIL,
        birth_date: BIRTH,
        code: "W7MP3WQ",
        reason: "stolen",
        further: None,
    };
    let answers = office.registration.emergency.read_answers(typed).expect("answers");
    let from = IpAddr::V6(Ipv6Addr::new(0x2001, 0xdb8, 0, subnet, 0, 0, 0, host));
    let carried = office.registration.emergency.carry_answers(answers, from.into());
    match office.registration.emergency.revoke_in_emergency(&carried).await {
        Err(Fault::Refused(refusal)) => refusal,
        Ok(EmergencyOutcome::Revoked(_) | EmergencyOutcome::Choose { .. }) => panic!("a wrong code revoked"),
        Err(Fault::Failed(failure)) => panic!("{failure}"),
    }
}

/// Reloads until the revocation is published at every origin. Returns the page with the receipt.
async fn receipt(mut page: Page) -> Page {
    while page.form("/receipt.pdf").is_err() {
        page = confirmed(&page.answered(200).expect("the revocation is decided")).await;
    }
    page
}

#[tokio::test]
async fn four_right_answers_revoke_both_certificates_of_the_chosen_token_once() {
    on_every_office(async |office| {
        let form = office.visitor().open("/revocation").await.expect("an answer").answered(200).expect("the form");
        assert!(form.bytes().len() <= 30_000, "{} octets", form.bytes().len());
        let empty = form.form("/revocation").expect("a form").with("name", "Maëlle Kervadec").with("contact", "maelle.kervadec@");
        let empty =
            empty.with("birth-day", "31").with("birth-month", "2").with("birth-year", "1971").send().await.expect("an answer");
        let empty = empty.answered(422).expect("three are missing");
        for field in ["contact", "birth", "code", "reason"] {
            assert!(!empty.texts(&format!("#{field}-error")).is_empty(), "{field}");
        }
        assert_eq!(empty.form("/revocation").expect("the form").value("name"), Some("Maëlle Kervadec"));

        let first = Placed::by(office, KERVADEC_EMAIL, KERVADEC).await;
        let second = Placed::again(&first.expert, KERVADEC).await;
        let (kept, lost) = (with_code(office, &first, CODES[0]).await, with_code(office, &second, CODES[0]).await);

        // Whichever answer is wrong, the page is the same and discloses neither which one nor whether there are tokens.
        let wrong = [
            ("kervadec maud", KERVADEC_EMAIL, BIRTH, CODES[0]),
            ("kervadec maelle", "maud@sceau.example.org", BIRTH, CODES[0]),
            ("kervadec maelle", KERVADEC_EMAIL, ["24", "4", "1971"], CODES[0]),
            ("kervadec maelle", KERVADEC_EMAIL, BIRTH, "W7MP3WQ"),
        ];
        let mut said = Vec::new();
        for (name, contact, birth, code) in wrong {
            let page = answered(office, name, contact, birth, code)
                .await
                .answered(200)
                .expect("the answers are shown before they are checked");
            assert!(page.attributes("input[name='token']", "value").is_empty(), "no token is shown before the code is accepted");
            let page = confirmed(&page).await.answered(422).expect("not recognised");
            assert!(!page.source().contains(code), "the code is not shown again");
            said.push(page.text());
        }
        assert!(said[0].contains("ces réponses ne nous permettent pas de vous reconnaître"), "{}", said[0]);
        assert!(said.iter().all(|text| *text == said[0]), "{said:?}");

        let late = answered(office, "Maëlle KERVADEC", KERVADEC_EMAIL, BIRTH, "k7mp 3wq").await;
        office.testbed.clock.forward(Duration::from_secs(11 * 60));
        confirmed(&late).await.answered(422).expect("too late").saying("Rien n’a été révoqué").expect("said");

        let page = answered(office, "Maëlle KERVADEC", KERVADEC_EMAIL, BIRTH, "k7mp 3wq").await;
        let choice = confirmed(&page).await.answered(200).expect("two tokens fit");
        let mut offered = choice.attributes("input[name='token']", "value");
        offered.sort();
        let mut both = [&kept, &lost].map(|sent| sent.issued.token.to_string());
        both.sort();
        assert_eq!(offered, both);
        confirmed(&choice)
            .await
            .answered(422)
            .expect("none was chosen")
            .saying("Choisissez la carte ou la clé à révoquer")
            .expect("said");
        let chosen = choice.form("/revocation/confirm").expect("a form").with("token", lost.issued.token.as_str());
        let (one, other) = tokio::join!(chosen.clone().send(), chosen.send());
        let [one, other] = [one, other].map(|page| page.expect("an answer").answered(200).expect("revoked"));
        other
            .saying("Vos certificats sont révoqués")
            .expect("a second click gets the same answer")
            .saying("sont révoqués depuis")
            .expect("for the first time");
        let page = receipt(one).await.saying("Votre autre carte ou clé n’est pas concernée").expect("said");
        for issued in &lost.issued.certificates {
            let serial = pki::Certificate::from_der(&issued.certificate.0).expect("a certificate").serial().to_string();
            assert!(page.text().contains(&serial), "{serial}: {}", page.text());
            assert!(matches!(office.testbed.status_of(issued).await.status, CertStatus::Revoked { .. }), "{}", issued.role);
        }
        for issued in &kept.issued.certificates {
            assert_eq!(office.testbed.status_of(issued).await.status, CertStatus::Good, "{}", issued.role);
        }
        assert_eq!(page.texts(".utc").len(), 4, "four times");
        let pdf = page.form("/receipt.pdf").expect("a button").send().await.expect("an answer").answered(200).expect("a receipt");
        assert!(text_of(pdf.bytes()).expect("a PDF").contains(lost.issued.token.as_str()));
        assert!(!attached(pdf.bytes(), "receipt.p7m").expect("the signed receipt").is_empty());

        assert_eq!(mailed(office, KERVADEC_EMAIL, "Certificats révoqués").await, 1);
        let again = answered(office, "kervadec maelle", lost.issued.token.as_str(), BIRTH, CODES[0]).await;
        confirmed(&again).await.saying("étaient déjà révoqués depuis").expect("asked again, it is found done");
        assert_eq!(mailed(office, KERVADEC_EMAIL, "Certificats révoqués").await, 1, "and nobody is notified twice");
        let shut = holder(office, &lost).browser.open("/holder").await.expect("an answer").answered(403).expect("shut");
        shut.saying("Ce certificat est révoqué").expect("said").saying(lost.issued.token.as_str()).expect("which");
        holder(office, &kept).browser.open("/holder").await.expect("an answer").answered(200).expect("the other opens");
        second.page("").await.saying("Certificats révoqués").expect("the timeline says so");
    })
    .await;
}

/// Anne Tanguy, whose name in use and in certificates is Le Bihan.
const TANGUY: Answers = &[
    ("identity", &[("given-names", "Anne, Soazig"), ("birth-name", "Tanguy"), ("name-in-use", "Le Bihan")]),
    KERVADEC[1],
    KERVADEC[2],
    KERVADEC[3],
    KERVADEC[4],
    KERVADEC[5],
    KERVADEC[6],
];

#[tokio::test]
async fn a_holder_is_recognised_by_the_birth_name_and_by_variants_of_each_answer() {
    on_every_office(async |office| {
        let order = Placed::by(office, "anne.tanguy@xn--tudes-9ra.example.org", TANGUY).await;
        let sent = with_code(office, &order, CODES[0]).await;
        let number = sent.issued.token.as_str();
        let (address, shown) = ("Anne Tanguy <anne.tanguy@études.example.org>", "anne.tanguy@études.example.org");

        let date = |birth| answered(office, "Anne Tanguy", address, birth, CODES[0]);
        for (birth, said) in [(["23", "av", "1971"], "Cette date n’existe pas"), (["1", "1", "07"], "sur quatre chiffres")] {
            date(birth).await.answered(422).expect("no date").saying(said).expect("said");
        }
        let page = date(["23", "avr.", "71"]).await.answered(200).expect("a date").saying("23 avril 1971").expect("understood");
        assert!(page.text().contains(shown), "the address alone: {}", page.text());
        for name in ["Anne Soazig", "Soazig Bihan-Kervadec"] {
            let page = answered(office, name, shown, BIRTH, CODES[0]).await;
            confirmed(&page).await.answered(422).expect("not recognised");
        }
        for (place, (name, contact, code)) in [
            ("Mme LE BIHAN Anne née TANGUY".to_owned(), address.to_owned(), "k7mp\u{2011}3wq"),
            ("Anne Tanguy".to_owned(), shown.to_owned(), CODES[0]),
            ("LeBihan Soazig".to_owned(), format!("{}.", number.replace('-', "\u{2011}")), "K7MP 3WQ"),
            ("anne le-bihan".to_owned(), number.replace('-', "").replace('0', "O").to_lowercase(), "Ｋ７ＭＰ３ＷＱ"),
        ]
        .into_iter()
        .enumerate()
        {
            let page = answered(office, &name, &contact, BIRTH, code).await;
            let page = confirmed(&page).await.answered(200).expect("recognised");
            let said = if place == 0 { "sont révoqués depuis" } else { "étaient déjà révoqués" };
            page.saying(said).expect("revoked");
        }
    })
    .await;
}

#[tokio::test]
async fn forty_addresses_of_one_network_count_as_one_and_a_distributed_attack_is_reported_once_an_hour() {
    on_every_office(async |office| {
        let alarmed = async || mailed(office, KERVADEC_EMAIL, "Des codes de révocation incorrects ont été essayés").await;
        with_code(office, &Placed::by(office, KERVADEC_EMAIL, KERVADEC).await, CODES[0]).await;
        for host in 0..40 {
            let refusal = guessed(office, 1, host).await;
            let checked = matches!(refusal, NotRevoked::NotRecognised);
            assert_eq!(checked, host < 5, "address {host}: {refusal:?}");
            assert!(checked || matches!(refusal, NotRevoked::RateLimited { .. }), "{refusal:?}");
        }
        // From twenty networks, until further facts are required.
        for guess in 5..100 {
            assert_eq!(guessed(office, 2 + guess / 5, guess).await, NotRevoked::NotRecognised, "{guess}");
        }
        assert_eq!(guessed(office, 99, 1).await, NotRevoked::FurtherFactsNeeded);
        let first = office.message_saying(KERVADEC_EMAIL, "Des codes de révocation incorrects ont été essayés", 0).await;
        assert!(first.contains("a essayé 10 codes"), "{first}");
        assert_eq!(alarmed().await, 1);
        office.testbed.clock.forward(Duration::from_secs(3600));
        let second = office.message_saying(KERVADEC_EMAIL, "a essayé 90 codes", 0).await;
        assert!(second.contains("au plus une fois par heure"), "{second}");
        assert_eq!(alarmed().await, 2);
    })
    .await;
}
