//! A revocation request is recorded once for each form.

use super::*;
use crate::revocations::{Evidence, OfficersReason, RecordRevocationError, RequestId};

#[tokio::test]
async fn a_form_that_recorded_a_request_cannot_record_another() {
    in_an_office(async |office| {
        let desk = &office.registration;
        let (ines, id) = (office.officer("ines.vautrin").await, RequestId::generate(office.clock.now(), &mut SystemRandom));
        let mut tx = desk.core.db.begin_write().await.unwrap();
        let order = orders::find(&office.registration.core.order_keys, &mut tx, office.order).await.unwrap().unwrap();
        let state = OrderState::Accepted { token: "T-0000-0001".parse().unwrap(), at: office.clock.now() };
        orders::update(&office.registration.core.order_keys, &mut tx, order.forced_into(state)).await.unwrap();
        tx.commit().await.unwrap();
        let record = async |reason, evidence: &str| {
            let evidence: Evidence = evidence.parse().unwrap();
            desk.revocations.record_revocation(&ines, office.order, id, reason, &evidence).await
        };

        record(OfficersReason::Death, "Acte de décès reçu le 20 novembre.").await.unwrap();
        record(OfficersReason::Death, "Acte de décès reçu le 20 novembre.").await.unwrap();
        for (reason, evidence) in [
            (OfficersReason::Death, "Appel de la famille le 21 novembre."),
            (OfficersReason::Compromised, "Acte de décès reçu le 20 novembre."),
        ] {
            let other = record(reason, evidence).await;
            let Err(Fault::Refused(RecordRevocationError::KeyUsed { order, reason })) = other else { panic!("{other:?}") };
            assert_eq!((order.as_str(), reason), ("SC-2026-000001", OfficersReason::Death));
        }
        let recorded = desk.revocations.revocations_of(office.order).await.unwrap().unwrap().requests;
        let [(_, evidence)] = recorded.as_slice() else { panic!("{recorded:?}") };
        assert_eq!(evidence.as_str(), "Acte de décès reçu le 20 novembre.");
    })
    .await;
}
