//! Failpoints between the steps of an act, where a crash may fall.

/// A point between two steps that are each durable by themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Failpoint {
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

impl Failpoint {
    /// Every failpoint, in the order of the acts.
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

/// What happens at the failpoints of this zone.
pub type Failpoints = chassis::failpoint::Failpoints<Failpoint>;
