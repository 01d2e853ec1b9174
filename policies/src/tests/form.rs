//! Files that are malformed, missing or too large are refused.

use std::fs;

use super::{MAIN, assert_refused, refusal};
use crate::Policies;
use crate::files::Files;

#[test]
fn a_waiver_needs_a_kind_a_code_and_a_reason() {
    let said = refusal("lints.toml", "natural-person", "person");
    assert!(
        said.starts_with("lints.toml:4: unknown variant `person`; hint: write one of `root`, `issuing-ca`, `natural-person`,"),
        "{said}"
    );
    assert_refused(
        "lints.toml",
        "RGS A4 II.2.2 demands exactly nR+dS (docs/profiles.md#holders)",
        " ",
        "lints.toml:6: the waiver gives no reason; hint: say in because = \"…\" which rule wants what the lint warns of",
    );
    assert_refused("lints.toml", "because", "# because", "lints.toml:3: missing field `because`; hint: add it");
    assert_refused(
        "lints.toml",
        "mixed-key-usage",
        "Mixed key usage",
        "lints.toml:5: `Mixed key usage` is not a lint code; hint: copy it from the finding: 1 to 80 of a-z, 0-9 and -",
    );
}

#[test]
fn malformed_files_are_refused_with_their_line() {
    let said = refusal(MAIN, "curve =", "curves =");
    assert!(
        said.starts_with("profiles/natural-person-advanced.toml:3: unknown field `curves`; hint: write one of `kind`, `curve`,"),
        "{said}"
    );
    assert_refused(
        MAIN,
        r#"default = "3y""#,
        r#"default = "3 years""#,
        "profiles/natural-person-advanced.toml:4: `3 years` is not a length of time; \
         hint: write a whole number and y (365 days), d, h or m, such as \"14d\", at most 100y",
    );
    assert_refused(
        "products.toml",
        "expert-card",
        "Court expert card",
        "products.toml:4: not a name; hint: write 1 to 40 of a-z, 0-9 and -",
    );
    assert_refused(
        "products.toml",
        r#"role = "main""#,
        r#"role = "Main""#,
        "products.toml:8: `Main` is not a role; hint: write 1 to 40 of a-z, 0-9 and -",
    );
    assert!(refusal("products.toml", "index = 0", "index = 256").starts_with("products.toml:7: "));
    assert!(refusal("products.toml", "index = 0", "index = ").starts_with("products.toml:7: "));
}

#[test]
fn a_product_needs_a_slot() {
    let mut files = Files::embedded();
    *files.text_mut("products.toml") = "[[product]]\nname = \"empty\"\nslot = []\n".to_owned();
    assert_eq!(
        Policies::read(&files).unwrap_err().to_string(),
        "products.toml:2: the product has no slot; hint: add [[product.slot]]"
    );
}

#[test]
fn missing_and_oversized_files_are_refused() {
    let dir = tempfile::tempdir().unwrap();
    let hierarchies = dir.path().join("hierarchies.toml");
    let said = || Policies::from_dir(dir.path()).unwrap_err().to_string();
    let missing = said();
    assert!(missing.starts_with("hierarchies.toml: the file cannot be read: No such file or directory"), "{missing}");
    fs::write(&hierarchies, vec![b'#'; 256 * 1024 + 1]).unwrap();
    assert_eq!(said(), "hierarchies.toml: the file has more than 262144 bytes; hint: check that this is the right file");
    fs::write(&hierarchies, [0xff]).unwrap();
    assert_eq!(said(), "hierarchies.toml: the file is not UTF-8 text; hint: save it as UTF-8");
}
