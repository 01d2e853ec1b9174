//! Documents about invented people, for the tests of this crate and for PDF validators.

use i18n::Language;
use jiff::civil::date;
use pki::{Digest, Timestamp};
use policies::Policies;
use registration::emergency::{Account, Receipt, RequestChannel, RequestReason, RevokedCertificate};
use registration::orders::{
    ActivationContact, Application, Billing, BillingParty, Birth, Delivery, Identity, LatinSpelling, Listing, Placed, Price,
    Terms,
};
use registration::payments::{Invoice, Means};
use registration::people::{Country, PostalAddress};
use registration::production::PinLetterFacts;
use registration::settings::Supplier;
use secrecy::SecretString;

use super::{Dossier, RevocationReceipt};

pub const PIN: &str = "408271";
/// 2026-11-23T08:14:07Z.
const NOW: Timestamp = Timestamp::from_millis(1_795_421_647_000);

/// The data of all documents.
#[derive(Clone, Debug)]
pub struct Specimens {
    pub supplier: Supplier,
    pub policies: Policies,
    pub placed: Placed,
    pub application: Application,
    pub invoice: Invoice,
    pub receipt: Receipt,
}

fn address(recipient: &str, complement: Option<&str>, street: &str, (postcode, town): (&str, &str)) -> PostalAddress {
    PostalAddress {
        recipient: recipient.to_owned(),
        complement: complement.map(str::to_owned),
        street: street.to_owned(),
        postcode: postcode.to_owned(),
        town: town.to_owned(),
        country: Country::FRANCE,
    }
}

fn supplier() -> Supplier {
    Supplier {
        name: "Sceau Démonstration".to_owned(),
        legal_form: "SAS au capital de 100\u{202f}000\u{a0}€".to_owned(),
        address: vec!["12 quai de la Fontaine".to_owned(), "44000 Nantes".to_owned()],
        siren: "123456782".to_owned(),
        vat_number: "FR32123456782".to_owned(),
        iban: "FR7630006000011234567890189".to_owned(),
        bic: "AGRIFRPP".to_owned(),
        support_telephone: "02\u{a0}00\u{a0}00\u{a0}00\u{a0}01".to_owned(),
        support_email: "support@sceau.example.org".to_owned(),
        revocation_telephone: "02\u{a0}00\u{a0}00\u{a0}00\u{a0}02".to_owned(),
        dossier_address: ["Sceau Démonstration", "Service des dossiers", "12 quai de la Fontaine", "44000 Nantes"]
            .map(str::to_owned)
            .to_vec(),
    }
}

fn application(identity: Identity, home: PostalAddress, office: PostalAddress, billing: Billing) -> Application {
    Application {
        identity: Some(identity),
        birth: Some(Birth { date: date(1978, 3, 9), place: "Saint-Pol-de-Léon".to_owned(), country: Country::FRANCE }),
        listing: Some(Listing {
            court: "Rennes".to_owned(),
            ends: date(2030, 12, 31),
            compagnie: "Compagnie des experts de justice de l’Ouest".to_owned(),
        }),
        delivery: Some(Delivery { token: office, pin_letter: Some(home) }),
        contact: Some(ActivationContact::Email),
        billing: Some(billing),
        terms: Some(Terms { version: "2026-11-01".to_owned(), digest: Digest::of(b"terms"), accepted_at: NOW }),
    }
}

fn receipt() -> Receipt {
    let later = |seconds: i64| Timestamp::from_millis(NOW.as_millis() + seconds * 1000);
    let revoked = |issuer: &str, serial: u8, crl_number| RevokedCertificate {
        issuer: issuer.parse().expect("an authority's name"),
        serial: pki::SerialNumber::from_magnitude(&[serial; 20]).expect("20 octets"),
        crl_number,
        ocsp_believed_until: later(12 * 3600),
        crl_believed_until: later(26 * 3600),
    };
    let account = Account {
        request: "019ab0c4-7f3e-7d10-9a55-3f6f0c1d2e4b".parse().expect("an identifier"),
        token: "SC-7K2M-9QXR".parse().expect("a token number"),
        received_at: NOW,
        channel: RequestChannel::Web,
        reason: RequestReason::Stolen,
        effective: true,
        effective_reason: RequestReason::Stolen,
        decided_at: later(1),
        signed_at: later(3),
        live_at: later(9),
        certificates: vec![revoked("advanced", 0x5a, 1042), revoked("classe-3-plus", 0x3c, 977)],
        other_tokens_stay_valid: true,
    };
    Receipt { account, signed: b"not a signed account, and attached as it is".to_vec() }
}

impl Specimens {
    /// Names and addresses of usual length.
    #[must_use]
    pub fn usual() -> Self {
        let identity = Identity {
            birth_name: "Le Goff".parse().expect("a name"),
            name_in_use: Some("Kervadec".parse().expect("a name")),
            given_names: "Maëlle, Anne".parse().expect("given names"),
            latin: None,
        };
        let home = address("Maëlle Kervadec", None, "3 rue des Tanneurs", ("35000", "Rennes"));
        let office = address("Cabinet Kervadec", Some("Bâtiment B, 2e étage"), "18 boulevard de la Liberté", ("35000", "Rennes"));
        Self::of(application(identity, home.clone(), office, Billing::Holder(home)))
    }

