//! What texts call the object that holds the certificates: a card, a USB key.

use crate::words::Words;

/// Words for an object, as variables of a text.
#[derive(Clone, Debug)]
pub struct ObjectWords {
    kind: String,
    the: String,
    first: String,
    your: String,
}

impl Words {
    /// Words for the object of this kind, `card` or `usb-key`.
    #[must_use]
    pub fn object(self, kind: &str) -> ObjectWords {
        ObjectWords::of(kind, self.about_objects())
    }
}

impl ObjectWords {
    fn of(kind: &str, t: Words) -> Self {
        let the = t.say(&format!("object-{kind}"));
        let mut letters = the.chars();
        let first = letters.next().map(|letter| letter.to_uppercase().chain(letters).collect()).unwrap_or_default();
        Self { kind: kind.to_owned(), the, first, your: t.say(&format!("object-your-{kind}")) }
    }

    /// `$object` (the card), `$object-first` (The card, at the beginning of a sentence), `$your-object` (your card), and `$object-kind`
    /// (`card`, `usb-key`) to choose by.
    #[must_use]
    pub fn variables(&self) -> [(&'static str, &str); 4] {
        [("object", &self.the), ("object-first", &self.first), ("your-object", &self.your), ("object-kind", &self.kind)]
    }
}
