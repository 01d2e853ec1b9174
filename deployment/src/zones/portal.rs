//! The portal with its two listeners and its background work.

use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use ca_contract::CertificateAuthority;
use chassis::http::{self, KnownPeers, Limits, Pace, Security};
use chassis::slow_hash::Cost;
use mails::{CapturedMail, Encryption, MailTransport, Outgoing, SmsGateway, SmtpSettings};
use pages::Entrance;
use pki::{Clock, DistinguishedName, SystemClock};
use ra_portal::background_jobs::run_background_jobs;
use ra_portal::web::{self, Portal, Sites};
use registration::dossiers::Examiner;
use registration::settings::Settings;
use registration::{Environment, Failpoints, Registration};
use tokio_util::sync::CancellationToken;

use super::{ZoneError, address_of, bind};
use crate::configuration::{EntranceSection, MailSecurity, PortalFile};

/// Dependencies of the portal in addition to its configuration.
pub struct PortalComposition {
    pub clock: Arc<dyn Clock>,
    /// Examines uploaded files.
    pub examiner: Examiner,
    /// Fault injection at failpoints.
    pub failpoints: Failpoints,
    /// Cost of the Argon2id computation for a password.
    pub password_cost: Cost,
    /// The slowest permitted upload.
    pub pace: Pace,
    /// If set, messages are captured instead of sent, and orders can be paid with the demonstration card.
    pub demonstration: Option<CapturedMail>,
}

/// The system clock, the running program as examiner of files, no fault injection, and real gateways.
impl Default for PortalComposition {
    fn default() -> Self {
        Self {
            clock: Arc::new(SystemClock),
            examiner: Examiner::own_program(),
            failpoints: Failpoints::none(),
            password_cost: Cost::default(),
            pace: Pace::default(),
            demonstration: None,
        }
    }
}

/// An open portal that is bound to its addresses.
pub struct PortalZone {
    portal: Portal,
    registration: Registration,
    outgoing: Outgoing,
    file: PortalFile,
    public: TcpListener,
    certificate: TcpListener,
    pace: Pace,
}

/// Uploads are the largest requests: files that are too large are received too, so that the error can name them. Routes allow less.
const LARGEST_BODY: usize = 1 << 30;
/// Ten files of an upload are checked one after the other, and others may be checked before them.
const LONGEST_REQUEST: Duration = Duration::from_secs(300);

impl PortalZone {
    /// Opens the portal with the system clock and a connection to the CA over mutual TLS.
    ///
    /// # Errors
    /// See [`ZoneError`].
    pub async fn start(file: PortalFile) -> Result<Self, ZoneError> {
        let authority = file.connect()?;
        Self::start_with(file, authority, PortalComposition::default()).await
    }

    /// Opens the portal with another connection to the CA and other dependencies.
    ///
    /// # Errors
    /// See [`ZoneError`].
    pub async fn start_with(
        file: PortalFile,
        authority: CertificateAuthority,
        composition: PortalComposition,
    ) -> Result<Self, ZoneError> {
        let listeners = [bind(file.portal.public.listen)?, bind(file.portal.certificate.listen)?];
        Self::start_on(listeners, file, authority, composition).await
    }

    /// The same with bound listeners for the public and the certificate entrance instead of the configured addresses.
    ///
    /// # Errors
    /// See [`ZoneError`].
    pub async fn start_on(
        [public, certificate]: [TcpListener; 2],
        file: PortalFile,
        authority: CertificateAuthority,
        composition: PortalComposition,
    ) -> Result<Self, ZoneError> {
        let PortalComposition { clock, examiner, failpoints, password_cost, pace, demonstration } = composition;
        let outgoing = outgoing(&file, demonstration.as_ref())?;
        let settings = Settings {
            demonstration_card: demonstration.is_some(),
            sms: outgoing.sms.is_some(),
            password_cost,
            ..Settings::of(file.portal.supplier.clone())
        };
        let environment = Environment {
            authority,
            internal_authority: Arc::new(file.internal_authority()?),
            policies: file.policies()?,
            master_key: Arc::new(file.master_key()?),
            clock,
            settings,
            dossiers: file.portal.dossiers.clone(),
            examiner,
            failpoints,
        };
        let registration = Registration::open(&file.database()?, environment).await?;
        let sites = Sites { public: file.portal.public.site.clone(), certificate: file.portal.certificate.site.clone() };
        let portal = Portal::new(registration.clone(), sites, demonstration);
        Ok(Self { portal, registration, outgoing, file, public, certificate, pace })
    }

