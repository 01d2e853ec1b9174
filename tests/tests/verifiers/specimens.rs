//! The specimens: everything that is issued and published for one token, as files in one folder.

use std::fs;
use std::path::PathBuf;

use ca_contract::issuance::ListIssuers;
use testbed::{CODES, Engine, ProducedToken, Scenario, Testbed, Transport, ask, signed_receipt};

use crate::verifier::{Verdict, Verifier};

/// The names of a certificate, its CA and its root, in file names and in the status responder's paths.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Hierarchy {
    pub(crate) leaf: &'static str,
    pub(crate) issuing: &'static str,
    pub(crate) root: &'static str,
}

/// The two certificates of the token.
pub(crate) const HIERARCHIES: [Hierarchy; 2] = [
    Hierarchy { leaf: "main", issuing: "advanced", root: "root-advanced" },
    Hierarchy { leaf: "companion", issuing: "classe-3-plus", root: "root-classe-3-plus" },
];

/// The names of all CRLs: those of issuing CAs and of roots.
pub(crate) const CRLS: [&str; 2] = ["advanced", "classe-3-plus"];
pub(crate) const ARLS: [&str; 2] = ["root-advanced", "root-classe-3-plus"];

/// The certificates of a holder whose identity document has no given name.
pub(crate) const SURNAME_ONLY: [&str; 2] = ["main-surname-only", "companion-surname-only"];

/// The names of all certificates of an installation with one token and those of [`SURNAME_ONLY`], each in `<name>.pem`.
pub(crate) const CERTIFICATES: [&str; 15] = [
    "root-advanced",
    "root-classe-3-plus",
    "advanced",
    "classe-3-plus",
    "main",
    "companion",
    "main-surname-only",
    "companion-surname-only",
    "responder-advanced",
    "responder-classe-3-plus",
    "seal",
    "internal",
    "officer-1",
    "officer-2",
    "service-tls",
];

/// A testbed on which a token was produced, and the folder with its specimens.
pub(crate) struct Specimens {
    pub(crate) testbed: Testbed,
    pub(crate) folder: PathBuf,
    openssl: Verifier,
}

impl Specimens {
    /// Produces a token and writes both certificates with their chains.
    pub(crate) async fn pair_over(transport: Transport) -> Self {
        let testbed = Testbed::open(Engine::Sqlite, transport).await;
        let held = Scenario::produce(&testbed, "SC-2026-000001", "expert-card", Scenario::person(&testbed)).await;
        Scenario::define_codes(&testbed, &held).await;
        let folder = testbed.path("judged");
        fs::create_dir(&folder).expect("a new folder");
        let specimens = Self { testbed, folder, openssl: Verifier::packaged("openssl") };
        specimens.collect_chains(&held).await;
        specimens
    }

    /// The same, with every other certificate except the seal's, and the status before revocation in `before/`.
    pub(crate) async fn complete() -> Self {
        let specimens = Self::pair_over(Transport::InProcess).await;
        specimens.collect_service_certificates().await;
        specimens.produce_surname_only().await;
        specimens.collect_status("before").await;
        specimens
    }

    /// Produces a token for another person and writes its main certificate to `<name>.pem`.
    pub(crate) async fn produce_another(&self, name: &str) {
        let held = Scenario::produce(&self.testbed, "SC-2026-000002", "expert-card", Scenario::person(&self.testbed)).await;
        self.write_certificate(name, held.certificate(0).der());
    }

    /// Produces a token for somebody without given names and writes both certificates.
    async fn produce_surname_only(&self) {
        let mut statement = Scenario::statement(&self.testbed, "SC-2026-000003", "expert-card", Scenario::person(&self.testbed));
        statement.subject.given_name = None;
        statement.facts.email = ca_contract::Confidential::new("anne.tanguy@sceau.example.org");
        let held = Scenario::produce_stated(&self.testbed, statement).await;
        for (place, name) in SURNAME_ONLY.iter().enumerate() {
            self.write_certificate(name, held.certificate(place).der());
        }
    }

    /// Revokes the token and writes the receipt, the certificate of its seal, and the status in `after/`.
    pub(crate) async fn revoke(&self) {
        self.write("receipt.p7s", &self.revoke_and_account().await);
        let verify = "cms -verify -noverify -inform DER -in receipt.p7s -signer seal.pem -out receipt.json";
        self.openssl(verify).await.accepted();
        self.collect_status("after").await;
    }

