//! Inconsistent hierarchies and products are refused.

use super::{MAIN, assert_refused};

#[test]
fn status_is_at_a_public_plain_http_url() {
    assert_refused(
        "hierarchies.toml",
        "http://status",
        "https://status",
        "hierarchies.toml:7: `https://status.sceau.example.org` is not a plain http URL; \
         hint: write http:// and a host: reading status must not require TLS (RFC 5280 §8)",
    );
    assert_refused(
        "hierarchies.toml",
        "status.sceau.example.org",
        "status.sceau.test",
        "hierarchies.toml:7: `status.sceau.test` is not a host under a public suffix; \
         hint: write a host such as status.sceau.example.org: relying parties must reach it",
    );
    assert_refused(
        "profiles/root.toml",
        "path_length",
        "writes = [\"ocsp-url\"]\npath_length",
        "profiles/root.toml:6: extension ocsp-url is not allowed for kind = \"root\"; \
         hint: remove it, or set kind = \"natural-person\" or \"seal\"",
    );
    assert_refused(
        MAIN,
        r#", "ocsp-url"]"#,
        "]",
        "profiles/natural-person-advanced.toml:2: extension ocsp-url is missing, and kind = \"natural-person\" needs it; \
         hint: add it, or set another kind",
    );
}

#[test]
fn crls_overlap_and_are_frequent_enough() {
    assert_refused(
        "hierarchies.toml",
        r#"valid_for = "26h""#,
        r#"valid_for = "12h""#,
        "hierarchies.toml:29: a CRL every 12h valid for 12h leaves periods without a valid one; hint: make valid_for longer than every",
    );
    assert_refused(
        "hierarchies.toml",
        r#"every = "12h""#,
        r#"every = "25h""#,
        "hierarchies.toml:29: every = \"25h\" is too long for CRLs here (EN 319 411-1 CSS-6.3.9-05; docs/profiles.md#crls); hint: write every = \"1d\" or less",
    );
    assert_refused(
        "hierarchies.toml",
        r#"valid_for = "180d""#,
        r#"valid_for = "366d""#,
        "hierarchies.toml:21: valid_for = \"366d\" is too long for CRLs here (EN 319 411-1 CSS-6.3.9-12, -13); \
         hint: write valid_for = \"1y\" or less",
    );
    assert_refused(
        "hierarchies.toml",
        r#"common_name = "Sceau Classe 3+""#,
        "common_name = \"Sceau Classe 3+\"\npublished_reasons = [\"unspecified\"]",
        "hierarchies.toml:43: the reason unspecified is never published (RFC 5280 §5.3.1); \
         hint: remove it: an unspecified reason is omitted",
    );
}

#[test]
fn references_must_exist_and_be_of_the_right_kind() {
    assert_refused(
        "hierarchies.toml",
        r#"profile = "root""#,
        r#"profile = "trunk""#,
        "hierarchies.toml:20: there is no profile trunk; hint: add profiles/trunk.toml or name another",
    );
    assert_refused(
        "hierarchies.toml",
        r#"profile = "root""#,
        r#"profile = "issuing-ca""#,
        "hierarchies.toml:20: profile issuing-ca has kind = \"issuing-ca\"; hint: name a profile with kind = \"root\"",
    );
    assert_refused(
        "products.toml",
        r#"issuer = "advanced""#,
        r#"issuer = "advance""#,
        "products.toml:9: there is no CA advance; hint: name one of hierarchies.toml",
    );
    assert_refused(
        "products.toml",
        r#"issuer = "advanced""#,
        r#"issuer = "root-advanced""#,
        "products.toml:9: CA root-advanced is a root, and roots issue only to issuing CAs; hint: name an issuing CA",
    );
    assert_refused(
        "products.toml",
        r#"profile = "natural-person-advanced""#,
        r#"profile = "staff""#,
        "products.toml:10: profile staff has kind = \"staff\"; hint: name a profile with kind = \"natural-person\"",
    );
    assert_refused(
        "hierarchies.toml",
        r#"issuer = "advanced""#,
        r#"issuer = "root-advanced""#,
        "hierarchies.toml:54: CA root-advanced is a root, and roots issue only to issuing CAs; hint: name an issuing CA",
    );
}

#[test]
fn duplicates_are_refused() {
    for (file, from, to, said) in [
        (
            "hierarchies.toml",
            "name = \"classe-3-plus\"\n\n[",
            "name = \"advanced\"\n\n[",
            "hierarchies.toml:32: hierarchy advanced",
        ),
        ("hierarchies.toml", "name = \"root-classe-3-plus\"", "name = \"advanced\"", "hierarchies.toml:35: CA advanced"),
        ("hierarchies.toml", "Sceau Classe 3+", "Sceau Advanced CA", "hierarchies.toml:42: common name Sceau Advanced CA"),
        (
            "hierarchies.toml",
            "[\"10.2.1\", \"10.3.1\"]",
            "[\"10.3.1\", \"10.3.1\"]",
            "hierarchies.toml:45: policy 1.3.6.1.4.1.32473.10.3.1",
        ),
        ("products.toml", "backup-key", "expert-card", "products.toml:19: product expert-card"),
        ("products.toml", "index = 1", "index = 0", "products.toml:13: slot 0"),
        ("products.toml", "companion", "main", "products.toml:14: role main"),
    ] {
        assert_refused(file, from, to, &format!("{said} appears twice; hint: remove or rename one of them"));
    }
    let waiver = "[[waiver]]\nkind = \"natural-person\"\ncode = \"mixed-key-usage\"\nbecause = \"once more\"\n\n[[waiver]]";
    assert_refused(
        "lints.toml",
        "[[waiver]]",
        waiver,
        "lints.toml:10: waiver mixed-key-usage for natural-person appears twice; hint: remove or rename one of them",
    );
}
