//! Fixtures for the tests of this crate.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use pki::{Certificate, Signer};
use rand::SeedableRng;
use rand::rngs::StdRng;
use tempfile::TempDir;

use crate::{OpenError, Pin, Puk, SlotIndex, SoftwareToken};

pub(crate) const PIN: &str = "471108";
pub(crate) const PUK: &str = "001234";

/// A folder with a token that has two keys, and a CA made by OpenSSL.
pub(crate) struct Bench {
    folder: TempDir,
    pub(crate) rng: StdRng,
}

impl Bench {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), rng: StdRng::seed_from_u64(7) }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn blank(&mut self) -> SoftwareToken {
        let (number, model) = ("T-0000-0001".parse().unwrap(), "Software token".parse().unwrap());
        let mut token = SoftwareToken::create(&self.path("token"), number, model, &mut self.rng).unwrap();
        let mut blank = token.personalise().unwrap();
        blank.generate_key(SlotIndex::MAIN, &mut self.rng).unwrap();
        blank.generate_key(SlotIndex::COMPANION, &mut self.rng).unwrap();
        token
    }

    pub(crate) fn personalised(&mut self) -> SoftwareToken {
        let mut token = self.blank();
        token.personalise().unwrap().set_transport(&pin(PIN), &puk(PUK), &mut self.rng).unwrap();
        token
    }

    pub(crate) fn open(&self) -> Result<SoftwareToken, OpenError> {
        SoftwareToken::open(&self.path("token"))
    }

    /// Runs OpenSSL in the folder and returns everything that it prints.
    pub(crate) fn openssl(&self, arguments: &str) -> String {
        let output = Command::new("openssl").args(arguments.split(' ')).current_dir(self.folder.path()).output().unwrap();
        let text = [output.stdout, output.stderr].concat();
        let text = String::from_utf8_lossy(&text).into_owned();
        assert!(output.status.success(), "openssl {arguments}: {text}");
        text
    }

    pub(crate) fn authority(&self) {
        self.openssl(
            "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca.key -out ca.pem -days 30 -subj /CN=Authority",
        );
    }

    /// A certificate for `key`, issued by that CA.
    pub(crate) fn certificate(&self, key: &dyn Signer, name: &str) -> Certificate {
        fs::write(self.path("key.der"), key.public_key().spki()).unwrap();
        fs::write(self.path("extensions"), "keyUsage=critical,digitalSignature\nauthorityKeyIdentifier=keyid\n").unwrap();
        self.openssl("pkey -pubin -inform DER -in key.der -out key.pem");
        self.openssl(&format!(
            "x509 -new -force_pubkey key.pem -subj /CN={name} -CA ca.pem -CAkey ca.key -days 30 -extfile extensions -outform DER -out {name}.der"
        ));
        Certificate::from_der(&fs::read(self.path(&format!("{name}.der"))).unwrap()).unwrap()
    }
}

pub(crate) fn pin(digits: &str) -> Pin {
    digits.parse().unwrap()
}

pub(crate) fn puk(digits: &str) -> Puk {
    digits.parse().unwrap()
}
