//! Tokens from the program's own production station.

use std::path::Path;

use ca_contract::CertificateAuthority;
use ca_contract::statement::OrderNumber;
use station::{Produced, StationError, personalise};

use super::until;

/// The token of an order, once its authorisation has reached the certificate authority.
///
/// # Panics
/// When the station fails, or nothing is approved in time.
pub async fn produced(station: &CertificateAuthority, order: &OrderNumber, token: &Path) -> Produced {
    until("the order is approved", async || match personalise(station, Some(order), token).await {
        Err(StationError::NothingApproved(_)) => None,
        produced => Some(produced.expect("the token is produced")),
    })
    .await
}
