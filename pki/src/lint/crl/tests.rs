//! Limits of dates and numbers, on CRLs that this crate makes. `pki/tests/lint_mutations` covers the other rules.

use std::time::Duration;

use super::super::crl;
use super::super::tests::{DAY, Issuer, NOW, codes, issuing_for, root};
use crate::crl::{CrlContent, RevocationReason, RevokedEntry};
use crate::{SerialNumber, SystemRandom, Timestamp};

const SECOND: Duration = Duration::from_secs(1);

/// What the lint finds in a CRL of `issuer`.
fn found(issuer: &Issuer, number: u64, valid_for: Duration, entries: &[RevokedEntry]) -> Vec<String> {
    let next_update = NOW.plus(valid_for);
    let content = CrlContent { issuer: &issuer.name, number, this_update: NOW, next_update, entries };
    codes(&crl(&content.sign(&issuer.key).unwrap(), &issuer.der)).into_iter().map(str::to_owned).collect()
}

/// EN 319 411-1 CSS-6.3.9: at most 48 hours for an issuing CA and a year for a root.
#[test]
fn a_crl_is_valid_for_at_most_48_hours_and_that_of_a_root_for_a_year() {
    let root = root();
    let issuing = issuing_for(3650, &root);
    for (issuer, longest) in [(&issuing, 2 * DAY), (&root, 365 * DAY)] {
        assert_eq!(found(issuer, 1, longest, &[]), [""; 0]);
        assert_eq!(found(issuer, 1, longest + SECOND, &[]), ["crl-next-update"]);
        assert_eq!(found(issuer, 1, SECOND, &[]), [""; 0]);
        assert_eq!(found(issuer, 1, Duration::ZERO, &[]), ["crl-next-update"]);
    }
}

/// RFC 5280 §5.2.3: a non-negative number of at most 20 octets.
#[test]
fn a_crl_has_any_number_from_zero() {
    for number in [0, 1, 127, 128, u64::MAX] {
        assert_eq!(found(&root(), number, DAY, &[]), [""; 0], "{number}");
    }
}

#[test]
fn an_entry_is_revoked_at_this_update_at_the_latest() {
    let entry = |revoked_at: Timestamp| {
        [RevokedEntry { serial: SerialNumber::generate(&mut SystemRandom), revoked_at, reason: RevocationReason::KeyCompromise }]
    };
    let root = root();
    assert_eq!(found(&root, 1, DAY, &entry(NOW)), [""; 0]);
    assert_eq!(found(&root, 1, DAY, &entry(NOW.plus(SECOND))), ["crl-entry"]);
}
