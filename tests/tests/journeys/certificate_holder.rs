//! The holder of a certificate that was presented to the portal.

use ca_contract::holder::{
    CertificateHolder, FindCertificateHolder, FindCertificateHolderError, PukStatus, ReleasePuk, SetCode, TokenStatus,
};
use ca_contract::revocation::RequestReason;
use ca_contract::{Confidential, Failed};
use pki::{Certificate, Digest};
use testbed::{CODES, ProducedToken, Scenario, Testbed, anchor, ask};

use super::on_every_testbed;

async fn whose(testbed: &Testbed, certificate: Digest) -> CertificateHolder {
    ask(&testbed.callers.portal, &FindCertificateHolder { certificate }).await.expect("a token's certificate")
}

/// Asserts that the answer describes both certificates that the station wrote to the token.
fn assert_pair(told: &CertificateHolder, held: &ProducedToken) {
    assert_eq!(told.certificates.len(), held.issued.certificates.len());
    for (told, issued) in told.certificates.iter().zip(&held.issued.certificates) {
        let certificate = Certificate::from_der(&issued.certificate.0).expect("a certificate");
        assert_eq!((told.slot, &told.role, &told.issuer), (issued.slot, &issued.role, &issued.issuer));
        assert_eq!((&told.certificate, &told.chain), (&issued.certificate, &issued.chain));
        assert_eq!(&told.serial, certificate.serial());
        let validity = certificate.validity();
        assert_eq!((told.not_before, told.not_after), (validity.not_before(), validity.not_after()));
    }
}

#[tokio::test]
async fn either_certificate_identifies_the_holder_and_all_certificates_of_the_token() {
    on_every_testbed(async |testbed| {
        let person = Scenario::person(testbed);
        let held = Scenario::produce(testbed, "SC-2026-000300", "expert-card", person).await;
        let backup = Scenario::produce(testbed, "SC-2026-000301", "backup-key", person).await;
        let rows = testbed.ledger().await.len();
        for place in [0, 1] {
            let told = whose(testbed, held.fingerprint(place)).await;
            assert_eq!((told.person, told.order.as_str(), told.product.as_str()), (person, "SC-2026-000300", "expert-card"));
            assert_eq!((&told.token, told.model.as_str()), (&held.issued.token, "software"));
            assert_eq!(told.role, held.issued.certificates[place].role, "the role of the presented certificate");
            assert_eq!((&told.state, told.puk), (&TokenStatus::Valid, PukStatus::Available));
            assert!(told.certificates.iter().all(|paired| paired.code_set_at.is_none()));
            assert_pair(&told, &held);
        }
        assert_eq!(whose(testbed, backup.fingerprint(0)).await.token, backup.issued.token, "the other token of the same person");
        assert_eq!(testbed.ledger().await.len(), rows, "the certificate authority does not record logins");

        let code = SetCode { certificate: held.fingerprint(1), code: Confidential::new(CODES[0]) };
        let set = ask(&testbed.callers.portal, &code).await.expect("the code is set");
        let puk = ReleasePuk { certificate: held.fingerprint(0) };
        let released = ask(&testbed.callers.portal, &puk).await.expect("the PUK is released");
        let told = whose(testbed, held.fingerprint(0)).await;
        let codes: Vec<_> = told.certificates.iter().map(|paired| paired.code_set_at).collect();
        assert_eq!(codes, [None, Some(set.at)], "a code belongs to one certificate");
        assert_eq!(told.puk, PukStatus::Released { at: released.released_at });

        let summary = Scenario::revoke(testbed, CODES[0]).await;
        let revoked = TokenStatus::Revoked { at: summary.decided_at, reason: RequestReason::Stolen };
        for place in [0, 1] {
            assert_eq!(whose(testbed, held.fingerprint(place)).await.state, revoked, "both are revoked");
        }
        assert_eq!(whose(testbed, backup.fingerprint(0)).await.state, TokenStatus::Valid);
    })
    .await;
}

#[tokio::test]
async fn a_certificate_that_is_not_on_a_token_has_no_holder() {
    on_every_testbed(async |testbed| {
        let issued = Scenario::issue(testbed, "SC-2026-000302", Scenario::person(testbed), "ST-0302").await;
        let bare = whose(testbed, Digest::of(&issued.certificates[0].certificate.0)).await;
        assert_eq!(bare.puk, PukStatus::NotEscrowed);
        // A foreign certificate, a CA certificate and an officer's: all valid, none on a token.
        let officer = Digest::of(&testbed.bootstrapped.officers[0].certificate);
        let others = [Digest::of(b"no certificate"), anchor(&testbed.installation).fingerprint(), officer];
        for certificate in others {
            let told = ask(&testbed.callers.portal, &FindCertificateHolder { certificate }).await;
            assert_eq!(told, Err(Failed::Refused(FindCertificateHolderError::UnknownCertificate)));
        }
        assert_eq!(testbed.refusals().await, vec!["portal FindCertificateHolder unknown-certificate"; others.len()]);
    })
    .await;
}
