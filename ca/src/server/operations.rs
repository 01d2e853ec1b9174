//! The route of each operation, and the shape in which it is served. The operations themselves are in the folders of their
//! subjects.

use axum::Router;
use axum::routing::post;
use ca_contract::escrow::{DossierKey, ReleasePin};
use ca_contract::events::FollowTokens;
use ca_contract::holder::{FindCertificateHolder, ReleasePuk, SetCode};
use ca_contract::issuance::{Approve, EscrowActivationData, Issue, ListApproved, ListIssuers};
use ca_contract::officers::{DismissOfficer, EnrolOfficer, ListOfficers, RenewOfficer};
use ca_contract::revocation::{FetchRevocationReceipt, RevokeByCode, RevokeByOfficers};
use ca_contract::status::{CertifyResponderKey, FetchCrl, FollowStatus, StatusSnapshot};
use ca_contract::{Operation, access_to};

use super::answer::answer;
use super::state::RouterState;
use crate::call::{InOneAct, InSeveralActs, Reading, Shape};

pub(super) fn routes() -> Router<RouterState> {
    Router::new()
        .merge(route::<Approve, InOneAct>())
        .merge(route::<ListIssuers, Reading>())
        .merge(route::<ListApproved, Reading>())
        .merge(route::<Issue, InSeveralActs>())
        .merge(route::<EscrowActivationData, InOneAct>())
        .merge(route::<SetCode, InSeveralActs>())
        .merge(route::<ReleasePuk, InOneAct>())
        .merge(route::<FindCertificateHolder, Reading>())
        .merge(route::<FollowTokens, Reading>())
        .merge(route::<DossierKey, InOneAct>())
        .merge(route::<ReleasePin, InOneAct>())
        .merge(route::<RevokeByCode, InSeveralActs>())
        .merge(route::<RevokeByOfficers, InOneAct>())
        .merge(route::<FetchRevocationReceipt, Reading>())
        .merge(route::<EnrolOfficer, InSeveralActs>())
        .merge(route::<RenewOfficer, InSeveralActs>())
        .merge(route::<DismissOfficer, InOneAct>())
        .merge(route::<ListOfficers, Reading>())
        .merge(route::<StatusSnapshot, Reading>())
        .merge(route::<FollowStatus, Reading>())
        .merge(route::<FetchCrl, Reading>())
        .merge(route::<CertifyResponderKey, InSeveralActs>())
}

/// The route of `O`, with the limits from its row in the contract's table.
fn route<O: Operation, S: Shape<O>>() -> Router<RouterState> {
    let access = access_to(O::NAME).expect("a test opens a router with every operation of the table");
    let path = format!("/v1/{}", O::NAME);
    Router::new().route(&path, post(move |state, request| answer::<O, S>(access, state, request)))
}
