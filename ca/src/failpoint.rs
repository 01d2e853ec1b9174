//! Failpoints between the steps of an act, where tests simulate a crash.

/// A point between two steps that are each durable.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Failpoint {
    /// The intents of an issuance are stored; nothing is signed.
    IssuanceIntended,
    /// The certificates are signed; nothing is stored.
    IssuanceSigned,
    /// The certificates are stored; nothing was announced.
    IssuanceStored,
    /// A revocation is decided and stored; it is on no CRL yet.
    RevocationDecided,
    /// A CRL is signed; it is not stored.
    CrlSigned,
    /// A CRL is stored; nothing was announced.
    CrlStored,
}

impl Failpoint {
    /// Every failpoint, in the order of the steps.
    pub const ALL: [Self; 6] = [
        Self::IssuanceIntended,
        Self::IssuanceSigned,
        Self::IssuanceStored,
        Self::RevocationDecided,
        Self::CrlSigned,
        Self::CrlStored,
    ];

    /// The name in kebab case.
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

/// The actions at the failpoints of this zone.
pub type Failpoints = chassis::failpoint::Failpoints<Failpoint>;