    /// Everything at its maximum length, and not in Latin letters.
    #[must_use]
    pub fn longest() -> Self {
        let identity = Identity {
            birth_name: "Щербакова-Вознесенская-Преображенская".parse().expect("a name"),
            name_in_use: Some("王小明王小明王小明王小明王小明王小明".parse().expect("a name")),
            given_names: "Маргарита Александра Екатерина Анастасия Владислава".parse().expect("given names"),
            latin: Some(LatinSpelling {
                surname: "Shcherbakova-Voznesenskaya-Vautrin".parse().expect("a name"),
                given_names: "Margarita Aleksandra Ekaterina".parse().expect("given names"),
            }),
        };
        let wide = "W".repeat(38);
        let home = address(&wide, Some(&wide), &wide, ("35000", &"W".repeat(32)));
        let party = BillingParty { name: "W".repeat(100), siren: None, address: home.clone() };
        let mut application = application(identity, home.clone(), home, Billing::Other(party));
        if let (Some(birth), Some(listing)) = (&mut application.birth, &mut application.listing) {
            birth.place = "M".repeat(60);
            listing.compagnie = "Compagnie ".repeat(10);
        }
        Self::of(application)
    }

    /// The usual specimens with another name and birth place.
    ///
    /// # Panics
    /// If `name` or `spelled` is not a valid name.
    #[must_use]
    pub fn of_a_person(name: &str, spelled: &str, place: &str) -> Self {
        let latin =
            LatinSpelling { surname: spelled.parse().expect("a name"), given_names: "Maëlle".parse().expect("given names") };
        let identity = Identity {
            birth_name: name.parse().expect("a name"),
            name_in_use: None,
            given_names: name.parse().expect("given names"),
            latin: (!registration::people::is_latin(name)).then_some(latin),
        };
        let mut application = Self::usual().application;
        application.identity = Some(identity);
        if let (Some(birth), Some(listing)) = (&mut application.birth, &mut application.listing) {
            place.clone_into(&mut birth.place);
            place.clone_into(&mut listing.compagnie);
        }
        Self::of(application)
    }

    fn of(application: Application) -> Self {
        let policies = Policies::embedded();
        let price = Price { excluding_vat_cents: 15_900, vat_per_mille: 200 };
        let placed = Placed { number: "SC-2026-000123".parse().expect("an order's number"), at: NOW, price };
        let holder = application.identity.as_ref().map(Identity::in_certificate);
        let holder = holder.map_or_else(String::new, |(surname, given_names)| format!("{given_names} {surname}"));
        let billing = application.billing.clone().expect("every specimen says who pays");
        let invoice = Invoice {
            number: serde_json::from_str("\"F-2026-000087\"").expect("an invoice's number"),
            issued_at: NOW,
            order: placed.number.clone(),
            ordered_at: NOW,
            product: "expert-card".parse().expect("a product"),
            holder,
            billing,
            price,
            means: Means::Transfer,
        };
        Self { supplier: supplier(), policies, placed, application, invoice, receipt: receipt() }
    }

    /// The data of the PIN letter.
    #[must_use]
    pub fn letter(&self, language: Language) -> PinLetterFacts {
        PinLetterFacts {
            number: self.placed.number.clone(),
            token: self.receipt.account.token.clone(),
            model: "PIV card".to_owned(),
            pin: SecretString::from(PIN),
            address: self.application.pin_letter_address().cloned().expect("every specimen says where the letter goes"),
            language,
            at: NOW,
        }
    }

    /// All documents, with their file names.
    ///
    /// # Panics
    /// If a document cannot be rendered.
    #[must_use]
    pub fn papers(&self, language: Language) -> [(&'static str, Vec<u8>); 4] {
        let dossier = Dossier {
            placed: &self.placed,
            product: &self.invoice.product,
            application: &self.application,
            email: "maelle.kervadec@sceau.example.org",
            supplier: &self.supplier,
            policies: &self.policies,
            hand_in: "https://portal.sceau.example.org/orders/019ab0c4-7f3e-7d10-9a55-3f6f0c1d2e4b/dossier",
            return_by: NOW.plus(std::time::Duration::from_secs(90 * 24 * 3600)),
        };
        let receipt = RevocationReceipt {
            receipt: &self.receipt,
            policies: &self.policies,
            supplier: &self.supplier,
            replacement: "https://portal.sceau.example.org/orders",
        };
        let letter = super::pin_letter(&self.letter(language), &self.supplier).expect("a letter");
        [
            ("dossier", super::dossier(&dossier, language).expect("a dossier")),
            ("invoice", super::invoice(&self.invoice, &self.supplier, language).expect("an invoice")),
            ("pin-letter", letter.to_vec()),
            ("receipt", super::receipt(&receipt, language).expect("a receipt")),
        ]
    }
}
