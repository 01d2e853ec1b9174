//! Bootstrap: from an empty database to the hierarchies of the policies, the internal authority, the first officers, the first
//! CRLs, the seal. Every step is durable by itself: after an interruption, another run continues with the first missing step.

use std::sync::Arc;

use ca_contract::Der;
use ca_contract::officers::OfficerRoles;
use ca_contract::statement::Officer;
use ca_contract::status::{self, StatusChange, StatusIssuer};
use chassis::act::{Act, Zone};
use chassis::db::{Db, Row, StoreError, Tx};
use pki::csr::RequestError;
use pki::name::NameError;
use pki::{Certificate, DistinguishedName, Id, SignError, Signer, SoftwareKey, SystemRandom, Timestamp};
use policies::{Authority, HierarchyName, Profile};
use serde_json::json;

use crate::announcements::Announcement;
use crate::core::{Core, SELF, Secrets};
use crate::crls::{self, CrlError};
use crate::enrolment::{self, CertifyFault};
use crate::failpoint::Failpoint;
use crate::issuance::{
    CertifiableKey, Draft, Intent, IssuingKey, NotCertifiable, PrepareError, Prepared, Signed, SingleError, recovery,
    store_certificate,
};
use crate::issuers::{self, IssuerName};
use crate::keys::{self, Purpose, SigningQueue};
use crate::officers::EnrolledOfficer;
use crate::opening::{OpenError, assemble};
use crate::seal::{self, SealError};
use crate::tables::ISSUERS;
use crate::{Config, Environment, MIGRATIONS, feed, officers};

/// An officer to enrol, with a request for the key on their token.
#[derive(Clone, Debug)]
pub struct OfficerEnrolment {
    /// First name, a space, surname.
    pub name: String,
    /// Their e-mail address, which no other officer may have.
    pub email: String,
    /// PKCS#10, DER; none for an officer who was enrolled before.
    pub request: Option<Vec<u8>>,
}

/// The certificates that bootstrap returns.
#[derive(Clone, Debug)]
pub struct Bootstrapped {
    /// The internal authority's certificate, DER: the trust anchor of the contract's callers.
    pub anchor: Vec<u8>,
    /// In the order of the enrolments.
    pub officers: Vec<EnrolledOfficer>,
}

/// Why the certificate authority could not be bootstrapped.
#[derive(Debug, thiserror::Error)]
pub enum BootstrapError {
    /// Fewer than two officers, or two with the same address: nobody could authorise what another reviewed.
    #[error("name at least two officers, each with a different address")]
    Officers,
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A key could not be generated or used.
    #[error(transparent)]
    Key(#[from] SignError),
    /// An officer's request was refused.
    #[error("an officer's certification request was refused: {0}")]
    Request(RequestError),
    /// There is no request for an officer who is not in the database.
    #[error("{0} is not enrolled and has no certification request; move the officer's token away and try again")]
    NotEnrolled(String),
    /// An earlier run was interrupted while it certified the key on this officer's token: another key is needed.
    #[error("the key on the token of {0} was certified before; generate a new one")]
    OfficerKeySpent(String),
    /// An officer's name is not possible in a certificate.
    #[error("an officer cannot be named in a certificate: {0}")]
    Name(#[from] NameError),
    /// A certificate of a CA or an officer was refused before it was signed.
    #[error("{0}")]
    Refused(String),
    /// The bootstrapped certificate authority could not be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
}

impl From<NotCertifiable> for BootstrapError {
    fn from(why: NotCertifiable) -> Self {
        match why {
            NotCertifiable::Request(fault) => Self::Request(fault),
            NotCertifiable::PublishedKey | NotCertifiable::Curve => Self::Refused(why.to_string()),
        }
    }
}

impl From<PrepareError> for BootstrapError {
    fn from(fault: PrepareError) -> Self {
        Self::Refused(fault.to_string())
    }
}

impl From<SingleError> for BootstrapError {
    fn from(fault: SingleError) -> Self {
        Self::Refused(fault.to_string())
    }
}

impl From<CrlError> for BootstrapError {
    fn from(fault: CrlError) -> Self {
        Self::Refused(fault.to_string())
    }
}

impl From<SealError> for BootstrapError {
    fn from(fault: SealError) -> Self {
        Self::Refused(fault.to_string())
    }
}

/// Creates whatever the policies name and the database lacks.
pub(crate) async fn bootstrap(
    config: &Config,
    environment: &Environment,
    enrolments: &[OfficerEnrolment],
) -> Result<Bootstrapped, BootstrapError> {
    let mut addresses: Vec<&str> = enrolments.iter().map(|officer| officer.email.as_str()).collect();
    addresses.sort_unstable();
    addresses.dedup();
    if addresses.len() < 2 || addresses.len() != enrolments.len() {
        return Err(BootstrapError::Officers);
    }
    let db = Db::open(&config.database).await?;
    let bootstrapped = bootstrap_on(&db, config, environment, enrolments).await;
    // SQLite's file is complete, and without a journal beside it, only once every connection is closed.
    db.close().await;
    bootstrapped
}

async fn bootstrap_on(
    db: &Db,
    config: &Config,
    environment: &Environment,
    enrolments: &[OfficerEnrolment],
) -> Result<Bootstrapped, BootstrapError> {
    db.migrate(MIGRATIONS).await?;
    let bootstrap = Bootstrap {
        secrets: Secrets::derive(&environment.master_key),
        queue: SigningQueue::start(1).map_err(|_| SignError)?,
        db: db.clone(),
        environment,
    };
    bootstrap.name().await?;
    recovery::close_abandoned(&bootstrap, recovery::ever_until(environment.clock.now())).await?;
    let internal = environment.policies.internal();
    bootstrap.create_authority(None, &internal.authority, &internal.subject).await?;
    for (hierarchy, authority) in environment.policies.authorities() {
        let profile = environment.policies.profile(&authority.profile);
        let profile = profile.ok_or_else(|| BootstrapError::Refused(format!("{} has no profile", authority.name)))?;
        bootstrap.create_authority(Some((&hierarchy.name, authority)), profile, &authority.subject).await?;
    }
    let core = assemble(config.clone(), environment.clone(), db.clone()).await?;
    crls::make_due(&core).await?;
    seal::renew_if_due(&core).await?;
    let mut enrolled = Vec::with_capacity(enrolments.len());
    for enrolment in enrolments {
        enrolled.push(enrol(&core, enrolment).await?);
    }
    Ok(Bootstrapped { anchor: core.issuers.internal().certificate.der().to_vec(), officers: enrolled })
}

/// What exists before any CA does.
struct Bootstrap<'a> {
    db: Db,
    environment: &'a Environment,
    secrets: Secrets,
    queue: SigningQueue,
}

impl Zone for Bootstrap<'_> {
    type Announcement = Announcement;

