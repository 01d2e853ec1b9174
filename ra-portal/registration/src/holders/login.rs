//! Whose certificate was shown, and the first login.

use ca_contract::IdempotencyKey;
use ca_contract::holder::{CertificateHolder, PairedCertificate, TokenStanding, WhoseCertificate, WhoseCertificateError};
use ca_contract::revocation::RequestReason;
use pki::{Digest, SystemRandom, Timestamp, TokenNumber};

use super::{Acceptance, HeldCertificate, Holder, Holders};
use crate::core::Core;
use crate::fault::Fault;
use crate::lifecycle::apply;
use crate::messages::OrderFacts;
use crate::orders::{self, Order, OrderNumber, OrderState};

/// Why a certificate opens nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAHolder {
    /// Foreign, or on no token.
    #[error("no certificate of a token's")]
    Unknown,
    /// It has expired.
    #[error("the certificate expired at {at}")]
    Expired {
        /// When.
        at: Timestamp,
        /// The order that its token was produced for.
        order: OrderNumber,
    },
    /// It was revoked.
    #[error("the certificate was revoked at {at}")]
    Revoked {
        /// When (T1).
        at: Timestamp,
        /// The token.
        token: TokenNumber,
        /// Why.
        reason: RequestReason,
    },
    /// Its token was not sent yet: nobody but the registration authority should have it.
    #[error("the token was not sent yet")]
    NotSent {
        /// The order that the token was produced for.
        order: OrderNumber,
    },
}

impl Holders {
    /// Whose certificate this is, by its fingerprint; the TLS handshake proved its key. The first login with a token activates its
    /// order.
    ///
    /// # Errors
    /// [`NotAHolder`].
    pub async fn holder_by_certificate(&self, fingerprint: Digest) -> Result<Holder, Fault<NotAHolder>> {
        let core = &self.core;
        let question = WhoseCertificate { certificate: fingerprint };
        let authority = &core.environment.authority;
        let found = authority.call(&question, IdempotencyKey::generate(&mut SystemRandom)).await;
        let found = found
            .map_err(|failed| Fault::of_authority(failed, |WhoseCertificateError::UnknownCertificate| NotAHolder::Unknown))?;
        let pair = pair(&found)?;
        if let TokenStanding::Revoked { at, reason } = found.state {
            return Err(Fault::Refused(NotAHolder::Revoked { at, token: found.token, reason }));
        }
        let shown = pair.iter().find(|certificate| certificate.fingerprint == fingerprint);
        let shown = shown.ok_or_else(|| Fault::Unavailable("the certificate authority named another certificate".to_owned()))?;
        if shown.not_after < core.now().truncated() {
            return Err(Fault::Refused(NotAHolder::Expired { at: shown.not_after, order: found.order }));
        }
        let order = activated(core, &found.order, fingerprint).await?;
        let acceptance = acceptance(order.state()).ok_or(Fault::Refused(NotAHolder::NotSent { order: found.order.clone() }))?;
        Ok(Holder {
            shown: fingerprint,
            order: order.id,
            number: found.order,
            product: found.product,
            name: OrderFacts::of(&order).map_or_else(String::new, |facts| facts.holder),
            token: found.token,
            model: found.model,
            pair,
            puk: found.puk,
            acceptance,
        })
    }
}

fn pair(found: &CertificateHolder) -> Result<Vec<HeldCertificate>, Fault<NotAHolder>> {
    if found.certificates.is_empty() {
        return Err(Fault::Unavailable("the certificate authority named a token without certificates".to_owned()));
    }
    Ok(found.certificates.iter().map(held).collect())
}

fn held(certificate: &PairedCertificate) -> HeldCertificate {
    HeldCertificate {
        role: certificate.role.clone(),
        issuer: certificate.issuer.clone(),
        serial: certificate.serial.clone(),
        not_before: certificate.not_before,
        not_after: certificate.not_after,
        fingerprint: Digest::of(&certificate.certificate.0),
        der: certificate.certificate.0.clone(),
        chain: certificate.chain.iter().map(|der| der.0.clone()).collect(),
        code_set_at: certificate.code_set_at,
    }
}

/// The order of the token; a token that was shipped is activated by this login.
async fn activated(core: &Core, number: &OrderNumber, shown: Digest) -> Result<Order, Fault<NotAHolder>> {
    let unknown = || Fault::Unavailable(format!("no order {number} is known here"));
    let order = orders::find_by_number(&mut core.db.begin_read().await?, number).await?.ok_or_else(unknown)?;
    if !matches!(order.state(), OrderState::Shipped { .. }) {
        return Ok(order);
    }
    let mut act = core.begin(format!("holder {shown}")).await?;
    let order = orders::find(act.tx(), order.id).await?.ok_or_else(unknown)?;
    if !matches!(order.state(), OrderState::Shipped { .. }) {
        return Ok(order);
    }
    let activated = order.activate(act.at())?;
    let order = apply(&mut act, activated).await?;
    act.commit().await?;
    Ok(order)
}

/// What was said to the certificates; none before the token was sent.
pub(super) fn acceptance(state: &OrderState) -> Option<Acceptance> {
    match state {
        OrderState::Activated { .. } => Some(Acceptance::Awaited),
        OrderState::Accepted { at, .. } => Some(Acceptance::Accepted { at: *at }),
        OrderState::WrongDataReported { at, report, .. } => {
            Some(Acceptance::WrongDataReported { at: *at, report: report.clone() })
        }
        _ => None,
    }
}
