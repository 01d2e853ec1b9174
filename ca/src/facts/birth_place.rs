//! The forms of a birth place: the town, and what distinguishes it from others of that name.

use pki::letters::{plain, without_digraphs};

use super::forms::{Forms, letters, spelled_out};

/// Towns with arrondissements, and how many each has.
const DIVIDED: [(&str, u32); 3] = [("PARIS", 20), ("LYON", 9), ("MARSEILLE", 16)];
/// Articles before a town's name, and the `à` that cards print; they can be left out.
const ARTICLES: &[&str] = &["A", "AS", "DEN", "EL", "L", "LA", "LAS", "LE", "LES", "LOS", "OS", "THE"];
/// Words without a meaning of their own.
const DROPPED: &[&str] = &["ARDT", "ARR", "ARRDT", "ARRONDISSEMENT", "CEDEX", "EME"];
const ROMAN: [&str; 20] = [
    "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII", "XVIII", "XIX",
    "XX",
];

/// A town as it was written.
#[derive(Debug, Default)]
struct Town {
    /// Its name, with and without an article.
    names: Vec<String>,
    /// The department's number, of two or three digits; 20 for both of Corsica.
    department: Option<u32>,
    arrondissement: Option<u32>,
}

/// The forms of the place on file.
pub(super) fn forms(on_file: &str) -> Forms {
    Town::read(on_file).forms(|known| match known {
        Some(number) => [number.to_string(), "untold".to_owned()],
        None => ["untold".to_owned(), "unknown".to_owned()],
    })
}

/// The forms of a typed place: one of them is on file if the two do not contradict each other. Department and arrondissement are
/// compared only if both sides name them.
pub(super) fn typed_forms(typed: &str) -> Forms {
    Town::read(typed).forms(|told| match told {
        Some(number) => [number.to_string(), "unknown".to_owned()],
        None => ["untold".to_owned(), String::new()],
    })
}

impl Town {
    fn forms(&self, words: impl Fn(Option<u32>) -> [String; 2]) -> Forms {
        let (departments, arrondissements) = (words(self.department), words(self.arrondissement));
        let mut forms = Forms::default();
        for name in &self.names {
            for department in departments.iter().filter(|word| !word.is_empty()) {
                for arrondissement in arrondissements.iter().filter(|word| !word.is_empty()) {
                    forms.add(format!("{name} {department} {arrondissement}"));
                }
            }
        }
        forms
    }

    /// Parses `Paris 14e (75)`, `Le Havre`, `HAVRE (LE)`, `29600 Morlaix`, `St-Brieuc`, `Alger, Algérie`: words in parentheses or
    /// after a comma are not part of the name.
    fn read(text: &str) -> Self {
        let plain = plain(text).replace(" S/ ", " SUR ").replace(" S/", " SUR ").replace("-S/-", " SUR ");
        let (name, asides) = divide(&plain);
        let mut words: Vec<String> = Vec::new();
        let mut numbers = Vec::new();
        for word in name.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty()) {
            match number(word) {
                Some(number) => numbers.push(number),
                None if DROPPED.contains(&word) => {}
                None => words.push(spelled_out(word).to_owned()),
            }
        }
        if words.is_empty() {
            return Self { names: vec![without_digraphs(&letters(&plain))], ..Self::default() };
        }
        let mut town = Self::default();
        town.take_roman(&mut words);
        numbers.into_iter().for_each(|number| town.take_number(number, &words, true));
        for word in asides.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty()) {
            match number(word) {
                Some(number) => town.take_number(number, &words, false),
                None if ARTICLES.contains(&letters(&asides).as_str()) => words.insert(0, word.to_owned()),
                None => {}
            }
        }
        let articles = words.iter().take(words.len() - 1).take_while(|word| ARTICLES.contains(&word.as_str())).count();
        town.names = (0..=articles).map(|dropped| without_digraphs(&words[dropped..].concat())).collect();
        town
    }

    /// Takes an arrondissement in Roman numerals at the end.
    fn take_roman(&mut self, words: &mut Vec<String>) {
        let Some([city, last]) = words.last_chunk::<2>() else { return };
        let most = DIVIDED.iter().find(|(name, _)| name == city).map(|(_, most)| *most);
        let numeral = ["EME", "ER", "E"].iter().find_map(|ending| last.strip_suffix(ending)).unwrap_or(last);
        let place = ROMAN.iter().position(|roman| *roman == numeral).and_then(|place| u32::try_from(place + 1).ok());
        if let (Some(most), Some(place)) = (most, place)
            && place <= most
        {
            self.arrondissement = Some(place);
            words.pop();
        }
    }

    /// Takes a postcode, a department or an arrondissement; `in_name` says that it was outside parentheses.
    fn take_number(&mut self, number: Number, words: &[String], in_name: bool) {
        let most = words.last().and_then(|word| DIVIDED.iter().find(|(name, _)| name == word)).map(|(_, most)| *most);
        match (number, most) {
            (Number::Postcode(code), most) => {
                let department = if code / 1000 >= 97 { code / 100 } else { code / 1000 };
                self.department.get_or_insert(department);
                if most.is_some_and(|most| (1..=most).contains(&(code % 100))) {
                    self.arrondissement.get_or_insert(code % 100);
                }
            }
            (Number::Ordinal(number), Some(most)) if number <= most => {
                self.arrondissement.get_or_insert(number);
            }
            // `Marseille 13` may be either.
            (Number::Cardinal(13), Some(16)) if in_name => {}
            (Number::Cardinal(number), Some(most)) if in_name && number <= most => {
                self.arrondissement.get_or_insert(number);
            }
            (Number::Cardinal(number), _) => {
                self.department.get_or_insert(number);
            }
            (Number::Ordinal(_), _) => {}
        }
    }
}

