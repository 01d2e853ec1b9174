//! Recognising a holder by their certificate, and the first login.

use ca_contract::IdempotencyKey;
use ca_contract::holder::{CertificateHolder, FindCertificateHolder, FindCertificateHolderError, PairedCertificate, TokenStatus};
use chassis::act::Act;
use pki::certificate::{AdmittedCertificate, NotAdmitted};
use pki::{Certificate, Digest, SystemRandom, Timestamp, TokenNumber};

use super::{Acceptance, HeldCertificate, Holder, Holders};
use crate::core::Core;
use crate::emergency::RequestReason;
use crate::fault::Fault;
use crate::lifecycle::apply;
use crate::messages::OrderFacts;
use crate::orders::{self, Order, OrderNumber, OrderState};

/// Why a certificate does not admit a holder.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAHolder {
    /// Not a certificate of a known token.
    #[error("the certificate belongs to no token")]
    Unknown,
    /// It belongs to a token, and is not valid now.
    #[error(transparent)]
    Certificate(NotAdmitted),
    #[error("the certificate was revoked at {at}")]
    Revoked {
        /// When it was revoked (T1).
        at: Timestamp,
        token: TokenNumber,
        reason: RequestReason,
    },
    /// Its token was not sent yet, so that nobody but the registration authority should have it.
    #[error("the token was not sent yet")]
    NotSent {
        /// The order that the token was produced for.
        order: OrderNumber,
    },
}

impl Holders {
    /// The holder who authenticates with this certificate; the TLS handshake proved possession of its key. The certificate is
    /// checked as a whole: it is identical to the one that the certificate authority has on file for a token, signed by the
    /// issuing CA, and valid now. The first login with a token activates its order.
    ///
    /// # Errors
    /// [`NotAHolder`].
    pub async fn holder_by_certificate(&self, shown: &Certificate) -> Result<Holder, Fault<NotAHolder>> {
        let core = &self.core;
        let fingerprint = shown.fingerprint();
        let question = FindCertificateHolder { certificate: fingerprint };
        let authority = &core.environment.authority;
        let found = authority.call(&question, IdempotencyKey::generate(&mut SystemRandom)).await;
        let found = found.map_err(|failed| {
            Fault::of_authority(failed, |FindCertificateHolderError::UnknownCertificate| NotAHolder::Unknown)
        })?;
        let pair = pair(&found)?;
        if let TokenStatus::Revoked { at, reason } = found.state {
            return Err(Fault::Refused(NotAHolder::Revoked { at, token: found.token, reason: reason.into() }));
        }
        let admitted = admitted(shown, &pair, core.now())?;
        let number = OrderNumber::from(found.order);
        let order = activated(core, &number, fingerprint).await?;
        let acceptance = acceptance(order.state()).ok_or(Fault::Refused(NotAHolder::NotSent { order: number.clone() }))?;
        Ok(Holder {
            shown: admitted,
            order: order.id,
            number,
            product: found.product,
            name: OrderFacts::of(&order).map_or_else(String::new, |facts| facts.holder),
            token: found.token,
            model: found.model,
            pair,
            puk: found.puk.into(),
            acceptance,
        })
    }
}

/// Checks the certificate against what the certificate authority has on file.
fn admitted(shown: &Certificate, pair: &[HeldCertificate], now: Timestamp) -> Result<AdmittedCertificate, Fault<NotAHolder>> {
    let on_file = pair.iter().find(|certificate| certificate.fingerprint == shown.fingerprint());
    let on_file = on_file.ok_or_else(|| Fault::incident("the certificate authority returned another certificate"))?;
    let issuer = on_file.chain.first().and_then(|der| Certificate::from_der(der).ok());
    let issuer = issuer.ok_or_else(|| Fault::incident("the certificate authority returned no issuing CA"))?;
    let checked = AdmittedCertificate::validate(shown, on_file.fingerprint, &issuer, now);
    checked.map_err(|fault| Fault::Refused(NotAHolder::Certificate(fault)))
}

