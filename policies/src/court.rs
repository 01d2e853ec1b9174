//! The courts of appeal, which keep the lists of experts.

use pki::DistinguishedName;
use pki::name::Attribute;
use serde::Deserialize;
use toml::Spanned;

use crate::document::Document;
use crate::error::PolicyError;
use crate::problem::Problem;

/// A court of appeal.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Court {
    /// Its name, such as `Rennes`.
    pub name: String,
    /// The title of its experts, as in certificates; protected by law 71-498, articles 3 and 4.
    pub title: String,
    /// Where it publishes its list, an https address; none if not known.
    pub list: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CourtsToml {
    court: Vec<CourtToml>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CourtToml {
    name: Spanned<String>,
    title: Spanned<String>,
    list: Option<Spanned<String>>,
}

pub(crate) fn read_courts(document: Document<'_>) -> Result<Vec<Court>, PolicyError> {
    let toml: CourtsToml = document.read()?;
    if toml.court.is_empty() {
        return Err(document.refuse_whole(Problem::NoCourts));
    }
    document.refuse_repetition("court", toml.court.iter().map(|court| &court.name))?;
    toml.court
        .into_iter()
        .map(|court| {
            if !is_title(court.title.get_ref(), court.name.get_ref()) {
                return Err(document.refuse(&court.title, Problem::BadTitle(court.title.get_ref().clone())));
            }
            if let Some(list) = court.list.as_ref().filter(|list| !is_list(list.get_ref())) {
                return Err(document.refuse(list, Problem::BadList(list.get_ref().clone())));
            }
            let list = court.list.map(Spanned::into_inner);
            Ok(Court { name: court.name.into_inner(), title: court.title.into_inner(), list })
        })
        .collect()
}

/// Whether a title is the protected title of that court and fits into a certificate.
fn is_title(title: &str, name: &str) -> bool {
    let court = title.strip_prefix("Expert près la cour d'appel ");
    let named = ["de ", "du ", "d'"].iter().any(|of| court.and_then(|court| court.strip_prefix(of)) == Some(name));
    !name.is_empty() && named && DistinguishedName::new(vec![(Attribute::Title, title.to_owned())]).is_ok()
}

/// Whether this is an https address that can be a link on a page.
fn is_list(address: &str) -> bool {
    address.len() <= 300
        && address.len() > "https://".len()
        && address.starts_with("https://")
        && address.bytes().all(|octet| octet.is_ascii_graphic())
}
