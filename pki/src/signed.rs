//! The outer structure that certificates, CRLs and certification requests share.

use der::asn1::{AnyRef, BitStringRef};
use der::{Decode, Encode, Sequence};
use spki::AlgorithmIdentifierRef;

use crate::encoding::encode;
use crate::{Curve, PublicKey, SignError, Signer};

/// The outer structure of certificates, CRLs and certification requests (X.509's `SIGNED`; RFC 5280 §4.1.1, §5.1.1, RFC 2986
/// §4.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Signed {
    /// The DER encoding of the signed content, octet for octet.
    pub(crate) content: Vec<u8>,
    /// The curve of the signature algorithm.
    pub(crate) curve: Curve,
    /// A DER `Ecdsa-Sig-Value`.
    pub(crate) signature: Vec<u8>,
}

#[derive(Sequence)]
struct SignedFields<'a> {
    content: AnyRef<'a>,
    algorithm: AlgorithmIdentifierRef<'a>,
    signature: BitStringRef<'a>,
}

impl Signed {
    /// Parses the outer structure, but not the content. `None` unless it is strict DER with one of our signature algorithms.
    pub(crate) fn from_der(der: &[u8]) -> Option<Self> {
        let fields = SignedFields::from_der(der).ok()?;
        Some(Self {
            content: fields.content.to_der().ok()?,
            curve: Curve::of_signature_algorithm(&fields.algorithm)?,
            signature: fields.signature.as_bytes()?.to_vec(),
        })
    }

    /// Signs `content`, then verifies the signature so that a faulty device's signature never leaves this crate.
    pub(crate) fn sign(content: Vec<u8>, signer: &dyn Signer) -> Result<Self, SignError> {
        let signature = signer.sign(&content)?;
        let signed = Self { content, curve: signer.public_key().curve(), signature };
        if signed.is_signed_by(signer.public_key()) { Ok(signed) } else { Err(SignError) }
    }

    /// Whether `key` made the signature.
    pub(crate) fn is_signed_by(&self, key: &PublicKey) -> bool {
        key.curve() == self.curve && key.verifies(&self.content, &self.signature)
    }

    /// The DER encoding of the whole.
    pub(crate) fn to_der(&self) -> Vec<u8> {
        encode(&SignedFields {
            content: AnyRef::from_der(&self.content).expect("the content was encoded or read as DER"),
            algorithm: self.curve.signature_algorithm(),
            signature: BitStringRef::from_bytes(&self.signature).expect("a signature is far below 4 GiB"),
        })
    }
}
