//! Printing each step with its duration.

use std::net::SocketAddr;
use std::path::Path;
use std::time::Instant;

use serde::Serialize;

use super::DemoError;
use super::file::write;
use super::site::{PASSWORD, Site};
use super::tokens::{OLDER_PASSWORD, PKCS12_PASSWORD};

/// The steps so far.
pub(super) struct ProgressLog {
    steps: Vec<Step>,
}

#[derive(Serialize)]
struct Step {
    step: &'static str,
    ms: u128,
}

impl ProgressLog {
    pub(super) fn begin(root: &Path) -> Self {
        println!("Sceau, a demonstration in {}\n", root.display());
        Self { steps: Vec::new() }
    }

    /// Runs one step and prints its duration.
    pub(super) async fn step<T>(
        &mut self,
        step: &'static str,
        play: impl Future<Output = Result<T, DemoError>>,
    ) -> Result<T, DemoError> {
        let begun = Instant::now();
        let played = play.await;
        let ms = begun.elapsed().as_millis();
        let held = if played.is_ok() { "" } else { ": failed" };
        println!("{:>3}. {step}{held} ({ms} ms)", self.steps.len() + 1);
        self.steps.push(Step { step, ms });
        played
    }

    /// Prints a remark about the last step.
    pub(super) fn remark(&self, remark: &str) {
        println!("     {remark}");
    }

    /// Writes the steps to `journey/journey.json`.
    pub(super) fn write(&self, root: &Path) -> Result<(), DemoError> {
        let steps = serde_json::to_vec_pretty(&self.steps).map_err(|fault| DemoError::Process(fault.to_string()))?;
        write(&root.join("journey/journey.json"), &steps)
    }

    /// Prints what people can try while the zones stay up.
    pub(super) fn invite(&self, root: &Path, status: SocketAddr, site: &Site) {
        // Quoted for a shell, because the folder's name may contain any character.
        let journey = format!("'{}'", root.join("journey").display().to_string().replace('\'', "'\\''"));
        println!(
            "\nThe zones stay up until Ctrl-C.\n\n\
             In a browser that trusts {anchor}:\n\
             \x20 {public}/                        the portal; sign in as maelle.kervadec@sceau.example.org, password {PASSWORD:?}\n\
             \x20 {public}/demonstration/messages  what was mailed, one-time codes too\n\
             \x20 {public}/revocation              revoke in an emergency\n\
             \x20 {certificate}/holder             with {journey}/second/holder.p12\n\
             \x20                                  (password {PKCS12_PASSWORD:?}; on Windows before 2019 and macOS before\n\
             \x20                                  10.14: holder-older-systems.p12, password {OLDER_PASSWORD:?});\n\
             \x20                                  the token's PIN letter lies beside it\n\
             \x20 {certificate}/officer            with {journey}/officers/1.p12 or 2.p12 (the same password)\n\n\
             At a terminal:\n\n\
             \x20 # the main certificate verifies against its own chain, and not against the other\n\
             \x20 openssl verify -x509_strict -CAfile {journey}/main-chain.pem {journey}/main.pem\n\
             \x20 openssl verify -CAfile {journey}/companion-chain.pem {journey}/main.pem\n\n\
             \x20 # what the responder says of it now\n\
             \x20 openssl ocsp -url http://{status}/ocsp/advanced -issuer {journey}/main-chain.pem \\\n\
             \x20   -cert {journey}/main.pem -CAfile {journey}/main-chain.pem\n\
             \x20 openssl ocsp -url http://{status}/ocsp/classe-3-plus -issuer {journey}/companion-chain.pem \\\n\
             \x20   -cert {journey}/companion.pem -CAfile {journey}/companion-chain.pem\n\n\
             \x20 # the CRLs\n\
             \x20 curl -s http://{status}/crl/advanced.crl | openssl crl -inform DER -noout -text\n\
             \x20 curl -s http://{status}/crl/classe-3-plus.crl | openssl crl -inform DER -noout -text\n\n\
             \x20 # the signed receipt of the revocation\n\
             \x20 openssl cms -verify -purpose any -inform DER -in {journey}/receipt.p7s -CAfile {journey}/main-chain.pem\n\n\
             \x20 # the responder's own account of itself\n\
             \x20 curl -s http://{status}/health\n",
            anchor = root.join("browser-ca.pem").display(),
            public = site.public,
            certificate = site.certificate,
        );
    }
}
