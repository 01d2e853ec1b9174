//! The section about the court's list of experts.

use jiff::ToSpan;
use jiff::civil::Date;

use super::date;
use super::fault::FieldFault;
use super::reader::{Fields, Reader, put};
use super::rules::AnswerRules;
use crate::orders::Listing;
use crate::people::parse_line;

/// Experts are listed for five years at most (loi n° 71-498, article 2): an end more than twice as far away is taken for a typing
/// error.
const FURTHEST_YEARS: i16 = 10;

pub(super) fn read(reader: &mut Reader<'_>, rules: &AnswerRules<'_>) -> Option<Listing> {
    let chosen = reader.text("court");
    let court = rules.courts.iter().find(|court| court.name == chosen).ok_or(FieldFault::NotChosen);
    let court = reader.read("court", court);
    let ends = date::read(reader, "listing-ends").and_then(|ends| {
        let checked = checked(ends, rules);
        reader.read("listing-ends", checked)
    });
    let compagnie = parse_line(&reader.text("compagnie"), 100);
    let compagnie = reader.read("compagnie", compagnie);
    Some(Listing { court: court?.name.clone(), ends: ends?, compagnie: compagnie? })
}

fn checked(ends: Date, rules: &AnswerRules<'_>) -> Result<Date, FieldFault> {
    let certificate_ends = rules.certificate_ends;
    if ends < certificate_ends {
        return Err(FieldFault::EndsBeforeCertificate { certificate_ends });
    }
    match rules.today.checked_add(FURTHEST_YEARS.years()) {
        Ok(latest) if ends > latest => Err(FieldFault::ListingTooFar { latest }),
        _ => Ok(ends),
    }
}

pub(super) fn write(listing: Option<&Listing>, fields: &mut Fields) {
    let Some(listing) = listing else { return };
    put(fields, "court", listing.court.as_str());
    date::write(listing.ends, "listing-ends", fields);
    put(fields, "compagnie", listing.compagnie.as_str());
}
