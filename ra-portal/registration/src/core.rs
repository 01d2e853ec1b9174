//! What every act of the registration authority has access to.

use std::path::PathBuf;
use std::sync::Arc;

use ca_contract::CertificateAuthority;
use chassis::act::{Act, Zone};
use chassis::db::{Db, StoreError};
use chassis::encryption::{EncryptionKey, MacKey, MasterKey};
use chassis::slow_hash::SlowHash;
use chassis::turns::{Turn, Turns};
use examination::Examiner;
use pki::{Certificate, Clock, Digest, Timestamp};
use policies::{Policies, ProductName};
use tokio::sync::Notify;

use crate::dossier_keys::DossierKeys;
use crate::failpoint::Failpoints;
use crate::fault::{Failure, Fault};
use crate::order_id::OrderId;
use crate::order_index::OrderIndex;
use crate::order_keys::OrderKeys;
use crate::settings::Settings;

/// What the registration authority needs besides its database.
#[derive(Clone)]
pub struct Environment {
    /// The client for the certificate authority.
    pub authority: CertificateAuthority,
    /// The certificate of the internal authority, against which officers' certificates are verified.
    pub internal_authority: Arc<Certificate>,
    /// Products, prices and profiles.
    pub policies: Arc<Policies>,
    /// The key from which encryption and MAC keys are derived.
    pub master_key: Arc<MasterKey>,
    /// The source of the current time.
    pub clock: Arc<dyn Clock>,
    /// The operator's settings.
    pub settings: Settings,
    /// The folder of dossiers: every file in it is encrypted under its dossier's key.
    pub dossiers: PathBuf,
    /// Examines uploaded files.
    pub examiner: Examiner,
    pub failpoints: Failpoints,
}

pub(crate) struct Core {
    pub(crate) db: Db,
    pub(crate) environment: Environment,
    pub(crate) secrets: Secrets,
    pub(crate) password_hash: SlowHash,
    pub(crate) dossier_keys: DossierKeys,
    pub(crate) order_keys: OrderKeys,
    pub(crate) order_index: OrderIndex,
    /// The requests that are being answered and that a repeated one waits for.
    pub(crate) turns: Turns<Digest>,
    /// Notified when a mail was put into the outbox.
    pub(crate) mail_waits: Notify,
    /// Notified when an SMS was put into the outbox.
    pub(crate) sms_waits: Notify,
}

/// Keys for encryption and digests, one for each purpose, derived from the master key.
pub(crate) struct Secrets {
    /// For messages in the outbox: names, addresses, one-time codes.
    pub(crate) outbox: EncryptionKey,
    /// For data that one page passes to the next: the emergency page's answers.
    pub(crate) carried: EncryptionKey,
    /// For lines of bank statements.
    pub(crate) transfers: EncryptionKey,
    /// For forms that were sent after their session had ended.
    pub(crate) kept_forms: EncryptionKey,
    /// For digests of session tokens, one-time codes and rate-limited e-mail addresses.
    pub(crate) digests: MacKey,
}

/// What a committed act announces to waiting tasks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Announcement {
    /// A mail was put into the outbox.
    MailWaits,
    /// An SMS was put into the outbox.
    SmsWaits,
    /// An order was changed.
    OrderChanged(OrderId),
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
            Announcement::OrderChanged(order) => self.order_index.note_change(order),
        }
    }
}

impl Core {
    /// Begins an act of `actor`: `account <id>`, `officer <id>`, `holder <fingerprint>`, `portal`.
    pub(crate) async fn begin(&self, actor: impl Into<String>) -> Result<Act<'_, Self>, StoreError> {
        Act::begin(self, actor).await
    }

    /// The greatest number of days from the complete dossier to the token's arrival; none if the product is no longer on sale.
    pub(crate) fn delivery_days(&self, product: &ProductName) -> Option<u32> {
        Some(u32::from(*self.environment.policies.sale(product)?.delivery_days.end()))
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.environment.clock.now()
    }

    /// Waits until earlier requests to do the same have been answered. `on` identifies what it is done with.
    pub(crate) async fn turn<E>(&self, what: &'static str, on: &[u8]) -> Result<Turn<Digest>, Fault<E>> {
        let queued = self.turns.enter(self.secrets.digests.mac(what, &[on]));
        Ok(queued.ok_or(Fault::Failed(Failure::Busy))?.turn().await)
    }
}
