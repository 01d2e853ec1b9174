//! The service seal (docs/profiles.md#seal): signs what the zone builds from its own rows, and is renewed with a new key
//! automatically.

use std::sync::Arc;

use chassis::act::Act;
use chassis::db::{Row, StoreError, Tx};
use chassis::encryption::EncryptionKey;
use chassis::incident::IncidentId;
use pki::name::Attribute;
use pki::{Certificate, SignError, Signer, Timestamp, cms};

use crate::call::Fault;
use crate::core::{Core, SELF};
use crate::issuance::{CertifiableKey, Draft, IssuingKey, SingleError, sign_single};
use crate::issuers::Issuer;
use crate::keys::{self, Purpose, QueueError};
use crate::tables::SEALS;

/// Why nothing was sealed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SealError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the policies name no issuing CA for the seal")]
    NoIssuer,
    #[error("the seal could not be named")]
    Name,
    #[error(transparent)]
    Issue(#[from] SingleError),
    #[error(transparent)]
    Key(#[from] SignError),
    #[error(transparent)]
    Queue(#[from] QueueError),
}

impl SealError {
    /// Whether only an operator can help; see [`StoreError::is_incident`].
    pub(crate) const fn is_incident(&self) -> bool {
        match self {
            Self::Store(fault) => fault.is_incident(),
            Self::Issue(fault) => fault.is_incident(),
            Self::Queue(_) => false,
            Self::NoIssuer | Self::Name | Self::Key(_) => true,
        }
    }
}

impl<E> From<SealError> for Fault<E> {
    fn from(fault: SealError) -> Self {
        if fault.is_incident() {
            return Self::Incident(IncidentId::report(format_args!("the service seal: {fault}")));
        }
        tracing::error!(%fault, "nothing was sealed");
        Self::Unavailable
    }
}

/// The seal in force.
struct Seal {
    certificate: Certificate,
    key: Arc<dyn Signer>,
}

/// Seals `content` into a CMS SignedData that encloses it, the seal's certificate and its chain.
pub(crate) async fn sign(core: &Core, content: Vec<u8>) -> Result<Vec<u8>, SealError> {
    let mut tx = core.db.begin_read().await?;
    let seal = newest(&mut tx, &core.secrets.keys).await?;
    drop(tx);
    let seal = match seal.filter(|seal| seal.certificate.validity().contains(core.now())) {
        Some(seal) => seal,
        None => renew(core).await?,
    };
    let (chain, at) = (core.issuers.chain(issuer(core)?), core.now());
    let signed = core.queue.run(move || cms::sign_enclosed(&content, seal.key.as_ref(), &seal.certificate, &chain, at)).await?;
    Ok(signed?)
}

/// Makes a new seal if there is none, or if two thirds of its validity are over.
pub(crate) async fn renew_if_due(core: &Core) -> Result<(), SealError> {
    let mut tx = core.db.begin_read().await?;
    let seal = newest(&mut tx, &core.secrets.keys).await?;
    drop(tx);
    if seal.is_none_or(|seal| two_thirds_over(&seal.certificate, core.now())) {
        renew(core).await?;
    }
    Ok(())
}

/// Whether two thirds of a certificate's validity are over.
pub(crate) fn two_thirds_over(certificate: &Certificate, now: Timestamp) -> bool {
    let validity = certificate.validity();
    let life = validity.not_after().since(validity.not_before());
    now.since(validity.not_before()) >= life / 3 * 2
}

async fn renew(core: &Core) -> Result<Seal, SealError> {
    let issuer = issuer(core)?;
    let policy = core.environment.policies.seal();
    let (key, certifiable) = CertifiableKey::generated(&policy.profile)?;
    let mut act = Act::begin(core, SELF).await?;
    let at = act.at();
    let id = keys::create(act.tx(), &core.secrets.keys, &key, Purpose::Seal, at).await?;
    act.commit().await?;
    let common_name = format!("{} {}", policy.common_name, hex::encode(&key.public_key().identifier()[..4]));
    let draft = Draft {
        issuing_key: IssuingKey::from(issuer.as_ref()),
        key: &certifiable,
        subject: core.environment.policies.organisation().subject(&common_name).map_err(|_| SealError::Name)?,
        policies: &[],
        host: None,
    };
    let signed = sign_single(core, issuer, &draft, SELF).await?;
    let mut act = Act::begin(core, SELF).await?;
    let certificate = signed.store(&mut act).await?;
    let seal = [id.into(), certificate.fingerprint().into(), act.at().into()];
    act.tx().execute("insert into seals (signing_key, fingerprint, since) values ($1, $2, $3)", &seal).await?;
    act.commit().await?;
    tracing::info!(serial = %certificate.serial(), subject = certificate.subject().first(Attribute::CommonName), "the service seal was renewed");
    Ok(Seal { certificate, key: Arc::new(key) })
}

async fn newest(tx: &mut Tx, encryption_key: &EncryptionKey) -> Result<Option<Seal>, StoreError> {
    let sql = "select s.signing_key, c.der from seals s join certificates c on c.fingerprint = s.fingerprint order by s.since desc limit 1";
    let read = |row: &Row| Ok((row.certificate("der")?, row.id("signing_key")?));
    let Some((certificate, key)) = SEALS.find(tx, sql, &[], read).await? else { return Ok(None) };
    Ok(Some(Seal { certificate, key: keys::load(tx, encryption_key, key).await? }))
}

fn issuer(core: &Core) -> Result<&Arc<Issuer>, SealError> {
    core.issuers.find(&core.environment.policies.seal().issuer).ok_or(SealError::NoIssuer)
}
