//! What to do if no certificate opens the officers' pages: each case has its own page.

use askama::Template;
use axum::response::Response;
use http::StatusCode;
use pki::certificate::NotAdmitted;
use registration::officers::NotAnOfficer;

use crate::web::{NoPage, Shell, page_with};

#[derive(Template)]
#[template(path = "officer/refused.html")]
struct RefusedPage<'a> {
    shell: &'a Shell,
    title: String,
    text: String,
    /// What to do, step by step.
    steps: Vec<String>,
}

/// The page for a visitor without a certificate, or with one that is currently not an officer's.
pub(in crate::web) fn refused(shell: &Shell, reason: Option<NotAnOfficer>) -> Result<Response, NoPage> {
    let t = shell.t;
    let name = name(reason);
    let text = match reason {
        Some(NotAnOfficer::Replaced { at } | NotAnOfficer::Left { at }) => Some(("at", t.moment(at))),
        Some(NotAnOfficer::Certificate(NotAdmitted::Expired { at })) => Some(("at", t.moment(at))),
        Some(NotAnOfficer::Certificate(NotAdmitted::NotYetValid { from })) => Some(("from", t.moment(from))),
        _ => None,
    };
    let said = |part: &str| {
        let values: Vec<_> = text.iter().map(|(variable, value)| (*variable, value.as_str())).collect();
        t.with(&format!("officers-refused-{name}-{part}"), values)
    };
    let steps = said("steps").lines().map(str::to_owned).collect();
    page_with(StatusCode::FORBIDDEN, &RefusedPage { shell, title: said("title"), text: said("text"), steps })
}

/// The name of the case in its texts: `officers-refused-<name>-title`, `-text`, `-steps`.
const fn name(reason: Option<NotAnOfficer>) -> &'static str {
    match reason {
        None => "none",
        Some(NotAnOfficer::Unknown | NotAnOfficer::Certificate(NotAdmitted::NotPinned)) => "unknown",
        Some(NotAnOfficer::Replaced { .. }) => "replaced",
        Some(NotAnOfficer::Left { .. }) => "left",
        Some(NotAnOfficer::Certificate(NotAdmitted::ForeignIssuer)) => "foreign-issuer",
        Some(NotAnOfficer::Certificate(NotAdmitted::NotYetValid { .. })) => "not-yet-valid",
        Some(NotAnOfficer::Certificate(NotAdmitted::Expired { .. })) => "expired",
    }
}

/// Whether a path is one of the officers' pages.
pub(in crate::web) fn is_for_officers(path: &str) -> bool {
    path == "/officer" || path.starts_with("/officer/")
}

#[cfg(test)]
mod tests {
    use i18n::{Language, Words};
    use pki::Timestamp;

    use super::*;
    use crate::CATALOGUES;

    #[test]
    fn every_reason_has_a_page_with_steps_in_both_languages() {
        let at = Timestamp::from_millis(1_795_338_000_000);
        let certificate = |fault| Some(NotAnOfficer::Certificate(fault));
        let reasons = [
            None,
            Some(NotAnOfficer::Unknown),
            Some(NotAnOfficer::Replaced { at }),
            Some(NotAnOfficer::Left { at }),
            certificate(NotAdmitted::NotPinned),
            certificate(NotAdmitted::ForeignIssuer),
            certificate(NotAdmitted::NotYetValid { from: at }),
            certificate(NotAdmitted::Expired { at }),
        ];
        for t in Language::ALL.map(|language| Words::new(language, &CATALOGUES)) {
            for reason in reasons {
                let said = |part: &str| t.say(&format!("officers-refused-{}-{part}", name(reason)));
                assert!(!said("title").contains("officers-refused") && said("text").ends_with('.'), "{reason:?}");
                let steps = said("steps");
                assert!(steps.lines().count() >= 2 && steps.lines().all(|step| step.ends_with('.')), "{reason:?}: {steps}");
            }
        }
    }

    #[test]
    fn only_the_officers_pages_are_recognised_as_theirs() {
        assert!(["/officer", "/officer/orders/x", "/officer/transfers"].into_iter().all(is_for_officers));
        assert!(!["/holder", "/", "/officers", "/holder/officer"].into_iter().any(is_for_officers));
    }
}
