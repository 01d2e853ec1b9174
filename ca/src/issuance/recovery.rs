//! Intents without a certificate: a signature may exist that was not stored.
//!
//! They are closed as *possibly issued* (docs/architecture.md#rules-that-hold-everywhere): the serial is published as revoked,
//! the approval may be used again, and the keys, which stay on record, are never certified: the station generates new ones.

use std::ops::Range;
use std::time::Duration;

use ca_contract::status::{RevokedSerial, StatusChange};
use chassis::act::{Act, Zone};
use chassis::db::{Row, StoreError, Value};
use pki::crl::RevocationReason;
use pki::{Id, SerialNumber, Timestamp};
use policies::AuthorityName;
use serde_json::json;

use super::Issuance;
use crate::announcements::Announcement;
use crate::core::{Core, SELF};
use crate::feed;
use crate::issuers::IssuerName;
use crate::tables::INTENTS;

const OPEN_OF_ISSUANCE: &str = "select issuer, serial, issuance, not_after from open_intents where issuance = $1";
const OPEN_OF_SERIAL: &str = "select issuer, serial, issuance, not_after from open_intents where issuer = $1 and serial = $2";
const OPEN_BETWEEN: &str =
    "select issuer, serial, issuance, not_after from open_intents where intended_at >= $1 and intended_at < $2";

/// Closes the issuance `issuance`, which was interrupted in this process.
pub(crate) async fn close(core: &Core, issuance: Id<Issuance>) -> Result<(), StoreError> {
    close_now(core, OPEN_OF_ISSUANCE, &[issuance.into()]).await
}

/// Closes the intent of one serial, whose signing was interrupted in this process.
pub(super) async fn close_serial(core: &Core, issuer: &IssuerName, serial: &SerialNumber) -> Result<(), StoreError> {
    close_now(core, OPEN_OF_SERIAL, &[issuer.into(), serial.into()]).await
}

async fn close_now(core: &Core, open: &'static str, values: &[Value]) -> Result<(), StoreError> {
    let mut act = Act::begin(core, SELF).await?;
    let intents = INTENTS.list(act.tx(), open, values, open_intent).await?;
    close_all(&mut act, &intents).await?;
    act.commit().await
}

/// Closes every intent of a time span that has no certificate; returns how many.
pub(crate) async fn close_abandoned<Z: Zone<Announcement = Announcement>>(
    zone: &Z,
    intended: Range<Timestamp>,
) -> Result<usize, StoreError> {
    let span = [intended.start.into(), intended.end.into()];
    let mut tx = zone.database().begin_read().await?;
    let none = tx.rows(OPEN_BETWEEN, &span).await?.is_empty();
    drop(tx);
    if none {
        return Ok(0);
    }
    let mut act = Act::begin(zone, SELF).await?;
    let intents = INTENTS.list(act.tx(), OPEN_BETWEEN, &span, open_intent).await?;
    close_all(&mut act, &intents).await?;
    act.commit().await?;
    Ok(intents.len())
}

/// From the first intent to those of `now`: when the zone opens, no intent is in progress.
pub(crate) fn ever_until(now: Timestamp) -> Range<Timestamp> {
    Timestamp::from_millis(i64::MIN)..now.plus(Duration::from_millis(1))
}

/// An intent that has no certificate so far.
struct OpenIntent {
    issuer: IssuerName,
    serial: SerialNumber,
    issuance: Option<Id<Issuance>>,
    not_after: Timestamp,
}

fn open_intent(row: &Row) -> Result<OpenIntent, StoreError> {
    Ok(OpenIntent {
        issuer: row.parsed("issuer")?,
        serial: row.serial("serial")?,
        issuance: row.optional("issuance", Row::id)?,
        not_after: row.timestamp("not_after")?,
    })
}

async fn close_all<Z: Zone<Announcement = Announcement>>(act: &mut Act<'_, Z>, intents: &[OpenIntent]) -> Result<(), StoreError> {
    let now = act.at();
    for OpenIntent { issuer, serial, issuance, not_after } in intents {
        let sequence = match issuer {
            IssuerName::Published(issuer) => Some(publish(act, issuer, serial, now).await?),
            IssuerName::Internal => None,
        };
        let tx = act.tx();
        tx.execute(
            "insert into revoked_serials (issuer, serial, revocation, revoked_at, reason, published_reason, not_after, feed_sequence) \
             values ($1, $2, null, $3, 'unspecified', 'unspecified', $4, $5)",
            &[issuer.into(), serial.into(), now.into(), (*not_after).into(), sequence.into()],
        )
        .await?;
        if let Some(issuance) = issuance {
            tx.execute(
                "insert into issuance_outcomes (issuance, outcome, at) values ($1, 'broken-off', $2) on conflict (issuance) do nothing",
                &[(*issuance).into(), now.into()],
            )
            .await?;
        }
        act.record("intent.closed-as-possibly-issued", &serial.to_string(), json!({ "issuer": issuer })).await?;
    }
    Ok(())
}

async fn publish<Z: Zone<Announcement = Announcement>>(
    act: &mut Act<'_, Z>,
    issuer: &AuthorityName,
    serial: &SerialNumber,
    now: Timestamp,
) -> Result<i64, StoreError> {
    act.announce(Announcement::CrlDue);
    let change = RevokedSerial { issuer: issuer.clone(), serial: serial.clone(), at: now, reason: RevocationReason::Unspecified };
    feed::append(act, &StatusChange::Revoked(change), now).await
}
