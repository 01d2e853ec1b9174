//! A client of the contract that loses a request or its response.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::body::{Body, Bytes, to_bytes};
use axum::http::{Request, Response};
use ca_contract::{CertificateAuthority, Unreachable};
use chassis::http::PeerKey;
use pki::Signer;
use testbed::{Testbed, identity};
use tower::ServiceExt;

/// Which message is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lost {
    /// The request: the CA does not receive it.
    Question,
    /// The response: the CA has performed the operation.
    Answer,
}

impl Lost {
    pub(crate) const EITHER: [Self; 2] = [Self::Question, Self::Answer];
}

/// A client for `caller` that loses the request or the response of its `nth` call, counted from 1.
pub(crate) fn losing(testbed: &Testbed, caller: &str, lost: Lost, nth: usize) -> CertificateAuthority {
    let peer = PeerKey(identity(&testbed.installation, caller).public_key().digest());
    let (router, calls) = (testbed.router.clone(), Arc::new(AtomicUsize::new(0)));
    CertificateAuthority::over(tower::service_fn(move |request: Request<Bytes>| {
        let lost = (calls.fetch_add(1, Ordering::SeqCst) + 1 == nth).then_some(lost);
        let mut request = request.map(Body::from);
        request.extensions_mut().insert(peer);
        let router = router.clone();
        async move {
            if lost == Some(Lost::Question) {
                return Err(Unreachable);
            }
            let Ok(response) = router.oneshot(request).await;
            let (parts, body) = response.into_parts();
            let body = to_bytes(body, usize::MAX).await.map_err(|_| Unreachable)?;
            if lost == Some(Lost::Answer) { Err(Unreachable) } else { Ok(Response::from_parts(parts, body)) }
        }
    }))
}
