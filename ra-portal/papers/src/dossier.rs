//! The dossier that the applicant checks, signs by hand and returns (RGS A2 III.2.3.1).

use i18n::{Language, Words};
use krilla::tagging::ListNumbering;
use pki::Timestamp;
use policies::{Policies, ProductName, RequiredPiece};
use qrcode::{Color, EcLevel, QrCode};
use registration::orders::{ActivationContact, Application, Billing, Birth, Identity, Listing, OrderNumber, Placed, Terms};
use registration::people::{GivenNames, MobileNumber, PersonName, PostalAddress};
use registration::settings::Supplier;

use super::layout::{BODY, Cell, MEASURE, PaperError, RIGHT, SMALL, Sheet, Table, Tone, WritingBox, mm, printable, start};
use super::paper_style::{PaperStyle, address_lines, drawable};

/// Edge of the QR code with the order number, in points.
const CODE: f32 = mm(17.0);

#[derive(Clone, Copy, Debug)]
pub struct Dossier<'a> {
    pub placed: &'a Placed,
    pub product: &'a ProductName,
    pub application: &'a Application,
    /// The e-mail address of the account, to which the activation is announced.
    pub email: &'a str,
    /// The supplier, with the postal address to which dossiers are returned.
    pub supplier: &'a Supplier,
    /// The titles of court experts, and the texts of products and pieces.
    pub policies: &'a Policies,
    /// The page where the documents can be uploaded: an https URL.
    pub hand_in: &'a str,
    /// The deadline for returning the dossier.
    pub return_by: Timestamp,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DossierError {
    /// A section of the order is missing.
    #[error("the order is not complete")]
    Incomplete,
    #[error(transparent)]
    Paper(#[from] PaperError),
}

/// Renders the dossier as PDF, with the order number in a QR code.
///
/// # Errors
/// [`DossierError`].
pub fn dossier(facts: &Dossier<'_>, language: Language) -> Result<Vec<u8>, DossierError> {
    let words = crate::words(language);
    let paper = PaperStyle { words, supplier: facts.supplier };
    let number = &facts.placed.number;
    let title = words.with("papers-dossier-title", [("number", number.as_str())]);
    let placed = words.day_of(facts.placed.at);
    let reference = [
        words.with("papers-order-number", [("number", number.as_str())]),
        words.with("papers-placed-on", [("day", placed.as_str())]),
    ];
    let mut sheet = paper.sheet(&reference, CODE + mm(4.0));
    code(&mut sheet, number, words);
    sheet.title(&words.say("papers-dossier-heading"));
    let by = words.day_of(facts.return_by);
    sheet.paragraph(&words.with("papers-dossier-introduction", [("day", by.as_str())]), &BODY);
    order(&mut sheet, facts, words);
    holder(&mut sheet, facts, words).ok_or(DossierError::Incomplete)?;
    delivery(&mut sheet, facts, words).ok_or(DossierError::Incomplete)?;
    pieces(&mut sheet, facts, words);
    declarations(&mut sheet, facts.application.terms.as_ref().ok_or(DossierError::Incomplete)?, words);
    Ok(paper.finish(sheet, &title, facts.placed.at, None)?)
}

fn code(sheet: &mut Sheet, number: &OrderNumber, words: Words) {
    let code = QrCode::with_error_correction_level(number.as_str(), EcLevel::Q).expect("14 characters fit into a QR code");
    let dark: Vec<bool> = code.to_colors().into_iter().map(|module| module == Color::Dark).collect();
    let described = words.with("papers-code", [("number", number.as_str())]);
    sheet.code(&described, (RIGHT - CODE, mm(10.0), CODE), code.width(), &dark);
}

fn order(sheet: &mut Sheet, facts: &Dossier<'_>, words: Words) {
    let price = facts.placed.price;
    let amounts = words.with(
        "papers-price",
        [
            ("excluding", words.money(price.excluding_vat_cents).as_str()),
            ("rate", words.rate(price.vat_per_mille).as_str()),
            ("vat", words.money(price.vat_cents()).as_str()),
            ("including", words.money(price.including_vat_cents()).as_str()),
        ],
    );
    sheet.heading(&words.say("papers-order-heading"));
    sheet.table(&Table::of_facts(vec![
        (words.say("papers-product"), Cell::of(product(words, facts.policies, facts.product)).strong()),
        (words.say("papers-price-label"), Cell::of(amounts)),
    ]));
}

/// The display name of a product; its name in the policies if they no longer describe it.
pub(super) fn product(words: Words, policies: &Policies, product: &ProductName) -> String {
    let offer = policies.offer(product);
    offer.map_or_else(|| product.to_string(), |offer| words.pick(offer.words.on_paper.french_and_english()))
}

/// The holder's data as entered, and how they will appear in the certificates.
fn holder(sheet: &mut Sheet, facts: &Dossier<'_>, words: Words) -> Option<()> {
    let Application { identity: Some(identity), birth: Some(birth), listing, .. } = facts.application else {
        return None;
    };
    let absent = || Cell::of(words.say("papers-not-in-certificate")).muted();
    let (surname, given_names) = identity.in_certificate();
    let surname = || Cell::of(surname.as_str()).strong();
    let mut rows = Vec::new();
    let mut row = |key: &str, typed: &str, certified: Cell| {
        rows.push(vec![Cell::of(words.say(key)), as_typed(words, typed), certified]);
    };
    row("papers-birth-name", identity.birth_name.as_str(), if identity.name_in_use.is_none() { surname() } else { absent() });
    if let Some(name) = &identity.name_in_use {
        row("papers-name-in-use", name.as_str(), surname());
    }
    match (&identity.given_names, &given_names) {
        (Some(typed), Some(certified)) => row("papers-given-names", typed.as_str(), Cell::of(certified.as_str()).strong()),
        _ => row("papers-given-names", &words.say("papers-given-names-none"), absent()),
    }
    row("papers-birth", &born(birth, words), absent());
    if let Some(listing) = listing {
        listed(&mut row, listing, facts.policies, words, absent);
    }
    sheet.heading(&words.say("papers-holder-heading"));
    let widths = [MEASURE * 0.24, MEASURE * 0.38, MEASURE * 0.38];
    let header = ["papers-datum", "papers-as-on-document", "papers-in-certificate"].map(|key| words.say(key)).to_vec();
    sheet.table(&Table { indent: 0.0, columns: widths.map(start).to_vec(), header: Some(header), rows });
    let others = [Some(&birth.place), listing.as_ref().map(|listing| &listing.compagnie)];
    spelling(sheet, identity, others.into_iter().flatten(), words);
    Some(())
}

fn listed(
    row: &mut impl FnMut(&str, &str, Cell),
    listing: &Listing,
    policies: &Policies,
    words: Words,
    absent: impl Fn() -> Cell,
) {
    let title = policies.court(&listing.court).map_or_else(&absent, |court| Cell::of(court.title.as_str()).strong());
    row("papers-court", &listing.court, title);
    row("papers-listed-until", &words.day(listing.ends), absent());
    let compagnie = if printable(&listing.compagnie) { drawable(&listing.compagnie) } else { listing.compagnie.as_str().into() };
    row("papers-compagnie", &compagnie, absent());
}

/// The text as entered, or, if no font has its letters, a sentence that says so: a transliteration would differ from the identity
/// document.
fn as_typed(words: Words, typed: &str) -> Cell {
    if printable(typed) { Cell::of(typed) } else { Cell::of(words.say("papers-not-drawn-here")).muted() }
}

fn born(birth: &Birth, words: Words) -> String {
    let (day, country) = (words.birth_day(birth.date.parts()), words.country(birth.country.as_str()));
    let known = [("day", day.as_str()), ("country", country.as_str())];
    if !printable(&birth.place) {
        return words.with("papers-born-not-drawn", known);
    }
    let [day, country] = known;
    words.with("papers-born", [day, ("place", &drawable(&birth.place)), country])
}

/// Notes below the table about the spelling in the certificate and about text that cannot be printed.
fn spelling<'a>(sheet: &mut Sheet, identity: &Identity, mut others: impl Iterator<Item = &'a String>, words: Words) {
    if identity.latin.is_some() {
        sheet.paragraph(&words.say("papers-latin-spelling"), &SMALL);
    }
    let (surname, certified) = identity.in_certificate();
    let given_names = identity.given_names.iter().chain(&certified).map(GivenNames::as_str);
    let surnames = [Some(&identity.birth_name), identity.name_in_use.as_ref(), Some(&surname)];
    let mut names = surnames.into_iter().flatten().map(PersonName::as_str).chain(given_names);
    if !(names.all(printable) && others.all(|other| printable(other))) {
        sheet.paragraph(&words.say("papers-not-drawn"), &SMALL);
    }
}

