//! The index: issuers, the status of every serial number, and the CRLs that were announced.
//!
//! It only grows: serial numbers are never removed, revocations are final, issuers keep their certificates.

mod feed;
mod issuer;
mod snapshot;

pub(crate) use feed::FeedFault;
pub(crate) use issuer::{BadIssuer, Changed, Issuer};
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

/// The state at a sequence number of a certificate authority's feed.
#[derive(Debug)]
pub(crate) struct Index {
    authority: Id<Authority>,
    sequence: u64,
    issuers: BTreeMap<AuthorityName, Holdings>,
}

/// An issuer with the status of its serial numbers.
#[derive(Debug)]
struct Holdings {
    issuer: Arc<Issuer>,
    serials: BTreeMap<SerialNumber, SerialState>,
    counts: Counts,
    announced: Option<u64>,
}

/// The numbers of issued and revoked certificates of an issuer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) issued: u64,
    pub(crate) revoked: u64,
}

/// The status of a serial number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SerialState {
    Issued,
    /// Revoked, whether or not a certificate is known for it.
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

impl Index {
    const fn new(authority: Id<Authority>, sequence: u64) -> Self {
        Self { authority, sequence, issuers: BTreeMap::new() }
    }

    pub(crate) const fn sequence(&self) -> u64 {
        self.sequence
    }

    pub(crate) fn issuer(&self, name: &AuthorityName) -> Option<&Arc<Issuer>> {
        self.issuers.get(name).map(|holdings| &holdings.issuer)
    }

    pub(crate) fn issuers(&self) -> impl Iterator<Item = &Arc<Issuer>> {
        self.issuers.values().map(|holdings| &holdings.issuer)
    }

    /// The issuer identified by a CertID, if OCSP is offered for it.
    pub(crate) fn issuer_of(&self, id: &CertId) -> Option<&Arc<Issuer>> {
        self.issuers().find(|issuer| issuer.ocsp && issuer.id.matches(id))
    }

    /// The status of a serial number.
    pub(crate) fn status(&self, issuer: &AuthorityName, serial: &SerialNumber) -> CertStatus {
        let state = self.issuers.get(issuer).and_then(|holdings| holdings.serials.get(serial));
        state.map_or(CertStatus::Unknown, |state| state.status())
    }

    /// At most this many serial numbers of issuers with OCSP, in order, after `position`.
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

    /// The number of the newest announced CRL of each issuer.
    pub(crate) fn announced_crls(&self) -> Vec<(Arc<Issuer>, u64)> {
        let holdings = self.issuers.values();
        holdings.filter_map(|holdings| Some((Arc::clone(&holdings.issuer), holdings.announced?))).collect()
    }

    /// The numbers of issued and revoked certificates of an issuer.
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

    /// The first revocation of a serial number is final: neither its time nor its reason changes.
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
