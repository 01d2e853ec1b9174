//! What happens to each request of a listener before and after the router: limits, the peer, and the format of errors.

use std::future::poll_fn;
use std::pin::pin;
use std::task::{Poll, ready};

use axum::body::{Body, HttpBody};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::header::{CONNECTION, EXPECT, RETRY_AFTER};
use http::{HeaderValue, StatusCode, Version};
use http_body_util::Limited;
use tokio::time::{Instant, sleep_until};

use super::host;
use super::limits::Limits;
use super::pace::{BodyProgress, PacedBody};
use super::peer::name_peer;
use super::refusal::{Asked, described, no_answer, too_slow};
use super::unread::Drains;

/// When to try again if no handler has said so, in seconds.
const RETRY_LATER: HeaderValue = HeaderValue::from_static("60");

/// The limits of a listener's requests.
#[derive(Clone)]
pub(super) struct Bounds {
    limits: Limits,
    drains: Drains,
}

impl Bounds {
    pub(super) fn new(limits: Limits) -> Self {
        Self { limits, drains: Drains::default() }
    }

    /// Limits the body in size and pace; `None` if there is none.
    fn limit_body(&self, request: &mut Request) -> Option<BodyProgress> {
        if request.body().is_end_stream() {
            return None;
        }
        let expects = request.headers().get(EXPECT).is_some();
        let body = std::mem::take(request.body_mut());
        // A body that is declared too large is refused before it is read.
        let limit = if body.size_hint().lower() > self.limits.body as u64 { 0 } else { self.limits.body };
        let (body, progress) = PacedBody::new(body, self.limits.pace, expects, self.drains.clone());
        *request.body_mut() = Body::new(Limited::new(body, limit));
        request.extensions_mut().insert(progress.clone());
        Some(progress)
    }

    /// Waits for the response, and ends the request's body if it arrives too slowly. `None` if the response does not come in time.
    async fn answered(&self, progress: Option<&BodyProgress>, answer: impl Future<Output = Response>) -> Option<Response> {
        let limit = Instant::now() + self.limits.request_timeout;
        let due = || progress.map_or(limit, |progress| progress.due(limit));
        let (mut answer, mut alarm) = (pin!(answer), pin!(sleep_until(limit)));
        poll_fn(|context| {
            loop {
                if let Poll::Ready(response) = answer.as_mut().poll(context) {
                    return Poll::Ready(Some(response));
                }
                // Waiting for octets does not count, so that the moment changes while the body arrives.
                if alarm.deadline() != due() {
                    alarm.as_mut().reset(due());
                }
                ready!(alarm.as_mut().poll(context));
                let now = Instant::now();
                if due() <= now && !progress.is_some_and(|progress| progress.give_up(now)) {
                    return Poll::Ready(None);
                }
            }
        })
        .await
    }
}

/// Describes errors, and says when to try again wherever no handler has said so.
fn finished(response: Response, asked: Asked) -> Response {
    let mut response = described(response, asked);
    if matches!(response.status(), StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE) {
        response.headers_mut().entry(RETRY_AFTER).or_insert(RETRY_LATER);
    }
    response
}

/// Answers a request within the limits.
pub(super) async fn bounded(State(bounds): State<Bounds>, mut request: Request, next: Next) -> Response {
    let asked = Asked::of(&request);
    let closable = request.version() <= Version::HTTP_11;
    name_peer(&mut request);
    let progress = bounds.limit_body(&mut request);
    let refused = host::refuse(&request);
    let response = match refused {
        Some(problem) => {
            drop(request);
            problem.into_response()
        }
        None => {
            let answered = bounds.answered(progress.as_ref(), next.run(request)).await;
            answered.unwrap_or_else(|| no_answer().into_response())
        }
    };
    let Some(progress) = progress else { return finished(response, asked) };
    // Extractors say "bad request" if a body ends with an error.
    let slow = progress.is_overdue() && response.status() == StatusCode::BAD_REQUEST;
    let mut response = finished(if slow { too_slow().into_response() } else { response }, asked);
    if response.status() == StatusCode::REQUEST_TIMEOUT {
        progress.abandon();
    }
    if closable && progress.is_abandoned() {
        response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    }
    response
}