fn by_sms(number: &MobileNumber, words: Words) -> String {
    let national = number.national();
    match number.country() {
        Some(country) => {
            words.with("papers-by-sms-of", [("number", national.as_str()), ("country", &words.country(country.as_str()))])
        }
        None => words.with("papers-by-sms", [("number", national.as_str())]),
    }
}

fn delivery(sheet: &mut Sheet, facts: &Dossier<'_>, words: Words) -> Option<()> {
    let Application { delivery: Some(delivery), contact, billing: Some(billing), .. } = facts.application else {
        return None;
    };
    let letter = facts.application.pin_letter_address()?;
    let contact = match contact {
        // An order without the contact section uses the account's address.
        Some(ActivationContact::Email) | None => words.with("papers-by-email", [("address", facts.email)]),
        Some(ActivationContact::Sms(number)) => by_sms(number, words),
    };
    let joined = |address: &PostalAddress| address_lines(address, words).join(", ");
    let payer = match billing {
        Billing::Holder(address) => joined(address),
        Billing::Other(party) => {
            let siren = party.siren.as_ref().map(|siren| words.with("papers-siren", [("siren", siren.as_str())]));
            [Some(drawable(&party.name).into_owned()), siren, Some(joined(&party.address))]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(", ")
        }
    };
    sheet.heading(&words.say("papers-delivery-heading"));
    sheet.table(&Table::of_facts(vec![
        (words.say("papers-token-to"), Cell::of(joined(&delivery.token))),
        (words.say("papers-pin-letter-to"), Cell::of(joined(letter))),
        (words.say("papers-activation"), Cell::of(contact)),
        (words.say("papers-payer"), Cell::of(payer)),
    ]));
    Some(())
}

