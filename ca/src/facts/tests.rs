//! Names: which spellings are recognised, and which are not taken for another person's.

use std::collections::{BTreeSet, HashMap};

use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::forms::{Forms, NO_GIVEN_NAMES};
use super::typed_name::TypedName;
use super::{given_names, surname};

/// A name on file.
#[derive(Clone, Copy, Debug)]
struct Person {
    given_names: &'static str,
    surname: &'static str,
    birth_name: Option<&'static str>,
}

const fn person(given_names: &'static str, surname: &'static str) -> Person {
    Person { given_names, surname, birth_name: None }
}

const fn married(given_names: &'static str, surname: &'static str, birth_name: &'static str) -> Person {
    Person { given_names, surname, birth_name: Some(birth_name) }
}

fn is_recognised(person: Person, typed: &str) -> bool {
    let (given_names, surnames) = (given_names::forms(person.given_names), surname::forms(person.surname, person.birth_name));
    TypedName::read(typed).reads_as(&given_names, &surnames)
}

/// People, and spellings of their names.
const RECOGNISED: &[(Person, &[&str])] = &[
    (
        person("Loïc Étienne", "Morvan-L'Hostis"),
        &[
            "Loïc Morvan-Lhostis",
            "Loïc Morvan-L'Hostis",
            "loic morvan l hostis",
            "MORVAN-LHOSTIS Loïc",
            "Morvan L’Hostis, Loïc",
            "M. Loïc Morvan–L´Hostis",
            "Loïc Étienne Morvan-L'Hostis",
            "Étienne Morvan-L'Hostis",
            "MorvanL'Hostis Loïc",
            "Loïc L'Hostis-Morvan",
            "Loïc E. Morvan-L'Hostis",
            "Me MORVAN-L'HOSTIS Loïc",
            "LoïcMorvanLHostis",
            "Loïc Yann MORVAN-L'HOSTIS",
            "Morvan-L'Hostis, Loïc Yann",
        ],
    ),
    (person("Łukasz", "Wiśniewski"), &["Lukasz Wisniewski", "ŁUKASZ WIŚNIEWSKI", "wisniewski lukasz"]),
    (person("Søren", "Ørsted"), &["Soren Orsted", "Soeren Oersted", "Søren Oersted", "SØREN ØRSTED", "Sören Örsted"]),
    (person("Minh", "Đặng"), &["Dang Minh", "Đặng Minh", "Minh Dang", "ĐẶNG MINH"]),
    (person("Văn Minh", "Lê"), &["Le Van Minh", "Minh Le", "Lê Văn Minh"]),
    (
        person("Anne", "Le Goff"),
        &["Anne LeGoff", "Anne Le-Goff", "LEGOFF ANNE", "Anne Goff", "Anne Le\u{a0}Goff", "Mme Le Goff Anne"],
    ),
    (person("Jürgen", "Müller"), &["Juergen Mueller", "Jurgen Muller", "Jürgen Mueller", "Jurgen Müller"]),
    (person("Jürgen", "Mueller"), &["Jürgen Müller", "Jurgen Muller"]),
    (person("Jürgen", "Muller"), &["Jürgen Müller", "Juergen Mueller"]),
    (person("Jean", "de Lattre"), &["Jean DELATTRE", "DELATTRE Jean", "Jean de LATTRE", "Jean Lattre", "Jean De Lattre"]),
    (
        married("Anne", "Le Bihan", "Tanguy"),
        &[
            "Anne Tanguy",
            "Anne Le Bihan",
            "TANGUY Anne",
            "Anne Le Bihan née Tanguy",
            "Mme LE BIHAN Anne née TANGUY",
            "Anne Tanguy épouse Le Bihan",
            "TANGUY ép. LE BIHAN Anne",
            "Anne Tanguy-Le Bihan",
            "Le Bihan (Tanguy) Anne",
            "Anne LE BIHAN (née TANGUY)",
            "Anne Tanguy / Le Bihan",
            "Anne, née Tanguy",
        ],
    ),
    (person("Anne", "Le Bihan"), &["Anne Le Bihan née Tanguy", "Anne Tanguy épouse Le Bihan", "Mme Anne LE BIHAN (née Tanguy)"]),
    (person("Jean-Marc", "Floc'h"), &["Jean Marc Floch", "Jeanmarc FLOC’H", "JEAN-MARC FLOCʼH", "Floc`h Jean‑Marc"]),
    (person("Günther", "Weiß"), &["Guenther Weiss", "GÜNTHER WEISS", "Gunther Weiß", "GÜNTHER WEIẞ"]),
    (person("Þóra", "Guðmundsdóttir"), &["Thora Gudmundsdottir", "Þora Gudhmundsdottir"]),
    (person("Đorđe", "Đurić"), &["Djordje Djuric", "Dorde Duric"]),
    (person("Işıl", "İnönü"), &["Isil Inonu", "IŞIL İNÖNÜ", "ışıl inönü"]),
    (person("Åsa", "Ångström"), &["Aasa Aangstroem", "Asa Angstrom"]),
    (
        person("María de los Ángeles", "García López"),
        &["Maria Garcia Lopez", "Angeles García López", "GARCIA LOPEZ Maria de los Angeles"],
    ),
    (person("João", "dos Santos Silva"), &["Joao dos Santos Silva", "Joao Santos Silva", "SANTOS SILVA Joao"]),
    (person("Jan", "van der Berg"), &["Jan Vanderberg", "Jan van der Berg", "VANDERBERG Jan", "Berg Jan"]),
    (person("Gilles", "d'Œuvre"), &["Gilles d'Oeuvre", "Gilles Doeuvre", "Gilles Œuvre", "D’OEUVRE GILLES"]),
    (person("Dara", "Ó Briain"), &["Dara O'Briain", "Dara O Briain", "Dara OBriain"]),
    (person("Guy", "de Saint-Exupéry"), &["Guy de St Exupery", "St-Exupéry Guy", "Guy de SAINT EXUPÉRY"]),
    (person("Oleg", "Chtcherbakov"), &["Oleg Chtcherbakov"]),
    (married("Oleg", "Chtcherbakov", "Щербаков"), &["Олег Щербаков", "Oleg Shcherbakov"]),
    (person("Olga", "Ivanova"), &["Ольга Иванова"]),
    (person("Max", "Born"), &["Max Born", "Dr Max Born", "BORN Max"]),
    (person("Jean-Pierre", "Maître"), &["Jean-Pierre Maître", "Maître Jean-Pierre Maître"]),
    (person("Ali", "M'Barek"), &["Ali M'Barek", "M. Ali MBarek"]),
    (
        person("Anne", "Kervadec"),
        &["Ａｎｎｅ Ｋｅｒｖａｄｅｃ", "An\u{ad}ne Ker\u{200b}vadec", "  Anne   Kervadec ", "Anne.Kervadec"],
    ),
];

