//! A page of an order: the values of its fields, and its place among the other pages.

use std::time::Duration;

use i18n::Words;
use policies::Section;
use registration::orders::Order;

use crate::web::applicant::own_order::OwnOrder;
use crate::web::{FieldErrors, Form, NoPage, ObjectWords, Portal};

/// The account's order; not found if it belongs to another account.
pub(super) async fn find(portal: &Portal, own: OwnOrder) -> Result<Order, NoPage> {
    Ok(portal.registration.orders.order(own.account, own.id).await?)
}

/// The page on which an order continues: the first unanswered one, the summary, or the order's own page once it is placed.
pub(in crate::web::applicant) fn resume(order: &Order) -> String {
    match order.application.first_unanswered() {
        Some(section) => format!("/orders/{}/{}", order.id, section.name()),
        None if order.placed().is_none() => format!("/orders/{}/summary", order.id),
        None => format!("/orders/{}", order.id),
    }
}

/// When somebody who does nothing will have to sign in again.
pub(in crate::web::applicant) fn idle(t: Words, session_idle: Duration) -> String {
    t.count("accounts-idle", session_idle.as_secs() / 60)
}

/// A section's page, as its template reads it.
pub(super) struct Step {
    pub(super) order: Order,
    pub(super) section: Section,
    pub(super) errors: FieldErrors,
    pub(super) fields: Form,
    /// Whether the values were sent after the session had ended, and are not stored yet.
    pub(super) kept: bool,
    pub(super) object: ObjectWords,
    /// How long a session lasts without activity.
    pub(super) session_idle: Duration,
    /// What a change means for what was handed in.
    pub(super) consequences: Vec<String>,
    /// Whether the applicant has to sign and hand in a piece again after a change.
    pub(super) replaces: bool,
}

impl Step {
    /// The value of a field.
    pub(super) fn value(&self, field: &str) -> &str {
        self.fields.text(field)
    }

    /// The value of one part of a field that has several, such as a date.
    pub(super) fn part(&self, of: &str, part: &str) -> &str {
        self.value(&format!("{of}-{part}"))
    }

    pub(super) fn ticked(&self, field: &str) -> bool {
        !self.value(field).is_empty()
    }

    /// When the reader will have to sign in again.
    pub(super) fn idle(&self, t: &Words) -> String {
        idle(*t, self.session_idle)
    }

    pub(super) fn title(&self, t: &Words) -> String {
        self.object.say(*t, &format!("orders-{}-title", self.section.name()))
    }

    pub(super) fn lead(&self, t: &Words) -> String {
        if self.section == Section::Spelling && !self.is_spelling_proposed() {
            return t.say("orders-spelling-lead-unproposed");
        }
        self.object.say(*t, &format!("orders-{}-lead", self.section.name()))
    }

    /// Whether the identity document has given names.
    pub(super) fn has_given_names(&self) -> bool {
        self.order.application.identity.as_ref().is_some_and(|identity| identity.given_names.is_some())
    }

    /// Whether the fields of the spelling have a proposed value.
    fn is_spelling_proposed(&self) -> bool {
        self.order.application.fields(Section::Spelling).iter().all(|(_, text)| !text.is_empty())
    }

    /// The number of this step among all; none for a correction after the order was placed.
    pub(super) fn progress(&self, t: &Words) -> Option<String> {
        let number = self.order.application.sections().position(|section| section == self.section)? + 1;
        // The summary is the last step.
        let all = self.order.application.sections().count() + 1;
        let step = || t.with("orders-step", [("number", number.to_string().as_str()), ("all", &all.to_string())]);
        self.order.placed().is_none().then(step)
    }

    /// A text that mentions the object that is sent to the holder.
    pub(super) fn about_object(&self, t: &Words, key: &str) -> String {
        self.object.say(*t, key)
    }

    pub(super) fn path(&self) -> String {
        format!("/orders/{}/{}", self.order.id, self.section.name())
    }

    /// The previous page.
    pub(super) fn back(&self) -> String {
        let order = self.order.id;
        let before = self.order.application.sections().take_while(|section| *section != self.section).last();
        match before {
            _ if self.order.placed().is_some() => format!("/orders/{order}"),
            Some(before) => format!("/orders/{order}/{}", before.name()),
            None => "/orders".to_owned(),
        }
    }
}
