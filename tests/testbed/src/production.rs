//! Production of tokens with the production station.

use std::path::Path;

use ca_contract::CertificateAuthority;
use ca_contract::statement::OrderNumber;
use station::{Produced, StationError, personalise};

use super::until;

/// Produces the token of an order. Retries until its authorisation has reached the CA.
///
/// # Panics
/// If the station fails, or the order is not approved in time.
pub async fn produced(station: &CertificateAuthority, order: &OrderNumber, token: &Path) -> Produced {
    until("the order is approved", async || match personalise(station, Some(order), token).await {
        Err(StationError::NothingApproved(_)) => None,
        produced => Some(produced.expect("the token is produced")),
    })
    .await
}
