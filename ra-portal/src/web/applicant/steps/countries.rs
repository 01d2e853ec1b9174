//! The list of countries, France first.

use i18n::Words;
use registration::people::Country;

/// Country codes and names, sorted by name.
pub(super) fn to_choose_from(t: Words) -> Vec<(&'static str, String)> {
    let mut countries: Vec<_> = Country::all().map(|code| (code, t.country(code.as_str()))).collect();
    countries.sort_by_cached_key(|(code, name)| (*code != Country::FRANCE, name.chars().map(plain).collect::<String>()));
    countries.into_iter().map(|(code, name)| (code.as_str(), name)).collect()
}

/// A letter without its accent, for sorting: É between D and F.
const fn plain(letter: char) -> char {
    match letter {
        'À'..='Å' | 'à'..='å' => 'a',
        'Ç' | 'ç' => 'c',
        'È'..='Ë' | 'è'..='ë' => 'e',
        'Ì'..='Ï' | 'ì'..='ï' => 'i',
        'Ñ' | 'ñ' => 'n',
        'Ò'..='Ö' | 'ò'..='ö' => 'o',
        'Ù'..='Ü' | 'ù'..='ü' => 'u',
        other => other.to_ascii_lowercase(),
    }
}

#[cfg(test)]
mod tests {
    use i18n::Language;

    use super::*;

    #[test]
    fn france_is_first_and_the_others_follow_the_alphabet() {
        let names: Vec<_> =
            to_choose_from(Words::new(Language::Fr, &crate::CATALOGUES)).into_iter().map(|(code, _)| code).collect();
        assert_eq!(&names[..3], ["FR", "AF", "ZA"], "France, Afghanistan, Afrique du Sud");
        let place = |code: &str| names.iter().position(|other| *other == code).unwrap();
        assert!(place("DM") < place("EG") && place("EG") < place("AE"), "Dominique, Égypte, Émirats arabes unis");
    }
}
