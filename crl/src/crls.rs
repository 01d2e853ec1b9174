//! The newest CRL of each CA: verified, in memory and on disk.

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use ca_contract::AuthorityName;
use pki::crl::CertificateRevocationList;
use pki::{Digest, Timestamp};

use crate::cacheable::{ALWAYS, Cacheable};
use crate::data_folder::DataFolder;
use crate::index::Issuer;
use crate::lock::Lock;

/// A CRL whose signature was verified.
#[derive(Clone, Debug)]
pub(crate) struct VerifiedCrl {
    der: Bytes,
    digest: Digest,
    pub(crate) number: u64,
    this_update: Timestamp,
    pub(crate) next_update: Timestamp,
    newest_revocation: Option<Timestamp>,
}

/// Why a CRL is not published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum BadCrl {
    #[error("the CRL cannot be read")]
    Unreadable,
    #[error("the CRL was not signed by its CA")]
    Signature,
    #[error("CRL {found} was received instead of {wanted}")]
    OtherNumber { wanted: u64, found: u64 },
}

impl VerifiedCrl {
    /// Parses and verifies a DER CRL.
    pub(crate) fn new(der: Vec<u8>, issuer: &Issuer) -> Result<Self, BadCrl> {
        let crl = CertificateRevocationList::from_der(&der).map_err(|_| BadCrl::Unreadable)?;
        if !crl.is_signed_by(&issuer.certificate) {
            return Err(BadCrl::Signature);
        }
        let CertificateRevocationList { number, this_update, next_update, entries, .. } = crl;
        let newest_revocation = entries.iter().map(|entry| entry.revoked_at).max();
        Ok(Self { digest: Digest::of(&der), der: der.into(), number, this_update, next_update, newest_revocation })
    }

    /// Checks also that it has the number `wanted`.
    pub(crate) fn numbered(self, wanted: u64) -> Result<Self, BadCrl> {
        if self.number == wanted { Ok(self) } else { Err(BadCrl::OtherNumber { wanted, found: self.number }) }
    }

    /// Whether it is certainly the only CRL of its CA with this thisUpdate, although the one before it is not known: it is the first, or
    /// nothing was revoked shortly before. A CA may sign two in the same second.
    fn has_its_own_date(&self) -> bool {
        self.number == 1 || self.newest_revocation.is_none_or(|newest| newest.plus(QUIET) < self.this_update)
    }
}

/// More than the time between a revocation and the CRL that follows it.
const QUIET: Duration = Duration::from_secs(60);

#[derive(Debug, Default)]
pub(crate) struct Crls(Lock<BTreeMap<AuthorityName, Published>>);

#[derive(Debug)]
struct Published {
    crl: Arc<VerifiedCrl>,
    has_its_own_date: bool,
}

/// The file of an issuer's CRL.
fn file(issuer: &Issuer) -> String {
    format!("{}.crl", issuer.name)
}

impl Crls {
    /// The newest CRL of a CA.
    pub(crate) fn newest(&self, issuer: &AuthorityName) -> Option<Arc<VerifiedCrl>> {
        self.0.read().get(issuer).map(|published| Arc::clone(&published.crl))
    }

    /// The newest CRL of a CA, as it is served.
    pub(crate) fn cacheable(&self, issuer: &AuthorityName) -> Option<Cacheable> {
        let crls = self.0.read();
        let Published { crl, has_its_own_date } = crls.get(issuer)?;
        Some(Cacheable {
            content_type: "application/pkix-crl",
            body: crl.der.clone(),
            digest: crl.digest,
            last_modified: crl.this_update,
            dates_tell_from: if *has_its_own_date { ALWAYS } else { None },
            expires: Some(crl.next_update),
        })
    }

    /// Publishes a CRL. Returns whether it was newer than the published one.
    pub(crate) fn publish(&self, issuer: &Issuer, crl: &Arc<VerifiedCrl>) -> bool {
        let mut crls = self.0.write();
        let before = crls.get(&issuer.name).map(|published| (published.crl.number, published.crl.this_update));
        if before.is_some_and(|(number, _)| number >= crl.number) {
            return false;
        }
        let follows = before.is_some_and(|(number, this_update)| number + 1 == crl.number && this_update < crl.this_update);
        let published = Published { crl: Arc::clone(crl), has_its_own_date: follows || crl.has_its_own_date() };
        crls.insert(issuer.name.clone(), published);
        true
    }

    /// Publishes the CRL stored on disk.
    pub(crate) fn load(&self, issuer: &Issuer, folder: &DataFolder) -> io::Result<()> {
        let Some(der) = folder.read(&file(issuer))? else { return Ok(()) };
        match VerifiedCrl::new(der, issuer) {
            Ok(crl) => {
                self.publish(issuer, &Arc::new(crl));
            }
            Err(bad) => folder.set_aside(&file(issuer), &bad),
        }
        Ok(())
    }
}

/// Stores a published CRL on disk.
pub(crate) async fn keep(issuer: &Issuer, crl: &VerifiedCrl, folder: &DataFolder) -> io::Result<()> {
    folder.store(file(issuer), crl.der.to_vec()).await
}
