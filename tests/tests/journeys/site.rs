//! An installation made by `sceau init`, whose zones run as separate processes.

use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::sync::Arc;

use ca_contract::status::{FollowStatus, StatusEvent, StatusEvents};
use ca_contract::{CallerIdentity, CertificateAuthority};
use chassis::db::Db;
use deployment::configuration::AuthorityFile;
use pki::ocsp::{CertId, CertStatus, OcspRequest, OcspResponse};
use pki::{Certificate, Clock, Curve, SerialNumber, SoftwareKey, SystemClock, SystemRandom, pem};
use testbed::{Engine, Ports, ask, until};

use super::program::{self, Zone};

/// An installation made by `sceau init`.
pub(super) struct Site {
    folder: tempfile::TempDir,
    ports: Ports,
}

impl Site {
    /// Runs `sceau init`.
    pub(super) async fn initialised(engine: &Engine) -> Self {
        let site = Self { folder: tempfile::tempdir().expect("a folder"), ports: Ports::reserve() };
        let (data, port) = (site.path("zones"), site.ports.first().to_string());
        let officers = ["Inès Vautrin <ines.vautrin@sceau.example.org>", "Octave Delmas <octave.delmas@sceau.example.org>"];
        let mut arguments = vec!["init", "--data", &data, "--port-base", &port];
        arguments.extend(officers.iter().flat_map(|officer| ["--officer", officer]));
        let database = site.path("database.url");
        let portal_database = site.path("portal-database.url");
        if let Engine::Postgres(urls) = engine {
            write_secret(&database, &urls.authority);
            write_secret(&portal_database, &urls.portal);
            arguments.extend(["--database-file", &database, "--portal-database-file", &portal_database]);
        }
        let told = program::succeed(&arguments).await;
        assert!(told.contains("sceau serve --role ca") && told.contains("sceau serve --role responder"), "{told}");
        site
    }

    /// The path of a file in its folder.
    pub(super) fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().expect("UTF-8").to_owned()
    }

    /// Starts a zone.
    pub(super) fn zone(&self, role: &str) -> Zone {
        let config = self.path(&format!("zones/{role}/sceau.toml"));
        Zone::start(role, Path::new(&config), self.path(&format!("{role}.log")).into())
    }

    /// Accepts approvals without signatures, which only a demonstration may do.
    pub(super) fn accept_unsigned_approvals(&self) {
        let config = self.path("zones/ca/sceau.toml");
        let text = std::fs::read_to_string(&config).expect("the configuration");
        assert!(!text.contains("approvals"), "`init` must not set it");
        std::fs::write(&config, text.replacen("[ca]\n", "[ca]\napprovals = \"unsigned\"\n", 1)).expect("a file");
    }

    /// The client of the contract for `caller`.
    pub(super) fn caller(&self, caller: &str) -> CertificateAuthority {
        let read = |name: &str| std::fs::read_to_string(self.path(&format!("zones/{caller}/{name}"))).expect("a file");
        let key = pem::decode_all(pem::Label::PrivateKey, &read("identity.key")).expect("PEM").remove(0);
        let key = SoftwareKey::from_pkcs8(Curve::P256, &key).expect("a key");
        let anchor = pem::decode_all(pem::Label::Certificate, &read("anchor.pem")).expect("PEM").remove(0);
        let identity = CallerIdentity::self_issued(&key, &SystemClock, &mut SystemRandom).expect("the key signs");
        let [_, _, _, contract] = self.ports.addresses();
        CertificateAuthority::connect(contract, &anchor, identity, Arc::new(SystemClock)).expect("a client")
    }

    /// The CA's database, over separate connections.
    pub(super) async fn database(&self) -> Db {
        let file = AuthorityFile::read(Path::new(&self.path("zones/ca/sceau.toml"))).expect("the configuration");
        Db::open(&file.database().expect("a database")).await.expect("the database opens")
    }

    /// All events of the feed so far.
    pub(super) async fn history(&self) -> Vec<StatusEvent> {
        let all = FollowStatus { after: 0, at_most: 1000, wait_ms: 0 };
        match ask(&self.caller("responder"), &all).await.expect("the feed") {
            StatusEvents::Events { events, .. } => events,
            StatusEvents::Gap { .. } => panic!("the feed should begin at 1"),
        }
    }

    /// The last sequence number of the feed.
    pub(super) async fn head(&self) -> u64 {
        self.history().await.last().map_or(0, |event| event.sequence)
    }

    /// The first of its four ports.
    pub(super) fn first_port(&self) -> u16 {
        self.ports.first()
    }

    /// The address on which status is served.
    pub(super) fn status_port(&self) -> u16 {
        let [_, _, status, _] = self.ports.addresses();
        status.port()
    }

    /// The OCSP status of a certificate, once the responder knows it.
    pub(super) async fn status(&self, authority: &str, issuer: &Certificate, serial: &SerialNumber) -> CertStatus {
        let url = format!("http://127.0.0.1:{}/ocsp/{authority}", self.status_port());
        let known = async || {
            let ask = OcspRequest::encode(&[CertId::sha256(issuer, serial)], None);
            let reply = reqwest::Client::new().post(&url).body(ask).send().await.ok()?;
            let answer = OcspResponse::from_der(&reply.bytes().await.expect("a body")).ok()?;
            match &answer {
                OcspResponse::Basic { singles, .. } if singles[0].status != CertStatus::Unknown => {
                    assert!(answer.is_authorised_by(issuer, SystemClock.now()));
                    Some(singles[0].status)
                }
                _ => None,
            }
        };
        until("the responder knows it", known).await
    }
}

/// Writes a file that only its owner can read.
pub(super) fn write_secret(path: &str, text: &str) {
    std::fs::write(path, text).expect("a file");
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600)).expect("its mode");
}
