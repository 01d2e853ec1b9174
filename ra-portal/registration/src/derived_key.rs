//! Idempotency keys that follow from what an act is: asked again by whomever, it is the same question.

use ca_contract::IdempotencyKey;
use chassis::encryption::MacKey;

/// The key of the act that `context` and `parts` name.
pub(crate) fn derived_key(digests: &MacKey, context: &str, parts: &[&[u8]]) -> IdempotencyKey {
    let digest = digests.mac(context, parts);
    let digits = hex::encode(&digest.as_bytes()[..16]);
    digits.parse().expect("32 hexadecimal digits are a UUID")
}
