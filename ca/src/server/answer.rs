//! Processing one call, from the received bytes to the response.

use std::sync::Arc;
use std::time::Duration;

use axum::body::{Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use ca_contract::{Access, Caller, ContractVersion, IdempotencyKey, Operation, Refusal, VERSION_HEADER, read_request};
use chassis::http::Problem;
use chassis::incident::IncidentId;
use http::{HeaderMap, HeaderValue, StatusCode};

use super::state::RouterState;
use crate::call::{self, Call, Fault, Shape, record_refusal};
use crate::core::Core;
use crate::refusal_budget::UNKNOWN_CALLER;

/// How long the body of a request may take to arrive after its header.
const WHOLE_MESSAGE: Duration = Duration::from_secs(10);

/// Refuses a path that is not an operation.
pub(super) async fn no_such_operation(State(state): State<RouterState>, request: Request) -> Response {
    record(&state.core, caller(&request), "?", "no-such-operation").await;
    problem(StatusCode::NOT_FOUND, "ca.no-such-operation", "No such operation", None)
}

/// Refuses a method other than POST.
pub(super) async fn not_by_post(State(state): State<RouterState>, request: Request) -> Response {
    record(&state.core, caller(&request), "?", "not-by-post").await;
    problem(StatusCode::METHOD_NOT_ALLOWED, "ca.not-by-post", "Operations are asked by POST", None)
}

/// Reads the request, decides whether the caller may send it, acts in a task of its own, and responds within the deadline.
pub(super) async fn answer<O: Operation, S: Shape<O>>(
    access: &'static Access,
    State(state): State<RouterState>,
    request: Request,
) -> Response {
    let caller = caller(&request);
    let Some(allowed) = caller.filter(|caller| access.callers.contains(caller)) else {
        let (code, title) = match caller {
            Some(_) => ("not-allowed", "This caller may not ask this"),
            None => ("not-pinned", "This caller is not pinned"),
        };
        record(&state.core, caller, O::NAME, code).await;
        return problem(StatusCode::FORBIDDEN, &format!("ca.{code}"), title, None);
    };
    match read::<O>(access, allowed, &state, request).await {
        Ok((operation, call)) => perform::<O, S>(state, operation, call).await,
        Err(Unreadable { status, code, detail }) => {
            record(&state.core, caller, O::NAME, code).await;
            problem(status, &format!("ca.{code}"), "The call cannot be read", Some(detail))
        }
    }
}

fn caller(request: &Request) -> Option<Caller> {
    request.extensions().get::<Caller>().copied()
}

async fn record(core: &Core, caller: Option<Caller>, operation: &str, code: &str) {
    let actor = caller.map_or_else(|| UNKNOWN_CALLER.to_owned(), |caller| caller.to_string());
    record_refusal(core, &actor, operation, code).await;
}

/// States the version of the contract in every response.
pub(super) async fn tell_version(mut response: Response) -> Response {
    let ours = HeaderValue::try_from(ContractVersion::OURS.to_string()).expect("a number is a valid header value");
    response.headers_mut().insert(VERSION_HEADER, ours);
    response
}

/// Refuses callers that state no version of the contract, or a later one, whose requests might not be understood in full.
fn speaks(headers: &HeaderMap) -> Result<(), Unreadable> {
    let theirs = only(headers, VERSION_HEADER).and_then(|version| version.parse::<ContractVersion>().ok());
    let ours = ContractVersion::OURS;
    let detail = match theirs {
        Some(theirs) if theirs <= ours => return Ok(()),
        Some(theirs) => {
            format!("the caller speaks version {theirs} of the contract, this certificate authority {ours}: upgrade it first")
        }
        None => format!("send one {VERSION_HEADER} header with the caller's version of the contract; this one is {ours}"),
    };
    Err(Unreadable { status: StatusCode::BAD_REQUEST, code: "contract-version", detail })
}

/// The value of a header that was sent once.
fn only<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let mut values = headers.get_all(name).iter();
    let value = values.next()?;
    if values.next().is_some() { None } else { value.to_str().ok() }
}

struct Unreadable {
    status: StatusCode,
    code: &'static str,
    detail: String,
}

