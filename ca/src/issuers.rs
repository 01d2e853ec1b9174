//! The certificate authorities of the zone, with their keys in memory.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use chassis::db::{Row, StoreError, Tx, Value};
use chassis::encryption::EncryptionKey;
use pki::{Certificate, Id, Signer, Timestamp};
use policies::{Authority, AuthorityName, HierarchyName, NotAName, Policies};
use serde::{Serialize, Serializer};

use crate::keys::{self, SigningKey};
use crate::tables::ISSUERS;

/// The issuer of something, as rows and the ledger name it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum IssuerName {
    /// A CA of the product hierarchies, which publish status, by its name in the policies.
    Published(AuthorityName),
    /// The internal authority, which publishes no status.
    Internal,
}

/// The text of [`IssuerName::Internal`]: not an [`AuthorityName`], because of its parentheses.
const INTERNAL: &str = "(internal)";

impl IssuerName {
    /// The name of the authority with this entry in the policies; the internal authority has none.
    pub(crate) fn of(authority: Option<&Authority>) -> Self {
        authority.map_or(Self::Internal, |authority| Self::Published(authority.name.clone()))
    }

    fn as_str(&self) -> &str {
        match self {
            Self::Published(name) => name.as_str(),
            Self::Internal => INTERNAL,
        }
    }
}

impl fmt::Display for IssuerName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for IssuerName {
    type Err = NotAName;

    fn from_str(text: &str) -> Result<Self, NotAName> {
        if text == INTERNAL { Ok(Self::Internal) } else { text.parse().map(Self::Published) }
    }
}

impl Serialize for IssuerName {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl From<&IssuerName> for Value {
    fn from(name: &IssuerName) -> Self {
        name.as_str().into()
    }
}

/// A certificate authority that can sign.
pub(crate) struct Issuer {
    /// Its entry in the policies; none for the internal authority.
    pub(crate) authority: Option<(HierarchyName, Authority)>,
    pub(crate) certificate: Certificate,
    pub(crate) key: Arc<dyn Signer>,
}

impl Issuer {
    pub(crate) fn name(&self) -> IssuerName {
        IssuerName::of(self.authority.as_ref().map(|(_, authority)| authority))
    }
}

/// All issuers: roots first in each hierarchy; the internal authority separately.
pub(crate) struct Issuers {
    product: Vec<Arc<Issuer>>,
    internal: Arc<Issuer>,
}

impl Issuers {
    /// The issuers of the product hierarchies.
    pub(crate) fn product(&self) -> &[Arc<Issuer>] {
        &self.product
    }

    pub(crate) const fn internal(&self) -> &Arc<Issuer> {
        &self.internal
    }

    pub(crate) fn find(&self, name: &AuthorityName) -> Option<&Arc<Issuer>> {
        self.product.iter().find(|issuer| issuer.authority.as_ref().is_some_and(|(_, authority)| authority.name == *name))
    }

    /// The certificates from its issuing CA up to its root.
    pub(crate) fn chain(&self, issuer: &Arc<Issuer>) -> Vec<Certificate> {
        let mut chain = vec![issuer.certificate.clone()];
        let above = issuer.authority.as_ref().and_then(|(_, authority)| authority.issued_by.as_ref());
        if let Some(above) = above.and_then(|name| self.find(name)) {
            chain.push(above.certificate.clone());
        }
        chain
    }

    /// Loads them; `None` for those that were not created yet.
    pub(crate) async fn load(
        tx: &mut Tx,
        policies: &Policies,
        encryption_key: &EncryptionKey,
    ) -> Result<Option<Self>, StoreError> {
        let mut found: BTreeMap<IssuerName, _> = BTreeMap::new();
        let sql = "select name, signing_key, certificate from issuers";
        let read = |row: &Row| Ok((row.parsed("name")?, row.certificate("certificate")?, row.id("signing_key")?));
        for (name, certificate, key) in ISSUERS.list(tx, sql, &[], read).await? {
            let key = keys::load(tx, encryption_key, key).await?;
            found.insert(name, (certificate, key));
        }
        let Some((certificate, key)) = found.remove(&IssuerName::Internal) else { return Ok(None) };
        let internal = Arc::new(Issuer { authority: None, certificate, key });
        let mut product = Vec::new();
        for (hierarchy, authority) in policies.authorities() {
            let Some((certificate, key)) = found.remove(&IssuerName::of(Some(authority))) else { return Ok(None) };
            let authority = Some((hierarchy.name.clone(), authority.clone()));
            product.push(Arc::new(Issuer { authority, certificate, key }));
        }
        Ok(Some(Self { product, internal }))
    }
}

/// A certificate authority's row.
pub(crate) async fn insert(
    tx: &mut Tx,
    authority: Option<(&HierarchyName, &Authority)>,
    key: Id<SigningKey>,
    certificate: &Certificate,
    at: Timestamp,
) -> Result<(), StoreError> {
    let name = IssuerName::of(authority.map(|(_, authority)| authority));
    let hierarchy = authority.map(|(hierarchy, _)| hierarchy.to_string());
    let issued_by = authority.and_then(|(_, authority)| authority.issued_by.as_ref()).map(AuthorityName::to_string);
    tx.execute(
        "insert into issuers (name, hierarchy, issued_by, signing_key, certificate, added_at) values ($1, $2, $3, $4, $5, $6)",
        &[(&name).into(), hierarchy.into(), issued_by.into(), key.into(), certificate.der().into(), at.into()],
    )
    .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The texts have been stored in databases since migration 0001.
    #[test]
    fn an_issuers_name_is_read_back_as_written() {
        let name = "expert-issuing".parse().unwrap();
        for (issuer, text) in [(IssuerName::Published(name), "expert-issuing"), (IssuerName::Internal, "(internal)")] {
            assert_eq!(issuer.to_string(), text);
            assert_eq!(text.parse(), Ok(issuer.clone()));
            assert_eq!(serde_json::to_value(issuer).unwrap(), text);
        }
        for neither in ["", "internal)", "(internal) ", "(other)", "Expert"] {
            assert!(neither.parse::<IssuerName>().is_err(), "{neither:?}");
        }
    }
}