/// A number in a place's name.
#[derive(Clone, Copy, Debug)]
enum Number {
    /// Five digits.
    Postcode(u32),
    /// `14e`, `1er`.
    Ordinal(u32),
    /// One to three digits, `2A`, `2B`.
    Cardinal(u32),
}

fn number(word: &str) -> Option<Number> {
    if matches!(word, "2A" | "2B") {
        return Some(Number::Cardinal(20));
    }
    let digits = word.len() - word.trim_start_matches(|symbol: char| symbol.is_ascii_digit()).len();
    let (digits, ending) = word.split_at(digits);
    match (digits.len(), ending) {
        (5, "") => digits.parse().ok().map(Number::Postcode),
        (1..=3, "") => digits.parse().ok().map(Number::Cardinal),
        (1..=2, "E" | "ER" | "EME" | "ND" | "RD" | "ST" | "TH") => digits.parse().ok().map(Number::Ordinal),
        _ => None,
    }
}

/// The name, and the text in parentheses or after a comma, a slash or a dash between spaces.
fn divide(plain: &str) -> (String, String) {
    let (mut name, mut asides, mut depth, mut is_over) = (String::new(), String::new(), 0u32, false);
    for character in plain.replace(" - ", ",").chars() {
        match character {
            '(' | '[' => depth += 1,
            ')' | ']' => {
                depth = depth.saturating_sub(1);
                asides.push(' ');
            }
            ',' | ';' | '/' if depth == 0 => is_over = !name.trim().is_empty(),
            other if depth > 0 || is_over => asides.push(other),
            other => name.push(other),
        }
    }
    (name, asides)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fits(on_file: &str, typed: &str) -> bool {
        let on_file = forms(on_file);
        typed_forms(typed).iter().any(|typed| on_file.iter().any(|form| form == typed))
    }

    #[test]
    fn a_town_is_recognised_as_printed_on_cards_and_envelopes() {
        for (on_file, writings) in [
            (
                "Morlaix",
                &[
                    "MORLAIX",
                    "Morlaix (29)",
                    "morlaix 29",
                    "29600 Morlaix",
                    "Morlaix, Finistère",
                    "MORLAIX (FINISTÈRE)",
                    "à Morlaix",
                    "Morlaix - France",
                ][..],
            ),
            ("Morlaix (29)", &["Morlaix", "MORLAIX (29)", "29600 MORLAIX", "Morlaix, 29"]),
            ("Saint-Brieuc", &["St Brieuc", "SAINT BRIEUC", "St-Brieuc (22)", "saint‑brieuc", "St. Brieuc"]),
            ("Sainte-Geneviève-des-Bois", &["Ste Geneviève des Bois", "STE-GENEVIEVE-DES-BOIS (91)"]),
            (
                "Paris 14e",
                &["Paris", "PARIS 14E ARRONDISSEMENT", "Paris 14", "75014 Paris", "Paris XIVe", "Paris 14ème (75)", "Paris (75)"],
            ),
            ("Paris", &["Paris 14e", "Paris (75)", "PARIS 14E ARRONDISSEMENT (75)"]),
            ("Lyon 3e", &["Lyon", "69003 Lyon", "LYON 3E ARRONDISSEMENT", "Lyon (69)", "Lyon III"]),
            ("Marseille (13)", &["Marseille", "Marseille 13", "Marseille 8e", "13008 Marseille"]),
            ("Le Havre", &["LE HAVRE", "Havre (Le)", "HAVRE", "Le Havre (76)"]),
            ("L'Haÿ-les-Roses", &["L’Hay les Roses", "Hay-les-Roses (L')", "LHAY LES ROSES"]),
            ("Ajaccio (2A)", &["Ajaccio", "Ajaccio (20)", "20000 Ajaccio"]),
            ("Saint-Denis (974)", &["St-Denis", "97400 Saint-Denis"]),
            ("Köln", &["Koeln", "KOLN", "Köln (Allemagne)"]),
            ("Alger", &["Alger, Algérie", "ALGER (99)"]),
            ("Châlons-sur-Marne", &["Chalons s/ Marne", "CHALONS SUR MARNE (51)"]),
            ("A Coruña", &["La Coruna", "Coruña"]),
            ("北京", &["北京"]),
        ] {
            for writing in writings {
                assert!(fits(on_file, writing), "{writing} for {on_file}");
            }
        }
    }

    #[test]
    fn another_town_department_or_arrondissement_is_refused() {
        for (on_file, typed) in [
            ("Morlaix", "Quimper"),
            ("Morlaix (29)", "Morlaix (22)"),
            ("Saint-Denis (93)", "Saint-Denis (974)"),
            ("Paris 14e", "Paris 15e"),
            ("Paris 14e", "75015 Paris"),
            ("Saint-Brieuc", "Brieuc"),
            ("Saint-Brieuc", ""),
            ("Sainte-Anne", "Saint-Anne"),
        ] {
            assert!(!fits(on_file, typed), "{typed} for {on_file}");
        }
    }
}
