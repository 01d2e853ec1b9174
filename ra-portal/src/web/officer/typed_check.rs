//! Forms about an order with their entered values: the identity check, the consulted list.

use jiff::civil::Date;

use crate::web::Form;

/// The entered values, shown again if some are invalid.
#[derive(Default)]
pub(super) struct TypedForm {
    pub(super) on: TypedDate,
    pub(super) place: String,
    pub(super) document: String,
    pub(super) number_end: String,
    pub(super) document_expires: TypedDate,
    pub(super) document_issued: TypedDate,
}

/// The list that an officer consulted about a piece.
#[derive(Clone, Default)]
pub(super) struct TypedList {
    pub(super) address: String,
    pub(super) on: TypedDate,
}

/// A date entered in three fields.
#[derive(Clone, Default)]
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

    /// A date, as it is shown in the three fields.
    pub(super) fn shown(date: Date) -> Self {
        Self { day: date.day().to_string(), month: date.month().to_string(), year: date.year().to_string() }
    }

    /// The date in ISO 8601 format, or nothing if all fields are empty.
    pub(super) fn iso_if_typed(&self) -> String {
        if self.day.is_empty() && self.month.is_empty() && self.year.is_empty() { String::new() } else { self.iso() }
    }

    /// The date in ISO 8601 format; not a valid date if a part is invalid.
    pub(super) fn iso(&self) -> String {
        format!("{}-{:0>2}-{:0>2}", self.year, self.month, self.day)
    }
}
