//! A CA for another community and a third certificate on a token are added by data only (M6).

use std::fs;
use std::path::Path;

use ca_contract::revocation::{Contact, RevokeByCode, RevokedByCode};
use deployment::installation::Installation;
use pki::Certificate;
use pki::ocsp::CertStatus;
use testbed::{CODES, Engine, Scenario, Testbed, Transport, ask};

use super::{fresh_postgres, on_testbed, receipt};

/// A Classe 3+ CA of the court registries, under the same root.
const REGISTRIES: &str = r#"
[[hierarchy.issuing]]
name = "registries-classe-3-plus"
common_name = "Sceau Registries Classe 3+"
profile = "issuing-ca"
policies = ["10.2.1", "10.3.1"]
crl = { every = "12h", valid_for = "26h" }
"#;

const PRODUCT: &str = r#"
[[product]]
name = "court-clerk-card"

[[product.slot]]
index = 0
role = "main"
issuer = "advanced"
profile = "natural-person-advanced"

[[product.slot]]
index = 1
role = "companion"
issuer = "classe-3-plus"
profile = "natural-person-classe-3-plus"

[[product.slot]]
index = 2
role = "registries"
issuer = "registries-classe-3-plus"
profile = "natural-person-classe-3-plus"
"#;

/// Copies the policies of the program to a folder.
pub(super) fn copy_policies(to: &Path) {
    let from = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../policies"));
    fs::create_dir_all(to.join("profiles")).expect("a folder");
    for file in ["courts.toml", "hierarchies.toml", "products.toml", "offers.toml", "lints.toml"] {
        fs::copy(from.join(file), to.join(file)).expect("a file");
    }
    for profile in fs::read_dir(from.join("profiles")).expect("profiles") {
        let profile = profile.expect("a profile");
        fs::copy(profile.path(), to.join("profiles").join(profile.file_name())).expect("a file");
    }
}

/// Copies the policies, adds the community, and sets the folder in the configuration.
fn add_a_community(installation: &Installation) {
    let to = installation.path("policies");
    copy_policies(&to);
    let hierarchies = fs::read_to_string(to.join("hierarchies.toml")).expect("the hierarchies");
    // In the file, issuing CAs follow their hierarchy, and the sections of the service follow the last one.
    let (before, after) = hierarchies.split_once("# One profile for the OCSP").expect("the service's sections");
    fs::write(to.join("hierarchies.toml"), format!("{before}{REGISTRIES}\n# One profile for the OCSP{after}")).expect("a file");
    let products = fs::read_to_string(to.join("products.toml")).expect("the products");
    fs::write(to.join("products.toml"), products + PRODUCT).expect("a file");
    let config = fs::read_to_string(installation.authority_file()).expect("the configuration");
    let config = config.replacen("[ca]\n", "[ca]\npolicies = \"../policies\"\n", 1);
    fs::write(installation.authority_file(), config).expect("the configuration");
}

#[tokio::test]
async fn a_new_community_and_a_third_certificate_need_only_data() {
    let scenario = async |testbed: &Testbed| {
        let held = Scenario::produce(testbed, "SC-2026-000120", "court-clerk-card", Scenario::person(testbed)).await;
        let issued: Vec<_> = held.issued.certificates.iter().map(|issued| (issued.slot, issued.issuer.as_str())).collect();
        assert_eq!(issued, [(0, "advanced"), (1, "classe-3-plus"), (2, "registries-classe-3-plus")]);
        let keys = [0, 1, 2].map(|place| held.certificate(place).public_key().digest());
        assert!(keys[0] != keys[1] && keys[1] != keys[2] && keys[0] != keys[2], "each has its own key");
        let root = |place: usize| Certificate::from_der(&held.issued.certificates[place].chain[1].0).expect("a root");
        assert_eq!(root(1), root(2), "the communities share the root of their scheme");
        for issued in &held.issued.certificates {
            assert_eq!(testbed.status_of(issued).await.status, CertStatus::Good);
        }
        let card = Scenario::produce(testbed, "SC-2026-000121", "expert-card", Scenario::person(testbed)).await;
        assert_eq!(card.issued.certificates.len(), 2, "the other products are unchanged");

        Scenario::define_codes(testbed, &held).await;
        let named = Contact::Token(held.issued.token.clone());
        let answers = RevokeByCode { contact: named, ..Scenario::answers(CODES[0]) };
        let answer = ask(&testbed.callers.portal, &answers).await.expect("the answers are right");
        let RevokedByCode::Revoked(summary) = answer else { panic!("{answer:?}") };
        let receipt = receipt::verified(testbed, summary.request).await;
        assert_eq!(receipt.certificates.len(), 3, "revoking one certificate revokes all of the token");
        for issued in &held.issued.certificates {
            let told = testbed.status_of(issued).await;
            assert!(matches!(told.status, CertStatus::Revoked { .. }) && told.listed.is_some(), "{}", issued.role);
        }
    };
    for (engine, transport) in [(Engine::Sqlite, Transport::InProcess), (fresh_postgres().await, Transport::MutualTls)] {
        on_testbed(Testbed::open_changed(engine, transport, add_a_community).await, &scenario).await;
    }
}
