//! Keyed digests of forms, compared in constant time whatever is on file.

use chassis::encryption::MacKey;
use pki::Digest;
use subtle::{Choice, ConstantTimeEq};

use super::forms::MOST_FORMS;

/// A kind of fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The address of the account, by which tokens are found.
    Email,
    /// The number printed on the token, by which it is found.
    TokenNumber,
    GivenNames,
    Surname,
    BirthDate,
    BirthPlace,
    DocumentEnd,
}

impl Kind {
    const ALL: [Self; 7] =
        [Self::Email, Self::TokenNumber, Self::GivenNames, Self::Surname, Self::BirthDate, Self::BirthPlace, Self::DocumentEnd];

    /// The kind's name in the rows and in the digests.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Email => "e-mail",
            Self::TokenNumber => "token number",
            Self::GivenNames => "given names",
            Self::Surname => "surname",
            Self::BirthDate => "birth date",
            Self::BirthPlace => "birth place",
            Self::DocumentEnd => "identity document",
        }
    }

    pub(crate) fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// The digest of a form by which tokens are found: the same for every token.
    pub(super) fn contact_digest(self, key: &MacKey, form: &str) -> Digest {
        key.mac(self.word(), &[form.as_bytes()])
    }

    /// The digest of a form that is compared. It includes the token, so that equal facts of two holders have different digests.
    pub(super) fn digest(self, key: &MacKey, token: &str, form: &str) -> Digest {
        key.mac(self.word(), &[token.as_bytes(), form.as_bytes()])
    }
}

/// The digests of a fact's forms, always 64: unused places equal no digest.
#[derive(Debug)]
pub(super) struct FormDigests([[u128; 2]; MOST_FORMS]);

impl FormDigests {
    /// The digests of one kind.
    pub(super) fn of(kind: Kind, all: &[(Kind, Digest)]) -> Self {
        let mut digests = [[0; 2]; MOST_FORMS];
        let of_kind = all.iter().filter(|(other, _)| *other == kind);
        digests.iter_mut().zip(of_kind).for_each(|(place, (_, digest))| *place = halves(digest));
        Self(digests)
    }

    /// Whether `digest` is one of them; all are compared.
    pub(super) fn hold(&self, digest: &Digest) -> Choice {
        let [first, second] = halves(digest);
        self.0.iter().fold(Choice::from(0), |held, form| held | form[0].ct_eq(&first) & form[1].ct_eq(&second))
    }
}

/// Comparing two numbers is much faster than comparing 32 octets one by one, and an attempt compares thousands of digests.
fn halves(digest: &Digest) -> [u128; 2] {
    let mut halves = [0; 2];
    let octets = digest.as_bytes().chunks_exact(size_of::<u128>());
    halves
        .iter_mut()
        .zip(octets)
        .for_each(|(half, octets)| *half = octets.iter().fold(0, |half, octet| half << 8 | u128::from(*octet)));
    halves
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_digest_is_found_under_its_kind_up_to_the_64th() {
        let digest = |place: u8| Digest::of(&[place]);
        let all: Vec<(Kind, Digest)> =
            (0..64).map(|place| (Kind::Surname, digest(place))).chain([(Kind::BirthDate, digest(99))]).collect();
        let surnames = FormDigests::of(Kind::Surname, &all);
        for place in 0..64 {
            assert!(bool::from(surnames.hold(&digest(place))), "{place}");
        }
        assert!(!bool::from(surnames.hold(&digest(99))), "of another kind");
        for octet in 0..32 {
            let mut altered = *digest(0).as_bytes();
            altered[octet] ^= 1;
            assert!(!bool::from(surnames.hold(&Digest::from_bytes(altered))), "octet {octet}");
        }
    }
}
