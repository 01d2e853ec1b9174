//! The embedded policies conform to docs/profiles.md, and what should be data is data.

use std::path::Path;
use std::time::Duration;

use pki::crl::RevocationReason;
use pki::lint::Kind;
use pki::name::Attribute;

use crate::files::Files;
use crate::{AuthorityName, Policies};

const DAY: Duration = Duration::from_hours(24);

#[test]
fn the_embedded_files_are_those_of_the_folder() {
    let of_folder = Policies::from_dir(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap();
    assert_eq!(of_folder.digest(), Policies::embedded().digest());
}

#[test]
fn the_digest_changes_with_every_text_and_with_every_file_name() {
    let before = Files::embedded().digest();
    let mut longer = Files::embedded();
    longer.text_mut("lints.toml").push('\n');
    assert_ne!(longer.digest(), before);
    let mut moved = Files::embedded();
    *moved.text_mut("profiles/staff2.toml") = std::mem::take(moved.text_mut("profiles/staff.toml"));
    let mut elsewhere = Files::embedded();
    *elsewhere.text_mut("profiles/staff3.toml") = std::mem::take(elsewhere.text_mut("profiles/staff.toml"));
    assert_ne!(moved.digest(), elsewhere.digest());
}

#[test]
fn the_digest_covers_exactly_the_files_that_the_ca_reads() {
    let before = Files::embedded().digest();
    let changed = |file: &str, from: &str, to: &str| {
        let mut files = Files::embedded();
        let text = files.text_mut(file);
        assert!(text.contains(from), "{file} does not hold {from:?}");
        *text = text.replacen(from, to, 1);
        Policies::read(&files).unwrap().digest()
    };
    for (file, from, to) in [
        ("offers.toml", "price_excl_vat_cents = 15900", "price_excl_vat_cents = 16900"),
        ("offers.toml", "Carte d'expert", "Carte de l'expert"),
        ("offers.toml", r#""listing", "delivery", "contact","#, r#""contact", "listing", "delivery","#),
        ("offers.toml", r#"covers = ["identity", "birth"]"#, r#"covers = ["identity"]"#),
        ("courts.toml", "# ", "#  "),
    ] {
        assert_eq!(changed(file, from, to), before, "{file}: {to}");
    }
    for (file, from, to) in [
        ("profiles/natural-person-advanced.toml", r#"default = "3y""#, r#"default = "2y""#),
        ("profiles/natural-person-advanced.toml", "\"title\"]", "\"title\" ]"),
        ("products.toml", "index = 1", "index = 2"),
        ("hierarchies.toml", r#"every = "12h""#, r#"every = "11h""#),
        ("lints.toml", "RGS", "the RGS"),
    ] {
        assert_ne!(changed(file, from, to), before, "{file}: {to}");
    }
}

#[test]
fn the_embedded_hierarchies_are_those_of_the_requirements() {
    let policies = Policies::embedded();
    let names: Vec<String> =
        policies.authorities().map(|(hierarchy, authority)| format!("{}/{}", hierarchy.name, authority.name)).collect();
    assert_eq!(
        names,
        ["advanced/root-advanced", "advanced/advanced", "classe-3-plus/root-classe-3-plus", "classe-3-plus/classe-3-plus"]
    );
    let root = policies.authority(&"root-advanced".parse().unwrap()).unwrap();
    assert_eq!((root.issued_by.as_ref(), root.ocsp_url.as_ref()), (None, None));
    assert_eq!(root.policies, ["2.5.29.32.0"]);
    assert_eq!((root.crl.every, root.crl.valid_for), (150 * DAY, 180 * DAY));
    let issuing = policies.authority(&"advanced".parse().unwrap()).unwrap();
    assert_eq!(issuing.issued_by.as_ref(), Some(&root.name));
    assert_eq!(issuing.policies, ["1.3.6.1.4.1.32473.10.1.1", "1.3.6.1.4.1.32473.10.3.1", "1.3.6.1.4.1.32473.10.8.1"]);
    assert_eq!((issuing.crl.every, issuing.crl.valid_for), (DAY / 2, DAY + DAY / 12));
    assert_eq!(issuing.published_reasons, [RevocationReason::KeyCompromise, RevocationReason::Superseded]);
    assert_eq!(issuing.certificate_url, "http://status.sceau.example.org/ca/advanced.cer");
    assert_eq!(issuing.crl_url, "http://status.sceau.example.org/crl/advanced.crl");
    assert_eq!(issuing.ocsp_url.as_deref(), Some("http://status.sceau.example.org/ocsp/advanced"));
    let order: Vec<Attribute> = issuing.subject.attributes().iter().map(|(attribute, _)| *attribute).collect();
    assert_eq!(
        order,
        [
            Attribute::CountryName,
            Attribute::OrganizationName,
            Attribute::OrganizationIdentifier,
            Attribute::OrganizationalUnitName,
            Attribute::CommonName
        ]
    );
}

#[test]
fn card_and_backup_key_have_the_same_pair() {
    let policies = Policies::embedded();
    let card = policies.product(&"expert-card".parse().unwrap()).unwrap();
    let backup = policies.product(&"backup-key".parse().unwrap()).unwrap();
    assert_eq!(card.slots, backup.slots);
    let slots: Vec<_> = card.slots.iter().map(|slot| (slot.index, slot.role.as_str(), slot.issuer.as_str())).collect();
    assert_eq!(slots, [(0, "main", "advanced"), (1, "companion", "classe-3-plus")]);
    for slot in &card.slots {
        let profile = policies.profile(&slot.profile).unwrap();
        assert_eq!((profile.kind, profile.validity.default), (Kind::NaturalPerson, 1095 * DAY));
    }
}

#[test]
fn slots_are_sorted_by_index() {
    let mut files = Files::embedded();
    let products = files.text_mut("products.toml");
    *products = products.replace("index = 0", "index = 7");
    let policies = Policies::read(&files).unwrap();
    let card = policies.product(&"expert-card".parse().unwrap()).unwrap();
    let indexes: Vec<u8> = card.slots.iter().map(|slot| slot.index).collect();
    assert_eq!(indexes, [1, 7]);
}

#[test]
fn mixed_key_usage_is_waived_only_for_holders() {
    let policies = Policies::embedded();
    assert!(policies.waives(Kind::NaturalPerson, "mixed-key-usage"));
    assert!(!policies.waives(Kind::Staff, "mixed-key-usage"));
    assert!(!policies.waives(Kind::NaturalPerson, "mixed-key"));
}

#[test]
fn a_third_slot_and_another_community_are_changes_of_data_only() {
    let mut files = Files::embedded();
    let hierarchies = files.text_mut("hierarchies.toml");
    *hierarchies = hierarchies.replace(
        "# One profile for the OCSP",
        r#"
[[hierarchy.issuing]]
name = "registries-classe-3-plus"
common_name = "Sceau Registries Classe 3+"
profile = "issuing-ca"
policies = ["10.2.2", "10.3.1"]
published_reasons = []
crl = { every = "12h", valid_for = "26h" }

#"#,
    );
    let third = files.text_mut("profiles/natural-person-classe-3-plus.toml").replace("10.2.1", "10.2.2");
    *files.text_mut("profiles/natural-person-registries.toml") = third;
    files.text_mut("products.toml").push_str(
        r#"
[[product.slot]]
index = 2
role = "registries"
issuer = "registries-classe-3-plus"
profile = "natural-person-registries"
"#,
    );

    let policies = Policies::read(&files).unwrap();
    let product = policies.product(&"backup-key".parse().unwrap()).unwrap();
    assert_eq!(product.slots.len(), 3);
    let registries = policies.authority(&product.slots[2].issuer).unwrap();
    assert_eq!(registries.issued_by.as_ref().map(AuthorityName::as_str), Some("root-classe-3-plus"));
    assert_eq!(registries.published_reasons, []);
    assert_eq!(policies.hierarchies()[1].issuing.len(), 2);
}
