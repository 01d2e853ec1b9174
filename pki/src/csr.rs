//! Certification requests (RFC 2986): from untrusted bytes to a public key with proof of possession.

use der::asn1::SetOfVec;
use der::referenced::OwnedToRef;
use der::{Decode, Encode};
use spki::SubjectPublicKeyInfoOwned;
use x509_cert::name::Name;
use x509_cert::request::{CertReq, CertReqInfo, Version};

use crate::encoding::encode;
use crate::key::KeyError;
use crate::signed::Signed;
use crate::{Curve, Digest, PublicKey, SignError, Signer};

/// Maximum length of a certification request in octets.
pub const MAX_OCTETS: usize = 4096;

/// A parsed request whose signature has not been verified yet.
///
/// Its subject and extensions are never used: the approved statement determines what is issued.
#[derive(Clone, Debug)]
pub struct CertificationRequest {
    der: Vec<u8>,
    public_key: PublicKey,
    information: Vec<u8>,
    signature: Vec<u8>,
}

/// Why a request was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case", tag = "fault", content = "detail")]
pub enum RequestError {
    /// More than [`MAX_OCTETS`].
    #[error("the request is larger than 4096 octets")]
    TooLarge,
    /// Not strict DER, another version, or trailing bytes.
    #[error("the request is not a PKCS#10 structure")]
    Malformed,
    /// It has attributes. This CA honours none, so it accepts none.
    #[error("the request carries attributes")]
    Attributes,
    /// Its key is not supported.
    #[error("the request's key is {0}")]
    Key(KeyError),
    /// Its signature algorithm does not match the key's curve.
    #[error("the request is signed with an algorithm that does not match its key")]
    Algorithm,
    /// Its signature does not verify, so possession of the private key is not proved.
    #[error("the request's signature does not verify")]
    Possession,
}

impl CertificationRequest {
    /// Parses a DER request.
    ///
    /// # Errors
    /// If it is too large or malformed, has attributes, or its key or algorithm is not supported.
    pub fn from_der(der: &[u8]) -> Result<Self, RequestError> {
        if der.len() > MAX_OCTETS {
            return Err(RequestError::TooLarge);
        }
        let request = CertReq::from_der(der).map_err(|_| RequestError::Malformed)?;
        let information = request.info.to_der().map_err(|_| RequestError::Malformed)?;
        if request.to_der().as_deref() != Ok(der) {
            return Err(RequestError::Malformed);
        }
        if !request.info.attributes.is_empty() {
            return Err(RequestError::Attributes);
        }
        let spki = request.info.public_key.to_der().map_err(|_| RequestError::Malformed)?;
        let public_key = PublicKey::from_spki(&spki).map_err(RequestError::Key)?;
        if Curve::of_signature_algorithm(&request.algorithm.owned_to_ref()) != Some(public_key.curve()) {
            return Err(RequestError::Algorithm);
        }
        let signature = request.signature.as_bytes().ok_or(RequestError::Malformed)?.to_vec();
        Ok(Self { der: der.to_vec(), public_key, information, signature })
    }

    /// Verifies the request's own signature.
    ///
    /// # Errors
    /// [`RequestError::Possession`].
    pub fn prove(self) -> Result<ProvenRequest, RequestError> {
        if self.public_key.verifies(&self.information, &self.signature) {
            Ok(ProvenRequest(self))
        } else {
            Err(RequestError::Possession)
        }
    }
}

/// A request whose signature was verified, which proves possession of the private key.
#[derive(Clone, Debug)]
pub struct ProvenRequest(CertificationRequest);

impl ProvenRequest {
    /// The key to certify.
    #[must_use]
    pub const fn public_key(&self) -> &PublicKey {
        &self.0.public_key
    }

    /// SHA-256 of the whole request, for the audit record.
    #[must_use]
    pub fn digest(&self) -> Digest {
        Digest::of(&self.0.der)
    }
}

/// Creates a DER request for `signer`'s key, with an empty subject and no attributes.
///
/// # Errors
/// If the signer refuses.
pub fn request(signer: &dyn Signer) -> Result<Vec<u8>, SignError> {
    let information = CertReqInfo {
        version: Version::V1,
        subject: Name::default(),
        public_key: SubjectPublicKeyInfoOwned::from_der(signer.public_key().spki()).map_err(|_| SignError)?,
        attributes: SetOfVec::new(),
    };
    Ok(Signed::sign(encode(&information), signer)?.to_der())
}

#[cfg(test)]
mod tests;
