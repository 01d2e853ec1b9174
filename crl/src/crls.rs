//! The newest CRL of each CA: verified, in memory and on disk.

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

use bytes::Bytes;
use ca_contract::AuthorityName;
use pki::crl::CertificateRevocationList;
use pki::{Digest, Timestamp};

use crate::cacheable::Cacheable;
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
        let CertificateRevocationList { number, this_update, next_update, .. } = crl;
        Ok(Self { digest: Digest::of(&der), der: der.into(), number, this_update, next_update })
    }

    /// Checks also that it has the number `wanted`.
    pub(crate) fn numbered(self, wanted: u64) -> Result<Self, BadCrl> {
        if self.number == wanted { Ok(self) } else { Err(BadCrl::OtherNumber { wanted, found: self.number }) }
    }

    pub(crate) fn cacheable(&self) -> Cacheable {
        Cacheable {
            content_type: "application/pkix-crl",
            body: self.der.clone(),
            digest: self.digest,
            last_modified: self.this_update,
            expires: Some(self.next_update),
        }
    }
}

#[derive(Debug, Default)]
pub(crate) struct Crls(Lock<BTreeMap<AuthorityName, Arc<VerifiedCrl>>>);

/// The file of an issuer's CRL.
fn file(issuer: &Issuer) -> String {
    format!("{}.crl", issuer.name)
}

impl Crls {
    /// The newest CRL of a CA.
    pub(crate) fn newest(&self, issuer: &AuthorityName) -> Option<Arc<VerifiedCrl>> {
        self.0.read().get(issuer).map(Arc::clone)
    }

    /// Publishes a CRL. Returns whether it was newer than the published one.
    pub(crate) fn publish(&self, issuer: &Issuer, crl: &Arc<VerifiedCrl>) -> bool {
        let mut crls = self.0.write();
        let newer = crls.get(&issuer.name).is_none_or(|published| published.number < crl.number);
        if newer {
            crls.insert(issuer.name.clone(), Arc::clone(crl));
        }
        newer
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
