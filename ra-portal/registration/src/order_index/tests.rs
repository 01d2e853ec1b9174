//! The index of orders, against a linear scan.

use pki::{SystemRandom, Timestamp};
use proptest::prelude::*;

use super::*;

/// As `date -u -d 2026-11-22T09:00:00Z +%s` prints it.
const NOW: Timestamp = Timestamp::from_millis(1_795_338_000_000);

fn indexed(order: OrderId, number: usize, version: i64, names: &[&str], token: Option<&str>) -> Indexed {
    let names = names.iter().map(|name| (*name).to_owned()).collect();
    Indexed { order, number: format!("SC-2026-{number:06}"), version, names, token: token.map(str::to_owned) }
}

fn order() -> OrderId {
    OrderId::generate(NOW, &mut SystemRandom)
}

fn finds(index: &OrderIndex, typed: &str) -> Vec<OrderId> {
    index.of_names(&NameQuery::parse(typed).expect("a query"), 50).0
}

/// Spellings of one name are found by each other, as `docs/recognition.md` lists them.
#[test]
fn a_name_is_found_in_every_usual_spelling() {
    for (name, spellings) in [
        (
            "Maëlle Kervadec",
            &["kervadec", "KERVADEC", "Maelle", "maëlle kerv", "Kervadec Maëlle", "MAE\u{308}LLE", "ker mae"][..],
        ),
        (
            "Loïc Morvan-L’Hostis",
            &["L'Hostis", "lhostis", "l hostis", "morvan lhostis", "Morvanlhostis", "MORVAN‐L´HOSTIS", "hostis"],
        ),
        ("Anne Le Goff", &["Legoff", "le goff", "LE-GOFF", "goff anne", "legof"]),
        ("Anne Legoff", &["Le Goff", "le gof", "le goff a"]),
        ("Jürgen Müller", &["Mueller", "muller", "MÜLLER", "muell", "Juergen"]),
        ("Jürgen Mueller", &["Müller", "Muller", "mül"]),
        ("Jean de Lattre de Tassigny", &["Delattre", "de lattre", "tassigny", "DeLattre de T", "lattredetassigny"]),
        ("Sean O'Brien", &["OBrien", "o brien", "O’Brien", "brien"]),
        ("Łukasz Ørsted", &["Lukasz", "orsted", "Oersted"]),
        ("Đặng Minh", &["Dang", "đặng", "DANG MINH"]),
        ("François Œuvrard", &["oeuvrard", "Euvrard Francois".trim_start_matches("Euvrard "), "ŒUVRARD"]),
        ("Groß", &["gross", "GROẞ"]),
        ("Щербаков", &["щербаков", "Shcherbakov"]),
        ("Νικολαΐδης", &["Νικολαιδης", "ΝΙΚΟΛΑΪΔΗΣ"]),
    ] {
        let (index, sought) = (OrderIndex::default(), order());
        index.insert(vec![indexed(sought, 1, 1, &[name], None), indexed(order(), 2, 1, &["Inès Vautrin"], None)]);
        for spelling in spellings {
            assert_eq!(finds(&index, spelling), [sought], "{name}: {spelling}");
        }
        assert_eq!(finds(&index, "Quéméner"), []);
    }
}

#[test]
fn a_query_needs_three_letters_in_one_word() {
    for short in ["", " ", "le", "L'", "a b c", "--", "mü"] {
        assert_eq!(NameQuery::parse(short), None, "{short:?}");
    }
    for enough in ["mue", "mül", "le goff", "o'bri"] {
        assert!(NameQuery::parse(enough).is_some(), "{enough:?}");
    }
}

