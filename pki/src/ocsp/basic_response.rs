//! The ASN.1 of OCSP responses (RFC 6960 §4.2.1), in the one form that this project writes and reads.

use const_oid::ObjectIdentifier;
use der::asn1::{AnyRef, BitStringRef, GeneralizedTime, Null, OctetStringRef};
use der::{Choice, Enumerated, Sequence};
use spki::AlgorithmIdentifierRef;
use x509_cert::ext::Extension;

use crate::crl::RevocationReason;

/// `OCSPResponse`.
#[derive(Sequence)]
pub(super) struct EncodedOcspResponse<'a> {
    pub(super) response_status: ResponseStatus,
    #[asn1(context_specific = "0", tag_mode = "EXPLICIT", optional = "true")]
    pub(super) response_bytes: Option<ResponseBytes<'a>>,
}

/// `OCSPResponseStatus`; 4 is not used.
#[derive(Clone, Copy, PartialEq, Eq, Enumerated)]
#[repr(u8)]
pub(super) enum ResponseStatus {
    Successful = 0,
    MalformedRequest = 1,
    InternalError = 2,
    TryLater = 3,
    SigRequired = 5,
    Unauthorized = 6,
}

/// `ResponseBytes`.
#[derive(Sequence)]
pub(super) struct ResponseBytes<'a> {
    pub(super) response_type: ObjectIdentifier,
    pub(super) response: &'a OctetStringRef,
}

/// `BasicOCSPResponse`, always with certificates.
#[derive(Sequence)]
pub(super) struct BasicOcspResponse<'a> {
    pub(super) tbs_response_data: AnyRef<'a>,
    pub(super) signature_algorithm: AlgorithmIdentifierRef<'a>,
    pub(super) signature: BitStringRef<'a>,
    #[asn1(context_specific = "0", tag_mode = "EXPLICIT")]
    pub(super) certs: Vec<AnyRef<'a>>,
}

/// `ResponseData`. The version is v1, the default, and therefore absent in DER; the responder is identified by its key.
#[derive(Sequence)]
pub(super) struct ResponseData<'a> {
    #[asn1(context_specific = "2", tag_mode = "EXPLICIT")]
    pub(super) responder_key_hash: &'a OctetStringRef,
    pub(super) produced_at: GeneralizedTime,
    pub(super) responses: Vec<EncodedSingleResponse<'a>>,
    #[asn1(context_specific = "1", tag_mode = "EXPLICIT", optional = "true")]
    pub(super) response_extensions: Option<Vec<Extension>>,
}

/// `EncodedSingleResponse`, always with nextUpdate and extensions.
#[derive(Sequence)]
pub(super) struct EncodedSingleResponse<'a> {
    pub(super) cert_id: AnyRef<'a>,
    pub(super) cert_status: Status,
    pub(super) this_update: GeneralizedTime,
    #[asn1(context_specific = "0", tag_mode = "EXPLICIT")]
    pub(super) next_update: GeneralizedTime,
    #[asn1(context_specific = "1", tag_mode = "EXPLICIT")]
    pub(super) single_extensions: Vec<Extension>,
}

/// `CertStatus`.
#[derive(Choice)]
pub(super) enum Status {
    #[asn1(context_specific = "0", tag_mode = "IMPLICIT")]
    Good(Null),
    #[asn1(context_specific = "1", tag_mode = "IMPLICIT", constructed = "true")]
    Revoked(RevokedInfo),
    #[asn1(context_specific = "2", tag_mode = "IMPLICIT")]
    Unknown(Null),
}

/// `RevokedInfo`.
#[derive(Sequence)]
pub(super) struct RevokedInfo {
    pub(super) revocation_time: GeneralizedTime,
    #[asn1(context_specific = "0", tag_mode = "EXPLICIT", optional = "true")]
    pub(super) revocation_reason: Option<RevocationReason>,
}
