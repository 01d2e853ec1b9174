//! The holder of a certificate that was presented to the portal.

use ca_contract::holder::{
    CertificateHolder, PukStanding, ReleasePuk, SetCode, TokenStanding, WhoseCertificate, WhoseCertificateError,
};
use ca_contract::revocation::RequestReason;
use ca_contract::{Confidential, Failed};
use pki::{Certificate, Digest};
use stage::{CODES, Cast, Held, Stage, anchor, ask};

use super::on_every_stage;

async fn whose(stage: &Stage, certificate: Digest) -> CertificateHolder {
    ask(&stage.callers.portal, &WhoseCertificate { certificate }).await.expect("a token's certificate")
}

/// Asserts that the answer describes both certificates that the station wrote to the token.
fn assert_pair(told: &CertificateHolder, held: &Held) {
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
    on_every_stage(async |stage| {
        let person = Cast::person(stage);
        let held = Cast::produce(stage, "SC-2026-000300", "expert-card", person).await;
        let backup = Cast::produce(stage, "SC-2026-000301", "backup-key", person).await;
        let rows = stage.ledger().await.len();
        for place in [0, 1] {
            let told = whose(stage, held.fingerprint(place)).await;
            assert_eq!((told.person, told.order.as_str(), told.product.as_str()), (person, "SC-2026-000300", "expert-card"));
            assert_eq!((&told.token, told.model.as_str()), (&held.issued.token, "software"));
            assert_eq!(told.role, held.issued.certificates[place].role, "the role of the one that was shown");
            assert_eq!((&told.state, told.puk), (&TokenStanding::Valid, PukStanding::Available));
            assert!(told.certificates.iter().all(|paired| paired.code_set_at.is_none()));
            assert_pair(&told, &held);
        }
        assert_eq!(whose(stage, backup.fingerprint(0)).await.token, backup.issued.token, "the other token of the same person");
        assert_eq!(stage.ledger().await.len(), rows, "who logs in is not on the certificate authority's record");

        let code = SetCode { certificate: held.fingerprint(1), code: Confidential::new(CODES[0]) };
        let set = ask(&stage.callers.portal, &code).await.expect("the code is set");
        let puk = ReleasePuk { certificate: held.fingerprint(0) };
        let released = ask(&stage.callers.portal, &puk).await.expect("the PUK is released");
        let told = whose(stage, held.fingerprint(0)).await;
        let codes: Vec<_> = told.certificates.iter().map(|paired| paired.code_set_at).collect();
        assert_eq!(codes, [None, Some(set.at)], "a code belongs to one certificate");
        assert_eq!(told.puk, PukStanding::Released { at: released.released_at });

        let summary = Cast::revoke(stage, CODES[0]).await;
        let revoked = TokenStanding::Revoked { at: summary.decided_at, reason: RequestReason::Stolen };
        for place in [0, 1] {
            assert_eq!(whose(stage, held.fingerprint(place)).await.state, revoked, "both ended");
        }
        assert_eq!(whose(stage, backup.fingerprint(0)).await.state, TokenStanding::Valid);
    })
    .await;
}

#[tokio::test]
async fn a_certificate_that_is_not_on_a_token_has_no_holder() {
    on_every_stage(async |stage| {
        let issued = Cast::issue(stage, "SC-2026-000302", Cast::person(stage), "ST-0302").await;
        let bare = whose(stage, Digest::of(&issued.certificates[0].certificate.0)).await;
        assert_eq!(bare.puk, PukStanding::NothingSealed);
        // A foreign certificate, a CA certificate and an officer's: all valid, none on a token.
        let officer = Digest::of(&stage.established.officers[0].certificate);
        let others = [Digest::of(b"no certificate"), anchor(&stage.installation).fingerprint(), officer];
        for certificate in others {
            let told = ask(&stage.callers.portal, &WhoseCertificate { certificate }).await;
            assert_eq!(told, Err(Failed::Refused(WhoseCertificateError::UnknownCertificate)));
        }
        assert_eq!(stage.refusals().await, vec!["portal WhoseCertificate unknown-certificate"; others.len()]);
    })
    .await;
}
