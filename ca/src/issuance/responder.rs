//! A responder's delegated OCSP key (RFC 6960 §4.2.2.2).

use ca_contract::Der;
use ca_contract::status::{CertifiedResponderKey, CertifyError, CertifyResponderKey};
use chassis::act::Act;
use pki::PublicKey;
use pki::name::Attribute;

use super::{CertifiableKey, Draft, IssuingKey, PrepareError, SignedSingle, SingleError, sign_single};
use crate::call::{Answered, Call, Decide, Fault, Proceed};
use crate::core::Core;

/// Certifies a responder's own key for one issuing CA.
impl Proceed for CertifyResponderKey {
    async fn proceed(self, core: &Core, call: &Call) -> Result<Answered<CertifiedResponderKey>, Fault<CertifyError>> {
        let issuer = core.issuers.find(&self.issuer);
        let issuer = issuer.filter(|issuer| issuer.authority.as_ref().is_some_and(|(_, authority)| authority.ocsp_url.is_some()));
        let issuer = issuer.ok_or(Fault::Refused(CertifyError::UnknownIssuer))?;
        let policies = &core.environment.policies;
        let key = CertifiableKey::requested(&self.request.0, policies.ocsp_profile());
        let key = key.map_err(|why| Fault::Refused(why.into()))?;
        let authority_name = issuer.certificate.subject().first(Attribute::CommonName).unwrap_or_default();
        let subject = policies.organisation().subject(&common_name(authority_name, key.public_key()));
        let draft = Draft {
            issuing_key: IssuingKey::from(issuer.as_ref()),
            key: &key,
            subject: subject.map_err(|_| Fault::Invalid("the responder's name is not possible in a certificate"))?,
            policies: &[],
            host: None,
        };
        let signed = sign_single(core, issuer, &draft, &call.actor()).await.map_err(refusal)?;
        call.answer(core, StoreResponder(signed)).await
    }
}

struct StoreResponder(SignedSingle);

impl Decide for StoreResponder {
    type Output = CertifiedResponderKey;
    type Refusal = CertifyError;

    async fn decide(self, act: &mut Act<'_, Core>, _: &Call) -> Result<CertifiedResponderKey, Fault<CertifyError>> {
        let certificate = self.0.store(act).await?;
        Ok(CertifiedResponderKey { certificate: Der(certificate.der().to_vec()) })
    }
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
        SingleError::Prepare(PrepareError::Lint(rules)) => Fault::Refused(CertifyError::Lint { rules }),
        SingleError::Prepare(other) => Fault::Refused(CertifyError::Lint { rules: vec![other.to_string()] }),
        SingleError::KeyCertifiedBefore => Fault::Refused(CertifyError::KeyCertifiedBefore),
        SingleError::SigningInterrupted => Fault::Refused(CertifyError::SigningInterrupted),
        SingleError::Store(fault) => fault.into(),
    }
}
