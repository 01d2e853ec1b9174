//! Refusals of the certificate authority, in words.

use i18n::Words;

/// The codes with which it refuses approvals, officers and revocations (`ca_contract::Refusal::code`).
const KNOWN: [&str; 25] = [
    "address-in-use",
    "already-approved",
    "curve",
    "four-eyes",
    "identity-check",
    "invalid-name",
    "key-certified-before",
    "last-two",
    "lint",
    "officer-certificate-expired",
    "officer-certificate-foreign-issuer",
    "officer-certificate-not-pinned",
    "officer-certificate-not-yet-valid",
    "officer-role",
    "other-policies",
    "published-key",
    "received",
    "request",
    "serial-number",
    "signing-interrupted",
    "subject",
    "unknown-officer",
    "unknown-product",
    "unknown-token",
    "unsigned-approvals",
];

/// A sentence. For a code without one, it asks to inform the operator of the service.
pub(super) fn in_words(t: Words, code: &str) -> String {
    if KNOWN.contains(&code) { t.say(&format!("desk-authority-{code}")) } else { t.with("desk-authority-else", [("code", code)]) }
}

#[cfg(test)]
mod tests {
    use i18n::Language;

    use super::*;

    #[test]
    fn every_refusal_even_an_unknown_one_is_a_sentence_in_both_languages() {
        for t in Language::ALL.map(|language| Words::new(language, &crate::CATALOGUES)) {
            for code in KNOWN.into_iter().chain(["no-such-refusal"]) {
                let said = in_words(t, code);
                assert!(said.ends_with('.') && !said.starts_with("desk-authority"), "{code}: {said}");
            }
        }
    }
}
