//! Signed certificates, and their events in the feed.

use ca_contract::status::{IssuedSerial, StatusChange};
use chassis::act::{Act, Zone};
use chassis::db::{StoreError, Value};
use pki::{Certificate, Timestamp, TokenNumber};

use crate::announcements::Announcement;
use crate::feed;
use crate::issuers::IssuerName;

/// A signed certificate and its issuer.
pub(crate) struct Signed {
    pub(crate) issuer: IssuerName,
    pub(crate) certificate: Certificate,
}

/// The place of a certificate on a token.
pub(crate) struct TokenPlace<'a> {
    pub(crate) token: &'a TokenNumber,
    pub(crate) slot: u8,
    pub(crate) role: &'a str,
}

/// Stores a certificate and, unless its status is not published, appends it to the feed.
pub(crate) async fn store_certificate<Z: Zone<Announcement = Announcement>>(
    act: &mut Act<'_, Z>,
    signed: &Signed,
    place: Option<TokenPlace<'_>>,
    at: Timestamp,
) -> Result<(), StoreError> {
    let certificate = &signed.certificate;
    let sequence = match &signed.issuer {
        IssuerName::Published(issuer) => {
            let issued = IssuedSerial { issuer: issuer.clone(), serial: certificate.serial().clone() };
            Some(feed::append(act, &StatusChange::Issued(issued), at).await?)
        }
        IssuerName::Internal => None,
    };
    let (token, slot, role) = match &place {
        Some(place) => (place.token.as_str().into(), i64::from(place.slot).into(), place.role.into()),
        None => (Value::NoText, Value::NoInt, Value::NoText),
    };
    let tx = act.tx();
    tx.execute(
        "insert into certificates (issuer, serial, fingerprint, der, token, slot, role, feed_sequence, stored_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        &[
            (&signed.issuer).into(),
            certificate.serial().into(),
            certificate.fingerprint().into(),
            certificate.der().into(),
            token,
            slot,
            role,
            sequence.into(),
            at.into(),
        ],
    )
    .await?;
    Ok(())
}
