//! Forged certificates, issued by the real or by a false authority, and inserted into the CA's database.

use std::collections::HashMap;
use std::time::Duration;

use chassis::encryption::MasterKey;
use pki::certificate::{CertificateContent, ExtendedKeyUsage, Extension};
use pki::{Certificate, Curve, Digest, Signer, SoftwareKey, Timestamp, Validity};
use testbed::Testbed;

/// The authorities' keys, decrypted from the database with the master key.
pub(super) struct Forge(HashMap<String, (Certificate, SoftwareKey)>);

/// A forged certificate with its key.
pub(super) struct Forged {
    pub(super) certificate: Certificate,
    pub(super) key: SoftwareKey,
}

impl Forge {
    pub(super) async fn of(testbed: &Testbed) -> Self {
        let master = MasterKey::from_file(&testbed.installation.path("ca/master.key")).expect("the master key");
        let encryption_key = master.encryption_key("ca private keys");
        let db = testbed.database().await;
        let mut tx = db.begin_read().await.expect("the database is read");
        let sql =
            "select i.name, i.certificate, k.id, k.sealed, k.curve from issuers i join signing_keys k on k.id = i.signing_key";
        let mut issuers = HashMap::new();
        for row in tx.rows(sql, &[]).await.expect("the authorities") {
            let certificate = Certificate::from_der(&row.blob("certificate").expect("octets")).expect("a certificate");
            let pkcs8 =
                encryption_key.decrypt(&row.blob("id").expect("octets"), &row.blob("sealed").expect("octets")).expect("opened");
            let curve = if row.text("curve").expect("text") == "p256" { Curve::P256 } else { Curve::P384 };
            let key = SoftwareKey::from_pkcs8(curve, &pkcs8).expect("a key");
            issuers.insert(row.text("name").expect("text"), (certificate, key));
        }
        drop(tx);
        db.close().await;
        Self(issuers)
    }

    /// A certificate with the subject and serial number of `original`, but a new key and another validity, signed by the same authority.
    pub(super) fn issue(&self, original: &Certificate, validity: Validity) -> Forged {
        let (_, key) = self.0.values().find(|(issuer, _)| original.is_signed_by(issuer)).expect("one of ours");
        forge(original, validity, key)
    }

    /// The same, signed by a false authority with the same name.
    pub(super) fn imitate(original: &Certificate, validity: Validity) -> Forged {
        forge(original, validity, &SoftwareKey::generate(Curve::P384).expect("a key"))
    }
}

fn forge(original: &Certificate, validity: Validity, issuer: &SoftwareKey) -> Forged {
    let key = SoftwareKey::generate(Curve::P256).expect("a key");
    let content = CertificateContent {
        serial: original.serial().clone(),
        issuer: original.issuer().clone(),
        subject: original.subject().clone(),
        validity,
        public_key: key.public_key().clone(),
        extensions: vec![Extension::extended_key_usage(&[ExtendedKeyUsage::ClientAuth])],
    };
    let certificate = content.encode(issuer.public_key().curve()).sign(issuer).expect("signed");
    Forged { certificate, key }
}

/// Replaces a certificate in the database, both the stored certificate and its pin.
pub(super) async fn plant(testbed: &Testbed, in_place_of: Digest, planted: &Certificate) {
    let db = testbed.database().await;
    let mut tx = db.begin_write().await.expect("the database is written");
    let values = [in_place_of.into(), planted.fingerprint().into(), planted.der().into()];
    let sql = "update certificates set fingerprint = $2, der = $3 where fingerprint = $1";
    assert_eq!(tx.execute(sql, &values).await.expect("planted"), 1);
    tx.execute("update officers set fingerprint = $2 where fingerprint = $1", &values[..2]).await.expect("pinned");
    tx.commit().await.expect("committed");
    db.close().await;
}

/// Replaces a stored certificate, but not its pin.
pub(super) async fn plant_under_the_pin(testbed: &Testbed, pin: Digest, planted: &Certificate) {
    let db = testbed.database().await;
    let mut tx = db.begin_write().await.expect("the database is written");
    let sql = "update certificates set der = $2 where fingerprint = $1";
    assert_eq!(tx.execute(sql, &[pin.into(), planted.der().into()]).await.expect("planted"), 1);
    tx.commit().await.expect("committed");
    db.close().await;
}

/// A validity that begins some time before `now` and has the given duration.
pub(super) fn validity(now: Timestamp, from: Duration, length: Duration) -> Validity {
    let not_before = now.minus(from);
    Validity::new(not_before, not_before.plus(length)).expect("it ends after it begins")
}
