//! Keyed digests of forms, compared at the same cost whatever is on file.

use chassis::sealing::DigestingKey;
use pki::Digest;
use subtle::{Choice, ConstantTimeEq};

use super::forms::MOST_FORMS;

/// A kind of fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The address of the account: tokens are found by it.
    Email,
    /// What is printed on the token: it is found by it.
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

    /// Its word in the rows and in the digests.
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

    pub(super) fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// The digest of a form by which tokens are found: the same for every token.
    pub(super) fn contact_digest(self, key: &DigestingKey, form: &str) -> Digest {
        key.digest(self.word(), &[form.as_bytes()])
    }

    /// The digest of a form that is compared. The token is part of it, so that equal facts of two holders have unequal digests.
    pub(super) fn digest(self, key: &DigestingKey, token: &str, form: &str) -> Digest {
        key.digest(self.word(), &[token.as_bytes(), form.as_bytes()])
    }
}

/// The digests of a fact's forms, always 64: where there are fewer, the rest equal nothing.
#[derive(Debug)]
pub(super) struct FormDigests([Digest; MOST_FORMS]);

impl FormDigests {
    /// Those of one kind.
    pub(super) fn of(kind: Kind, all: &[(Kind, Digest)]) -> Self {
        let mut digests = [Digest::from_bytes([0; 32]); MOST_FORMS];
        let of_kind = all.iter().filter(|(other, _)| *other == kind);
        digests.iter_mut().zip(of_kind).for_each(|(place, (_, digest))| *place = *digest);
        Self(digests)
    }

    /// Whether one of them is `digest`; every one is looked at.
    pub(super) fn hold(&self, digest: &Digest) -> Choice {
        self.0.iter().fold(Choice::from(0), |held, form| held | form.as_bytes().ct_eq(digest.as_bytes()))
    }
}
