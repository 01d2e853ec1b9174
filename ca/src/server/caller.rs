//! The caller, identified by the transport.

use std::collections::HashMap;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::Response;
use bytes::Bytes;
use ca_contract::{Caller, Unreachable};
use chassis::http::PeerKey;
use pki::Digest;
use tower::{Service, ServiceExt};

/// The callers' pinned keys: digests of their SubjectPublicKeyInfo.
#[derive(Clone, Debug, Default)]
pub struct PinnedKeys(Arc<HashMap<Digest, Caller>>);

impl FromIterator<(Digest, Caller)> for PinnedKeys {
    fn from_iter<I: IntoIterator<Item = (Digest, Caller)>>(pinned_keys: I) -> Self {
        Self(Arc::new(pinned_keys.into_iter().collect()))
    }
}

/// Identifies the caller by the key that it used in the handshake; none, if that key is not pinned.
pub(crate) async fn caller_from_pinned_key(State(pinned_keys): State<PinnedKeys>, mut request: Request, next: Next) -> Response {
    let caller = request.extensions().get::<PeerKey>().and_then(|PeerKey(digest)| pinned_keys.0.get(digest)).copied();
    if let Some(caller) = caller {
        request.extensions_mut().insert(caller);
    }
    next.run(request).await
}

/// The router itself as a transport, for a caller in the same process.
pub(crate) fn in_process(router: Router, caller: Caller) -> InProcess {
    InProcess { router, caller }
}

/// See [`in_process`].
#[derive(Clone)]
pub(crate) struct InProcess {
    router: Router,
    caller: Caller,
}

impl Service<http::Request<Bytes>> for InProcess {
    type Response = http::Response<Bytes>;
    type Error = Unreachable;
    type Future = std::pin::Pin<Box<dyn Future<Output = Result<Self::Response, Unreachable>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Unreachable>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<Bytes>) -> Self::Future {
        let (router, caller) = (self.router.clone(), self.caller);
        Box::pin(async move {
            let mut request = request.map(Body::from);
            request.extensions_mut().insert(caller);
            let response = match router.oneshot(request).await {
                Ok(response) => response,
                Err(never) => match never {},
            };
            let (parts, body) = response.into_parts();
            let body = axum::body::to_bytes(body, usize::MAX).await.map_err(|_| Unreachable)?;
            Ok(http::Response::from_parts(parts, body))
        })
    }
}
