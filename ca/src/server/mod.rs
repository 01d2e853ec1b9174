//! The contract's listener: who calls, what may be asked, what is remembered, what is refused on record.

mod answer;
mod caller;
mod operations;
mod refusals;

use std::sync::Arc;

use axum::Router;
use axum::middleware::map_response;
use axum::routing::post;
use ca_contract::{Operation, access_to};
use tokio_util::task::TaskTracker;

pub use caller::Pins;
pub(crate) use caller::{caller_from_pins, in_process};
pub(crate) use refusals::settle as settle_refusals;

use crate::call::{Call, Fault, UnderWay};
use crate::core::Core;

/// An operation that this zone serves.
pub(crate) trait Serve: Operation {
    /// Decides and acts.
    fn serve(self, core: &Core, call: &Call) -> impl Future<Output = Result<Self::Answer, Fault<Self::Error>>> + Send;
}

/// What the routes share.
#[derive(Clone)]
pub(crate) struct Desk {
    pub(crate) core: Arc<Core>,
    /// Acts that go on although their caller has left.
    pub(crate) acts: TaskTracker,
    pub(crate) under_way: Arc<UnderWay>,
}

/// Every operation of the contract, behind `/v1/`. The caller must have been named by a layer around it.
pub(crate) fn router(core: Arc<Core>, acts: TaskTracker) -> Router {
    let desk = Desk { core, acts, under_way: Arc::default() };
    let routes = operations::routes().fallback(answer::no_such_operation).method_not_allowed_fallback(answer::not_by_post);
    routes.with_state(desk).layer(map_response(answer::tell_version))
}

/// The route of `O`; its limits are its row in the contract's table.
fn route<O: Serve>() -> Router<Desk> {
    let access = access_to(O::NAME).expect("the story of the contract opens a router with every operation in the table");
    let path = format!("/v1/{}", O::NAME);
    Router::new().route(&path, post(move |desk, request| answer::answer::<O>(access, desk, request)))
}
