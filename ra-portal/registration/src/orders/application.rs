//! The answers of an order, one page for each section; each is absent until its page was answered.

use jiff::civil::Date;
use pki::{BirthDate, Digest, Timestamp};
use policies::{Requirements, Siren};
use serde::{Deserialize, Serialize};

use super::expert_card;
use crate::people::{Country, GivenNames, MobileNumber, PersonName, PostalAddress, full_name, is_certifiable};

/// What was answered so far. An order can be placed once it is complete.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Application {
    /// Which sections and pieces are required: for a draft what its product requires now, for a placed order what it required
    /// then. Not written if equal to what the expert card requires, so that rows of every release have the same form.
    #[serde(skip_serializing_if = "expert_card::are_its")]
    pub requirements: Requirements,
    pub identity: Option<Identity>,
    pub birth: Option<Birth>,
    pub listing: Option<Listing>,
    /// Where token and PIN letter are sent.
    pub delivery: Option<Delivery>,
    /// How the activation is announced (M5).
    pub contact: Option<ActivationContact>,
    pub billing: Option<Billing>,
    pub terms: Option<Terms>,
}

/// The holder's names, as on the identity document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Identity {
    pub birth_name: PersonName,
    /// Name in use, if it differs.
    pub name_in_use: Option<PersonName>,
    /// None if the identity document has none.
    pub given_names: Option<GivenNames>,
    /// The spelling in the certificate, shown and confirmed, if the names have characters that a certificate does not carry.
    pub latin: Option<LatinSpelling>,
}

/// Names in Latin letters, as in the identity document's machine-readable zone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LatinSpelling {
    pub surname: PersonName,
    pub given_names: Option<GivenNames>,
}

/// Date and place of birth, as on the identity document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Birth {
    pub date: BirthDate,
    /// Town: 1 to 60 characters.
    pub place: String,
    /// Country, by its present name.
    pub country: Country,
}

/// An entry in a court's list of experts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listing {
    /// The court of appeal, by its name in the policies' list: `Rennes`.
    pub court: String,
    /// When the listing ends.
    pub ends: Date,
    /// The Compagnie, as named by the applicant: 1 to 100 characters.
    pub compagnie: String,
}

/// Two addresses: token and PIN letter are sent separately.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Delivery {
    pub token: PostalAddress,
    /// Where the PIN letter is sent, if not to the token's address.
    pub pin_letter: Option<PostalAddress>,
}

/// How the holder learns that the token can be activated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ActivationContact {
    /// By mail to the account's address.
    Email,
    /// By SMS.
    Sms(MobileNumber),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Billing {
    /// The holder, at this address.
    Holder(PostalAddress),
    /// Somebody else: a firm, a Compagnie.
    Other(BillingParty),
}

/// A party other than the holder that pays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BillingParty {
    /// Its name: 1 to 100 characters.
    pub name: String,
    /// Its SIREN, where it has one.
    pub siren: Option<Siren>,
    /// Address on the invoice.
    pub address: PostalAddress,
}

/// The acceptance of the terms by the ticked box of the page: version, digest and time (EN 319 411-1 OVR-6.3.4-01, REG-6.3.4-08).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// The version's name: `2026-11-01`.
    pub version: String,
    /// SHA-256 of the text as it was shown.
    pub digest: Digest,
    pub accepted_at: Timestamp,
}

/// Terms as a page shows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownTerms {
    /// The version's name: `2026-11-01`.
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
    /// Where the PIN letter is sent.
    #[must_use]
    pub fn pin_letter_address(&self) -> Option<&PostalAddress> {
        let delivery = self.delivery.as_ref()?;
        Some(delivery.pin_letter.as_ref().unwrap_or(&delivery.token))
    }
}

impl Identity {
    /// How the holder is greeted: given names, if there are any, and the name in use, as typed.
    #[must_use]
    pub fn greeting(&self) -> String {
        full_name(self.given_names.as_ref(), self.surname_in_use())
    }

    /// The name in use or, if there is none, the birth name.
    #[must_use]
    pub fn surname_in_use(&self) -> &PersonName {
        self.name_in_use.as_ref().unwrap_or(&self.birth_name)
    }

    /// Whether a certificate can carry the names without another spelling.
    #[must_use]
    pub fn is_certifiable(&self) -> bool {
        is_certifiable(self.surname_in_use().with_plain_signs().as_str())
            && self.given_names.iter().all(|given_names| is_certifiable(given_names.with_plain_signs().as_str()))
    }

    /// Surname and given names as the certificate carries them; the application must be complete.
    #[must_use]
    pub fn in_certificate(&self) -> (PersonName, Option<GivenNames>) {
        let (surname, given_names) = match &self.latin {
            Some(latin) => (&latin.surname, &latin.given_names),
            None => (self.surname_in_use(), &self.given_names),
        };
        (surname.with_plain_signs(), given_names.as_ref().map(GivenNames::with_plain_signs))
    }

    /// The common name in the certificate.
    #[must_use]
    pub fn full_name_in_certificate(&self) -> String {
        let (surname, given_names) = self.in_certificate();
        full_name(given_names.as_ref(), &surname)
    }
}
