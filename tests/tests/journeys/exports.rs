//! `sceau token export`: PKCS#12 files for current and older systems.

use openssl::pkcs12::Pkcs12;
use std::os::unix::fs::PermissionsExt;
use testbed::Engine;

use super::program;
use super::site::Site;

const PASSWORD: &str = "quatorze signes";
const LONGER_PASSWORD: &str = "vingt-quatre signes ici";

#[tokio::test]
async fn a_software_token_is_exported_for_current_systems_and_on_request_for_older_ones() {
    let site = Site::initialised(&Engine::Sqlite).await;
    let (token, pin) = (site.path("zones/officers/1.token"), site.path("zones/officers/1.pin"));
    let chain = site.path("zones/station/anchor.pem");
    let secret = |name: &str, text: &str| {
        let path = site.path(name);
        std::fs::write(&path, text).expect("a file");
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).expect("its mode");
        path
    };
    let (short, long) = (secret("short", PASSWORD), secret("long", LONGER_PASSWORD));
    let run = async |password: &str, out: &str, more: &[&str]| {
        let asked = ["--token", &token, "--pin-file", &pin, "--chain", &chain, "--password-file", password, "--out", out];
        program::run(&[["token", "export"].as_slice(), &asked, more].concat()).await
    };
    let (current, older) = (site.path("current.p12"), site.path("older.p12"));
    assert!(run(&short, &current, &[]).await.status.success());
    let told = run(&short, &older, &["--older-systems"]).await;
    assert!(!told.status.success() && String::from_utf8_lossy(&told.stderr).contains("at least 16 characters"), "{told:?}");
    assert!(run(&long, &older, &["--older-systems"]).await.status.success());
    // Nothing is overwritten.
    assert!(!run(&short, &current, &[]).await.status.success());
    for (path, password) in [(&current, PASSWORD), (&older, LONGER_PASSWORD)] {
        assert_eq!(std::fs::metadata(path).expect("a file").permissions().mode() & 0o777, 0o600);
        let bundle = Pkcs12::from_der(&std::fs::read(path).expect("a file")).and_then(|bundle| bundle.parse2(password));
        let bundle = bundle.expect("OpenSSL opens it");
        let (key, certificate) = (bundle.pkey.expect("a key"), bundle.cert.expect("a certificate"));
        assert!(certificate.public_key().expect("a key").public_eq(&key));
        assert_eq!(bundle.ca.expect("a chain").len(), 1);
    }
}
