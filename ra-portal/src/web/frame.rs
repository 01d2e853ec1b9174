//! What the portal's layout shows around each page.

use askama::Template;
use axum::response::Response;
use pages::{Asset, Assets, PageFault, page_with};
use registration::access::{Action, allows};
use registration::officers::Officer;
use std::sync::LazyLock;

use super::Portal;

/// The portal's styles and pictures.
pub(super) static ASSETS: LazyLock<Assets> = LazyLock::new(|| {
    Assets::with([
        Asset::style("order.css", include_str!("../../assets/order.css")),
        Asset::style("desk.css", include_str!("../../assets/desk.css")),
        Asset::svg("certificate-choice.svg", include_str!("../../assets/certificate-choice.svg")),
    ])
});

/// The portal's part of [`pages::Shell`].
#[derive(Clone, Debug)]
pub struct Frame {
    /// The account's address, when somebody is signed in.
    pub(crate) signed_in: Option<String>,
    /// The officer, on the officers' pages.
    pub(crate) officer: Option<Officer>,
    /// Where the public entrance is: `https://host:port`.
    pub(crate) public_site: String,
    /// Where the entrance with certificates is.
    pub(crate) certificate_site: String,
    /// Support, as people dial it.
    pub(crate) support_telephone: String,
    /// Support, by mail.
    pub(crate) support_email: String,
    /// Emergency revocation, as people dial it.
    pub(crate) revocation_telephone: String,
    /// Who runs this.
    pub(crate) supplier: String,
    /// Whether this is a demonstration, which its pages say.
    pub(crate) demonstration: bool,
}

impl Frame {
    /// For somebody who was not recognised.
    pub(super) fn of(portal: &Portal) -> Self {
        let supplier = &portal.registration.settings().supplier;
        Self {
            signed_in: None,
            officer: None,
            public_site: portal.sites.public.clone(),
            certificate_site: portal.sites.certificate.clone(),
            support_telephone: supplier.support_telephone.clone(),
            support_email: supplier.support_email.clone(),
            revocation_telephone: supplier.revocation_telephone.clone(),
            supplier: supplier.name.clone(),
            demonstration: portal.captured.is_some(),
        }
    }

    /// Whether the officer at this page may try an action: what is not allowed is not offered.
    pub(crate) fn may(&self, action: Action) -> bool {
        self.officer.as_ref().is_some_and(|officer| allows(officer.roles(), action))
    }
}

/// The value `shell` of the portal's templates.
pub(crate) type Shell = pages::Shell<Frame>;

#[derive(Template)]
#[template(path = "fault.html")]
struct FaultPage<'a> {
    shell: &'a Shell,
    fault: &'a PageFault,
}

/// The page that says that there is no page.
pub(super) fn fault_page(shell: &Shell, fault: &PageFault) -> Result<Response, PageFault> {
    page_with(fault.status(), &FaultPage { shell, fault })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_asset_that_a_template_links_is_here() {
        let templates = [include_str!("../../templates/base.html"), include_str!("../../templates/officer/styles.html")];
        for rest in templates.iter().flat_map(|template| template.split("shell.asset(\"").skip(1)) {
            let name = rest.split('"').next().unwrap();
            assert!(!ASSETS.href(name).ends_with('?'), "{name}");
        }
    }
}
