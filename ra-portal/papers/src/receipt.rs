//! The receipt of a revocation: what happened when, until when earlier OCSP responses and CRLs may still be accepted, and what
//! to do next.

use i18n::{Language, Words, in_paris};
use krilla::embed::{AssociationKind, EmbeddedFile, MimeType};
use krilla::tagging::ListNumbering;
use pki::Timestamp;
use pki::name::Attribute;
use policies::{AuthorityName, Policies};
use registration::emergency::{Receipt, RequestChannel, RequestReason, RevocationReceipt};
use registration::settings::Supplier;

use super::layout::{BODY, Cell, MEASURE, PaperError, Sheet, Table, Tone, date_time, start};
use super::paper_style::PaperStyle;

/// File name of the CA's signed receipt, attached to the PDF.
const ATTACHMENT: &str = "receipt.p7m";

#[derive(Clone, Copy, Debug)]
pub struct ReceiptFacts<'a> {
    /// The CA's signed receipt, which is attached unchanged.
    pub receipt: &'a Receipt,
    /// The names of the certificate authorities.
    pub policies: &'a Policies,
    /// The supplier, who answers questions.
    pub supplier: &'a Supplier,
    /// Where to order a replacement: an https URL.
    pub replacement: &'a str,
}

/// Renders the receipt as PDF, with the CA's signed receipt attached as `receipt.p7m`.
///
/// # Errors
/// [`PaperError`].
pub fn receipt(facts: &ReceiptFacts<'_>, language: Language) -> Result<Vec<u8>, PaperError> {
    let words = crate::words(language);
    let paper = PaperStyle { words, supplier: facts.supplier };
    let content = &facts.receipt.content;
    let token = [("token", content.token.as_str())];
    let title = words.with("papers-receipt-title", token);
    let mut sheet = paper.sheet(&[words.with("papers-receipt-token", token)], 0.0);
    sheet.title(&words.say("papers-receipt-heading"));
    let ended = words.with("papers-receipt-ended", token);
    let backup = if content.other_tokens_stay_valid { "papers-receipt-backup-valid" } else { "papers-receipt-backup-none" };
    sheet.notice(Tone::Warning, &[ended, words.say("papers-receipt-final"), words.say(backup)]);
    request(&mut sheet, content, words);
    times(&mut sheet, content, words);
    certificates(&mut sheet, content, facts.policies, words);
    next(&mut sheet, facts, words);
    sheet.heading(&words.say("papers-receipt-proof-heading"));
    sheet.paragraph(&words.with("papers-receipt-proof", [("file", ATTACHMENT)]), &BODY);
    paper.finish(sheet, &title, content.published_at, Some(attachment(facts.receipt, words)))
}

fn request(sheet: &mut Sheet, content: &RevocationReceipt, words: Words) {
    sheet.heading(&words.say("papers-receipt-request-heading"));
    let mut rows = vec![
        (words.say("papers-receipt-number"), Cell::of(content.request.to_string())),
        (words.say("papers-receipt-channel"), Cell::of(words.say(channel(content.channel)))),
        (words.say("papers-receipt-reason"), Cell::of(words.say(reason(content.reason)))),
    ];
    if !content.effective {
        let earlier = words.say(reason(content.effective_reason));
        rows.push((
            words.say("papers-receipt-earlier"),
            Cell::of(words.with("papers-receipt-earlier-reason", [("reason", earlier.as_str())])),
        ));
    }
    sheet.table(&Table::of_facts(rows));
}

fn times(sheet: &mut Sheet, content: &RevocationReceipt, words: Words) {
    sheet.heading(&words.say("papers-receipt-times-heading"));
    let row = |key: &str, at: Timestamp| (words.say(key), Cell::of(to_the_second(words, at)));
    sheet.table(&Table::of_facts(vec![
        row("papers-receipt-received", content.received_at),
        row("papers-receipt-decided", content.decided_at),
        row("papers-receipt-signed", content.signed_at),
        row("papers-receipt-live", content.published_at),
    ]));
}

