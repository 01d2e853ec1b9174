//! The boundaries between the steps of an act, where a crash may fall.

use std::sync::Arc;

/// A point between two steps that are each durable by themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Boundary {
    /// The intents of an issuance are stored; nothing is signed.
    IssuanceIntended,
    /// The certificates are signed; nothing is stored.
    IssuanceSigned,
    /// The certificates are stored; nobody was told.
    IssuanceStored,
    /// A revocation is decided and stored; no CRL names it.
    RevocationDecided,
    /// A CRL is signed; it is not stored.
    CrlSigned,
    /// A CRL is stored; nobody was told.
    CrlStored,
}

impl Boundary {
    /// Every boundary, in the order of the acts.
    pub const ALL: [Self; 6] = [
        Self::IssuanceIntended,
        Self::IssuanceSigned,
        Self::IssuanceStored,
        Self::RevocationDecided,
        Self::CrlSigned,
        Self::CrlStored,
    ];

    /// Its name, kebab-case.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::IssuanceIntended => "issuance-intended",
            Self::IssuanceSigned => "issuance-signed",
            Self::IssuanceStored => "issuance-stored",
            Self::RevocationDecided => "revocation-decided",
            Self::CrlSigned => "crl-signed",
            Self::CrlStored => "crl-stored",
        }
    }
}

/// What happens at boundaries: nothing in the program, an abort in the tests of faults. Given at composition.
#[derive(Clone)]
pub struct Boundaries(Option<Arc<dyn Fn(Boundary) + Send + Sync>>);

impl Boundaries {
    /// Nothing happens.
    #[must_use]
    pub const fn none() -> Self {
        Self(None)
    }

    /// `observer` is called at every boundary.
    pub fn observed(observer: impl Fn(Boundary) + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(observer)))
    }

    pub(crate) fn reach(&self, boundary: Boundary) {
        if let Some(observer) = &self.0 {
            observer(boundary);
        }
    }
}
