//! OCSP requests, parsed from untrusted bytes.

use const_oid::db::rfc6960::ID_PKIX_OCSP_NONCE;
use der::asn1::{AnyRef, BitStringRef, OctetString, OctetStringRef};
use der::{Decode, Encode, Sequence};
use spki::AlgorithmIdentifierRef;
use x509_cert::ext::Extension;

use super::CertId;

/// Maximum number of CertIDs in a request.
pub const MAX_CERT_IDS: usize = 16;

/// A nonce of 1 to 128 octets (RFC 9654 §2.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nonce(Vec<u8>);

impl Nonce {
    /// The octets.
    #[must_use]
    pub fn octets(&self) -> &[u8] {
        &self.0
    }

    /// Whether it is long enough to be echoed, which takes 16 octets (docs/profiles.md#ocsp-requests).
    #[must_use]
    pub fn is_echoed(&self) -> bool {
        self.0.len() >= 16
    }

    /// The nonce among the extensions of a response, if there is one.
    ///
    /// # Errors
    /// If there are two, or it is not a DER OCTET STRING of 1 to 128 octets.
    pub(super) fn among(extensions: &[Extension]) -> Result<Option<Self>, BadNonce> {
        let Some(value) = nonce_value(extensions)? else { return Ok(None) };
        Self::new(<&OctetStringRef>::from_der(value).map_err(|_| BadNonce)?).map(Some)
    }

    /// The nonce among the extensions of a request, if there is one that can be echoed. Clients exist that put the octets into the
    /// extension without the OCTET STRING around them, or another type: such a request is answered like one without a nonce.
    ///
    /// # Errors
    /// If there are two, or it is an OCTET STRING of 0 or more than 128 octets.
    fn requested(extensions: &[Extension]) -> Result<Option<Self>, BadNonce> {
        let value = nonce_value(extensions)?;
        value.and_then(|value| <&OctetStringRef>::from_der(value).ok()).map(Self::new).transpose()
    }

    fn new(octets: &OctetStringRef) -> Result<Self, BadNonce> {
        let octets = octets.as_bytes();
        if (1..=128).contains(&octets.len()) { Ok(Self(octets.to_vec())) } else { Err(BadNonce) }
    }
}

/// The value of the nonce extension, if there is one; there must not be two.
fn nonce_value(extensions: &[Extension]) -> Result<Option<&[u8]>, BadNonce> {
    let mut nonces = extensions.iter().filter(|extension| extension.extn_id == ID_PKIX_OCSP_NONCE);
    let first = nonces.next().map(|extension| extension.extn_value.as_bytes());
    if nonces.next().is_some() { Err(BadNonce) } else { Ok(first) }
}

/// The nonce extension is invalid.
pub(super) struct BadNonce;

/// The nonce extension, non-critical, whose value is an OCTET STRING (RFC 9654 §2.1).
pub(super) fn nonce_extension(octets: &[u8]) -> der::Result<Extension> {
    Ok(Extension {
        extn_id: ID_PKIX_OCSP_NONCE,
        critical: false,
        extn_value: OctetString::new(OctetStringRef::new(octets)?.to_der()?)?,
    })
}

/// A request. A signature on it is ignored (docs/profiles.md#ocsp-requests).
#[derive(Clone, Debug)]
pub struct OcspRequest {
    /// In the order of the request; 1 to [`MAX_CERT_IDS`].
    pub cert_ids: Vec<CertId>,
    /// The nonce, if there is one that can be read.
    pub nonce: Option<Nonce>,
}

/// Why a request is not answered (docs/profiles.md#ocsp-requests).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RequestFault {
    /// It does not follow the syntax: `malformedRequest`.
    #[error("not an OCSP request")]
    Malformed,
    /// It is well-formed, but has more than [`MAX_CERT_IDS`] CertIDs: `unauthorized`, which also means that the server is not
    /// capable of responding (RFC 6960 §2.3).
    #[error("more than {MAX_CERT_IDS} CertIDs")]
    TooManyCertIds,
}

/// `OCSPRequest` (RFC 6960 §4.1.1).
#[derive(Sequence)]
struct SignedRequest<'a> {
    tbs_request: TbsRequest<'a>,
    #[asn1(context_specific = "0", tag_mode = "EXPLICIT", optional = "true")]
    optional_signature: Option<Signature<'a>>,
}