fn pieces(sheet: &mut Sheet, facts: &Dossier<'_>, words: Words) {
    sheet.heading(&words.say("papers-pieces-heading"));
    let item = |piece: &RequiredPiece| {
        let described = facts.policies.piece(&piece.name);
        described.map_or_else(|| piece.name.to_string(), |described| words.pick(described.on_paper.french_and_english()))
    };
    let pieces: Vec<String> = facts.application.pieces().map(item).collect();
    sheet.list(ListNumbering::Decimal, &pieces);
    let post = facts.supplier.dossier_address.join(", ");
    let ways = [words.say("papers-return-heading"), words.with("papers-return-upload", [("address", facts.hand_in)])];
    let post = words.with("papers-return-post", [("address", post.as_str())]);
    sheet.notice(Tone::Plain, &[&ways[..], &[post]].concat());
}

fn declarations(sheet: &mut Sheet, terms: &Terms, words: Words) {
    let accepted = words.moment(terms.accepted_at);
    let digest = terms.digest.to_string();
    let terms = [("version", terms.version.as_str()), ("moment", accepted.as_str()), ("digest", digest.as_str())];
    sheet.heading(&words.say("papers-declarations-heading"));
    sheet.list(
        ListNumbering::Disc,
        &[
            words.say("papers-declare-exact"),
            words.with("papers-declare-terms", terms),
            words.say("papers-declare-loss"),
            words.say("papers-declare-sole-use"),
            words.say("papers-declare-retention"),
        ],
    );
    let writing = |key: &str, share: f32| WritingBox { label: words.say(key), share };
    sheet.writing_boxes(
        mm(32.0),
        &[writing("papers-signed-at", 0.3), writing("papers-signed-on", 0.2), writing("papers-signature", 0.5)],
    );
}
