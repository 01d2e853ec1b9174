//! The court's list of experts.

use super::{FieldFault, Fields, Judge, Reader, date, put};
use crate::orders::Listing;
use crate::people::parse_line;

pub(super) fn read(reader: &mut Reader<'_>, judge: &Judge<'_>) -> Option<Listing> {
    let chosen = reader.text("court");
    let court = judge.courts.iter().find(|court| court.name == chosen).ok_or(FieldFault::NotChosen);
    let court = reader.read("court", court);
    let ends = date::read(reader, "listing-ends").and_then(|ends| {
        let certificate_ends = judge.certificate_ends;
        let judged = if ends < certificate_ends { Err(FieldFault::EndsBeforeCertificate { certificate_ends }) } else { Ok(ends) };
        reader.read("listing-ends", judged)
    });
    let compagnie = parse_line(&reader.text("compagnie"), 100);
    let compagnie = reader.read("compagnie", compagnie);
    Some(Listing { court: court?.name.clone(), ends: ends?, compagnie: compagnie? })
}

pub(super) fn write(listing: Option<&Listing>, fields: &mut Fields) {
    let Some(listing) = listing else { return };
    put(fields, "court", listing.court.as_str());
    date::write(listing.ends, "listing-ends", fields);
    put(fields, "compagnie", listing.compagnie.as_str());
}
