//! The certificate authorities of the zone, with their keys in memory.

use std::collections::BTreeMap;
use std::sync::Arc;

use chassis::db::{Row, StoreError, Tx};
use chassis::sealing::SealingKey;
use pki::{Certificate, Id, SoftwareKey, Timestamp};
use policies::{Authority, AuthorityName, HierarchyName, Policies};

use crate::keys::{self, SigningKey};
use crate::tables::ISSUERS;

/// What the internal authority is called in rows; no name in the policies can be written so.
pub(crate) const INTERNAL: &str = "(internal)";

/// A certificate authority that can sign.
pub(crate) struct Issuer {
    /// Its name in rows.
    pub(crate) name: String,
    /// Its entry in the policies; none for the internal authority.
    pub(crate) authority: Option<(HierarchyName, Authority)>,
    pub(crate) certificate: Certificate,
    pub(crate) key: Arc<SoftwareKey>,
}

/// All of them: roots first in each hierarchy, the internal authority aside.
pub(crate) struct Issuers {
    product: Vec<Arc<Issuer>>,
    internal: Arc<Issuer>,
}

impl Issuers {
    /// Those of the product hierarchies.
    pub(crate) fn product(&self) -> &[Arc<Issuer>] {
        &self.product
    }

    pub(crate) const fn internal(&self) -> &Arc<Issuer> {
        &self.internal
    }

    pub(crate) fn find(&self, name: &AuthorityName) -> Option<&Arc<Issuer>> {
        self.product.iter().find(|issuer| issuer.name == name.as_str())
    }

    /// From its issuing CA up to its root.
    pub(crate) fn chain(&self, issuer: &Arc<Issuer>) -> Vec<Certificate> {
        let mut chain = vec![issuer.certificate.clone()];
        let above = issuer.authority.as_ref().and_then(|(_, authority)| authority.issued_by.as_ref());
        if let Some(above) = above.and_then(|name| self.find(name)) {
            chain.push(above.certificate.clone());
        }
        chain
    }

    /// Loads them; `None` for those that are not established yet.
    pub(crate) async fn load(tx: &mut Tx, policies: &Policies, sealing: &SealingKey) -> Result<Option<Self>, StoreError> {
        let mut found = BTreeMap::new();
        let sql = "select name, signing_key, certificate from issuers";
        let read = |row: &Row| Ok((row.text("name")?, row.certificate("certificate")?, row.id("signing_key")?));
        for (name, certificate, key) in ISSUERS.list(tx, sql, &[], read).await? {
            let key = keys::load(tx, sealing, key).await?;
            found.insert(name, (certificate, Arc::new(key)));
        }
        let Some((certificate, key)) = found.remove(INTERNAL) else { return Ok(None) };
        let internal = Arc::new(Issuer { name: INTERNAL.to_owned(), authority: None, certificate, key });
        let mut product = Vec::new();
        for (hierarchy, authority) in policies.authorities() {
            let Some((certificate, key)) = found.remove(authority.name.as_str()) else { return Ok(None) };
            let name = authority.name.to_string();
            product.push(Arc::new(Issuer {
                name,
                authority: Some((hierarchy.name.clone(), authority.clone())),
                certificate,
                key,
            }));
        }
        Ok(Some(Self { product, internal }))
    }
}

/// A certificate authority's row.
pub(crate) async fn insert(
    tx: &mut Tx,
    name: &str,
    authority: Option<(&HierarchyName, &Authority)>,
    key: Id<SigningKey>,
    certificate: &Certificate,
    at: Timestamp,
) -> Result<(), StoreError> {
    let hierarchy = authority.map(|(hierarchy, _)| hierarchy.to_string());
    let issued_by = authority.and_then(|(_, authority)| authority.issued_by.as_ref()).map(AuthorityName::to_string);
    tx.execute(
        "insert into issuers (name, hierarchy, issued_by, signing_key, certificate, added_at) values ($1, $2, $3, $4, $5, $6)",
        &[name.into(), hierarchy.into(), issued_by.into(), key.into(), certificate.der().into(), at.into()],
    )
    .await?;
    Ok(())
}
