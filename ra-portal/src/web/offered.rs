//! Texts about products and pieces, which are data of the policies.

use i18n::Words;
use policies::{Object, Piece, Policies, ProductName};

/// The title of a product; its name if the policies no longer describe it.
pub(crate) fn product_name(policies: &Policies, product: &ProductName, t: Words) -> String {
    policies.offer(product).map_or_else(|| product.to_string(), |offer| t.pick(offer.words.name.french_and_english()))
}

/// The title of a piece; its name if the policies no longer describe it.
pub(crate) fn piece_title(policies: &Policies, name: &str, t: Words) -> String {
    piece(policies, name).map_or_else(|| name.to_owned(), |piece| t.pick(piece.title.french_and_english()))
}

/// Which documents are accepted as a piece.
pub(crate) fn piece_hint(policies: &Policies, name: &str, t: Words) -> String {
    piece(policies, name).map_or_else(String::new, |piece| t.pick(piece.hint.french_and_english()))
}

fn piece<'a>(policies: &'a Policies, name: &str) -> Option<&'a Piece> {
    policies.piece(&name.parse().ok()?)
}

/// Words for the object that is sent to the holder.
pub(crate) struct ObjectWords(i18n::ObjectWords);

impl ObjectWords {
    /// Those of a product; those of a card if the policies no longer describe the product.
    pub(crate) fn of(policies: &Policies, product: &ProductName, t: Words) -> Self {
        let object = policies.offer(product).map_or(Object::Card, |offer| offer.object);
        Self(t.object(object.name()))
    }

    /// The text of `key`, which may mention the object ([`i18n::ObjectWords::variables`]).
    pub(crate) fn say(&self, t: Words, key: &str) -> String {
        t.with(key, self.0.variables())
    }
}

#[cfg(test)]
mod tests {
    use i18n::Language;
    use i18n::lint::{english_fault, typography_fault, word_fault};

    use super::*;

    #[test]
    fn the_texts_of_the_policies_follow_the_glossary_and_the_rules_of_typography() {
        let policies = Policies::embedded();
        for (offer, _) in policies.for_sale() {
            let words = &offer.words;
            let mut texts = vec![&words.name, &words.description, &words.on_paper];
            for required in &offer.requirements.pieces {
                let piece = policies.piece(&required.name).unwrap();
                texts.extend([&piece.title, &piece.hint, &piece.on_paper, &piece.in_mail]);
            }
            for text in texts {
                let [french, english] = text.french_and_english();
                assert_eq!((typography_fault(french), word_fault(Language::Fr, french)), (None, None), "{french}");
                assert_eq!((english_fault(english), word_fault(Language::En, english)), (None, None), "{english}");
                assert_ne!(french, english);
            }
        }
    }

    #[test]
    fn texts_mention_the_object_in_both_languages() {
        let (policies, card) = (Policies::embedded(), "expert-card".parse().unwrap());
        for (language, expected) in
            [(Language::Fr, "La carte et la lettre du code PIN"), (Language::En, "The card and the PIN letter")]
        {
            let t = Words::new(language, &crate::CATALOGUES);
            let said = ObjectWords::of(&policies, &card, t).say(t, "orders-awaited-shipping-hint");
            assert!(said.starts_with(expected), "{said}");
        }
    }
}
