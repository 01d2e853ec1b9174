//! What every act of the registration authority works with.

use std::path::PathBuf;
use std::sync::Arc;

use ca_contract::CertificateAuthority;
use chassis::act::{Act, Zone};
use chassis::db::{Db, StoreError};
use chassis::encryption::{EncryptionKey, MacKey, MasterKey};
use chassis::slow_hash::SlowHash;
use pki::{Certificate, Clock, Timestamp};
use policies::{Policies, ProductName};
use tokio::sync::Notify;

use crate::dossier_keys::DossierKeys;
use crate::failpoint::Failpoints;
use crate::settings::Settings;

/// What the registration authority is opened with, beside its database.
#[derive(Clone)]
pub struct Environment {
    /// The certificate authority, as the portal reaches it.
    pub authority: CertificateAuthority,
    /// The certificate of the authority that issues officers' certificates: the portal's anchor.
    pub internal_authority: Arc<Certificate>,
    /// Products, prices and profiles.
    pub policies: Arc<Policies>,
    /// What its secrets at rest are encrypted under.
    pub master_key: Arc<MasterKey>,
    /// The present moment.
    pub clock: Arc<dyn Clock>,
    /// What the operator decided.
    pub settings: Settings,
    /// The folder of dossiers: every file in it is encrypted under its dossier's key.
    pub dossiers: PathBuf,
    /// What happens at failpoints.
    pub failpoints: Failpoints,
}

pub(crate) struct Core {
    pub(crate) db: Db,
    pub(crate) environment: Environment,
    pub(crate) secrets: Secrets,
    pub(crate) password_hash: SlowHash,
    pub(crate) dossier_keys: DossierKeys,
    /// Notified when the outbox has got a mail.
    pub(crate) mail_waits: Notify,
    /// Notified when the outbox has got an SMS.
    pub(crate) sms_waits: Notify,
}

/// The keys that secrets are encrypted and digested with, one a purpose, derived from the master key.
pub(crate) struct Secrets {
    /// Messages in the outbox: names, addresses, one-time codes.
    pub(crate) outbox: EncryptionKey,
    /// What a page carries for the next one: the emergency page's answers.
    pub(crate) carried: EncryptionKey,
    /// Session tokens, one-time codes, e-mail addresses that are throttled.
    pub(crate) digests: MacKey,
}

/// What a committed act announces to waiting tasks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Announcement {
    /// The outbox has got a mail.
    MailWaits,
    /// The outbox has got an SMS.
    SmsWaits,
}

impl Zone for Core {
    type Announcement = Announcement;

    fn database(&self) -> &Db {
        &self.db
    }

    fn now(&self) -> Timestamp {
        self.environment.clock.now()
    }

    async fn announce(&self, announcement: Announcement) {
        match announcement {
            Announcement::MailWaits => self.mail_waits.notify_one(),
            Announcement::SmsWaits => self.sms_waits.notify_one(),
        }
    }
}

impl Core {
    /// Begins an act of `actor`: `account <id>`, `officer <id>`, `holder <fingerprint>`, `portal`.
    pub(crate) async fn begin(&self, actor: impl Into<String>) -> Result<Act<'_, Self>, StoreError> {
        Act::begin(self, actor).await
    }

    /// Days from the complete dossier to the token's arrival at the latest; none when the product is no longer on sale.
    pub(crate) fn delivery_days(&self, product: &ProductName) -> Option<u32> {
        Some(u32::from(*self.environment.policies.sale(product)?.delivery_days.end()))
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.environment.clock.now()
    }
}