fn certificates(sheet: &mut Sheet, content: &RevocationReceipt, policies: &Policies, words: Words) {
    sheet.heading(&words.say("papers-receipt-certificates-heading"));
    let header = [
        "papers-receipt-issuer",
        "papers-receipt-serial",
        "papers-receipt-crl",
        "papers-receipt-ocsp-until",
        "papers-receipt-crl-until",
    ];
    let rows = content.certificates.iter().map(|revoked| {
        vec![
            Cell::of(common_name(words.language(), policies, &revoked.issuer)),
            Cell::of(revoked.serial.to_string()),
            Cell::of(revoked.crl_number.to_string()),
            Cell::of(to_the_second(words, revoked.ocsp_valid_until)),
            Cell::of(to_the_second(words, revoked.crl_valid_until)),
        ]
    });
    sheet.table(&Table {
        indent: 0.0,
        columns: [0.18, 0.25, 0.11, 0.23, 0.23].map(|share| start(MEASURE * share)).to_vec(),
        header: Some(header.map(|key| words.say(key)).to_vec()),
        rows: rows.collect(),
    });
    sheet.paragraph(&words.say("papers-receipt-believed"), &BODY);
}

fn next(sheet: &mut Sheet, facts: &ReceiptFacts<'_>, words: Words) {
    let backup = facts.receipt.content.other_tokens_stay_valid.then(|| words.say("papers-receipt-next-backup"));
    let tell = words.say("papers-receipt-next-tell");
    let replace = words.with("papers-receipt-next-replace", [("address", facts.replacement)]);
    let call = words.with("papers-receipt-next-call", [("telephone", facts.supplier.support_telephone.as_str())]);
    sheet.heading(&words.say("papers-receipt-next-heading"));
    let steps: Vec<String> = backup.into_iter().chain([tell, replace, call]).collect();
    sheet.list(ListNumbering::Decimal, &steps);
}

fn attachment(receipt: &Receipt, words: Words) -> EmbeddedFile {
    EmbeddedFile {
        path: ATTACHMENT.to_owned(),
        mime_type: MimeType::new("application/pkcs7-mime"),
        description: Some(words.say("papers-receipt-attachment")),
        association_kind: AssociationKind::Source,
        data: receipt.signed.clone().into(),
        modification_date: Some(date_time(receipt.content.published_at)),
        compress: None,
        location: None,
    }
}

/// The common name in an authority's certificates; for an authority that the policies no longer contain, its name in the
/// configuration, introduced as such in this language.
#[must_use]
pub fn common_name(language: Language, policies: &Policies, authority: &AuthorityName) -> String {
    let words = crate::words(language);
    let named = policies.authority(authority).and_then(|authority| authority.subject.first(Attribute::CommonName));
    named.map_or_else(|| words.with("papers-receipt-authority", [("name", authority.as_str())]), str::to_owned)
}

/// Date and time in Paris with the offset from UTC: `3 mars 2027, 14:05:09 (UTC+01:00)`.
fn to_the_second(words: Words, at: Timestamp) -> String {
    let Some(local) = in_paris(at) else { return at.to_string() };
    format!("{}, {}", words.day(local.date()), local.strftime("%H:%M:%S (UTC%:z)")).replace(" (", "\u{a0}(")
}

const fn channel(channel: RequestChannel) -> &'static str {
    match channel {
        RequestChannel::Web => "papers-channel-web",
        RequestChannel::Telephone => "papers-channel-telephone",
        RequestChannel::Officers => "papers-channel-officers",
    }
}

const fn reason(reason: RequestReason) -> &'static str {
    match reason {
        RequestReason::Lost => "papers-reason-lost",
        RequestReason::Stolen => "papers-reason-stolen",
        RequestReason::Compromised => "papers-reason-compromised",
        RequestReason::ForgottenPin => "papers-reason-forgotten-pin",
        RequestReason::Departure => "papers-reason-departure",
        RequestReason::EndOfActivity => "papers-reason-end-of-activity",
        RequestReason::WrongData => "papers-reason-wrong-data",
        RequestReason::LostInPost => "papers-reason-lost-in-post",
        RequestReason::Death => "papers-reason-death",
        RequestReason::StruckOff => "papers-reason-struck-off",
        RequestReason::HolderRequest => "papers-reason-holder-request",
    }
}
