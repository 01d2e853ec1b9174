//! The form of an identity check as typed.

use crate::web::Form;

/// What the form shows again.
#[derive(Default)]
pub(super) struct TypedForm {
    pub(super) on: TypedDate,
    pub(super) place: String,
    pub(super) document: String,
    pub(super) number_end: String,
    pub(super) document_expires: TypedDate,
}

/// A date in its three fields.
#[derive(Default)]
pub(super) struct TypedDate {
    pub(super) day: String,
    pub(super) month: String,
    pub(super) year: String,
}

impl TypedDate {
    pub(super) fn of(form: &Form, field: &str) -> Self {
        let part = |part: &str| form.text(&format!("{field}-{part}")).to_owned();
        Self { day: part("day"), month: part("month"), year: part("year") }
    }

    /// As ISO 8601 writes it; no date when a part is none.
    pub(super) fn iso(&self) -> String {
        format!("{}-{:0>2}-{:0>2}", self.year, self.month, self.day)
    }
}
