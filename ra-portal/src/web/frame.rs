//! The portal's part of the layout around each page.

use pages::{Asset, Assets};
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
    /// The account's e-mail address, if the visitor is signed in.
    pub(crate) signed_in: Option<String>,
    /// The officer, on the officers' pages.
    pub(crate) officer: Option<Officer>,
    /// The address of the public entrance: `https://host:port`.
    pub(crate) public_site: String,
    /// The address of the certificate entrance.
    pub(crate) certificate_site: String,
    /// The support telephone number, as people dial it.
    pub(crate) support_telephone: String,
    /// The e-mail address of support.
    pub(crate) support_email: String,
    /// The telephone number for emergency revocation, as people dial it.
    pub(crate) revocation_telephone: String,
    /// The operator's name.
    pub(crate) supplier: String,
    /// Whether this is a demonstration; its pages say so.
    pub(crate) demonstration: bool,
}

impl Frame {
    /// For a visitor who is not identified.
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

    /// Whether the officer may perform an action. Pages do not offer the others.
    pub(crate) fn may(&self, action: Action) -> bool {
        self.officer.as_ref().is_some_and(|officer| allows(officer.roles(), action))
    }
}

/// The variable `shell` of the portal's templates.
pub(crate) type Shell = pages::Shell<Frame>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_asset_that_a_template_links_exists() {
        let templates = [include_str!("../../templates/base.html"), include_str!("../../templates/officer/styles.html")];
        for rest in templates.iter().flat_map(|template| template.split("shell.asset(\"").skip(1)) {
            let name = rest.split('"').next().unwrap();
            assert!(!ASSETS.href(name).ends_with('?'), "{name}");
        }
    }
}
