//! Names in policy files, one type for each kind of thing.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// The name of an `Of`: 1 to 40 characters of `a` to `z`, `0` to `9` and `-`. Used unchanged in files, URLs and databases.
pub struct Name<Of> {
    text: Box<str>,
    of: PhantomData<fn() -> Of>,
}

/// Tags names of hierarchies.
#[derive(Debug)]
pub enum HierarchyTag {}

/// Tags names of root and issuing CAs.
#[derive(Debug)]
pub enum AuthorityTag {}

/// Tags names of certificate profiles.
#[derive(Debug)]
pub enum ProfileTag {}

/// Tags names of products.
#[derive(Debug)]
pub enum ProductTag {}

/// Tags names of pieces of dossiers.
#[derive(Debug)]
pub enum PieceTag {}

/// The name of a hierarchy.
pub type HierarchyName = Name<HierarchyTag>;

/// The name of a root or issuing CA.
pub type AuthorityName = Name<AuthorityTag>;

/// The name of a certificate profile.
pub type ProfileName = Name<ProfileTag>;

/// The name of a product.
pub type ProductName = Name<ProductTag>;

/// The name of a piece of a dossier.
pub type PieceName = Name<PieceTag>;

/// Not a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a name, expected 1 to 40 of a-z, 0-9 and -")]
pub struct NotAName;

/// Whether `text` is 1 to `at_most` characters of `a` to `z`, `0` to `9` and `-`.
pub(crate) fn is_kebab_case(text: &str, at_most: usize) -> bool {
    (1..=at_most).contains(&text.len()) && text.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
}

impl<Of> Name<Of> {
    /// The name as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl<Of> FromStr for Name<Of> {
    type Err = NotAName;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if is_kebab_case(text, 40) { Ok(Self { text: text.into(), of: PhantomData }) } else { Err(NotAName) }
    }
}

impl<Of> Clone for Name<Of> {
    fn clone(&self) -> Self {
        Self { text: self.text.clone(), of: PhantomData }
    }
}

impl<Of> PartialEq for Name<Of> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<Of> Eq for Name<Of> {}

impl<Of> PartialOrd for Name<Of> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<Of> Ord for Name<Of> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.text.cmp(&other.text)
    }
}

impl<Of> Hash for Name<Of> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl<Of> fmt::Display for Name<Of> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl<Of> fmt::Debug for Name<Of> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.text, f)
    }
}

impl<Of> Serialize for Name<Of> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de, Of> Deserialize<'de> for Name<Of> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_short_and_of_few_characters() {
        for good in ["a", "classe-3-plus", &"x".repeat(40)] {
            assert_eq!(good.parse::<ProductName>().map(|name| name.to_string()), Ok(good.to_owned()));
        }
        for bad in ["", "Advanced", "a b", "../a", "é", &"x".repeat(41)] {
            assert_eq!(bad.parse::<ProductName>(), Err(NotAName), "{bad}");
        }
    }
}
