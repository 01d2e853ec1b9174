//! What is known: the issuers, the state of every serial, the CRLs that were announced.
//!
//! It only grows: a serial that is known stays known, a revocation is final, an issuer keeps its certificate.

mod feed;
mod snapshot;

pub(crate) use feed::{Changed, FeedFault};
pub(crate) use snapshot::{Collected, SnapshotFault};

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::ops::Bound;
use std::sync::Arc;

use ca_contract::AuthorityName;
use ca_contract::status::{Authority, IssuedSerial, RevokedSerial, SignedCrl, StatusIssuer};
use pki::crl::RevocationReason;
use pki::ocsp::{CertId, CertStatus, IssuerId};
use pki::{Certificate, Id, SerialNumber, Timestamp};

/// Everything that holds at one sequence number of one certificate authority's feed.
#[derive(Debug)]
pub(crate) struct Index {
    authority: Id<Authority>,
    sequence: u64,
    issuers: BTreeMap<AuthorityName, Holdings>,
}

/// A CA that certificates or CRLs are published for.
#[derive(Debug)]
pub(crate) struct Issuer {
    /// The last segment of its public paths.
    pub(crate) name: AuthorityName,
    pub(crate) certificate: Certificate,
    /// Whether OCSP is offered for what it issues.
    pub(crate) ocsp: bool,
    id: IssuerId,
}

/// An issuer with what is known of its serials.
#[derive(Debug)]
struct Holdings {
    issuer: Arc<Issuer>,
    serials: BTreeMap<SerialNumber, SerialState>,
    counts: Counts,
    announced: Option<u64>,
}

/// How many serials of an issuer are known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) issued: u64,
    pub(crate) revoked: u64,
}

/// A serial that was issued, revoked, or both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SerialState {
    Issued,
    /// Whether or not a certificate is known for it.
    Revoked {
        issued: bool,
        at: Timestamp,
        reason: RevocationReason,
    },
}

impl SerialState {
    const fn status(self) -> CertStatus {
        match self {
            Self::Issued => CertStatus::Good,
            Self::Revoked { at, reason, .. } => CertStatus::Revoked { at, reason },
        }
    }
}

/// Why something said of an issuer cannot be believed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum BadIssuer {
    #[error("no issuer {0} was named before")]
    Unknown(AuthorityName),
    #[error("the certificate of issuer {0} cannot be read")]
    Unreadable(AuthorityName),
    #[error("issuer {0} comes with another certificate than before")]
    Changed(AuthorityName),
}

impl Index {
    /// Nothing yet.
    const fn new(authority: Id<Authority>, sequence: u64) -> Self {
        Self { authority, sequence, issuers: BTreeMap::new() }
    }

    /// The last sequence number that was applied.
    pub(crate) const fn sequence(&self) -> u64 {
        self.sequence
    }

    /// The issuer of a name.
    pub(crate) fn issuer(&self, name: &AuthorityName) -> Option<&Arc<Issuer>> {
        self.issuers.get(name).map(|holdings| &holdings.issuer)
    }

    /// Every issuer, by name.
    pub(crate) fn issuers(&self) -> impl Iterator<Item = &Arc<Issuer>> {
        self.issuers.values().map(|holdings| &holdings.issuer)
    }

    /// The issuer with OCSP that a CertID names.
    pub(crate) fn issuer_of(&self, id: &CertId) -> Option<&Arc<Issuer>> {
        self.issuers().find(|issuer| issuer.ocsp && issuer.id.matches(id))
    }

    /// What is known of a serial.
    pub(crate) fn status(&self, issuer: &AuthorityName, serial: &SerialNumber) -> CertStatus {
        let state = self.issuers.get(issuer).and_then(|holdings| holdings.serials.get(serial));
        state.map_or(CertStatus::Unknown, |state| state.status())
    }

