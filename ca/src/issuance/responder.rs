//! A responder's delegated OCSP key (RFC 6960 §4.2.2.2).

use ca_contract::Der;
use ca_contract::status::{CertifiedResponderKey, CertifyError, CertifyResponderKey};
use pki::name::Attribute;
use pki::{CertificationRequest, PublicKey};

use super::{Draft, PrepareError, Signatory, SingleError, issue_single};
use crate::call::{Call, Fault};
use crate::core::Core;
use crate::feed;

/// Certifies a responder's own key for one issuing CA.
pub(crate) async fn certify_responder(
    core: &Core,
    call: &Call,
    question: CertifyResponderKey,
) -> Result<CertifiedResponderKey, Fault<CertifyError>> {
    let issuer = core.issuers.find(&question.issuer);
    let issuer = issuer.filter(|issuer| issuer.authority.as_ref().is_some_and(|(_, authority)| authority.ocsp_url.is_some()));
    let issuer = issuer.ok_or(Fault::Refused(CertifyError::UnknownIssuer))?;
    let proven = CertificationRequest::from_der(&question.request.0).and_then(CertificationRequest::prove);
    let proven = proven.map_err(|fault| Fault::Refused(CertifyError::Request { fault }))?;
    let key = proven.public_key();
    if key.is_published_test_key() {
        return Err(Fault::Refused(CertifyError::PublishedKey));
    }
    let authority_name = issuer.certificate.subject().first(Attribute::CommonName).unwrap_or_default();
    let subject = core.environment.policies.organisation().subject(&common_name(authority_name, key));
    let draft = Draft {
        signatory: Signatory::from(issuer.as_ref()),
        profile: core.environment.policies.ocsp_profile(),
        subject: subject.map_err(|_| Fault::Invalid("the responder cannot be named"))?,
        key,
        policies: &[],
        host: None,
    };
    let (certificate, mut tx) = issue_single(core, issuer, &draft, &call.actor()).await.map_err(refusal)?;
    let answer = CertifiedResponderKey { certificate: Der(certificate.der().to_vec()) };
    call.remember(&mut tx, &answer).await?;
    tx.commit().await?;
    feed::announce(core).await;
    Ok(answer)
}

/// `OCSP Sceau Advanced CA 1f3a90c2`: the key's identifier makes each subject unique, however many responders there are.
fn common_name(authority: &str, key: &PublicKey) -> String {
    let identifier = hex::encode(&key.identifier()[..4]);
    let room = 64 - "OCSP ".len() - 1 - identifier.len();
    let authority: String = authority.chars().take(room).collect();
    format!("OCSP {} {identifier}", authority.trim_end())
}

fn refusal(fault: SingleError) -> Fault<CertifyError> {
    match fault {
        SingleError::Prepare(PrepareError::Curve) => Fault::Refused(CertifyError::Curve),
        SingleError::Prepare(PrepareError::Lint(rules)) => Fault::Refused(CertifyError::Lint { rules }),
        SingleError::Prepare(other) => Fault::Refused(CertifyError::Lint { rules: vec![other.to_string()] }),
        SingleError::KeyCertifiedBefore => Fault::Refused(CertifyError::KeyCertifiedBefore),
        SingleError::BrokenOff => Fault::Refused(CertifyError::BrokenOff),
        SingleError::Store(fault) => fault.into(),
    }
}
