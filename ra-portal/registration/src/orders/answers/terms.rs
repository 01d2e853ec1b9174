//! The acceptance of the terms.

use super::fault::FieldFault;
use super::judge::Judge;
use super::reader::{Fields, Reader, put};
use crate::orders::Terms;

pub(super) fn read(reader: &mut Reader<'_>, judge: &Judge<'_>) -> Option<Terms> {
    if reader.text("terms-version") != judge.terms.version {
        return reader.read("accepted", Err(FieldFault::OtherTerms));
    }
    if reader.text("accepted").is_empty() {
        return reader.read("accepted", Err(FieldFault::NotConfirmed));
    }
    Some(Terms { version: judge.terms.version.clone(), digest: judge.terms.digest, accepted_at: judge.now })
}

pub(super) fn write(terms: Option<&Terms>, fields: &mut Fields) {
    let Some(terms) = terms else { return };
    put(fields, "terms-version", terms.version.as_str());
    put(fields, "accepted", "yes");
}
