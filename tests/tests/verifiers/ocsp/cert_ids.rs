//! Requests about several certificates, about one that was not issued, and about those of foreign issuers.

use testbed::Transport;

use super::UNAUTHORIZED;
use crate::specimens::Specimens;

#[tokio::test]
async fn two_certificates_of_one_ca_are_answered_in_one_response() {
    let specimens = Specimens::pair_over(Transport::InProcess).await;
    specimens.produce_another("second").await;
    let url = specimens.url("ocsp/advanced");
    let both = format!("ocsp -url {url} -issuer advanced.pem -cert main.pem -cert second.pem -CAfile advanced-chain.pem");
    assert_told(&specimens, &both, ["main.pem: good", "second.pem: good"]).await;
    specimens.revoke_and_account().await;
    assert_told(&specimens, &both, ["main.pem: revoked", "second.pem: good"]).await;
}

async fn assert_told(specimens: &Specimens, question: &str, statuses: [&str; 2]) {
    let told = specimens.openssl(question).await;
    assert!(told.says(&["Response verify OK"]) && told.says(&statuses), "{told:?}");
    assert!(!told.text.contains("WARNING"), "{told:?}");
}

/// A delegated responder is authorised by one CA (RFC 6960 §4.2.2.2), and OpenSSL refuses a whole response of which it does not cover a part
/// (decision 0021).
#[tokio::test]
async fn of_two_cas_the_first_is_answered_and_verifies() {
    let specimens = Specimens::pair_over(Transport::InProcess).await;
    let [main, companion] = ["-issuer advanced.pem -cert main.pem", "-issuer classe-3-plus.pem -cert companion.pem"];
    let chains = [specimens.read("advanced-chain.pem"), specimens.read("classe-3-plus-chain.pem")].concat();
    specimens.write("chains.pem", &chains);
    let url = specimens.url("ocsp/advanced");
    for (both, answered, other) in [
        (format!("{main} {companion}"), "main.pem", "companion.pem"),
        (format!("{companion} {main}"), "companion.pem", "main.pem"),
    ] {
        // OpenSSL reports the missing status as an error, after it has verified the other.
        let told = specimens.openssl(&format!("ocsp -url {url} {both} -CAfile chains.pem")).await.refused();
        assert!(told.contains("Response verify OK") && told.contains(&format!("{answered}: good")), "{told}");
        assert!(told.contains(&format!("{other}: ERROR: No Status found.")), "{told}");
    }
    // It is then asked for alone.
    let told = specimens.openssl(&format!("ocsp -url {url} {companion} -CAfile chains.pem")).await;
    assert!(told.says(&["Response verify OK", "companion.pem: good"]), "{told:?}");
}

#[tokio::test]
async fn a_serial_that_was_not_issued_is_unknown() {
    let specimens = Specimens::pair_over(Transport::InProcess).await;
    let companion = specimens.openssl("x509 -in companion.pem -noout -serial").await.accepted();
    let companion = companion.trim().replace("serial=", "0x");
    let url = specimens.url("ocsp/advanced");
    // A serial number of the other CA.
    for serial in ["0x7e57", companion.as_str()] {
        let ocsp = format!("ocsp -url {url} -issuer advanced.pem -serial {serial} -CAfile advanced-chain.pem");
        let told = specimens.openssl(&ocsp).await;
        assert!(told.says(&["Response verify OK", &format!("{serial}: unknown")]), "{told:?}");
    }
}

#[tokio::test]
async fn a_foreign_issuer_is_unauthorized_alone_and_together_with_a_known_one() {
    let specimens = Specimens::pair_over(Transport::InProcess).await;
    let key = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout foreign.key";
    specimens.openssl(&format!("req -x509 {key} -out foreign.pem -subj /CN=Foreign -days 1")).await.accepted();
    let ours = "-issuer advanced.pem -cert main.pem";
    let foreign = "-issuer foreign.pem -serial 1";
    // The status of CA certificates is published by CRL only.
    let root = "-issuer root-advanced.pem -cert advanced.pem";
    for question in [foreign.to_owned(), format!("{ours} {foreign}"), format!("{foreign} {ours}"), root.to_owned()] {
        let reply = specimens.post(specimens.request(&question).await).await;
        assert!(reply.is_error(UNAUTHORIZED), "{question}: {reply:?}");
    }
    let url = specimens.url("ocsp/advanced");
    let told = specimens.openssl(&format!("ocsp -url {url} {foreign}")).await.refused();
    assert!(told.contains("Responder Error: unauthorized (6)"), "{told}");
}
