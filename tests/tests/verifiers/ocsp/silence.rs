//! The responder without contact to the CA.

use std::time::Duration;

use reqwest::StatusCode;
use testbed::Transport;

use super::TRY_LATER;
use crate::specimens::{ARLS, CRLS, HIERARCHIES, Specimens};

#[tokio::test]
async fn without_contact_to_the_ca_ocsp_answers_try_later_and_crls_are_still_served() {
    let mut specimens = Specimens::pair_over(Transport::MutualTls).await;
    let request = specimens.request("-issuer advanced.pem -cert main.pem -no_nonce").await;
    specimens.testbed.stop_authority().await;
    let answered = specimens.post(request.clone()).await;
    let checked = specimens.verify("advanced", &request, &answered).await;
    assert!(checked.says(&["Response verify OK", "Cert Status: good"]), "{checked:?}");
    // The default of `max_lag` is 10 minutes (docs/profiles.md#ocsp).
    specimens.testbed.clock.forward(Duration::from_secs(601));
    let reply = specimens.post(request).await;
    assert!(reply.is_error(TRY_LATER), "{reply:?}");
    let url = specimens.url("ocsp/advanced");
    let told = specimens.openssl(&format!("ocsp -url {url} -issuer advanced.pem -cert main.pem")).await.refused();
    assert!(told.contains("Responder Error: trylater (3)"), "{told}");
    assert_eq!(specimens.get("health").await.status, StatusCode::SERVICE_UNAVAILABLE);
    for name in CRLS.iter().chain(&ARLS) {
        let issuer = HIERARCHIES.iter().find(|of| of.issuing == *name || of.root == *name).map_or("", |of| of.issuing);
        specimens.write("kept.crl", &specimens.fetch(&format!("crl/{name}.crl")).await);
        let verified = specimens.openssl(&format!("crl -inform DER -in kept.crl -noout -CAfile {issuer}-chain.pem")).await;
        assert!(verified.says(&["verify OK"]), "{name}: {verified:?}");
        specimens.write("kept.cer", &specimens.fetch(&format!("ca/{name}.cer")).await);
        let kept = specimens.openssl("x509 -inform DER -in kept.cer").await.accepted();
        assert_eq!(kept.as_bytes(), specimens.read(&format!("{name}.pem")), "{name}");
    }
}