    /// Revokes the token. Returns the receipt, which is signed once the revocation is published.
    pub(crate) async fn revoke_and_account(&self) -> Vec<u8> {
        let summary = Scenario::revoke(&self.testbed, CODES[1]).await;
        signed_receipt(&self.testbed.callers.portal, summary.request).await.receipt.0
    }

    /// Fetches a path from the status responder.
    pub(crate) async fn fetch(&self, path: &str) -> Vec<u8> {
        let response = reqwest::get(self.url(path)).await.and_then(reqwest::Response::error_for_status).expect(path);
        response.bytes().await.expect(path).to_vec()
    }

    /// The URL of a path at the status responder.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}/{path}", self.testbed.status)
    }

    pub(crate) async fn openssl(&self, arguments: &str) -> Verdict {
        self.openssl.ask(&self.folder, arguments).await
    }

    pub(crate) fn write(&self, name: &str, content: &[u8]) {
        fs::write(self.folder.join(name), content).expect("the folder can be written");
    }

    pub(crate) fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.folder.join(name)).expect(name)
    }

    fn write_certificate(&self, name: &str, der: &[u8]) {
        let certificate = ::openssl::x509::X509::from_der(der).expect("OpenSSL reads the certificate");
        self.write(&format!("{name}.pem"), &certificate.to_pem().expect("PEM"));
    }

    /// Writes both certificates and the CA certificates, and each hierarchy's chain in `<issuing>-chain.pem`.
    async fn collect_chains(&self, held: &ProducedToken) {
        for issuer in ask(&self.testbed.callers.portal, &ListIssuers {}).await.expect("the issuers") {
            self.write_certificate(issuer.name.as_str(), &issuer.certificate.0);
        }
        for (place, hierarchy) in HIERARCHIES.iter().enumerate() {
            self.write_certificate(hierarchy.leaf, held.certificate(place).der());
            let [issuing, root] = [hierarchy.issuing, hierarchy.root].map(|name| self.read(&format!("{name}.pem")));
            self.write(&format!("{}-chain.pem", hierarchy.issuing), &[issuing, root].concat());
        }
    }

    /// Writes the certificates of the internal authority, the officers and the contract's listener.
    async fn collect_service_certificates(&self) {
        self.write_certificate("internal", &self.testbed.bootstrapped.anchor);
        for (number, officer) in (1..).zip(&self.testbed.bootstrapped.officers) {
            self.write_certificate(&format!("officer-{number}"), &officer.certificate);
        }
        let handshake = format!(
            "s_client -connect {} -servername {host} -verify_hostname {host} -CAfile internal.pem -verify_return_error -showcerts",
            self.testbed.contract,
            host = ca_contract::CONTRACT_HOST
        );
        let shown = self.openssl(&handshake).await.accepted();
        self.write("service-tls.pem", first_certificate(&shown).as_bytes());
    }

    /// Writes every CRL to `<moment>/<name>.crl`, all of them to `crls.pem`, and for each certificate the response to OpenSSL's request to
    /// `<leaf>.ocsp` with the responder's certificate.
    async fn collect_status(&self, moment: &str) {
        fs::create_dir(self.folder.join(moment)).expect("a new folder");
        let mut all = Vec::new();
        for name in CRLS.iter().chain(&ARLS) {
            let der = self.fetch(&format!("crl/{name}.crl")).await;
            let crl = ::openssl::x509::X509Crl::from_der(&der).expect("OpenSSL reads the CRL").to_pem().expect("PEM");
            self.write(&format!("{moment}/{name}.crl"), &crl);
            all.extend(crl);
        }
        self.write(&format!("{moment}/crls.pem"), &all);
        for Hierarchy { leaf, issuing, .. } in HIERARCHIES {
            let url = self.url(&format!("ocsp/{issuing}"));
            let question = format!("-issuer {issuing}.pem -cert {leaf}.pem -no_nonce -noverify");
            let ocsp = format!("ocsp -url {url} {question} -respout {moment}/{leaf}.ocsp -resp_text");
            let told = self.openssl(&ocsp).await.accepted();
            self.write(&format!("responder-{issuing}.pem"), first_certificate(&told).as_bytes());
        }
    }
}

/// The first certificate (PEM) in a program's output.
fn first_certificate(text: &str) -> &str {
    const END: &str = "-----END CERTIFICATE-----\n";
    let start = text.find("-----BEGIN CERTIFICATE-----").expect("a certificate");
    let end = text[start..].find(END).expect("its end");
    &text[start..][..end + END.len()]
}