#[test]
fn people_are_recognised_by_common_spellings() {
    for (person, writings) in RECOGNISED {
        for writing in *writings {
            assert!(is_recognised(*person, writing), "{writing} for {person:?}");
        }
    }
}

#[test]
fn somebody_without_given_names_is_recognised_by_the_whole_surname_only() {
    let given_names: Forms = [NO_GIVEN_NAMES.to_owned()].into_iter().collect();
    let is_recognised = |typed: &str| TypedName::read(typed).reads_as(&given_names, &surname::forms("Le Bihan", Some("Tanguy")));
    for typed in ["Le Bihan", "LE BIHAN", "bihan", "Mme Le Bihan", "Tanguy", "Le Bihan née Tanguy", "Tanguy-Le Bihan"] {
        assert!(is_recognised(typed), "{typed}");
    }
    for typed in ["Anne Le Bihan", "Le", "", "-", "Le Bihan Anne", "Anne, née Dupont"] {
        assert!(!is_recognised(typed), "{typed:?}");
    }
    assert!(!self::is_recognised(person("Anne", "Le Bihan"), "Le Bihan"), "a surname alone is not enough for others");
}

#[test]
fn part_of_a_name_or_another_name_is_not_enough() {
    for (person, others) in [
        (
            person("Loïc Étienne", "Morvan-L'Hostis"),
            &[
                "Loïc Morvan",
                "Loïc L'Hostis",
                "Loïc",
                "Morvan-L'Hostis",
                "Loïc Étienne",
                "Yann Morvan-L'Hostis",
                "",
                "M. Loïc",
                "Loïc Loïc",
                "Loïc Morvan née L'Hostis",
                "Morvan, Loïc",
                "Loïc MORVAN",
            ][..],
        ),
        (person("Jean", "Morvan"), &["Jean Morvan-L'Hostis", "Jean-Marc Morvan", "Jeanne Morvan"]),
        (person("Jean-Marc", "Floc'h"), &["Jean Floc'h", "Marc Floc'h"]),
        (person("Ana", "García López"), &["Ana García", "Ana López"]),
        (married("Anne", "Le Bihan", "Tanguy"), &["Tanguy Le Bihan", "Anne", "Le Bihan née Tanguy", "Marie Tanguy"]),
        (person("María de los Ángeles", "García"), &["de García", "de los García"]),
        (person("Minh", "Lê"), &["Minh", "Le", "Minh Li"]),
        (person("王", "李"), &["王", "李王王"]),
    ] {
        for other in others {
            assert!(!is_recognised(person, other), "{other} for {person:?}");
        }
    }
}

