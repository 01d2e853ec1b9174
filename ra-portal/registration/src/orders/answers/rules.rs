//! What answers are checked against.

use jiff::civil::Date;
use pki::Timestamp;
use policies::{Court, Policies, ProductName};

use crate::core::Core;
use crate::orders::{Application, Order, ShownTerms};
use crate::paris;

/// What answers are checked against.
pub(crate) struct AnswerRules<'a> {
    /// The answers so far.
    pub(super) application: &'a Application,
    pub(super) now: Timestamp,
    /// The same time as a day in Paris.
    pub(super) today: Date,
    /// When a certificate issued today would end.
    pub(super) certificate_ends: Date,
    pub(super) courts: &'a [Court],
    /// The terms in force, as they are shown.
    pub(super) terms: &'a ShownTerms,
    /// Whether SMS can be sent.
    pub(super) sms: bool,
}

impl<'a> AnswerRules<'a> {
    /// The rules for answers to this order at the present time.
    pub(crate) fn of(core: &'a Core, order: &'a Order, terms: &'a ShownTerms) -> Self {
        let policies = &core.environment.policies;
        let now = core.now();
        Self {
            application: &order.application,
            now,
            today: paris::day_of(now),
            certificate_ends: certificate_ends(policies, &order.product, now),
            courts: policies.courts(),
            terms,
            sms: core.environment.settings.sms,
        }
    }
}

/// The last day of a certificate issued now for this product; today if the policies no longer describe it.
pub(crate) fn certificate_ends(policies: &Policies, product: &ProductName, now: Timestamp) -> Date {
    let validity = policies.product(product).map(|product| policies.validity_of(product)).unwrap_or_default();
    paris::day_of(now.plus(validity))
}
