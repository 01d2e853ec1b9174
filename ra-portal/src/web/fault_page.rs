//! The pages about faults.

use askama::Template;
use axum::response::Response;
use pages::{PageFault, page_with};

use super::Shell;
use super::public::revocation::{Lead, emergency_page};

#[derive(Template)]
#[template(path = "fault.html")]
struct FaultPage<'a> {
    shell: &'a Shell,
    fault: &'a PageFault,
}

/// The same for the emergency pages, which say first whether something was revoked.
#[derive(Template)]
#[template(path = "emergency/fault.html")]
struct EmergencyFaultPage<'a> {
    shell: &'a Shell,
    lead: String,
    fault: &'a PageFault,
}

/// The error page for a fault.
pub(super) fn fault_page(shell: &Shell, fault: &PageFault) -> Result<Response, PageFault> {
    if shell.path == "/revocation" || shell.path.starts_with("/revocation/") {
        let lead = Lead::of_fault(shell, fault).in_words(shell.t);
        return emergency_page(fault.status(), &EmergencyFaultPage { shell, lead, fault });
    }
    page_with(fault.status(), &FaultPage { shell, fault })
}
