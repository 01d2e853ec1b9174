//! Documents as read by Poppler: text, positions, attachments.

use std::io::Write;
use std::process::{Command, Stdio};

use i18n::Language;

use fixtures::specimens::{PIN, Specimens};
use papers::{Dossier, DossierError, dossier};

/// The output of a Poppler program for a PDF on its standard input.
fn poppler(program: &str, arguments: &[&str], pdf: &[u8]) -> String {
    let mut child =
        Command::new(program).args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("the program starts");
    let mut input = child.stdin.take().expect("its input is piped");
    let pdf = pdf.to_vec();
    let writing = std::thread::spawn(move || input.write_all(&pdf));
    let output = child.wait_with_output().expect("the program ends");
    writing.join().expect("no panic").expect("the program reads its input");
    assert!(output.status.success(), "{program}");
    String::from_utf8(output.stdout).expect("text")
}

/// The text with all white space reduced to single spaces.
fn text(pdf: &[u8]) -> String {
    poppler("pdftotext", &["-", "-"], pdf).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A word with its left, top, right and bottom edges, in points from the upper left corner of the page.
struct Word {
    edges: [f32; 4],
    said: String,
}

/// All words, page by page.
fn words(pdf: &[u8]) -> Vec<Word> {
    let said = poppler("pdftotext", &["-bbox", "-", "-"], pdf);
    let word = |line: &str| {
        let rest = line.trim().strip_prefix("<word ")?;
        let edge = |name: &str| rest.split(&format!("{name}=\"")).nth(1)?.split('"').next()?.parse().ok();
        let edges = [edge("xMin")?, edge("yMin")?, edge("xMax")?, edge("yMax")?];
        Some(Word { edges, said: rest.split_once('>')?.1.split('<').next()?.to_owned() })
    };
    said.lines().filter_map(word).collect()
}

const fn millimetres(points: f32) -> f32 {
    points * 25.4 / 72.0
}

/// What each document must contain in every language.
fn facts(paper: &str) -> &'static [&'static str] {
    match paper {
        "dossier" => {
            &["SC-2026-000123", "Le Goff", "Kervadec", "Maëlle Anne", "Expert près la cour d'appel de Rennes", "2026-11-01"]
        }
        "invoice" => &["F-2026-000087", "SC-2026-000123", "Sceau Démonstration", "123 456 782", "FR32123456782", "L441-10"],
        "pin-letter" => &["SC-7K2M-9QXR", "PIV card", "3 rue des Tanneurs", "35000 Rennes", "02 00 00 00 02"],
        _ => &["SC-7K2M-9QXR", "Sceau Advanced CA", "Sceau Classe 3+", "1042", "977", "09:14:07 (UTC+01:00)", "receipt.p7m"],
    }
}

/// What each document must contain in one language.
fn phrases(paper: &str, language: Language) -> &'static [&'static str] {
    match (paper, language) {
        ("dossier", Language::Fr) => {
            &["9 mars 1978", "sept ans", "sans délai la perte", "avant le 21 février 2027", "Page 2 sur 2"]
        }
        ("dossier", Language::En) => {
            &["9 March 1978", "seven years", "without delay the loss", "before 21 February 2027", "Page 2 of 2"]
        }
        ("invoice", Language::Fr) => {
            &["159,00 €", "TVA à 20 % 31,80 €", "190,80 €", "indemnité forfaitaire de 40 €", "23 novembre 2026"]
        }
        ("invoice", Language::En) => {
            &["€159.00", "VAT at 20% €31.80", "€190.80", "fixed compensation of €40", "23 November 2026"]
        }
        ("pin-letter", Language::Fr) => {
            &["Code PIN de la carte ou clé SC-7K2M-9QXR", "Trois codes incorrects bloquent la carte ou la clé"]
        }
        ("pin-letter", Language::En) => &["PIN of card or key SC-7K2M-9QXR", "Three wrong PINs block the card or key"],
        (_, Language::Fr) => &["Les deux certificats", "restent valables", "vol", "24 novembre 2026, 11:14:07"],
        (_, Language::En) => &["Both certificates", "remain valid", "theft", "24 November 2026, 11:14:07"],
    }
}

#[test]
fn each_document_contains_the_required_text() {
    for language in Language::ALL {
        for (paper, pdf) in Specimens::usual().papers(language) {
            let text = text(&pdf);
            for said in facts(paper).iter().chain(phrases(paper, language)) {
                assert!(text.contains(said), "{paper} {}: {said}\n{text}", language.tag());
            }
        }
    }
}

