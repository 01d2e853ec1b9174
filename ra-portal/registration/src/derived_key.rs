//! Idempotency keys derived from the content of an act: a repetition has the same key, whoever triggers it.

use ca_contract::IdempotencyKey;
use chassis::encryption::MacKey;

/// The key of the act that `context` and `parts` identify.
pub(crate) fn derived_key(digests: &MacKey, context: &str, parts: &[&[u8]]) -> IdempotencyKey {
    let digest = digests.mac(context, parts);
    let digits = hex::encode(&digest.as_bytes()[..16]);
    digits.parse().expect("32 hexadecimal digits are a UUID")
}
