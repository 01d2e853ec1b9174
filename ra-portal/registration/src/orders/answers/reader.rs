//! The fields of a page: read one by one as they were typed, and written as the page shows them.

use super::fault::{FieldFault, FieldFaults};
use crate::people::{AddressLine, PostalAddress};

/// Returns what was typed in a field, by the field's name; empty if there is no such field.
pub type Typed<'a> = dyn Fn(&str) -> String + Sync + 'a;

/// The fields of a page with their texts.
pub(super) type Fields = Vec<(String, String)>;

pub(super) fn put(fields: &mut Fields, name: &str, text: impl Into<String>) {
    fields.push((name.to_owned(), text.into()));
}

/// Writes the fields of an address, each with `prefix` before its name.
pub(super) fn put_address(fields: &mut Fields, prefix: &str, address: &PostalAddress) {
    for line in AddressLine::ALL {
        put(fields, &format!("{prefix}-{}", line.name()), address.line(line));
    }
}

/// Reads fields one by one, and collects what is wrong.
pub(super) struct Reader<'a> {
    pub(super) typed: &'a Typed<'a>,
    pub(super) faults: FieldFaults,
}

impl Reader<'_> {
    /// What was typed in a field, without surrounding spaces.
    pub(super) fn text(&self, field: &str) -> String {
        (self.typed)(field).trim().to_owned()
    }

    /// Returns the parsed value of a field, or records its fault.
    pub(super) fn read<T>(&mut self, field: &str, meaning: Result<T, impl Into<FieldFault>>) -> Option<T> {
        meaning.map_err(|fault| self.faults.add(field, fault)).ok()
    }

    /// Reads the address whose fields' names begin with `prefix`.
    pub(super) fn address(&mut self, prefix: &str) -> Option<PostalAddress> {
        let field = |line: AddressLine| format!("{prefix}-{}", line.name());
        match PostalAddress::parse(|line| self.text(&field(line))) {
            Ok(address) => Some(address),
            Err(faults) => {
                for (line, fault) in faults {
                    self.faults.add(field(line), fault);
                }
                None
            }
        }
    }
}
