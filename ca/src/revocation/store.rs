//! Revoking a token: all its certificates, in one transaction.

use ca_contract::events::TokenChange;
use ca_contract::revocation::{RequestChannel, RequestReason, RevocationRequest, RevocationSummary};
use ca_contract::status::{RevokedSerial, StatusChange};
use chassis::act::Act;
use chassis::db::{Row, StoreError, Value};
use pki::crl::RevocationReason;
use pki::{Id, SystemRandom, Timestamp, TokenNumber};
use serde_json::json;

use super::Revocation;
use crate::announcements::Announcement;
use crate::call::Call;
use crate::core::Core;
use crate::failpoint::Failpoint;
use crate::tables::REVOCATIONS;
use crate::tokens::TokenCertificate;
use crate::{events, feed, tokens};

/// A request that is allowed to revoke.
pub(super) struct Request {
    /// T0.
    pub(super) received_at: Timestamp,
    pub(super) channel: RequestChannel,
    pub(super) reason: RequestReason,
    /// What was checked, for the ledger.
    pub(super) proof: serde_json::Value,
}

/// Revokes a token for `request`; if it is revoked already, adds the request to that revocation.
pub(super) async fn revoke_token(
    act: &mut Act<'_, Core>,
    call: &Call,
    token: &TokenNumber,
    asked: Request,
) -> Result<RevocationSummary, StoreError> {
    let sql = "select id, decided_at from revocations where token = $1";
    let read = |row: &Row| Ok((row.id("id")?, row.timestamp("decided_at")?));
    let existing = REVOCATIONS.find(act.tx(), sql, &[token.as_str().into()], read).await?;
    let (revocation, decided_at, effective) = match existing {
        Some((revocation, decided_at)) => (revocation, decided_at, false),
        None => {
            let revocation = decide(act, token, published(asked.reason)).await?;
            (revocation, act.at(), true)
        }
    };
    let request = Id::<RevocationRequest>::generate(call.received_at, &mut SystemRandom);
    let tx = act.tx();
    tx.execute(
        "insert into revocation_requests (id, revocation, received_at, channel, reason, effective) values ($1, $2, $3, $4, $5, $6)",
        &[
            request.into(),
            revocation.into(),
            asked.received_at.into(),
            Value::word(&asked.channel)?,
            Value::word(&asked.reason)?,
            effective.into(),
        ],
    )
    .await?;
    let detail = json!({
        "request": request, "proof": asked.proof, "channel": asked.channel, "reason": asked.reason,
        "effective": effective, "received_at": asked.received_at.to_string(),
    });
    let action = if effective { "token.revoked" } else { "token.revocation-repeated" };
    act.record(action, token.as_str(), detail).await?;
    if effective {
        let Request { channel, reason, .. } = asked;
        events::append(act, token, &TokenChange::Revoked { request, channel, reason, decided_at }, decided_at).await?;
    }
    Ok(RevocationSummary {
        request,
        token: token.clone(),
        effective,
        received_at: asked.received_at,
        decided_at,
        other_tokens_stay_valid: tokens::others_stay_valid(act.tx(), token).await?,
    })
}

async fn decide(act: &mut Act<'_, Core>, token: &TokenNumber, reason: RevocationReason) -> Result<Id<Revocation>, StoreError> {
    act.announce(Announcement::Reached(Failpoint::RevocationDecided));
    act.announce(Announcement::CrlDue);
    let (core, at) = (act.zone(), act.at());
    let revocation = Id::<Revocation>::generate(at, &mut SystemRandom);
    let tx = act.tx();
    tx.execute(
        "insert into revocations (id, token, decided_at) values ($1, $2, $3)",
        &[revocation.into(), token.as_str().into(), at.into()],
    )
    .await?;
    for TokenCertificate { issuer, certificate, .. } in tokens::certificates(tx, token).await? {
        let told = core.issuers.find(&issuer).and_then(|issuer| issuer.authority.as_ref());
        let told = told.is_some_and(|(_, authority)| authority.published_reasons.contains(&reason));
        let published = if told { reason } else { RevocationReason::Unspecified };
        let change = RevokedSerial { issuer: issuer.clone(), serial: certificate.serial().clone(), at, reason: published };
        let sequence = feed::append(act, &StatusChange::Revoked(change), at).await?;
        let tx = act.tx();
        tx.execute(
            "insert into revoked_serials (issuer, serial, revocation, revoked_at, reason, published_reason, not_after, feed_sequence) \
             values ($1, $2, $3, $4, $5, $6, $7, $8)",
            &[
                issuer.as_str().into(),
                certificate.serial().into(),
                revocation.into(),
                at.into(),
                Value::word(&reason)?,
                Value::word(&published)?,
                certificate.validity().not_after().into(),
                sequence.into(),
            ],
        )
        .await?;
    }
    Ok(revocation)
}

/// The reason of RFC 5280 §5.3.1 for the reason of a request (docs/profiles.md#revocation-reasons).
const fn published(reason: RequestReason) -> RevocationReason {
    match reason {
        // Somebody else has, or may have, the key: also if the token was lost in the post before it reached its holder.
        RequestReason::Lost | RequestReason::Stolen | RequestReason::Compromised | RequestReason::LostInPost => {
            RevocationReason::KeyCompromise
        }
        RequestReason::Departure => RevocationReason::AffiliationChanged,
        // The purpose of the certificate has ended; nobody suspects the key.
        RequestReason::EndOfActivity | RequestReason::Death => RevocationReason::CessationOfOperation,
        RequestReason::ForgottenPin | RequestReason::WrongData => RevocationReason::Superseded,
        // The right to what the certificate states was withdrawn.
        RequestReason::StruckOff => RevocationReason::PrivilegeWithdrawn,
        // A holder need not give a reason: any other value would be a guess.
        RequestReason::HolderRequest => RevocationReason::Unspecified,
    }
}
