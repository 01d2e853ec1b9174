//! An attempt that could not be checked.

use ca_contract::{Caller, Confidential, IdempotencyKey, access_to};
use pki::SystemRandom;

use super::*;
use crate::fixtures::{NOW, fresh, with_authority};

/// docs/codes.md#throttling: five wrong answers with one contact from one source; one that was not checked is none of them.
#[tokio::test]
async fn an_attempt_that_was_never_checked_does_not_count() {
    with_authority(async |core| {
        let (key, access) = (IdempotencyKey::generate(&mut SystemRandom), access_to("RevokeByCode").unwrap());
        let call = Call { caller: Caller::Portal, key, access, request_digest: Digest::of(b"question"), received_at: NOW };
        let contact = Contact::Email(Confidential::new("maelle.kervadec@sceau.example.org"));
        let contact = facts::contact_digest(&core.secrets.facts, &contact).1;
        let source = Source::Web("192.0.2.7".parse().unwrap());
        let person = fresh();
        let attempt = || Attempt::new(&core.secrets.facts, Some(person), &contact, &source, false);
        for _ in 0..6 {
            let granted = call.perform(core, Count(&attempt())).await.unwrap();
            call.perform(core, Withdraw(&Counted { attempt: attempt(), granted })).await.unwrap();
        }
        for _ in 0..5 {
            call.perform(core, Count(&attempt())).await.unwrap();
        }
        let sixth = call.perform(core, Count(&attempt())).await;
        assert!(matches!(sixth, Err(Fault::Refused(RevokeByCodeError::RateLimited { retry_after_seconds: 3600 }))));
    })
    .await;
}