    fn database(&self) -> &Db {
        &self.db
    }

    fn now(&self) -> Timestamp {
        self.environment.clock.now()
    }

    async fn announce(&self, _: Announcement) {
        // No task waits yet.
    }
}

impl Bootstrap<'_> {
    /// Gives the service an identifier, which distinguishes its feed from others.
    async fn name(&self) -> Result<(), StoreError> {
        let mut act = Act::begin(self, SELF).await?;
        if act.tx().row("select id from authority where one = 1", &[]).await?.is_none() {
            let id = Id::<status::Authority>::generate(act.at(), &mut SystemRandom);
            let values = [id.into(), act.at().into()];
            act.tx().execute("insert into authority (one, id, established_at) values (1, $1, $2)", &values).await?;
        }
        act.commit().await
    }

    /// Creates one CA: stores its encrypted key and its intent, then signs, then stores the certificate.
    async fn create_authority(
        &self,
        authority: Option<(&HierarchyName, &Authority)>,
        profile: &Profile,
        subject: &DistinguishedName,
    ) -> Result<(), BootstrapError> {
        let name = IssuerName::of(authority.map(|(_, authority)| authority));
        let mut act = Act::begin(self, SELF).await?;
        let now = act.at();
        if act.tx().row("select name from issuers where name = $1", &[(&name).into()]).await?.is_some() {
            return Ok(());
        }
        let (key, certifiable) = CertifiableKey::generated(profile)?;
        let id = keys::create(act.tx(), &self.secrets.keys, &key, Purpose::Issuer, now).await?;
        let above = self.above(act.tx(), authority.map(|(_, authority)| authority)).await?;
        let policies = authority.map_or(&[][..], |(_, authority)| authority.policies.as_slice());
        let issuing_key = match &above {
            Some(above) => IssuingKey {
                name: IssuerName::Published(above.authority.name.clone()),
                subject: above.certificate.subject(),
                key: above.certificate.public_key(),
                authority: Some(above.authority),
                certificate: Some((above.certificate.der(), above.certificate.validity().not_after())),
            },
            None => IssuingKey { name: name.clone(), subject, key: key.public_key(), authority: None, certificate: None },
        };
        let draft = Draft { issuing_key, key: &certifiable, subject: subject.clone(), policies, host: None };
        let throwaway = SoftwareKey::generate(draft.issuing_key.key.curve())?;
        let prepared = Prepared::prepare(&draft, &self.environment.policies, &throwaway, now, &mut SystemRandom)?;
        let intent = Intent::record(act.tx(), prepared, None, now).await?;
        act.record("authority.intended", &name.to_string(), json!({})).await?;
        act.commit().await?;
        self.environment.failpoints.hit(Failpoint::IssuanceIntended);

        let own: Arc<dyn Signer> = Arc::new(key);
        let signer = above.map_or_else(|| Arc::clone(&own), |above| above.key);
        let (certificate, issuer) = intent.sign(&self.queue, signer).await.map_err(|_| SignError)?;
        self.environment.failpoints.hit(Failpoint::IssuanceSigned);
        self.store(authority, id, Signed { issuer, certificate }).await?;
        Ok(())
    }

    async fn store(
        &self,
        authority: Option<(&HierarchyName, &Authority)>,
        key: Id<keys::SigningKey>,
        signed: Signed,
    ) -> Result<(), StoreError> {
        let mut act = Act::begin(self, SELF).await?;
        let now = act.at();
        issuers::insert(act.tx(), authority, key, &signed.certificate, now).await?;
        if let Some((_, authority)) = authority {
            let added = StatusIssuer {
                name: authority.name.clone(),
                certificate: Der(signed.certificate.der().to_vec()),
                ocsp: authority.ocsp_url.is_some(),
            };
            feed::append(&mut act, &StatusChange::IssuerAdded(added), now).await?;
        }
        store_certificate(&mut act, &signed, None, now).await?;
        let detail = json!({ "serial": signed.certificate.serial(), "key": signed.certificate.public_key().digest() });
        let name = IssuerName::of(authority.map(|(_, authority)| authority));
        act.record("authority.bootstrapped", &name.to_string(), detail).await?;
        act.commit().await
    }

    /// The CA that certifies this one; none for self-signed ones.
    async fn above<'p>(&'p self, tx: &mut Tx, authority: Option<&Authority>) -> Result<Option<Above<'p>>, BootstrapError> {
        let Some(name) = authority.and_then(|authority| authority.issued_by.as_ref()) else { return Ok(None) };
        let missing = || BootstrapError::Refused(format!("{name} does not exist yet"));
        let sql = "select name, signing_key, certificate from issuers where name = $1";
        let read = |row: &Row| Ok((row.certificate("certificate")?, row.id("signing_key")?));
        let (certificate, key) = ISSUERS.find(tx, sql, &[name.as_str().into()], read).await?.ok_or_else(missing)?;
        let key = keys::load(tx, &self.secrets.keys, key).await?;
        let authority = self.environment.policies.authority(name).ok_or_else(missing)?;
        Ok(Some(Above { authority, certificate, key }))
    }
}

