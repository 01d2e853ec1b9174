//! The policy files: those embedded in the program, or those of a folder.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read};
use std::path::Path;

use pki::Digest;

use crate::document::Document;
use crate::error::PolicyError;
use crate::problem::Problem;

pub(crate) const HIERARCHIES: &str = "hierarchies.toml";
pub(crate) const PRODUCTS: &str = "products.toml";
pub(crate) const OFFERS: &str = "offers.toml";
pub(crate) const COURTS: &str = "courts.toml";
pub(crate) const LINTS: &str = "lints.toml";
const PROFILES: &str = "profiles";

/// The files that always exist.
const ALWAYS: [&str; 5] = [HIERARCHIES, PRODUCTS, OFFERS, COURTS, LINTS];
/// The files that the CA does not read: no certificate depends on a price or a text, and an approval itself contains the title.
const OF_THE_PORTAL: [&str; 2] = [OFFERS, COURTS];

const MAX_BYTES: u64 = 256 * 1024;
const MAX_PROFILES: usize = 100;

/// File contents by name (`profiles/root.toml`), sorted by name.
#[derive(Clone)]
pub(crate) struct Files(BTreeMap<String, String>);

impl Files {
    /// The files embedded in the program.
    pub(crate) fn embedded() -> Self {
        let files = [
            ("courts.toml", include_str!("../courts.toml")),
            ("hierarchies.toml", include_str!("../hierarchies.toml")),
            ("lints.toml", include_str!("../lints.toml")),
            ("offers.toml", include_str!("../offers.toml")),
            ("products.toml", include_str!("../products.toml")),
            ("profiles/internal-root.toml", include_str!("../profiles/internal-root.toml")),
            ("profiles/issuing-ca.toml", include_str!("../profiles/issuing-ca.toml")),
            ("profiles/natural-person-advanced.toml", include_str!("../profiles/natural-person-advanced.toml")),
            ("profiles/natural-person-classe-3-plus.toml", include_str!("../profiles/natural-person-classe-3-plus.toml")),
            ("profiles/ocsp-responder.toml", include_str!("../profiles/ocsp-responder.toml")),
            ("profiles/root.toml", include_str!("../profiles/root.toml")),
            ("profiles/seal.toml", include_str!("../profiles/seal.toml")),
            ("profiles/service-tls.toml", include_str!("../profiles/service-tls.toml")),
            ("profiles/staff.toml", include_str!("../profiles/staff.toml")),
        ];
        Self(files.into_iter().map(|(file, text)| (file.to_owned(), text.to_owned())).collect())
    }

    /// The files of a folder. Files with names that are not policies are ignored.
    pub(crate) fn from_dir(dir: &Path) -> Result<Self, PolicyError> {
        let mut files = BTreeMap::new();
        for file in ALWAYS {
            files.insert(file.to_owned(), read(dir, file)?);
        }
        for profile in profiles(dir).map_err(|error| PolicyError::new(PROFILES, None, Problem::Unreadable(error)))? {
            if files.len() >= ALWAYS.len() + MAX_PROFILES {
                return Err(PolicyError::new(PROFILES, None, Problem::TooManyProfiles(MAX_PROFILES)));
            }
            let text = read(dir, &profile)?;
            files.insert(profile, text);
        }
        Ok(Self(files))
    }

    /// One of the files that always exist.
    pub(crate) fn document<'a>(&'a self, file: &'a str) -> Document<'a> {
        Document::new(file, self.0.get(file).map_or("", String::as_str))
    }

    /// The profiles, each with its file name without folder and extension.
    pub(crate) fn profiles(&self) -> impl Iterator<Item = (&str, Document<'_>)> {
        self.0.iter().filter_map(|(file, text)| {
            let stem = file.strip_prefix("profiles/")?.strip_suffix(".toml")?;
            Some((stem, Document::new(file, text)))
        })
    }

    /// SHA-256 of the names and contents of the files that the CA reads, sorted by name, each preceded by its length in eight
    /// octets.
    pub(crate) fn digest(&self) -> Digest {
        let mut hashed = Vec::new();
        let read_by_the_ca = self.0.iter().filter(|(file, _)| !OF_THE_PORTAL.contains(&file.as_str()));
        for part in read_by_the_ca.flat_map(|(file, text)| [file, text]) {
            hashed.extend_from_slice(&(part.len() as u64).to_be_bytes());
            hashed.extend_from_slice(part.as_bytes());
        }
        Digest::of(&hashed)
    }

    #[cfg(test)]
    pub(crate) fn text_mut(&mut self, file: &str) -> &mut String {
        self.0.entry(file.to_owned()).or_default()
    }
}

fn read(dir: &Path, file: &str) -> Result<String, PolicyError> {
    let unreadable = |error| PolicyError::new(file, None, Problem::Unreadable(error));
    let mut bytes = Vec::new();
    let opened = fs::File::open(dir.join(file)).map_err(unreadable)?;
    opened.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(PolicyError::new(file, None, Problem::TooLarge(MAX_BYTES)));
    }
    String::from_utf8(bytes).map_err(|_| PolicyError::new(file, None, Problem::NotText))
}

/// `profiles/*.toml` below `dir`.
fn profiles(dir: &Path) -> io::Result<Vec<String>> {
    let mut profiles = Vec::new();
    for entry in fs::read_dir(dir.join(PROFILES))? {
        let name = entry?.file_name();
        if let Some(name) = name.to_str().filter(|name| name.ends_with(".toml")) {
            profiles.push(format!("{PROFILES}/{name}"));
        }
    }
    profiles.sort();
    Ok(profiles)
}