/// `TBSRequest`. The version v1 is the default, which DER leaves out and some clients encode.
#[derive(Sequence)]
struct TbsRequest<'a> {
    #[asn1(context_specific = "0", tag_mode = "EXPLICIT", optional = "true")]
    version: Option<u8>,
    #[asn1(context_specific = "1", tag_mode = "EXPLICIT", optional = "true")]
    requestor_name: Option<AnyRef<'a>>,
    request_list: Vec<Request<'a>>,
    #[asn1(context_specific = "2", tag_mode = "EXPLICIT", optional = "true")]
    request_extensions: Option<Vec<Extension>>,
}

/// The number of v1.
const VERSION_1: u8 = 0;

/// `Request`.
#[derive(Sequence)]
struct Request<'a> {
    req_cert: AnyRef<'a>,
    #[asn1(context_specific = "0", tag_mode = "EXPLICIT", optional = "true")]
    single_request_extensions: Option<Vec<Extension>>,
}

/// `Signature`.
#[derive(Sequence)]
struct Signature<'a> {
    signature_algorithm: AlgorithmIdentifierRef<'a>,
    signature: BitStringRef<'a>,
    #[asn1(context_specific = "0", tag_mode = "EXPLICIT", optional = "true")]
    certs: Option<Vec<AnyRef<'a>>>,
}

impl OcspRequest {
    /// Parses a DER request. Unknown non-critical extensions are ignored. What clients are known to encode although DER forbids it is
    /// accepted, outside of CertIDs, which are echoed: default values, empty lists of extensions, a nonce that is no OCTET STRING.
    ///
    /// # Errors
    /// [`RequestFault::Malformed`] if it is otherwise not DER, has trailing bytes, another version than v1, no CertID, a nonce of 0 or more
    /// than 128 octets, or an unknown critical extension; [`RequestFault::TooManyCertIds`] if it has none of these faults, but too many
    /// CertIDs.
    pub fn from_der(der: &[u8]) -> Result<Self, RequestFault> {
        let request = SignedRequest::from_der(der).map_err(|_| RequestFault::Malformed)?;
        let TbsRequest { version, request_list, request_extensions, .. } = request.tbs_request;
        if version.is_some_and(|version| version != VERSION_1) || request_list.is_empty() {
            return Err(RequestFault::Malformed);
        }
        let extensions = request_extensions.unwrap_or_default();
        if extensions.iter().any(|extension| extension.critical && extension.extn_id != ID_PKIX_OCSP_NONCE) {
            return Err(RequestFault::Malformed);
        }
        let cert_ids: Vec<_> = request_list.iter().map(Request::cert_id).collect::<Result<_, _>>()?;
        let nonce = Nonce::requested(&extensions).map_err(|BadNonce| RequestFault::Malformed)?;
        // Last, because a malformed request is answered with `malformedRequest` however many CertIDs it has.
        if cert_ids.len() > MAX_CERT_IDS {
            return Err(RequestFault::TooManyCertIds);
        }
        Ok(Self { cert_ids, nonce })
    }

    /// Encodes an unsigned request.
    #[must_use]
    pub fn encode(cert_ids: &[CertId], nonce: Option<&[u8]>) -> Vec<u8> {
        let encode = || -> der::Result<Vec<u8>> {
            let request = |id| Ok(Request { req_cert: AnyRef::try_from(id)?, single_request_extensions: None });
            let request_list = cert_ids.iter().map(|id| request(id.der())).collect::<der::Result<_>>()?;
            let request_extensions = nonce.map(nonce_extension).transpose()?.map(|extension| vec![extension]);
            let tbs_request = TbsRequest { version: None, requestor_name: None, request_list, request_extensions };
            SignedRequest { tbs_request, optional_signature: None }.to_der()
        };
        encode().expect("a few CertIDs and a nonce are far below the maximum DER length")
    }
}

impl Request<'_> {
    fn cert_id(&self) -> Result<CertId, RequestFault> {
        if self.single_request_extensions.iter().flatten().any(|extension| extension.critical) {
            return Err(RequestFault::Malformed);
        }
        self.req_cert.to_der().and_then(|der| CertId::from_der(&der)).map_err(|_| RequestFault::Malformed)
    }
}