#[test]
fn the_longest_names_and_addresses_stay_within_the_margins() {
    for language in Language::ALL {
        for (paper, pdf) in Specimens::longest().papers(language) {
            for Word { edges: [left, top, right, bottom], said } in words(&pdf) {
                let within = millimetres(left) >= 19.5
                    && millimetres(right) <= 190.5
                    && millimetres(top) >= 9.0
                    && millimetres(bottom) <= 292.0;
                assert!(within, "{paper} {}: {said} at {left} {top} {right} {bottom}", language.tag());
            }
        }
    }
}

#[test]
fn only_the_address_is_visible_in_a_window_envelope() {
    for specimens in [Specimens::usual(), Specimens::longest()] {
        let pdf = papers::pin_letter(&specimens.letter(Language::Fr), &specimens.supplier).unwrap();
        let address = specimens.application.pin_letter_address().unwrap();
        let mut shown = Vec::new();
        for Word { edges, said } in words(&pdf) {
            let [left, top, right, bottom] = edges.map(millimetres);
            if right > 90.0 && bottom > 34.0 && top < 90.0 {
                assert!(
                    left >= 100.0 && right <= 190.0 && top >= 55.0 && bottom <= 79.0,
                    "{said}: {left} {top} {right} {bottom}"
                );
                shown.push(said);
            }
        }
        let lines = [Some(&address.recipient), address.complement.as_ref(), Some(&address.street)].into_iter().flatten();
        let expected = lines.cloned().chain([format!("{} {}", address.postcode, address.town)]).collect::<Vec<_>>().join(" ");
        assert_eq!(shown.join(" "), expected);
    }
}

#[test]
fn the_pin_appears_once_in_the_letter_and_not_in_its_metadata() {
    let specimens = Specimens::usual();
    let pdf = papers::pin_letter(&specimens.letter(Language::En), &specimens.supplier).unwrap();
    let plain = |text: String| text.chars().filter(|character| !character.is_whitespace()).collect::<String>();
    assert_eq!(plain(text(&pdf)).matches(PIN).count(), 1);
    for described in [poppler("pdfinfo", &["-"], &pdf), poppler("pdfinfo", &["-meta", "-"], &pdf)] {
        assert!(described.contains("SC-7K2M-9QXR"));
        assert!(!plain(described).contains(PIN));
    }
    let structure = poppler("pdfinfo", &["-struct", "-"], &pdf);
    assert!(!plain(structure).contains(PIN));
}

#[test]
fn the_signed_message_is_attached_to_the_receipt_unchanged() {
    let specimens = Specimens::usual();
    let [_, _, _, (_, receipt)] = specimens.papers(Language::Fr);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("receipt.pdf");
    std::fs::write(&path, receipt).unwrap();
    let detached = Command::new("pdfdetach").arg("-saveall").arg("-o").arg(folder.path()).arg(&path).status().unwrap();
    assert!(detached.success());
    assert_eq!(std::fs::read(folder.path().join("receipt.p7m")).unwrap(), specimens.receipt.signed);
}

#[test]
fn rendering_is_deterministic() {
    assert_eq!(Specimens::usual().papers(Language::Fr), Specimens::usual().papers(Language::Fr));
}

#[test]
fn unprintable_text_is_replaced_by_a_note() {
    for (specimens, missing) in [(Specimens::usual(), false), (Specimens::longest(), true)] {
        let [dossier, invoice, ..] = specimens.papers(Language::Fr).map(|(_, pdf)| text(&pdf));
        assert_eq!(dossier.contains("ne peut pas être imprimée ici"), missing);
        assert_eq!(dossier.contains("tel que vous l’avez écrit"), missing, "{dossier}");
        for paper in [dossier, invoice] {
            assert!(!paper.contains('\u{fffd}'), "{paper}");
        }
    }
}

