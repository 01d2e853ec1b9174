//! Facts outside an order that a transition depends on: each proof is made by the check that it stands for.

use pki::{Digest, Timestamp};

/// Every piece of the dossier has been handed in.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CompleteDossier(Digest);

/// An officer accepted every piece of the dossier.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AcceptedDossier(Digest);

/// An identity check on which certificates may still be issued (EN 319 411-1 REG-6.3.1-00D).
#[derive(Clone, Copy, Debug)]
pub(crate) struct ValidIdentityCheck(());

/// At least the price has been received.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PaidInFull(());

/// The token's PIN letter has been printed, so that the token can be sent after it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PrintedPinLetter(());

impl CompleteDossier {
    /// The proof for a dossier with this digest; none unless `missing`, the number of pieces still to come, is 0.
    pub(crate) fn of(digest: Digest, missing: usize) -> Option<Self> {
        (missing == 0).then_some(Self(digest))
    }

    pub(crate) const fn digest(self) -> Digest {
        self.0
    }
}

impl AcceptedDossier {
    /// The proof for a dossier with this digest; none unless `open`, the number of pieces not accepted, is 0.
    pub(crate) fn of(digest: Digest, open: usize) -> Option<Self> {
        (open == 0).then_some(Self(digest))
    }

    pub(crate) const fn digest(self) -> Digest {
        self.0
    }
}

impl ValidIdentityCheck {
    /// The proof for a check that is valid until `validated_until`; none if it has ended at `now`.
    pub(crate) fn of(validated_until: Timestamp, now: Timestamp) -> Option<Self> {
        (validated_until > now).then_some(Self(()))
    }
}

impl PaidInFull {
    /// The proof for an order that was invoiced at `_invoiced_at`: the invoice is issued when the price has been received.
    pub(crate) const fn since(_invoiced_at: Timestamp) -> Self {
        Self(())
    }
}

impl PrintedPinLetter {
    /// The proof for a letter printed at `printed_at`; none if that is after `now`.
    pub(crate) fn of(printed_at: Timestamp, now: Timestamp) -> Option<Self> {
        (printed_at <= now).then_some(Self(()))
    }
}