fn pair(found: &CertificateHolder) -> Result<Vec<HeldCertificate>, Fault<NotAHolder>> {
    if found.certificates.is_empty() {
        return Err(Fault::incident("the certificate authority returned a token without certificates"));
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

/// The order of the token; if the token was shipped, this login activates it.
async fn activated(core: &Core, number: &OrderNumber, shown: Digest) -> Result<Order, Fault<NotAHolder>> {
    let unknown = || Fault::incident(format_args!("no order {number} is known here"));
    let order = orders::find_by_number(&core.order_keys, &mut core.db.begin_read().await?, number).await?.ok_or_else(unknown)?;
    if !matches!(order.state(), OrderState::Shipped { .. }) {
        return Ok(order);
    }
    let mut act = core.begin(format!("holder {shown}")).await?;
    let order = orders::find(&act.zone().order_keys, act.tx(), order.id).await?.ok_or_else(unknown)?;
    let order = activate(&mut act, order).await?;
    act.commit().await?;
    Ok(order)
}

async fn activate(act: &mut Act<'_, Core>, order: Order) -> Result<Order, Fault<NotAHolder>> {
    if !matches!(order.state(), OrderState::Shipped { .. }) {
        return Ok(order);
    }
    let activated = order.activate(act.at())?;
    Ok(apply(act, activated).await?)
}

/// The holder's acceptance or report; none before the token was sent.
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

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use pki::Validity;

    use super::*;
    use crate::internal_authority::TestAuthority;

    /// As `date -u -d 2026-11-22T09:00:00Z +%s` prints it.
    const NOW: Timestamp = Timestamp::from_millis(1_795_338_000_000);
    const DAY: Duration = Duration::from_secs(24 * 3600);
    const SECOND: Duration = Duration::from_secs(1);

    /// What the certificate authority has on file: a certificate, and its issuer's.
    fn on_file(certificate: &Certificate, issuer: &TestAuthority) -> Vec<HeldCertificate> {
        vec![HeldCertificate {
            role: "main".to_owned(),
            issuer: "sceau-advanced-ca".parse().unwrap(),
            serial: certificate.serial().clone(),
            not_before: certificate.validity().not_before(),
            not_after: certificate.validity().not_after(),
            fingerprint: certificate.fingerprint(),
            der: certificate.der().to_vec(),
            chain: vec![issuer.certificate().der().to_vec()],
            code_set_at: None,
        }]
    }

    fn checked(shown: &Certificate, pair: &[HeldCertificate], now: Timestamp) -> Result<Digest, NotAdmitted> {
        match admitted(shown, pair, now) {
            Ok(admitted) => Ok(admitted.fingerprint()),
            Err(Fault::Refused(NotAHolder::Certificate(fault))) => Err(fault),
            Err(other) => panic!("{other}"),
        }
    }

    #[test]
    fn a_holder_is_admitted_by_the_certificate_on_file_from_its_issuing_ca_within_its_validity() {
        let (authority, impostor) = (TestAuthority::new(NOW), TestAuthority::new(NOW));
        let validity = Validity::new(NOW.minus(DAY), NOW.plus(30 * DAY)).unwrap();
        let (from, at) = (validity.not_before(), validity.not_after());
        let shown = authority.certify("Maëlle Kervadec", validity);
        let pair = on_file(&shown, &authority);
        for (moment, expected) in [
            (from.minus(SECOND), Err(NotAdmitted::NotYetValid { from })),
            (from, Ok(shown.fingerprint())),
            (at, Ok(shown.fingerprint())),
            (at.plus(SECOND), Err(NotAdmitted::Expired { at })),
            (at.plus(1100 * DAY), Err(NotAdmitted::Expired { at })),
        ] {
            assert_eq!(checked(&shown, &pair, moment), expected, "{moment}");
        }
        let forged = impostor.certify("Maëlle Kervadec", validity);
        assert_eq!(checked(&forged, &on_file(&forged, &authority), NOW), Err(NotAdmitted::ForeignIssuer));
        let other_key = authority.certify("Maëlle Kervadec", validity);
        assert!(matches!(admitted(&other_key, &pair, NOW), Err(Fault::Failed(_))), "not the certificate in the request");
    }
}