async fn read<O: Operation>(
    access: &'static Access,
    caller: Caller,
    state: &RouterState,
    request: Request,
) -> Result<(O, Call), Unreadable> {
    let received_at = state.core.now();
    speaks(request.headers())?;
    let key = only(request.headers(), "idempotency-key");
    let key: IdempotencyKey = key.and_then(|key| key.parse().ok()).ok_or_else(|| Unreadable {
        status: StatusCode::BAD_REQUEST,
        code: "idempotency-key",
        detail: "send one Idempotency-Key header with a UUID".to_owned(),
    })?;
    let body = tokio::time::timeout(WHOLE_MESSAGE, to_bytes(request.into_body(), access.at_most)).await;
    let body = body.map_err(|_| Unreadable {
        status: StatusCode::REQUEST_TIMEOUT,
        code: "late",
        detail: format!("a message must arrive whole within {} s", WHOLE_MESSAGE.as_secs()),
    })?;
    let body: Bytes = body.map_err(|_| Unreadable {
        status: StatusCode::PAYLOAD_TOO_LARGE,
        code: "too-large",
        detail: format!("a message of this operation has at most {} octets", access.at_most),
    })?;
    let operation: O = read_request(&body).map_err(|fault| Unreadable {
        status: StatusCode::BAD_REQUEST,
        code: "malformed",
        detail: format!("not a message of this operation: {fault}"),
    })?;
    let request_digest = state.core.secrets.questions.mac("question", &[O::NAME.as_bytes(), &body]);
    Ok((operation, Call { caller, key, access, request_digest, received_at }))
}

async fn perform<O: Operation, S: Shape<O>>(state: RouterState, operation: O, call: Call) -> Response {
    let Some(queued) = state.in_flight.enter((call.caller, call.key)) else { return unavailable() };
    let (core, deadline) = (Arc::clone(&state.core), call.access.deadline);
    let act = async move {
        let turn = queued.turn().await;
        let answer = call::answer::<O, S>(&core, &call, operation).await;
        drop(turn);
        told::<O>(answer)
    };
    match tokio::time::timeout(deadline, state.acts.spawn(act)).await {
        Ok(Ok(response)) => response,
        Ok(Err(_)) | Err(_) => unavailable(),
    }
}

/// The response for an answer or a fault.
fn told<O: Operation>(answer: Result<String, Fault<O::Error>>) -> Response {
    let unreadable = |status, code, detail: &str| problem(status, code, "The call cannot be read", Some(detail.to_owned()));
    match answer {
        Ok(answer) => json(answer),
        Err(Fault::Refused(refusal)) => refused::<O>(&refusal),
        Err(Fault::Invalid(detail)) => unreadable(StatusCode::BAD_REQUEST, "ca.invalid", detail),
        Err(Fault::KeyReused) => {
            unreadable(StatusCode::CONFLICT, "ca.key-reused", "this idempotency key was used for another request")
        }
        Err(Fault::Unavailable) => unavailable(),
        Err(Fault::Incident(id)) => incident(id),
    }
}

fn refused<O: Operation>(refusal: &O::Error) -> Response {
    let code = format!("ca.{}.{}", O::NAME, refusal.code());
    let problem = Problem::new(StatusCode::UNPROCESSABLE_ENTITY, code, "Refused").with_detail(refusal.to_string());
    serde_json::to_value(refusal).map_or_else(|_| unavailable(), |refusal| problem.with_refusal(refusal).into_response())
}

fn json(body: String) -> Response {
    ([(http::header::CONTENT_TYPE, "application/json"), (http::header::CACHE_CONTROL, "no-store")], body).into_response()
}

fn unavailable() -> Response {
    problem(StatusCode::SERVICE_UNAVAILABLE, "ca.unavailable", "Ask again with the same key", None)
}

fn incident(id: IncidentId) -> Response {
    let title = "Something is broken here, and asking again does not help";
    Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "ca.incident", title).with_incident(id).into_response()
}

fn problem(status: StatusCode, code: &str, title: &'static str, detail: Option<String>) -> Response {
    let problem = Problem::new(status, code, title);
    match detail {
        Some(detail) => problem.with_detail(detail),
        None => problem,
    }
    .into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_counts_only_if_it_was_sent_once() {
        let mut headers = HeaderMap::new();
        assert_eq!(only(&headers, VERSION_HEADER), None);
        headers.append(VERSION_HEADER, HeaderValue::from_static("1"));
        assert_eq!(only(&headers, VERSION_HEADER), Some("1"));
        headers.append(VERSION_HEADER, HeaderValue::from_static("1"));
        assert_eq!(only(&headers, VERSION_HEADER), None);
    }
}
