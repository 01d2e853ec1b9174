//! The letter with a token's PIN, which is sent separately from the token (M10).
//!
//! It is laid out for a DL window envelope: Z-folded at the marks, the window shows the address and nothing else, and the back
//! is blank. A window of 100 × 35 or 45 mm, 20 mm from the right and the bottom of an envelope of 220 × 110 mm, over a sheet
//! that can slide by 10 mm horizontally and 11 mm vertically, can expose the sheet between 90 mm and its right edge, from 34 mm
//! down to 90 mm. Only the address is printed there, in the part that is visible wherever the sheet lies (100 to 190 mm, 55 to
//! 79 mm).

use i18n::Words;
use krilla::tagging::ListNumbering;
use registration::people::PostalAddress;
use registration::production::PinLetterFacts;
use registration::settings::Supplier;
use secrecy::ExposeSecret;
use zeroize::Zeroizing;

use super::layout::{ADDRESS, Alignment, HAIRLINE, LEFT, Mark, PIN, PaperError, Place, SMALL, STRONG, Sheet, Style, Tone, mm};
use super::paper_style::{PaperStyle, address_lines};

/// Position of the address.
const WINDOW: Place = Place { x: mm(102.0), top: mm(55.5), width: mm(86.0), alignment: Alignment::Start };
/// Top of the text: below the window and the first fold.
const TEXT: f32 = mm(103.0);
/// Positions of the folds.
const FOLDS: [f32; 2] = [mm(99.0), mm(198.0)];

/// Renders the letter as PDF. The bytes are wiped on drop; working copies inside the PDF library are not.
///
/// # Errors
/// [`PaperError`].
pub fn pin_letter(facts: &PinLetterFacts, supplier: &Supplier) -> Result<Zeroizing<Vec<u8>>, PaperError> {
    let words = crate::words(facts.language);
    let paper = PaperStyle { words, supplier };
    let title = words.with("papers-pin-title", [("number", facts.token.as_str())]);
    let mut sheet = paper.sheet(&[words.with("papers-order-number", [("number", facts.number.as_str())])], 0.0);
    sheet.decorate(FOLDS.iter().filter_map(|y| Mark::rectangle(mm(4.0), *y, mm(4.0), 0.5, HAIRLINE)));
    let sender = Place { x: LEFT, top: mm(40.0), width: mm(62.0), alignment: Alignment::Start };
    sheet.paragraph_at(&words.day_of(facts.at), sender, &SMALL);
    address(&mut sheet, &facts.address, words);
    sheet.cursor = TEXT;
    sheet.title(&title);
    let token = [("number", facts.token.as_str()), ("model", facts.model.as_str())];
    sheet.notice(Tone::Plain, &[words.with("papers-pin-token", token), words.say("papers-pin-several")]);
    let digits = Zeroizing::new(spaced(facts.pin.expose_secret()));
    sheet.framed(&digits, &PIN);
    sheet.heading(&words.say("papers-pin-steps-heading"));
    let steps = ["papers-pin-step-receive", "papers-pin-step-enter", "papers-pin-step-accept", "papers-pin-step-change"];
    sheet.list(ListNumbering::Decimal, &steps.map(|key| words.with(key, token)));
    sheet.notice(
        Tone::Warning,
        &[words.say("papers-pin-warning"), words.say("papers-pin-attempts"), words.say("papers-pin-secret")],
    );
    let telephones = [("support", supplier.support_telephone.as_str()), ("revocation", supplier.revocation_telephone.as_str())];
    sheet.paragraph(&words.with("papers-pin-telephones", telephones), &STRONG);
    Ok(Zeroizing::new(paper.finish(sheet, &title, facts.at, None)?))
}

/// Draws the address without breaking its lines: a long line reduces the size of all of them.
fn address(sheet: &mut Sheet, address: &PostalAddress, words: Words) {
    let lines = address_lines(address, words);
    let longest = lines.iter().map(|line| ADDRESS.width(line)).fold(0.0, f32::max);
    let style = Style { size: ADDRESS.size * (WINDOW.width / longest.max(WINDOW.width)), ..ADDRESS };
    let mut place = WINDOW;
    for line in &lines {
        sheet.line_at(line, place, &style);
        place.top += style.leading;
    }
}

/// The digits spaced apart, so that none is overlooked.
fn spaced(pin: &str) -> String {
    let mut spaced = String::with_capacity(pin.len() * 3);
    for digit in pin.chars() {
        if !spaced.is_empty() {
            spaced.push('\u{a0}');
        }
        spaced.push(digit);
    }
    spaced
}
