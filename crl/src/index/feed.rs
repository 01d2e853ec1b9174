//! Applying events of the feed.

use ca_contract::status::{Authority, StatusChange, StatusEvent};
use pki::Id;

use super::Index;
use super::issuer::{BadIssuer, Changed};

/// Why an event was not applied.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum FeedFault {
    #[error("the feed belongs to authority {found}, but this folder follows authority {known}")]
    OtherAuthority { known: Id<Authority>, found: Id<Authority> },
    #[error("the feed goes back to {found}, although {known} was already seen")]
    Backwards { known: u64, found: u64 },
    #[error("the feed skips from {known} to {found}")]
    Skips { known: u64, found: u64 },
    #[error("event {sequence} of the feed is of the kind {kind}, which this version does not know: upgrade the responder")]
    UnknownChange { sequence: u64, kind: String },
    #[error(transparent)]
    BadIssuer(#[from] BadIssuer),
}

impl Index {
    /// Applies the next event and returns the serial number that it concerns, if any.
    pub(crate) fn apply(&mut self, authority: Id<Authority>, event: StatusEvent) -> Result<Option<Changed>, FeedFault> {
        let (known, found) = (self.sequence, event.sequence);
        if authority != self.authority {
            return Err(FeedFault::OtherAuthority { known: self.authority, found: authority });
        }
        if found <= known {
            return Err(FeedFault::Backwards { known, found });
        }
        if found - known > 1 {
            return Err(FeedFault::Skips { known, found });
        }
        let changed = match event.change {
            StatusChange::IssuerAdded(issuer) => self.join(issuer).map(|()| None),
            StatusChange::Issued(issued) => self.issue(issued).map(Some),
            StatusChange::Revoked(revoked) => self.revoke(revoked).map(Some),
            StatusChange::CrlSigned(crl) => self.announce(crl).map(|()| None),
            StatusChange::Unknown(unknown) if event.critical => {
                return Err(FeedFault::UnknownChange { sequence: found, kind: unknown.kind });
            }
            StatusChange::Unknown(unknown) => {
                tracing::info!(
                    sequence = found,
                    kind = unknown.kind,
                    "an event of an unknown kind that is not critical is skipped"
                );
                Ok(None)
            }
        }?;
        self.sequence = found;
        Ok(changed)
    }
}
