//! A key is certified only once, and the refusal does not break the transaction.

use ca_contract::CONTRACT_HOST;
use pki::DistinguishedName;
use pki::name::Attribute;

use super::*;
use crate::fixtures::with_authority;
use crate::issuance::{CertifiableKey, IssuingKey};

fn draft<'a>(core: &'a Core, key: &'a CertifiableKey<'a>) -> Draft<'a> {
    let subject = DistinguishedName::new(vec![(Attribute::CommonName, CONTRACT_HOST.to_owned())]).unwrap();
    let issuing_key = IssuingKey::from(core.issuers.internal().as_ref());
    Draft { issuing_key, key, subject, policies: &[], host: Some(CONTRACT_HOST) }
}

async fn certificates(core: &Core) -> i64 {
    let mut tx = core.db.begin_read().await.unwrap();
    let row = tx.row("select count(*) as total from certificates", &[]).await.unwrap().unwrap();
    row.int("total").unwrap()
}

#[tokio::test]
async fn a_key_is_certified_once() {
    with_authority(async |core| {
        let (_, key) = CertifiableKey::generated(&core.environment.policies.internal().service_tls).unwrap();
        let (issuer, before) = (core.issuers.internal(), certificates(core).await);
        let signed = sign_single(core, issuer, &draft(core, &key), "test").await.unwrap();
        assert_eq!(certificates(core).await, before, "stored too early");
        let mut act = Act::begin(core, "test").await.unwrap();
        let certificate = signed.store(&mut act).await.unwrap();
        act.commit().await.unwrap();
        assert_eq!(certificate.public_key(), key.public_key());
        assert_eq!(certificates(core).await, before + 1);

        let again = sign_single(core, issuer, &draft(core, &key), "test").await;
        assert!(matches!(again, Err(SingleError::KeyCertifiedBefore)));
        assert_eq!(certificates(core).await, before + 1);
    })
    .await;
}

#[tokio::test]
async fn the_transaction_in_which_a_key_was_refused_remains_usable() {
    with_authority(async |core| {
        let policies = &core.environment.policies;
        let (_, key) = CertifiableKey::generated(&policies.internal().service_tls).unwrap();
        drop(sign_single(core, core.issuers.internal(), &draft(core, &key), "test").await.unwrap());
        let draft = draft(core, &key);
        let prepared = Prepared::prepare(&draft, policies, core.throwaway.as_ref(), core.now(), &mut SystemRandom).unwrap();
        let mut act = Act::begin(core, "test").await.unwrap();
        assert!(prepared.is_key_certified(act.tx()).await.unwrap());
        act.record("test.went-on", "", json!({})).await.unwrap();
        act.commit().await.unwrap();
    })
    .await;
}
