//! The answers of an order, a section a page; each is absent until its page was answered.

use jiff::civil::Date;
use pki::{Digest, Timestamp};
use policies::{Requirements, Siren};
use serde::{Deserialize, Serialize};

use super::expert_card;
use crate::people::{Country, GivenNames, MobileNumber, PersonName, PostalAddress, is_latin};

/// What was answered so far. Complete, it can be placed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Application {
    /// What is asked: of a draft what its product requires now, of a placed order what it required then. Not written for the expert
    /// card's, so that rows of every release are the same.
    #[serde(skip_serializing_if = "expert_card::are_its")]
    pub requirements: Requirements,
    /// Names, as on the identity document.
    pub identity: Option<Identity>,
    /// Birth, as on the identity document.
    pub birth: Option<Birth>,
    /// Where the expert is listed.
    pub listing: Option<Listing>,
    /// Where token and PIN letter go.
    pub delivery: Option<Delivery>,
    /// How the activation is announced (M5).
    pub contact: Option<ActivationContact>,
    /// Who pays.
    pub billing: Option<Billing>,
    /// Which terms were accepted.
    pub terms: Option<Terms>,
}

/// The holder's names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Identity {
    /// Birth name.
    pub birth_name: PersonName,
    /// Name in use, where it is another.
    pub name_in_use: Option<PersonName>,
    /// Given names.
    pub given_names: GivenNames,
    /// The spelling that the certificate carries, shown and confirmed, where the names are not in Latin letters.
    pub latin: Option<LatinSpelling>,
}

/// Names in Latin letters, as the identity document's machine-readable zone would have them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LatinSpelling {
    /// Surname.
    pub surname: PersonName,
    /// Given names.
    pub given_names: GivenNames,
}

/// Birth.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Birth {
    /// Date.
    pub date: Date,
    /// Town: 1 to 60 characters.
    pub place: String,
    /// Country, as it is called today.
    pub country: Country,
}

/// A court's list of experts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listing {
    /// The court of appeal, by its name in the list that the policies hold: `Rennes`.
    pub court: String,
    /// Until when the expert is listed.
    pub ends: Date,
    /// The Compagnie, as the applicant names it: 1 to 100 characters.
    pub compagnie: String,
}

/// Two addresses: token and PIN letter travel apart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Delivery {
    /// Where the token goes.
    pub token: PostalAddress,
    /// Where the PIN letter goes; the token's address when left out.
    pub pin_letter: Option<PostalAddress>,
}

/// How the holder is told that the token can be activated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ActivationContact {
    /// At the account's address.
    Email,
    /// By SMS.
    Sms(MobileNumber),
}

/// Who pays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Billing {
    /// The holder, at this address.
    Holder(PostalAddress),
    /// Somebody else: a firm, a Compagnie.
    Other(BillingParty),
}

/// A party that pays for somebody else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BillingParty {
    /// Its name: 1 to 100 characters.
    pub name: String,
    /// Its SIREN, where it has one.
    pub siren: Option<Siren>,
    /// Where the invoice is addressed.
    pub address: PostalAddress,
}

/// The acceptance of the terms: version, hash, time; the act is the ticked box of the page (EN 319 411-1 OVR-6.3.4-01,
/// REG-6.3.4-08).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// The version's name: `2026-11-01`.
    pub version: String,
    /// SHA-256 of the text as it was shown.
    pub digest: Digest,
    /// When.
    pub accepted_at: Timestamp,
}

/// Terms as a page shows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownTerms {
    /// The version's name.
    pub version: String,
    /// SHA-256 of the text in the language in which it is shown.
    pub digest: Digest,
}

impl Default for Application {
    fn default() -> Self {
        Self {
            requirements: expert_card::requirements(),
            identity: None,
            birth: None,
            listing: None,
            delivery: None,
            contact: None,
            billing: None,
            terms: None,
        }
    }
}

impl Application {
    /// Where the PIN letter goes.
    #[must_use]
    pub fn pin_letter_address(&self) -> Option<&PostalAddress> {
        let delivery = self.delivery.as_ref()?;
        Some(delivery.pin_letter.as_ref().unwrap_or(&delivery.token))
    }
}

impl Identity {
    /// How people greet the holder: given names and the name in use, as typed.
    #[must_use]
    pub fn greeting(&self) -> String {
        format!("{} {}", self.given_names, self.surname_in_use())
    }

    /// The name in use, or the birth name where there is no other.
    #[must_use]
    pub fn surname_in_use(&self) -> &PersonName {
        self.name_in_use.as_ref().unwrap_or(&self.birth_name)
    }

    /// Whether the names stand in Latin letters, so that the certificate carries them as they are.
    #[must_use]
    pub fn is_latin(&self) -> bool {
        is_latin(self.surname_in_use().as_str()) && is_latin(self.given_names.as_str())
    }

    /// Surname and given names as the certificate will carry them, once the application is complete.
    #[must_use]
    pub fn in_certificate(&self) -> (&PersonName, &GivenNames) {
        match &self.latin {
            Some(latin) => (&latin.surname, &latin.given_names),
            None => (self.surname_in_use(), &self.given_names),
        }
    }
}