    /// The open registration authority.
    #[must_use]
    pub const fn registration(&self) -> &Registration {
        &self.registration
    }

    /// The authorities whose certificates admit somebody at the certificate entrance: those of holders and of officers.
    fn admitting_authorities(&self) -> Result<Vec<DistinguishedName>, ZoneError> {
        let issuing = self.registration.policies().authorities().filter(|(_, authority)| authority.issued_by.is_some());
        let of_holders = issuing.map(|(_, authority)| authority.subject.clone());
        Ok(of_holders.chain([self.file.internal_authority()?.subject().clone()]).collect())
    }

    /// Serves the pages and runs the background work until stopped. Requests in progress are answered first.
    ///
    /// # Errors
    /// If a listener fails.
    pub async fn serve(self, stop: CancellationToken) -> Result<(), ZoneError> {
        let section = &self.file.portal;
        let limits = Limits { body: LARGEST_BODY, request_timeout: LONGEST_REQUEST, pace: self.pace, ..Limits::default() };
        let public_tls = Security::Tls(section.public.anonymous_tls()?);
        let certificate_tls = Security::Tls(section.certificate.asking_tls(&self.admitting_authorities()?)?);
        let behind = |entrance: &EntranceSection| KnownPeers { proxies: entrance.proxies.clone(), ..KnownPeers::default() };
        let pages = |entrance| web::router(&self.portal, entrance);
        let (public_at, certificate_at) = (address_of(&self.public), address_of(&self.certificate));
        let public = http::serve(self.public, pages(Entrance::Public), public_tls, limits, behind(&section.public), stop.clone());
        let certificate = http::serve(
            self.certificate,
            pages(Entrance::Certificate),
            certificate_tls,
            limits,
            behind(&section.certificate),
            stop.clone(),
        );
        tracing::info!(public = %public_at, certificate = %certificate_at, "the portal is ready");
        let (public, certificate, ()) =
            tokio::join!(public, certificate, run_background_jobs(self.portal.clone(), self.outgoing, stop));
        self.registration.close().await;
        public.map_err(|fault| ZoneError::Address { address: public_at, fault })?;
        certificate.map_err(|fault| ZoneError::Address { address: certificate_at, fault })
    }
}

/// The configured gateways, or in a demonstration those that capture messages.
fn outgoing(file: &PortalFile, demonstration: Option<&CapturedMail>) -> Result<Outgoing, ZoneError> {
    if let Some(captured) = demonstration {
        let mail = MailTransport::captured(captured.clone());
        return Ok(Outgoing { mail, sms: Some(SmsGateway::captured(captured.clone())) });
    }
    let section = &file.portal;
    let password = file.mail_password()?;
    let smtp = SmtpSettings {
        host: section.mail.server.clone(),
        port: section.mail.port,
        encryption: match section.mail.security {
            MailSecurity::Tls => Encryption::FromTheStart,
            MailSecurity::Starttls => Encryption::StartTls,
            MailSecurity::Plain => Encryption::None,
        },
        login: section.mail.user.clone().zip(password),
        sender: section.mail.from.clone(),
    };
    let mail = MailTransport::smtp(&smtp, &section.supplier.name).map_err(|fault| ZoneError::Gateways(fault.to_string()))?;
    let sms = match (&section.sms, file.sms_token()?) {
        (Some(sms), Some(token)) => {
            Some(SmsGateway::posted(&sms.url, token).map_err(|fault| ZoneError::Gateways(fault.to_string()))?)
        }
        _ => None,
    };
    Ok(Outgoing { mail, sms })
}
