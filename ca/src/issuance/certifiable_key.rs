//! Keys that may be certified: the proof that every certificate needs.

use ca_contract::officers::OfficerKeyError;
use ca_contract::status::CertifyError;
use pki::csr::RequestError;
use pki::{CertificationRequest, PublicKey, SignError, Signer, SoftwareKey};
use policies::Profile;

/// A key that may be certified under a profile: the requester holds the private key, no standard publishes it, and it is on the
/// profile's curve.
#[derive(Clone, Debug)]
pub(crate) struct CertifiableKey<'p> {
    profile: &'p Profile,
    key: PublicKey,
}

/// Why a key is not certified.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NotCertifiable {
    #[error(transparent)]
    Request(#[from] RequestError),
    #[error("the private key is printed in a standard")]
    PublishedKey,
    #[error("the profile requires another curve")]
    Curve,
}

impl<'p> CertifiableKey<'p> {
    /// Reads a certification request, DER, and verifies all of this.
    pub(crate) fn requested(request: &[u8], profile: &'p Profile) -> Result<Self, NotCertifiable> {
        let key = CertificationRequest::from_der(request)?.prove()?.public_key().clone();
        if key.is_published_test_key() {
            return Err(NotCertifiable::PublishedKey);
        }
        if key.curve() != profile.curve {
            return Err(NotCertifiable::Curve);
        }
        Ok(Self { profile, key })
    }

    /// A new key of the zone, generated on the profile's curve.
    pub(crate) fn generated(profile: &'p Profile) -> Result<(SoftwareKey, Self), SignError> {
        let key = SoftwareKey::generate(profile.curve)?;
        let certifiable = Self { profile, key: key.public_key().clone() };
        Ok((key, certifiable))
    }

    pub(crate) const fn profile(&self) -> &'p Profile {
        self.profile
    }

    pub(crate) const fn public_key(&self) -> &PublicKey {
        &self.key
    }
}

impl From<NotCertifiable> for CertifyError {
    fn from(why: NotCertifiable) -> Self {
        match why {
            NotCertifiable::Request(fault) => Self::Request { fault },
            NotCertifiable::PublishedKey => Self::PublishedKey,
            NotCertifiable::Curve => Self::Curve,
        }
    }
}

impl From<NotCertifiable> for OfficerKeyError {
    fn from(why: NotCertifiable) -> Self {
        match why {
            NotCertifiable::Request(fault) => Self::Request { fault },
            NotCertifiable::PublishedKey => Self::PublishedKey,
            NotCertifiable::Curve => Self::Curve,
        }
    }
}

#[cfg(test)]
mod tests;