/// A name while transformations are applied to it.
#[derive(Clone, Debug)]
struct Writing {
    title: &'static str,
    given_names: Vec<String>,
    surname: String,
    birth_name: Option<&'static str>,
    suffix: String,
    surname_first: bool,
    between: &'static str,
    letters: Vec<fn(&str) -> String>,
}

impl Writing {
    fn of(person: Person) -> Self {
        Self {
            title: "",
            given_names: person.given_names.split(' ').map(str::to_owned).collect(),
            surname: person.surname.to_owned(),
            birth_name: person.birth_name,
            suffix: String::new(),
            surname_first: false,
            between: " ",
            letters: Vec::new(),
        }
    }

    fn text(&self) -> String {
        let given_names = self.given_names.join(" ");
        let (first, second) = if self.surname_first { (&self.surname, &given_names) } else { (&given_names, &self.surname) };
        let text = format!("{}{first}{}{second}{}", self.title, self.between, self.suffix);
        self.letters.iter().fold(text, |text, change| change(&text))
    }
}

fn without_accents(text: &str) -> String {
    text.nfd().filter(|letter| !is_combining_mark(*letter)).nfc().collect()
}

fn replaced(text: &str, pairs: &[(&str, &str)]) -> String {
    let text: String = text.nfc().collect();
    pairs.iter().fold(text, |text, (from, to)| text.replace(from, to))
}

fn spelled_out(text: &str) -> String {
    replaced(
        text,
        &[
            ("ä", "ae"),
            ("Ä", "AE"),
            ("ö", "oe"),
            ("Ö", "OE"),
            ("ü", "ue"),
            ("Ü", "UE"),
            ("å", "aa"),
            ("Å", "AA"),
            ("ø", "oe"),
            ("Ø", "OE"),
            ("æ", "ae"),
            ("Æ", "AE"),
            ("œ", "oe"),
            ("Œ", "OE"),
            ("ß", "ss"),
            ("ł", "l"),
            ("Ł", "L"),
            ("đ", "dj"),
            ("Đ", "DJ"),
            ("ð", "dh"),
            ("Ð", "DH"),
            ("þ", "th"),
            ("Þ", "TH"),
            ("ı", "i"),
        ],
    )
}

fn reduced(text: &str) -> String {
    let text = without_accents(text);
    replaced(
        &text,
        &[("ø", "o"), ("Ø", "O"), ("ß", "ss"), ("ł", "l"), ("Ł", "L"), ("đ", "d"), ("Đ", "D"), ("ð", "d"), ("Ð", "D")],
    )
}

fn with_special_letters(text: &str) -> String {
    replaced(
        text,
        &[("ae", "ä"), ("oe", "ö"), ("ue", "ü"), ("aa", "å"), ("ss", "ß"), ("th", "þ"), ("l", "ł"), ("O", "Ø"), ("d", "ð")],
    )
}

fn full_width(text: &str) -> String {
    let wide =
        |letter: char| if letter.is_ascii_alphabetic() { char::from_u32(u32::from(letter) + 0xfee0).unwrap() } else { letter };
    text.nfc().map(wide).collect()
}

fn with_invisible(text: &str) -> String {
    let shown: Vec<char> = text.chars().collect();
    let (before, after) = shown.split_at(shown.len() / 2);
    before.iter().chain(&['\u{ad}', '\u{200b}']).chain(after).collect()
}

