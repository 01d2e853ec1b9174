//! The invoice, with the particulars required by French law (code de commerce L441-9 and L441-10, code général des impôts annex
//! II art. 242 nonies A).

use i18n::{Language, Words};
use policies::Policies;
use registration::orders::{Billing, Price};
use registration::payments::{Invoice, PaymentMethod};
use registration::settings::Supplier;

use super::dossier::product;
use super::layout::{
    Alignment, BODY, Cell, LABEL, LEFT, MEASURE, PaperError, Place, SMALL, STRONG, Sheet, Style, Table, Tone, end, start,
};
use super::paper_style::{PaperStyle, address_lines, drawable};

/// Renders the invoice as PDF: one token, paid in advance.
///
/// # Errors
/// [`PaperError`].
pub fn invoice(invoice: &Invoice, policies: &Policies, supplier: &Supplier, language: Language) -> Result<Vec<u8>, PaperError> {
    let words = crate::words(language);
    let paper = PaperStyle { words, supplier };
    let title = words.with("papers-invoice-title", [("number", invoice.number.as_str())]);
    let ordered = words.day_of(invoice.ordered_at);
    let order = words.with("papers-order-number", [("number", invoice.order.as_str())]);
    let mut sheet = paper.sheet(&[order, words.with("papers-placed-on", [("day", ordered.as_str())])], 0.0);
    sheet.title(&title);
    parties(&mut sheet, invoice, supplier, words);
    dates(&mut sheet, invoice, words);
    lines(&mut sheet, invoice, policies, words);
    totals(&mut sheet, invoice.price, words);
    settlement(&mut sheet, invoice, supplier, words);
    paper.finish(sheet, &title, invoice.issued_at, None)
}

fn parties(sheet: &mut Sheet, invoice: &Invoice, supplier: &Supplier, words: Words) {
    let siren = |siren: &str| words.with("papers-siren", [("siren", grouped(siren, 3).as_str())]);
    let mut seller = vec![supplier.legal_form.clone()];
    seller.extend(supplier.address.iter().cloned());
    seller.extend([siren(supplier.siren.as_str()), words.with("papers-vat-number", [("number", supplier.vat_number.as_str())])]);
    let (name, customer): (&str, Vec<String>) = match &invoice.billing {
        Billing::Holder(address) => (&invoice.holder, address_lines(address, words).into_iter().skip(1).collect()),
        Billing::Other(party) => {
            // The recipient is printed only if it differs from the buyer.
            let address = address_lines(&party.address, words).into_iter().filter(|line| *line != drawable(&party.name));
            (&party.name, party.siren.iter().map(|number| siren(number.as_str())).chain(address).collect())
        }
    };
    sheet.skip(4.0);
    let half = MEASURE / 2.0;
    let left = block(sheet, LEFT, &words.say("papers-seller"), &supplier.name, &seller);
    let right = block(sheet, LEFT + half, &words.say("papers-customer"), &drawable(name), &customer);
    sheet.cursor = left.max(right) + 10.0;
}

/// Draws the block of a party at the cursor and returns where it ends.
fn block(sheet: &mut Sheet, x: f32, role: &str, name: &str, lines: &[String]) -> f32 {
    let mut place = Place { x, top: sheet.cursor, width: MEASURE / 2.0 - 12.0, alignment: Alignment::Start };
    let mut paragraph = |text: &str, style: &Style| {
        sheet.paragraph_at(text, place, style);
        for _ in style.wrap(text, place.width) {
            place.top += style.leading;
        }
        place.top
    };
    paragraph(role, &LABEL);
    let below = paragraph(name, &STRONG);
    lines.iter().fold(below, |_, line| paragraph(line, &BODY))
}

fn dates(sheet: &mut Sheet, invoice: &Invoice, words: Words) {
    sheet.table(&Table::of_facts(vec![
        (words.say("papers-issued-on"), Cell::of(words.day_of(invoice.issued_at)).strong()),
        (words.say("papers-supplied-on"), Cell::of(words.say("papers-supply-ahead"))),
        (words.say("papers-operation"), Cell::of(words.say("papers-operation-mixed"))),
    ]));
}

fn lines(sheet: &mut Sheet, invoice: &Invoice, policies: &Policies, words: Words) {
    let price = invoice.price;
    let header = ["papers-designation", "papers-quantity", "papers-unit-price", "papers-vat-rate", "papers-line-total"];
    let amount = || Cell::of(words.money(price.excluding_vat_cents));
    let holder = words.with("papers-line-holder", [("holder", &*drawable(&invoice.holder))]);
    sheet.skip(6.0);
    sheet.table(&Table {
        indent: 0.0,
        columns: vec![start(MEASURE * 0.44), end(MEASURE * 0.1), end(MEASURE * 0.18), end(MEASURE * 0.1), end(MEASURE * 0.18)],
        header: Some(header.map(|key| words.say(key)).to_vec()),
        rows: vec![vec![
            Cell::lines(vec![product(words, policies, &invoice.product), holder]),
            Cell::of(words.number(1_u32)),
            amount(),
            Cell::of(words.rate(price.vat_per_mille)),
            amount(),
        ]],
    });
}

fn totals(sheet: &mut Sheet, price: Price, words: Words) {
    let rate = words.rate(price.vat_per_mille);
    let row = |name: String, cents: i64| vec![Cell::of(name).muted(), Cell::of(words.money(cents))];
    let due = row(words.say("papers-total-including"), price.including_vat_cents());
    sheet.table(&Table {
        indent: MEASURE * 0.5,
        columns: vec![start(MEASURE * 0.32), end(MEASURE * 0.18)],
        header: None,
        rows: vec![
            row(words.say("papers-total-excluding"), price.excluding_vat_cents),
            row(words.with("papers-total-vat", [("rate", rate.as_str())]), price.vat_cents()),
            due.into_iter().map(Cell::strong).collect(),
        ],
    });
}

fn settlement(sheet: &mut Sheet, invoice: &Invoice, supplier: &Supplier, words: Words) {
    let method = match invoice.method {
        PaymentMethod::Transfer => "papers-paid-by-transfer",
        PaymentMethod::DemonstrationCard => "papers-paid-by-demonstration-card",
    };
    let paid = words.with(method, [("day", words.day_of(invoice.issued_at).as_str())]);
    let iban = grouped(&supplier.iban, 4);
    let account = words.with("papers-account", [("iban", iban.as_str()), ("bic", supplier.bic.as_str())]);
    sheet.notice(Tone::Plain, &[paid, account]);
    sheet.paragraph(&words.say("papers-late-payment"), &SMALL);
}

/// A number in groups of three digits: `123 456 782`.
fn grouped(text: &str, every: usize) -> String {
    let characters: Vec<char> = text.chars().filter(|character| !character.is_whitespace()).collect();
    characters.chunks(every).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("\u{a0}")
}
