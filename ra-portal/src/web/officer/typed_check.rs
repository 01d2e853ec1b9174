//! The form of an identity check with its entered values.

use crate::web::Form;

/// The entered values, shown again if some are invalid.
#[derive(Default)]
pub(super) struct TypedForm {
    pub(super) on: TypedDate,
    pub(super) place: String,
    pub(super) document: String,
    pub(super) number_end: String,
    pub(super) document_expires: TypedDate,
}

/// A date entered in three fields.
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

    /// The date in ISO 8601 format; not a valid date if a part is invalid.
    pub(super) fn iso(&self) -> String {
        format!("{}-{:0>2}-{:0>2}", self.year, self.month, self.day)
    }
}
