//! Signed OCSP responses, and the cache of those signed in advance.

use std::collections::HashMap;
use std::sync::Arc;

use bytes::Bytes;
use pki::ocsp::CertStatus;
use pki::{Digest, Timestamp};

use crate::cacheable::Cacheable;
use crate::lock::Lock;

/// The media type of OCSP responses.
pub(crate) const MEDIA_TYPE: &str = "application/ocsp-response";

#[derive(Clone, Debug)]
pub(crate) struct SignedResponse {
    pub(crate) body: Bytes,
    pub(crate) digest: Digest,
    pub(crate) this_update: Timestamp,
    pub(crate) next_update: Timestamp,
    /// A response with a later thisUpdate states the same, from whichever responder it comes; see [`Cacheable::dates_tell_from`].
    pub(crate) settled_at: Option<Timestamp>,
}

impl SignedResponse {
    /// Whether less than one `part`th of its validity has passed. False for a response from the future, which exists if the
    /// clock was set back.
    pub(crate) fn is_within(&self, part: u32, now: Timestamp) -> bool {
        self.this_update <= now && now < self.this_update.plus(self.next_update.since(self.this_update) / part)
    }

    pub(crate) fn cacheable(&self) -> Cacheable {
        Cacheable {
            content_type: MEDIA_TYPE,
            body: self.body.clone(),
            digest: self.digest,
            last_modified: self.this_update,
            dates_tell_from: self.settled_at,
            expires: Some(self.next_update),
        }
    }
}

/// A response signed in advance, and the status that it states.
#[derive(Debug)]
struct Presigned {
    status: CertStatus,
    response: Arc<SignedResponse>,
}

/// The responses signed in advance, without nonce, by the octets of the CertID.
#[derive(Debug, Default)]
pub(crate) struct ResponseCache(Lock<HashMap<Box<[u8]>, Presigned>>);

impl ResponseCache {
    /// The response for a CertID, if it states `status` and less than half of its validity has passed.
    pub(crate) fn find(&self, cert_id: &[u8], status: CertStatus, now: Timestamp) -> Option<Arc<SignedResponse>> {
        self.find_within(2, cert_id, status, now)
    }

    /// Whether the response for a CertID should be replaced: early enough for a pass over all certificates to end before half
    /// of its validity has passed.
    pub(crate) fn is_due(&self, cert_id: &[u8], status: CertStatus, now: Timestamp) -> bool {
        self.find_within(4, cert_id, status, now).is_none()
    }

    fn find_within(&self, part: u32, cert_id: &[u8], status: CertStatus, now: Timestamp) -> Option<Arc<SignedResponse>> {
        let responses = self.0.read();
        let presigned = responses.get(cert_id)?;
        (presigned.status == status && presigned.response.is_within(part, now)).then(|| Arc::clone(&presigned.response))
    }

    pub(crate) fn extend(&self, signed: impl IntoIterator<Item = (Box<[u8]>, CertStatus, SignedResponse)>) {
        let mut responses = self.0.write();
        for (cert_id, status, response) in signed {
            responses.insert(cert_id, Presigned { status, response: Arc::new(response) });
        }
    }

    pub(crate) fn count(&self) -> usize {
        self.0.read().len()
    }
}
