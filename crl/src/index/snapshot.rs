//! Conversion between the index and the pages of a snapshot.

use ca_contract::status::{
    Authority, IssuedSerial, RevokedSerial, SignedCrl, SnapshotCursor, SnapshotPage, StatusChange, StatusIssuer,
};
use ca_contract::{AuthorityName, Der};
use pki::{Id, SerialNumber};

use super::{BadIssuer, Index, SerialState};

/// The pages of a snapshot received so far.
#[derive(Debug)]
pub(crate) struct Collected {
    index: Index,
    issued_total: u64,
    revoked_total: u64,
    next: Option<SnapshotCursor>,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum SnapshotFault {
    #[error("the snapshot belongs to authority {found}, but this folder follows authority {known}")]
    OtherAuthority { known: Id<Authority>, found: Id<Authority> },
    #[error("the pages do not belong to one snapshot")]
    MixedPages,
    #[error("the snapshot's pages do not continue")]
    NoProgress,
    #[error("the snapshot has {issued} issued and {revoked} revoked certificates instead of {issued_total} and {revoked_total}")]
    Truncated { issued: u64, revoked: u64, issued_total: u64, revoked_total: u64 },
    #[error("the snapshot goes back to {found}, although {known} was already seen")]
    Backwards { known: u64, found: u64 },
    #[error("the snapshot lacks the known issuer {0}")]
    ForgetsIssuer(AuthorityName),
    #[error("the snapshot contradicts the known status of serial number {1} of issuer {0}")]
    ForgetsSerial(AuthorityName, SerialNumber),
    #[error("the snapshot includes changes of the kind {0}, which this version does not know: upgrade the responder")]
    UnknownKind(String),
    #[error(transparent)]
    BadIssuer(#[from] BadIssuer),
}

impl Collected {
    /// Begins with the first page.
    pub(crate) fn begin(page: SnapshotPage) -> Result<Self, SnapshotFault> {
        if let Some(kind) = page.kinds.iter().find(|kind| !StatusChange::KINDS.contains(&kind.as_str())) {
            return Err(SnapshotFault::UnknownKind(kind.clone()));
        }
        let mut collected = Self {
            index: Index::new(page.authority, page.sequence),
            issued_total: page.issued_total,
            revoked_total: page.revoked_total,
            next: None,
        };
        collected.fill(page)?;
        Ok(collected)
    }

    /// Adds the page that [`Self::next`] requires.
    pub(crate) fn add(&mut self, page: SnapshotPage) -> Result<(), SnapshotFault> {
        let same = page.authority == self.index.authority
            && page.sequence == self.index.sequence
            && (page.issued_total, page.revoked_total) == (self.issued_total, self.revoked_total);
        if !same {
            return Err(SnapshotFault::MixedPages);
        }
        self.fill(page)
    }

    /// The next page to fetch; `None` after the last.
    pub(crate) const fn next(&self) -> Option<SnapshotCursor> {
        self.next
    }

    fn fill(&mut self, page: SnapshotPage) -> Result<(), SnapshotFault> {
        let place = |cursor: SnapshotCursor| (cursor.revoked, cursor.after);
        if let Some(next) = page.next
            && (next.sequence != self.index.sequence || self.next.map(place) >= Some(place(next)))
        {
            return Err(SnapshotFault::NoProgress);
        }
        self.next = page.next;
        page.issuers.into_iter().try_for_each(|issuer| self.index.join(issuer))?;
        page.crls.into_iter().try_for_each(|crl| self.index.announce(crl))?;
        page.issued.into_iter().try_for_each(|issued| self.index.issue(issued).map(drop))?;
        page.revoked.into_iter().try_for_each(|revoked| self.index.revoke(revoked).map(drop))?;
        Ok(())
    }

    /// The index, if it is complete.
    pub(crate) fn finish(self) -> Result<Index, SnapshotFault> {
        let Self { index, issued_total, revoked_total, .. } = self;
        let counts = index.issuers.values().map(|holdings| holdings.counts);
        let (issued, revoked) =
            counts.fold((0, 0), |(issued, revoked), counts| (issued + counts.issued, revoked + counts.revoked));
        if self.next.is_some() || (issued, revoked) != (issued_total, revoked_total) {
            return Err(SnapshotFault::Truncated { issued, revoked, issued_total, revoked_total });
        }
        Ok(index)
    }
}

impl Index {
    /// Checks that `newer`, from a snapshot, may replace this index: it belongs to the same authority, is not older, and lacks
    /// nothing.
    pub(crate) fn may_be_replaced_by(&self, newer: &Self) -> Result<(), SnapshotFault> {
        if self.authority != newer.authority {
            return Err(SnapshotFault::OtherAuthority { known: self.authority, found: newer.authority });
        }
        if newer.sequence < self.sequence {
            return Err(SnapshotFault::Backwards { known: self.sequence, found: newer.sequence });
        }
        for (name, old) in &self.issuers {
            let new = newer.issuers.get(name).ok_or_else(|| SnapshotFault::ForgetsIssuer(name.clone()))?;
            if old.issuer.certificate != new.issuer.certificate {
                return Err(BadIssuer::Changed(name.clone()).into());
            }
            for (serial, state) in &old.serials {
                let kept = match (state, new.serials.get(serial)) {
                    (_, None) | (SerialState::Revoked { .. }, Some(SerialState::Issued)) => false,
                    (SerialState::Revoked { at, .. }, Some(SerialState::Revoked { at: newer_at, .. })) => at == newer_at,
                    (SerialState::Issued, Some(_)) => true,
                };
                if !kept {
                    return Err(SnapshotFault::ForgetsSerial(name.clone(), serial.clone()));
                }
            }
        }
        Ok(())
    }

    /// The whole index as a single page of a snapshot, for storage on disk.
    pub(crate) fn to_page(&self) -> SnapshotPage {
        let mut page = SnapshotPage {
            authority: self.authority,
            sequence: self.sequence,
            kinds: StatusChange::CRITICAL_KINDS.map(str::to_owned).to_vec(),
            issuers: Vec::new(),
            crls: Vec::new(),
            issued: Vec::new(),
            revoked: Vec::new(),
            issued_total: 0,
            revoked_total: 0,
            next: None,
        };
        for (name, holdings) in &self.issuers {
            let certificate = Der(holdings.issuer.certificate.der().to_vec());
            page.issuers.push(StatusIssuer { name: name.clone(), certificate, ocsp: holdings.issuer.ocsp });
            page.crls.extend(holdings.announced.map(|number| SignedCrl { issuer: name.clone(), number }));
            page.issued_total += holdings.counts.issued;
            page.revoked_total += holdings.counts.revoked;
            for (serial, state) in &holdings.serials {
                let issuer = || name.clone();
                if matches!(state, SerialState::Issued | SerialState::Revoked { issued: true, .. }) {
                    page.issued.push(IssuedSerial { issuer: issuer(), serial: serial.clone() });
                }
                if let SerialState::Revoked { at, reason, .. } = *state {
                    page.revoked.push(RevokedSerial { issuer: issuer(), serial: serial.clone(), at, reason });
                }
            }
        }
        page
    }
}