    /// At most so many serials of issuers with OCSP, in order, from behind `position`.
    pub(crate) fn serials_after(
        &self,
        position: Option<&(AuthorityName, SerialNumber)>,
        at_most: usize,
    ) -> Vec<(Arc<Issuer>, SerialNumber, CertStatus)> {
        let from = position.map_or(Bound::Unbounded, |(name, _)| Bound::Included(name));
        let issuers = self.issuers.range::<AuthorityName, _>((from, Bound::Unbounded));
        let serials = issuers.filter(|(_, holdings)| holdings.issuer.ocsp).flat_map(|(name, holdings)| {
            let behind = match position {
                Some((at, serial)) if at == name => Bound::Excluded(serial),
                _ => Bound::Unbounded,
            };
            let serials = holdings.serials.range::<SerialNumber, _>((behind, Bound::Unbounded));
            serials.map(|(serial, state)| (Arc::clone(&holdings.issuer), serial.clone(), state.status()))
        });
        serials.take(at_most).collect()
    }

    /// The newest CRL that was announced of each issuer, by its number.
    pub(crate) fn announced_crls(&self) -> Vec<(Arc<Issuer>, u64)> {
        let holdings = self.issuers.values();
        holdings.filter_map(|holdings| Some((Arc::clone(&holdings.issuer), holdings.announced?))).collect()
    }

    /// How many serials of an issuer are known.
    pub(crate) fn counts(&self, issuer: &AuthorityName) -> Counts {
        self.issuers.get(issuer).map_or_else(Counts::default, |holdings| holdings.counts)
    }

    fn join(&mut self, issuer: StatusIssuer) -> Result<(), BadIssuer> {
        let StatusIssuer { name, certificate, ocsp } = issuer;
        let Ok(certificate) = Certificate::from_der(&certificate.0) else { return Err(BadIssuer::Unreadable(name)) };
        match self.issuers.entry(name) {
            Entry::Occupied(known) if known.get().issuer.certificate == certificate && known.get().issuer.ocsp == ocsp => Ok(()),
            Entry::Occupied(known) => Err(BadIssuer::Changed(known.key().clone())),
            Entry::Vacant(place) => {
                let id = IssuerId::of(&certificate);
                let issuer = Arc::new(Issuer { name: place.key().clone(), certificate, ocsp, id });
                place.insert(Holdings { issuer, serials: BTreeMap::new(), counts: Counts::default(), announced: None });
                Ok(())
            }
        }
    }

    fn issue(&mut self, issued: IssuedSerial) -> Result<Changed, BadIssuer> {
        let IssuedSerial { issuer, serial } = issued;
        let holdings = self.holdings(issuer)?;
        match holdings.serials.entry(serial.clone()) {
            Entry::Vacant(place) => {
                place.insert(SerialState::Issued);
                holdings.counts.issued += 1;
            }
            Entry::Occupied(mut known) => match known.get_mut() {
                SerialState::Revoked { issued: issued @ false, .. } => {
                    *issued = true;
                    holdings.counts.issued += 1;
                }
                SerialState::Issued | SerialState::Revoked { .. } => {}
            },
        }
        Ok(Changed { issuer: Arc::clone(&holdings.issuer), serial })
    }

    /// The first revocation of a serial stands: neither its moment nor its reason changes any more.
    fn revoke(&mut self, revoked: RevokedSerial) -> Result<Changed, BadIssuer> {
        let RevokedSerial { issuer, serial, at, reason } = revoked;
        let holdings = self.holdings(issuer)?;
        let known = holdings.serials.get(&serial).copied();
        if !matches!(known, Some(SerialState::Revoked { .. })) {
            let issued = known == Some(SerialState::Issued);
            holdings.serials.insert(serial.clone(), SerialState::Revoked { issued, at, reason });
            holdings.counts.revoked += 1;
        }
        Ok(Changed { issuer: Arc::clone(&holdings.issuer), serial })
    }

    fn announce(&mut self, crl: SignedCrl) -> Result<(), BadIssuer> {
        let holdings = self.holdings(crl.issuer)?;
        holdings.announced = holdings.announced.max(Some(crl.number));
        Ok(())
    }

    fn holdings(&mut self, issuer: AuthorityName) -> Result<&mut Holdings, BadIssuer> {
        self.issuers.get_mut(&issuer).ok_or(BadIssuer::Unknown(issuer))
    }
}

#[cfg(test)]
mod tests;
