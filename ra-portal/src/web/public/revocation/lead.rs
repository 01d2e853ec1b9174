//! What an emergency page says first if the last thing it knows is not a revocation.

use i18n::Words;
use pages::PageFault;

use crate::web::{Form, Shell};

/// Whether something was revoked, in the first words of a page and of its title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lead {
    /// Nothing was revoked.
    Nothing,
    /// The certificate authority has not answered: the revocation may or may not have happened.
    Unknown,
    /// Opening this address revoked nothing; what was revoked before stays revoked.
    Unchanged,
}

impl Lead {
    /// For a form of the confirmation page, which says whether its request was sent before and not answered.
    pub(super) fn after(form: &Form) -> Self {
        if form.ticked("unanswered") { Self::Unknown } else { Self::Nothing }
    }

    /// For an error page.
    pub(crate) fn of_fault(shell: &Shell, fault: &PageFault) -> Self {
        match fault {
            _ if shell.path == "/revocation/receipt.pdf" || shell.return_to.is_some() => Self::Unchanged,
            // Only the reference of an earlier revocation is not found.
            PageFault::NotFound => Self::Unchanged,
            fault if shell.path == "/revocation/confirm" && fault.status().is_server_error() => Self::Unknown,
            _ => Self::Nothing,
        }
    }

    pub(crate) fn in_words(self, t: Words) -> String {
        t.say(match self {
            Self::Nothing => "emergency-nothing",
            Self::Unknown => "emergency-unknown",
            Self::Unchanged => "emergency-unchanged",
        })
    }
}