/// A name and a place in each script, whether a font covers it (pdftotext returns it), and a transliteration that cannot be
/// derived.
const SCRIPTS: [(&str, &str, bool); 15] = [
    ("Kervadec", "L’Haÿ-les-Roses", true),
    ("Nguyễn", "Hồ Chí Minh", true),
    ("Щербакова", "Санкт-Петербург", true),
    ("Νικολάου", "Θεσσαλονίκη", true),
    ("Գրիգորյան", "Երևան", true),
    ("ბერიძე", "თბილისი", true),
    ("王小明", "北京市", false),
    ("김민수", "서울특별시", false),
    ("たなか", "東京都", false),
    ("สมชาย", "กรุงเทพมหานคร", false),
    ("दीपा", "नई दिल्ली", true),
    ("தீபா", "சென்னை", false),
    ("محمد علي", "القاهرة", true),
    ("דבורה", "ירושלים", true),
    ("ሰላም", "አዲስ አበባ", false),
];

#[test]
fn names_in_every_script_are_rendered_and_never_shown_in_another_spelling_as_on_the_document() {
    for (name, place, has_face) in SCRIPTS {
        let specimens = Specimens::of_a_person(name, "Quelconque", place);
        for language in Language::ALL {
            let [(_, dossier), (_, invoice), ..] = specimens.papers(language);
            let (dossier, invoice) = (text(&dossier), text(&invoice));
            let said = dossier.contains("tel que vous l’avez écrit") || dossier.contains("as you wrote it");
            assert_eq!(said, !has_face, "{name}: {dossier}");
            assert_eq!(dossier.contains("Quelconque"), !registration::people::is_latin(name), "{name}: {dossier}");
            assert!(!dossier.contains('\u{fffd}') && !dossier.contains("??"), "{name}: {dossier}");
            assert!(invoice.contains("Quelconque") || invoice.contains(name), "{name}: {invoice}");
            for transliterated in ["Wang", "Gim", "Tanaka", "Bei Jing", "Seoul"] {
                assert!(!dossier.contains(transliterated), "{name}: {dossier}");
            }
        }
    }
}

/// An order placed before the forms refused such data.
#[test]
fn documents_of_an_old_order_with_unprintable_characters_are_rendered() {
    let mut specimens = Specimens::usual();
    if let Some(delivery) = &mut specimens.application.delivery {
        delivery.token.town = "Rennes 😀 \u{fe0f}\u{200d}北京 \u{e000}".to_owned();
        delivery.pin_letter = None;
    }
    if let Some(birth) = &mut specimens.application.birth {
        birth.place = "😀 ☃ \u{10fffd} ﷺ क\u{94d}ष e\u{20dd}".to_owned();
    }
    for (paper, pdf) in specimens.papers(Language::Fr) {
        assert!(!text(&pdf).contains('\u{fffd}'), "{paper}");
    }
}

/// The cents of an amount in French format: `1 234,56 €`.
fn cents(amount: &str) -> i64 {
    amount.chars().filter(char::is_ascii_digit).collect::<String>().parse().expect("an amount has digits")
}

#[test]
fn net_price_and_tax_add_up_to_the_total() {
    let [(_, dossier), (_, invoice), ..] = Specimens::usual().papers(Language::Fr);
    let (dossier, invoice) = (text(&dossier), text(&invoice));
    let after = |paper: &str, label: &str| {
        let rest = paper.rsplit_once(label).unwrap_or_else(|| panic!("{label}: {paper}")).1;
        cents(rest.split_once('€').unwrap().0)
    };
    let [excluding, vat, including] = ["Total HT", "TVA à 20 %", "Total TTC"].map(|label| after(&invoice, label));
    assert_eq!((excluding, vat, including), (15_900, 3_180, 19_080));
    assert_eq!(excluding + vat, including);
    assert!(dossier.contains("159,00 € HT + TVA à 20 % (31,80 €) = 190,80 € TTC"), "{dossier}");
}

#[test]
fn no_document_of_usual_length_exceeds_the_right_margin() {
    for language in Language::ALL {
        for (paper, pdf) in Specimens::usual().papers(language) {
            for Word { edges: [.., right, _], said } in words(&pdf) {
                assert!(millimetres(right) <= 190.05, "{paper} {}: {said} ends at {right}", language.tag());
            }
        }
    }
}

#[test]
fn an_order_without_a_section_has_no_dossier() {
    let mut specimens = Specimens::usual();
    specimens.application.terms = None;
    let facts = Dossier {
        placed: &specimens.placed,
        product: &specimens.invoice.product,
        application: &specimens.application,
        email: "",
        supplier: &specimens.supplier,
        policies: &specimens.policies,
        hand_in: "",
        return_by: specimens.placed.at,
    };
    assert_eq!(dossier(&facts, Language::Fr), Err(DossierError::Incomplete));
}
