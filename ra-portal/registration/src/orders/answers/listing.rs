//! The court's list of experts.

use jiff::ToSpan;
use jiff::civil::Date;

use super::date;
use super::fault::FieldFault;
use super::judge::Judge;
use super::reader::{Fields, Reader, put};
use crate::orders::Listing;
use crate::people::parse_line;

/// Experts are listed for five years at most (loi n° 71-498, article 2): twice as far is a slip of the pen.
const FURTHEST_YEARS: i16 = 10;

pub(super) fn read(reader: &mut Reader<'_>, judge: &Judge<'_>) -> Option<Listing> {
    let chosen = reader.text("court");
    let court = judge.courts.iter().find(|court| court.name == chosen).ok_or(FieldFault::NotChosen);
    let court = reader.read("court", court);
    let ends = date::read(reader, "listing-ends").and_then(|ends| {
        let judged = judged(ends, judge);
        reader.read("listing-ends", judged)
    });
    let compagnie = parse_line(&reader.text("compagnie"), 100);
    let compagnie = reader.read("compagnie", compagnie);
    Some(Listing { court: court?.name.clone(), ends: ends?, compagnie: compagnie? })
}

fn judged(ends: Date, judge: &Judge<'_>) -> Result<Date, FieldFault> {
    let certificate_ends = judge.certificate_ends;
    if ends < certificate_ends {
        return Err(FieldFault::EndsBeforeCertificate { certificate_ends });
    }
    match judge.today.checked_add(FURTHEST_YEARS.years()) {
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
