//! What the operator decides: who sells, how long things may take. Prices stand with the products in the policies.

use std::time::Duration;

use chassis::slow_hash::Cost;
use serde::Deserialize;

const DAY: Duration = Duration::from_secs(24 * 3600);

/// Who sells and answers: printed on invoices, pages and mails.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Supplier {
    /// Registered name.
    pub name: String,
    /// Legal form and capital, as invoices must say: `SAS au capital de 100 000 €`.
    pub legal_form: String,
    /// Postal address, a line each.
    pub address: Vec<String>,
    /// SIREN, nine digits.
    pub siren: String,
    /// VAT number.
    pub vat_number: String,
    /// Where transfers go.
    pub iban: String,
    /// The bank's code.
    pub bic: String,
    /// Support by telephone: number as people dial it.
    pub support_telephone: String,
    /// Support by mail.
    pub support_email: String,
    /// Emergency revocation by telephone, 24 hours a day.
    pub revocation_telephone: String,
    /// Where dossiers are returned by post, a line each.
    pub dossier_address: Vec<String>,
}

/// How long things may take, and how often they may be tried. The defaults are those of docs/requirements.md and docs/codes.md.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Who sells.
    pub supplier: Supplier,
    /// Whether the demonstration card page may pay orders: the demonstration only.
    pub demonstration_card: bool,
    /// Whether a gateway takes SMS: nobody is offered what cannot be sent.
    pub sms: bool,
    /// What a guess at a password costs.
    pub password_cost: Cost,
    /// A session ends after this long without a request.
    pub session_idle: Duration,
    /// A session ends after this long whatever happens.
    pub session_lifetime: Duration,
    /// A one-time code is good for this long.
    pub code_lifetime: Duration,
    /// How long an unpaid order waits for its money.
    pub payment_within: Duration,
    /// How long a placed order waits for its dossier, and a refused piece for its replacement.
    pub dossier_within: Duration,
    /// How long officers may take over a complete dossier before it counts as late.
    pub review_within: Duration,
    /// How long production may take before it counts as late.
    pub production_within: Duration,
    /// How long certificates may be issued on an identity check (REG-6.3.1-00D).
    pub identity_check_valid: Duration,
    /// How long before an officer's certificate ends the officers are reminded to renew it, the earliest first.
    pub officer_reminders: Vec<Duration>,
    /// Uploaded files of a dossier that was never handed in are removed after this long.
    pub abandoned_after: Duration,
}

impl Settings {
    /// The defaults, for a supplier.
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
