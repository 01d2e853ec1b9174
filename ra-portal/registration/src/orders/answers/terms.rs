//! The section about the acceptance of the terms.

use super::fault::FieldFault;
use super::reader::{Fields, Reader, put};
use super::rules::AnswerRules;
use crate::orders::Terms;

pub(super) fn read(reader: &mut Reader<'_>, rules: &AnswerRules<'_>) -> Option<Terms> {
    if reader.text("terms-version") != rules.terms.version {
        return reader.read("accepted", Err(FieldFault::OtherTerms));
    }
    if reader.text("accepted").is_empty() {
        return reader.read("accepted", Err(FieldFault::NotConfirmed));
    }
    Some(Terms { version: rules.terms.version.clone(), digest: rules.terms.digest, accepted_at: rules.now })
}

pub(super) fn write(terms: Option<&Terms>, fields: &mut Fields) {
    let Some(terms) = terms else { return };
    put(fields, "terms-version", terms.version.as_str());
    put(fields, "accepted", "yes");
}