struct Above<'a> {
    authority: &'a Authority,
    certificate: Certificate,
    key: Arc<dyn Signer>,
}

/// Enrols an officer with every role; an officer already enrolled with this address keeps their certificate.
async fn enrol(core: &Core, enrolment: &OfficerEnrolment) -> Result<EnrolledOfficer, BootstrapError> {
    let mut tx = core.db.begin_read().await?;
    if let Some((known, name)) = officers::find_by_email(&mut tx, &enrolment.email).await? {
        if name != enrolment.name {
            return Err(BootstrapError::Refused(format!("{} is enrolled as {name}", enrolment.email)));
        }
        return Ok(known);
    }
    drop(tx);
    let request = enrolment.request.as_ref().ok_or_else(|| BootstrapError::NotEnrolled(enrolment.email.clone()))?;
    let key = CertifiableKey::requested(request, &core.environment.policies.internal().staff)?;
    let id = Id::<Officer>::generate(core.now(), &mut SystemRandom);
    let signed = enrolment::certify(core, SELF, id, &enrolment.name, &key).await.map_err(|fault| match fault {
        CertifyFault::Name(fault) => fault.into(),
        CertifyFault::Single(SingleError::KeyCertifiedBefore) => BootstrapError::OfficerKeySpent(enrolment.email.clone()),
        CertifyFault::Single(other) => other.into(),
    })?;
    let mut act = Act::begin(core, SELF).await?;
    let certificate = signed.store(&mut act).await?;
    let at = act.at();
    let OfficerEnrolment { name, email, .. } = enrolment;
    let roles = &OfficerRoles::all();
    let officer = enrolment::NewOfficer { id, name, email, certificate: &certificate, roles, at };
    enrolment::insert(act.tx(), &officer).await?;
    let detail = json!({ "certificate": certificate.fingerprint(), "roles": roles });
    act.record("officer.enrolled", &id.to_string(), detail).await?;
    act.commit().await?;
    Ok(EnrolledOfficer { id, certificate: certificate.der().to_vec() })
}
