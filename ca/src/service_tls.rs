//! TLS of the contract's listener, with a certificate of the internal authority that is renewed automatically with a new key.

use ca_contract::CONTRACT_HOST;
use chassis::act::Act;
use chassis::http::ServerTls;
use pki::name::Attribute;
use pki::{Certificate, DistinguishedName, SignError, SoftwareKey};
use secrecy::ExposeSecret;

use crate::core::{Core, SELF};
use crate::issuance::{CertifiableKey, Draft, IssuingKey, SingleError, sign_single};
use crate::seal::two_thirds_over;

/// Why the listener has no new certificate.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ServiceTlsError {
    #[error(transparent)]
    Key(#[from] SignError),
    #[error(transparent)]
    Issue(#[from] SingleError),
    #[error(transparent)]
    Store(#[from] chassis::db::StoreError),
    #[error("the listener's name cannot be certified")]
    Name,
    #[error("TLS refused the listener's certificate or key")]
    Tls,
}

impl ServiceTlsError {
    /// Whether only an operator can help; see [`chassis::db::StoreError::is_incident`].
    pub(crate) const fn is_incident(&self) -> bool {
        match self {
            Self::Store(fault) => fault.is_incident(),
            Self::Issue(fault) => fault.is_incident(),
            Self::Name | Self::Tls | Self::Key(_) => true,
        }
    }
}

/// The listener's certificate and key, and when the certificate expires.
pub(crate) struct ServiceTls {
    certificate: Certificate,
    listener: ServerTls,
}

impl ServiceTls {
    /// Certifies a first key.
    pub(crate) async fn start(core: &Core) -> Result<Self, ServiceTlsError> {
        let (certificate, key) = certify(core).await?;
        let listener =
            ServerTls::new(chain(core, &certificate), key.pkcs8().expose_secret()).map_err(|_| ServiceTlsError::Tls)?;
        Ok(Self { certificate, listener })
    }

    /// For the listener, which presents the current certificate at each handshake.
    pub(crate) fn listener(&self) -> ServerTls {
        self.listener.clone()
    }

    /// Certifies a new key once two thirds of the certificate's validity are over.
    pub(crate) async fn renew_if_due(&mut self, core: &Core) -> Result<(), ServiceTlsError> {
        if two_thirds_over(&self.certificate, core.now()) {
            let (certificate, key) = certify(core).await?;
            self.listener.replace(chain(core, &certificate), key.pkcs8().expose_secret()).map_err(|_| ServiceTlsError::Tls)?;
            tracing::info!(serial = %certificate.serial(), "the contract's listener presents a new certificate");
            self.certificate = certificate;
        }
        Ok(())
    }
}

async fn certify(core: &Core) -> Result<(Certificate, SoftwareKey), ServiceTlsError> {
    let internal = core.issuers.internal();
    let profile = &core.environment.policies.internal().service_tls;
    let (key, certifiable) = CertifiableKey::generated(profile)?;
    let subject =
        DistinguishedName::new(vec![(Attribute::CommonName, CONTRACT_HOST.to_owned())]).map_err(|_| ServiceTlsError::Name)?;
    let draft = Draft {
        issuing_key: IssuingKey::from(internal.as_ref()),
        key: &certifiable,
        subject,
        policies: &[],
        host: Some(CONTRACT_HOST),
    };
    let signed = sign_single(core, internal, &draft, SELF).await?;
    let mut act = Act::begin(core, SELF).await?;
    let certificate = signed.store(&mut act).await?;
    act.commit().await?;
    Ok((certificate, key))
}

fn chain(core: &Core, certificate: &Certificate) -> Vec<Vec<u8>> {
    vec![certificate.der().to_vec(), core.issuers.internal().certificate.der().to_vec()]
}
