//! How a handler ends without a page of its own.

use axum::response::{IntoResponse, Response};
use pages::PageFault;
use registration::fault::{Fault, Never};

/// A handler has no page of its own to show: a page that says why is shown instead.
#[derive(Debug)]
pub(crate) struct NoPage(PageFault);

impl From<PageFault> for NoPage {
    fn from(fault: PageFault) -> Self {
        Self(fault)
    }
}

impl From<NoPage> for PageFault {
    fn from(NoPage(fault): NoPage) -> Self {
        fault
    }
}

impl From<Fault<Never>> for NoPage {
    fn from(fault: Fault<Never>) -> Self {
        match fault {
            Fault::Refused(never) => match never {},
            Fault::Unavailable(what) => Self(PageFault::Unavailable(what)),
        }
    }
}

impl IntoResponse for NoPage {
    fn into_response(self) -> Response {
        self.0.into_response()
    }
}
