//! Exports of software tokens, opened by current and older systems: OpenSSL, NSS, the JDK, and Bouncy Castle 1.46 of 2011, which knows neither AES
//! nor SHA-256 in PKCS#12.
//!
//! Tried by hand, because they have no command line or cannot be had here: node-forge 1.4.3 opens both and knows no elliptic curves; Windows
//! and macOS were not tried.

use std::fs;
use std::path::PathBuf;

use secrecy::SecretString;
use testbed::{Engine, Testbed, Transport};
use token::{Readers, SlotIndex, SoftwareToken};

use crate::verifier::{Verifier, installed};

const PASSWORD: &str = "six-mots-de-passe-en-un";

/// Exports an officer's key in both forms, to `current.p12` and `older.p12`.
fn exported(testbed: &Testbed) -> PathBuf {
    let path = |extension: &str| testbed.installation.path(&format!("officers/1.{extension}"));
    let pin = fs::read_to_string(path("pin")).expect("the PIN").trim().parse().expect("a PIN");
    let mut token = SoftwareToken::open(&path("token")).expect("a token");
    let session = token.sign_in(&pin).expect("the PIN opens it");
    let folder = testbed.path("exported");
    fs::create_dir(&folder).expect("a new folder");
    for (name, readers) in [("current", Readers::Current), ("older", Readers::Older)] {
        let bundle = session.export_pkcs12_for(readers, SlotIndex::MAIN, "officer 1", &[], &SecretString::from(PASSWORD));
        fs::write(folder.join(format!("{name}.p12")), bundle.expect("a PKCS#12")).expect("the folder can be written");
    }
    folder
}

#[tokio::test]
async fn current_systems_open_both_exports_and_older_ones_theirs() {
    let testbed = Testbed::open(Engine::Sqlite, Transport::InProcess).await;
    let folder = exported(&testbed);
    let files = [("current.p12", PASSWORD), ("older.p12", PASSWORD)];

    // With its default provider only.
    for (file, _) in files {
        let shown = format!("pkcs12 -in {file} -passin pass:{PASSWORD} -nodes");
        let told = Verifier::packaged("openssl").ask(&folder, &shown).await.accepted();
        assert!(told.contains("BEGIN PRIVATE KEY") && told.contains("BEGIN CERTIFICATE"), "{told}");
    }

    let nss = Verifier::packaged("certutil");
    nss.ask(&folder, "-N -d sql:. --empty-password").await.accepted();
    for (file, _) in files {
        let told = Verifier::packaged("pk12util").ask(&folder, &format!("-i {file} -d sql:. -W {PASSWORD}")).await.accepted();
        assert!(told.contains("PKCS12 IMPORT SUCCESSFUL"), "{told}");
        let told = Verifier::packaged("certutil").ask(&folder, "-K -d sql:.").await.accepted();
        assert!(told.contains("officer 1"), "{told}");
        nss.ask_about(&folder, ["-F", "-d", "sql:.", "-n", "officer 1"], "").await.accepted();
    }

    let program = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/verifiers/java/OpenBundle.java");
    let ask = async |options: &[&str], provider: &str| {
        let arguments = options
            .iter()
            .copied()
            .chain([program, provider])
            .chain(files.iter().flat_map(|(file, password)| [*file, *password]));
        Verifier::packaged("java").ask_about(&folder, arguments, "").await.accepted()
    };
    assert_eq!(ask(&[], "SunJSSE").await, "current.p12 opened\nolder.p12 opened\n");
    let jar = installed("bouncycastle/bcprov-jdk16-1.46.jar");
    let jar = jar.to_str().expect("UTF-8");
    let told = ask(&["-cp", jar], "org.bouncycastle.jce.provider.BouncyCastleProvider").await;
    assert_eq!(told, "current.p12 refused\nolder.p12 opened\n");
}