#[test]
fn a_token_is_found_with_dashes_and_without_until_the_order_has_another() {
    let (index, sought) = (OrderIndex::default(), order());
    index.insert(vec![indexed(sought, 1, 1, &["Kervadec"], Some("T-0000-0001"))]);
    assert_eq!((index.of_token("T-0000-0001"), index.of_token("T00000001")), (Some(sought), Some(sought)));
    assert_eq!(index.of_token("T-0000-0002"), None);
    index.insert(vec![indexed(sought, 1, 2, &["Kervadec"], Some("T-0000-0002"))]);
    assert_eq!((index.of_token("T-0000-0001"), index.of_token("T-0000-0002")), (None, Some(sought)));
}

#[test]
fn an_older_version_does_not_replace_a_newer_one() {
    let (index, sought) = (OrderIndex::default(), order());
    index.insert(vec![indexed(sought, 1, 3, &["Vautrin"], None)]);
    index.insert(vec![indexed(sought, 1, 2, &["Kervadec"], None)]);
    assert_eq!((finds(&index, "vautrin"), finds(&index, "kervadec")), (vec![sought], vec![]));
}

#[test]
fn the_latest_orders_come_first_and_the_rest_is_announced() {
    let index = OrderIndex::default();
    let orders: Vec<OrderId> = (0..60).map(|_| order()).collect();
    index.insert(orders.iter().enumerate().map(|(number, id)| indexed(*id, number, 1, &["Martin"], None)).collect());
    let (found, more) = index.of_names(&NameQuery::parse("mart").unwrap(), 50);
    assert!(more && found.len() == 50 && found[0] == orders[59] && found[49] == orders[10], "{found:?}");
}

const NAMES: [&str; 12] =
    ["Marie", "Marine", "Martin", "Le Goff", "Legoff", "O'Brien", "Müller", "Mueller", "Maëlle", "de La Tour", "Latour", "Aa"];

/// Whether each word of one of the readings begins a word of the name.
fn matches(query: &NameQuery, names: &[&str]) -> bool {
    let words: Vec<String> = names.iter().flat_map(|name| indexed_words(name)).collect();
    let begins = |word: &String| words.iter().any(|known| known.starts_with(&without_digraphs(word)));
    query.readings().iter().any(|reading| reading.iter().all(begins))
}

proptest! {
    #[test]
    fn the_index_finds_what_a_scan_finds_after_any_changes(
        changes in prop::collection::vec((0_usize..8, prop::sample::subsequence(&NAMES[..], 0..3)), 0..40),
        typed in prop::sample::select(&NAMES[..]),
        letters in 3_usize..8,
    ) {
        let index = OrderIndex::default();
        let orders: Vec<OrderId> = (0..8).map(|_| order()).collect();
        let mut known: HashMap<usize, Vec<&str>> = HashMap::new();
        for (version, (number, names)) in (1..).zip(changes) {
            index.insert(vec![indexed(orders[number], number, version, &names, None)]);
            known.insert(number, names);
        }
        let typed: String = typed.chars().take(letters).collect();
        let Some(query) = NameQuery::parse(&typed) else { return Ok(()) };
        let found: BTreeSet<OrderId> = index.of_names(&query, 50).0.into_iter().collect();
        let expected = known.iter().filter(|(_, names)| matches(&query, names)).map(|(number, _)| orders[*number]).collect();
        prop_assert_eq!(found, expected);
        prop_assert_eq!(index.len(), known.len());
    }

    #[test]
    fn every_beginning_of_a_word_from_three_letters_finds_the_name(
        name in "[A-Za-zÀ-ÖØ-öø-ÿŁłŒœßẞĀ-ſ]{3,12}",
        letters in 3_usize..12,
        spelling in 0_usize..3,
    ) {
        let (index, sought) = (OrderIndex::default(), order());
        index.insert(vec![indexed(sought, 1, 1, &[&name], None)]);
        let beginning: String = name.chars().take(letters).collect();
        let typed = match spelling {
            0 => beginning,
            1 => beginning.to_lowercase(),
            _ => plain(&beginning),
        };
        if let Some(query) = NameQuery::parse(&typed) {
            prop_assert_eq!(index.of_names(&query, 50).0, [sought]);
        }
    }
}
