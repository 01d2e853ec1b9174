//! Profiles that docs/profiles.md does not allow are refused.

use super::{MAIN, assert_refused};

#[test]
fn a_key_usage_of_cas_is_refused_in_a_holders_certificate() {
    assert_refused(
        MAIN,
        r#"["non-repudiation""#,
        r#"["cert-sign""#,
        "profiles/natural-person-advanced.toml:5: key usage cert-sign is not allowed for kind = \"natural-person\"; \
         hint: remove it, or set kind = \"root\" or \"issuing-ca\" or \"internal-root\"",
    );
}

#[test]
fn usages_must_suit_the_kind_and_each_other() {
    assert_refused(
        MAIN,
        r#""client-auth""#,
        r#""server-auth""#,
        "profiles/natural-person-advanced.toml:6: extended key usage server-auth is not allowed for kind = \"natural-person\"; \
         hint: remove it, or set kind = \"service-tls\"",
    );
    assert_refused(
        MAIN,
        r#"["non-repudiation", "#,
        r#"["digital-signature", "#,
        "profiles/natural-person-advanced.toml:5: key usage digital-signature appears twice; \
         hint: remove or rename one of them",
    );
    let combinations = "profiles/natural-person-advanced.toml:2: this combination of usages is not allowed for kind = \"natural-person\"; \
         hint: write key_usage = [\"non-repudiation\", \"digital-signature\"] \
         with extended_key_usage = [\"client-auth\", \"email-protection\", \"document-signing\"], \
         or key_usage = [\"non-repudiation\"] with extended_key_usage = [\"document-signing\"], \
         or key_usage = [\"digital-signature\"] with extended_key_usage = [\"client-auth\"]";
    assert_refused(MAIN, r#"["non-repudiation", "digital-signature"]"#, r#"["non-repudiation"]"#, combinations);
    assert_refused(MAIN, r#""email-protection", "#, "", combinations);
    assert_refused(MAIN, r#"["non-repudiation", "digital-signature"]"#, "[]", combinations);
    assert_refused(
        "profiles/root.toml",
        r#", "crl-sign"]"#,
        "]",
        "profiles/root.toml:2: this combination of usages is not allowed for kind = \"root\"; \
         hint: write key_usage = [\"cert-sign\", \"crl-sign\"] with extended_key_usage = []",
    );
}

#[test]
fn path_length_and_curve_must_suit_the_kind() {
    assert_refused(
        "profiles/issuing-ca.toml",
        "path_length = 0\n",
        "",
        "profiles/issuing-ca.toml:2: the path length is not allowed for kind = \"issuing-ca\"; hint: write path_length = 0",
    );
    assert_refused(
        MAIN,
        "curve",
        "path_length = 0\ncurve",
        "profiles/natural-person-advanced.toml:3: the path length is not allowed for kind = \"natural-person\"; \
         hint: remove path_length, which is for CAs",
    );
    assert_refused(
        "profiles/root.toml",
        "p384",
        "p256",
        "profiles/root.toml:3: kind = \"root\" needs a key on curve p384; hint: write curve = \"p384\"",
    );
}

#[test]
fn validity_is_limited_by_profile_kind_and_issuer() {
    assert_refused(
        "profiles/service-tls.toml",
        r#""30d""#,
        r#""91d""#,
        "profiles/service-tls.toml:4: the default validity 91d is longer than the maximum of 90d; \
         hint: write default = \"90d\" or less",
    );
    assert_refused(
        MAIN,
        r#"at_most = "3y""#,
        r#"at_most = "1096d""#,
        "profiles/natural-person-advanced.toml:4: a validity of 1096d is too long for kind = \"natural-person\"; \
         hint: write at_most = \"3y\" or less",
    );
    assert_refused(
        "profiles/ocsp-responder.toml",
        r#"at_most = "14d""#,
        r#"at_most = "15d""#,
        "profiles/ocsp-responder.toml:4: a validity of 15d is too long for kind = \"ocsp-responder\"; \
         hint: write at_most = \"14d\" or less",
    );
    assert_refused(
        MAIN,
        r#"backdate = "5m""#,
        r#"backdate = "2h""#,
        "profiles/natural-person-advanced.toml:4: a backdate of 2h is too long; hint: write backdate = \"1h\" or less",
    );
    assert_refused(
        "profiles/root.toml",
        r#"default = "20y""#,
        r#"default = "9y""#,
        "hierarchies.toml:26: profile issuing-ca allows 10y, longer than the 9y of its issuer root-advanced; \
         hint: allow at most 9y in the profile",
    );
    assert_refused(
        "profiles/issuing-ca.toml",
        r#"default = "10y""#,
        r#"default = "2y""#,
        "products.toml:10: profile natural-person-advanced allows 3y, longer than the 2y of its issuer advanced; \
         hint: allow at most 2y in the profile",
    );
    assert_refused(
        "profiles/internal-root.toml",
        r#"default = "10y""#,
        r#"default = "30d""#,
        "hierarchies.toml:62: profile service-tls allows 90d, longer than the 30d of its issuer internal; \
         hint: allow at most 30d in the profile",
    );
}

#[test]
fn policies_are_only_where_the_kind_has_them() {
    assert_refused(
        "hierarchies.toml",
        r#"["10.2.1", "10.3.1"]"#,
        r#"["10.2.1"]"#,
        "hierarchies.toml:41: CA classe-3-plus does not list policy 1.3.6.1.4.1.32473.10.3.1 of profile ocsp-responder; \
         hint: add it to the policies of classe-3-plus in hierarchies.toml",
    );
    assert_refused(
        MAIN,
        "10.1.1",
        "10.1.2",
        "products.toml:10: CA advanced does not list policy 1.3.6.1.4.1.32473.10.1.2 of profile natural-person-advanced; \
         hint: add it to the policies of advanced in hierarchies.toml",
    );
    assert_refused(
        "hierarchies.toml",
        r#", "10.8.1"]"#,
        "]",
        "hierarchies.toml:55: CA advanced does not list policy 1.3.6.1.4.1.32473.10.8.1 of profile seal; \
         hint: add it to the policies of advanced in hierarchies.toml",
    );
    assert_refused(
        "hierarchies.toml",
        r#"["10.2.1", "#,
        r#"["any", "#,
        "hierarchies.toml:45: an issuing CA may not assert anyPolicy; hint: list the policies that it issues under",
    );
    assert_refused(
        "profiles/issuing-ca.toml",
        "writes",
        "policies = [\"10.1.1\"]\nwrites",
        "profiles/issuing-ca.toml:7: the policies of an issuing CA do not belong in its profile; \
         hint: write them with the CA in hierarchies.toml",
    );
    assert_refused(
        "profiles/staff.toml",
        "10.7.1",
        "any",
        "profiles/staff.toml:7: policy 2.5.29.32.0 is not allowed for kind = \"staff\"; \
         hint: remove it, or set kind = \"root\" or \"internal-root\"",
    );
    assert_refused(
        MAIN,
        r#"policies = ["10.1.1"]"#,
        "",
        "profiles/natural-person-advanced.toml:2: at least one policy is missing for kind = \"natural-person\"; \
         hint: add it, or set another kind",
    );
    assert_refused(
        MAIN,
        "10.1.1",
        "10.01.1",
        "profiles/natural-person-advanced.toml:7: `10.01.1` is not an object identifier; \
         hint: write \"any\", or what follows the arc such as \"10.1.1\"",
    );
    assert_refused(
        "hierarchies.toml",
        "1.3.6.1.4.1.32473",
        "1.99.6",
        "hierarchies.toml:5: `1.99.6` is not an object identifier; hint: write a whole one such as 1.3.6.1.4.1.32473",
    );
}

#[test]
fn a_subject_has_the_attributes_of_its_kind() {
    assert_refused(
        "profiles/issuing-ca.toml",
        r#""commonName""#,
        r#""commonName", "givenName""#,
        "profiles/issuing-ca.toml:10: subject attribute givenName is not allowed for kind = \"issuing-ca\"; \
         hint: remove it, or set kind = \"natural-person\" or \"staff\"",
    );
    assert_refused(
        MAIN,
        r#""serialNumber", "#,
        "",
        "profiles/natural-person-advanced.toml:2: subject attribute serialNumber is missing, and kind = \"natural-person\" needs it; \
         hint: add it, or set another kind",
    );
    assert_refused(
        MAIN,
        r#""title"]"#,
        r#""surname"]"#,
        "profiles/natural-person-advanced.toml:13: subject attribute surname appears twice; hint: remove or rename one of them",
    );
    assert_refused(
        "hierarchies.toml",
        "Sceau Advanced CA",
        &"x".repeat(65),
        "hierarchies.toml:25: CommonName has more than 64 characters; hint: correct the common name, or the organisation's name",
    );
    assert_refused(
        "hierarchies.toml",
        "123456782",
        "123456789",
        "hierarchies.toml:12: `123456789` is not a SIREN; hint: write nine digits of which the last is the Luhn check digit",
    );
}