/// A change that docs/recognition.md promises not to matter, and its name.
type Transformation = (&'static str, fn(&mut Writing));

const TRANSFORMATIONS: &[Transformation] = &[
    ("upper case", |writing| writing.letters.push(str::to_uppercase)),
    ("lower case", |writing| writing.letters.push(str::to_lowercase)),
    ("surname in capitals", |writing| writing.surname = writing.surname.to_uppercase()),
    ("no accents", |writing| writing.letters.push(without_accents)),
    ("decomposed", |writing| writing.letters.push(|text| text.nfd().collect())),
    ("full width", |writing| writing.letters.push(full_width)),
    ("invisible characters", |writing| writing.letters.push(with_invisible)),
    ("letters spelled out", |writing| writing.letters.push(spelled_out)),
    ("letters reduced", |writing| writing.letters.push(reduced)),
    ("special letters", |writing| writing.letters.push(with_special_letters)),
    ("typographic apostrophes", |writing| writing.letters.push(|text| replaced(text, &[("'", "’")]))),
    ("modifier apostrophes", |writing| writing.letters.push(|text| replaced(text, &[("'", "ʼ")]))),
    ("accents for apostrophes", |writing| writing.letters.push(|text| replaced(text, &[("'", "´")]))),
    ("no apostrophes", |writing| writing.letters.push(|text| replaced(text, &[("'", "")]))),
    ("spaces for apostrophes", |writing| writing.letters.push(|text| replaced(text, &[("'", " ")]))),
    ("unbroken hyphens", |writing| writing.letters.push(|text| replaced(text, &[("-", "\u{2011}")]))),
    ("dashes", |writing| writing.letters.push(|text| replaced(text, &[("-", "–")]))),
    ("no hyphens", |writing| writing.letters.push(|text| replaced(text, &[("-", "")]))),
    ("spaces for hyphens", |writing| writing.letters.push(|text| replaced(text, &[("-", " ")]))),
    ("unbroken spaces", |writing| writing.letters.push(|text| replaced(text, &[(" ", "\u{202f}")]))),
    ("wide spaces", |writing| writing.letters.push(|text| replaced(text, &[(" ", "  ")]))),
    ("hyphens in the surname", |writing| writing.surname = writing.surname.replace(' ', "-")),
    ("surname run together", |writing| writing.surname = writing.surname.replace([' ', '-'], "")),
    ("given names run together", |writing| writing.given_names = vec![writing.given_names.concat()]),
    ("all run together", |writing| {
        writing.given_names = vec![writing.given_names.concat()];
        writing.surname = writing.surname.replace(' ', "");
        writing.between = "";
    }),
    ("surname first", |writing| writing.surname_first = true),
    ("surname, comma", |writing| {
        writing.surname_first = true;
        writing.between = ", ";
    }),
    ("first given name", |writing| writing.given_names.truncate(1)),
    ("last given name", |writing| {
        writing.given_names.drain(..writing.given_names.len() - 1);
    }),
    ("no particles", |writing| {
        let kept: Vec<&str> =
            writing.surname.split(' ').filter(|word| !["de", "la", "Le", "van", "der", "dos"].contains(word)).collect();
        writing.surname = kept.join(" ");
    }),
    ("title", |writing| writing.title = "Mme "),
    ("title with a full stop", |writing| writing.title = "Dr. "),
    ("title behind", |writing| writing.suffix.push_str(" (M.)")),
    ("birth name", |writing| {
        if let Some(birth_name) = writing.birth_name {
            writing.surname = birth_name.to_owned();
        }
    }),
    ("née", |writing| {
        if let Some(birth_name) = writing.birth_name {
            writing.suffix = format!(" née {birth_name}");
        }
    }),
    ("épouse", |writing| {
        if let Some(birth_name) = writing.birth_name {
            writing.suffix = format!(" épouse {}", std::mem::replace(&mut writing.surname, birth_name.to_owned()));
        }
    }),
];

const PEOPLE: &[Person] = &[
    person("Loïc Étienne", "Morvan-L'Hostis"),
    person("Łukasz", "Wiśniewski"),
    person("Søren", "Ørsted"),
    person("Minh", "Đặng"),
    person("Anne", "Le Goff"),
    person("Jürgen", "Müller"),
    person("Juergen", "Moeller"),
    person("Jean", "de Lattre"),
    married("Anne Soazig", "Le Bihan", "Tanguy"),
    married("Jehanne", "de La Tour", "Floc'h-Müller"),
    person("Jean-Marc Yves", "Floc'h"),
    person("Günther", "Weiß"),
    person("Þóra", "Guðmundsdóttir"),
    person("Đorđe", "Đurić"),
    person("Işıl", "İnönü"),
    person("Åsa", "Ångström"),
    person("María Inés", "García López"),
    person("João", "dos Santos Silva"),
    person("Jan", "van der Berg"),
    person("Gilles", "d'Œuvre"),
    person("Dara", "O'Neill"),
    person("Țărmure", "Ștefănescu"),
    person("Nguyệt", "Phạm"),
    person("Maëlle Anne Inès", "Kervadec"),
];

/// A person's name after some transformations, and their names.
fn written(person: Person, transformations: &[usize]) -> (String, Vec<&'static str>) {
    let mut writing = Writing::of(person);
    let chosen: Vec<_> = transformations.iter().map(|place| &TRANSFORMATIONS[*place]).collect();
    chosen.iter().for_each(|(_, transform)| transform(&mut writing));
    (writing.text(), chosen.iter().map(|(name, _)| *name).collect())
}

#[test]
fn every_documented_spelling_is_recognised_alone_and_combined_with_another() {
    for person in PEOPLE {
        for one in 0..TRANSFORMATIONS.len() {
            for other in 0..TRANSFORMATIONS.len() {
                let (text, names) = written(*person, &[one, other]);
                assert!(is_recognised(*person, &text), "{text} ({names:?}) for {person:?}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]
    #[test]
    fn three_documented_spellings_combined_are_recognised(
        person in 0..PEOPLE.len(),
        transformations in proptest::collection::vec(0..TRANSFORMATIONS.len(), 3),
    ) {
        let (text, names) = written(PEOPLE[person], &transformations);
        prop_assert!(is_recognised(PEOPLE[person], &text), "{text} ({names:?}) for {:?}", PEOPLE[person]);
    }

    #[test]
    fn any_text_has_a_bounded_number_of_readings(text in any::<String>()) {
        prop_assert!(TypedName::read(&text).readings.len() <= 2_000);
    }
}

/// Parts of invented names; no list has two entries with a common spelling.
const GIVEN_NAMES: &[&str] = &[
    "Maëlle",
    "Loïc",
    "Soazig",
    "Jean-Marc",
    "Anne-Lise",
    "Étienne",
    "Béatrice",
    "Gwenaël",
    "Łukasz",
    "Małgorzata",
    "Søren",
    "Ingrid",
    "Þóra",
    "Guðrún",
    "Jürgen",
    "Heike",
    "Đorđe",
    "Željka",
    "Işıl",
    "Çağla",
    "Minh",
    "Nguyệt",
    "João",
    "Inês",
    "Núria",
    "Íñigo",
    "Giulia",
    "Niccolò",
    "Joost",
    "Femke",
    "Siobhán",
    "Pádraig",
    "Jiří",
    "Zdeňka",
    "Ágnes",
    "Zoltán",
    "Ștefania",
    "Bogdan",
    "Olga",
    "Dmitri",
    "Eleni",
    "Kostas",
    "Nour",
    "Yacine",
    "Fatoumata",
    "Mamadou",
    "Aïssata",
    "Haruka",
    "Kenji",
    "Xiaoming",
];
const SURNAMES: &[&str] = &[
    "Kervadec",
    "Morvan",
    "L'Hostis",
    "Le Goff",
    "Tanguy",
    "Le Bihan",
    "Floc'h",
    "de Lattre",
    "d'Œuvre",
    "de La Tour",
    "Lefebvre",
    "Wiśniewski",
    "Łoś",
    "Ørsted",
    "Kjærgaard",
    "Ångström",
    "Müller",
    "Weiß",
    "Öztürk",
    "Đặng",
    "Phạm",
    "García",
    "López",
    "dos Santos",
    "Silva",
    "Gonçalves",
    "van der Berg",
    "Ó Briain",
    "O'Neill",
    "Dvořák",
    "Štěpánek",
    "Kővári",
    "Ștefănescu",
    "Ionescu",
    "Ivanova",
    "Papadopoulou",
    "Guðmundsdóttir",
    "Đurić",
    "Benhaddou",
    "El Khoury",
    "Traoré",
    "Ndiaye",
    "Tanaka",
    "Yamamoto",
    "Zhang",
];

/// Given names and the one or two parts of the surname, as indices into the lists.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Invented {
    given_names: Vec<usize>,
    surname: Vec<usize>,
}

impl Invented {
    /// Pseudorandom, by Knuth's MMIX generator: the same 10,000 each time.
    fn ten_thousand() -> Vec<Self> {
        let mut state = 2026u64;
        let mut below = |bound: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(state >> 33).unwrap() % bound
        };
        let mut known = std::collections::HashSet::new();
        let mut invented = Vec::new();
        while invented.len() < 10_000 {
            let mut distinct = |count: usize, bound: usize| {
                let mut chosen = Vec::new();
                while chosen.len() < count {
                    let next = below(bound);
                    if !chosen.contains(&next) {
                        chosen.push(next);
                    }
                }
                chosen
            };
            let given_names = distinct(1 + invented.len() % 3, GIVEN_NAMES.len());
            let surname = distinct(1 + invented.len() % 2, SURNAMES.len());
            let name = Self { given_names, surname };
            if known.insert(name.clone()) {
                invented.push(name);
            }
        }
        invented
    }

    fn given_names(&self) -> String {
        self.given_names.iter().map(|place| GIVEN_NAMES[*place]).collect::<Vec<_>>().join(" ")
    }

    fn surname(&self) -> String {
        self.surname.iter().map(|place| SURNAMES[*place]).collect::<Vec<_>>().join("-")
    }

    /// Whether both may have a common spelling, according to the lists alone: the same parts of the surname, and given names that
    /// the other has.
    fn may_be_written_as(&self, other: &Self) -> bool {
        let set = |places: &[usize]| places.iter().copied().collect::<BTreeSet<_>>();
        set(&self.surname) == set(&other.surname) && set(&self.given_names).is_subset(&set(&other.given_names))
    }
}

#[test]
fn of_ten_thousand_invented_names_only_those_with_a_common_form_are_confused() {
    let invented = Invented::ten_thousand();
    let mut by_given_names: HashMap<String, Vec<usize>> = HashMap::new();
    let mut by_surname: HashMap<String, Vec<usize>> = HashMap::new();
    for (place, name) in invented.iter().enumerate() {
        for form in given_names::forms(&name.given_names()).iter() {
            by_given_names.entry(form.to_owned()).or_default().push(place);
        }
        for form in surname::forms(&name.surname(), None).iter() {
            by_surname.entry(form.to_owned()).or_default().push(place);
        }
    }
    let mut by_parts: HashMap<BTreeSet<usize>, Vec<usize>> = HashMap::new();
    for (place, name) in invented.iter().enumerate() {
        by_parts.entry(name.surname.iter().copied().collect()).or_default().push(place);
    }
    for name in &invented {
        let written = format!("{} {}", name.given_names(), name.surname());
        let backwards = format!("{} {}", name.surname(), name.given_names());
        for writing in [written, backwards] {
            let typed = TypedName::read(&writing);
            let mut taken_for = BTreeSet::new();
            for (given, surname) in &typed.readings {
                let of = |forms: &HashMap<String, Vec<usize>>, form: &String| forms.get(form).cloned().unwrap_or_default();
                let surnames: BTreeSet<usize> = of(&by_surname, &typed.surnames[*surname]).into_iter().collect();
                taken_for
                    .extend(of(&by_given_names, &typed.given_names[*given]).into_iter().filter(|place| surnames.contains(place)));
            }
            let same_surname = &by_parts[&name.surname.iter().copied().collect()];
            let expected: BTreeSet<usize> =
                same_surname.iter().copied().filter(|place| name.may_be_written_as(&invented[*place])).collect();
            let confused: Vec<_> = taken_for.symmetric_difference(&expected).map(|place| &invented[*place]).collect();
            let told: Vec<_> = confused.iter().map(|other| format!("{} {}", other.given_names(), other.surname())).collect();
            assert!(confused.is_empty(), "{writing}: {told:?}");
        }
    }
}
