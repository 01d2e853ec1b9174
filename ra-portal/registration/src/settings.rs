//! The operator's settings: the supplier, time limits and rate limits. Prices are part of the products in the policies.

use std::time::Duration;

use chassis::slow_hash::Cost;
use serde::Deserialize;

const DAY: Duration = Duration::from_secs(24 * 3600);

/// The supplier, as printed on invoices, pages and mails.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Supplier {
    /// Registered name.
    pub name: String,
    /// Legal form and capital, as invoices must say: `SAS au capital de 100 000 €`.
    pub legal_form: String,
    /// Postal address, one line each.
    pub address: Vec<String>,
    /// SIREN, nine digits.
    pub siren: String,
    pub vat_number: String,
    /// IBAN of the account for transfers.
    pub iban: String,
    /// BIC of the bank.
    pub bic: String,
    /// Telephone number of support, as dialled.
    pub support_telephone: String,
    /// E-mail address of support.
    pub support_email: String,
    /// Emergency revocation by telephone, 24 hours a day.
    pub revocation_telephone: String,
    /// Postal address to which dossiers are sent, one line each.
    pub dossier_address: Vec<String>,
}

/// Time limits and rate limits. The defaults are those of docs/requirements.md and docs/codes.md.
#[derive(Clone, Debug)]
pub struct Settings {
    pub supplier: Supplier,
    /// Whether the card page may pay orders: only in the demonstration.
    pub demonstration_card: bool,
    /// Whether there is an SMS gateway; without one, SMS is not offered.
    pub sms: bool,
    /// The cost of hashing a password.
    pub password_cost: Cost,
    /// A session without requests ends after this time.
    pub session_idle: Duration,
    /// Every session ends after this time.
    pub session_lifetime: Duration,
    /// How long a one-time code is valid.
    pub code_lifetime: Duration,
    /// How long an unpaid order waits for payment.
    pub payment_within: Duration,
    /// How long a placed order waits for its dossier, and a refused piece for its replacement.
    pub dossier_within: Duration,
    /// How long the review of a complete dossier may take before it counts as late.
    pub review_within: Duration,
    /// How long production may take before it counts as late.
    pub production_within: Duration,
    /// How long certificates may be issued on an identity check (REG-6.3.1-00D).
    pub identity_check_valid: Duration,
    /// How long before the end of an officer's certificate the officers are reminded to renew it; the longest first.
    pub officer_reminders: Vec<Duration>,
    /// The files of a dossier that was never handed in are removed after this time.
    pub abandoned_after: Duration,
}

impl Settings {
    /// The defaults, with a supplier.
    #[must_use]
    pub fn of(supplier: Supplier) -> Self {
        Self {
            supplier,
            demonstration_card: false,
            sms: false,
            password_cost: Cost::default(),
            session_idle: Duration::from_secs(45 * 60),
            session_lifetime: Duration::from_secs(12 * 3600),
            code_lifetime: Duration::from_secs(10 * 60),
            payment_within: 30 * DAY,
            dossier_within: 90 * DAY,
            review_within: 3 * DAY,
            production_within: 5 * DAY,
            identity_check_valid: 90 * DAY,
            officer_reminders: [60, 30, 15, 7].map(|days| days * DAY).into(),
            abandoned_after: 30 * DAY,
        }
    }
}
