//! Rows that cannot be read, here and at the certificate authority.

use test_databases::Log;

use super::officers::{candidate, proposal};
use super::*;
use crate::officers::Outcome;
use crate::revocations::{OfficersReason, RequestId};

#[tokio::test]
async fn an_authorisation_that_cannot_be_decrypted_does_not_delay_others() {
    in_an_office(async |office| {
        let (ines, octave) = (office.officer("ines.vautrin").await, office.officer("octave.delmas").await);
        office.prepare(&ines).await;
        office.review(&ines).await.unwrap();
        office.pay().await;
        *office.authority.silent.lock().unwrap() = true;
        office.authorise(&octave).await.unwrap();
        *office.authority.silent.lock().unwrap() = false;
        let broken = OrderId::generate(Timestamp::from_millis(NOW), &mut SystemRandom);
        let mut tx = office.registration.core.db.begin_write().await.unwrap();
        let sql = "insert into authorisations (id, order_id, question, authorised_at) values ($1, $2, $3, $4)";
        tx.execute(sql, &[broken.into(), office.order.into(), [0; 40].into(), 0i64.into()]).await.unwrap();
        tx.commit().await.unwrap();

        let log = Log::start();
        office.registration.desk.approve_pending().await.unwrap();
        office.registration.desk.approve_pending().await.unwrap();
        assert!(matches!(office.state().await, OrderState::Authorised { approved_at: Some(_), .. }));
        let row = format!("id {}", broken.to_string().replace('-', ""));
        let lines = log.lines_with(&["authorisations.question", &row]);
        assert!(matches!(lines.as_slice(), [line] if line.contains("ERROR")), "{lines:?}");
    })
    .await;
}

#[tokio::test]
async fn an_incident_of_the_certificate_authority_is_returned_to_whoever_decided() {
    in_an_office(async |office| {
        let desk = &office.registration;
        let (ines, octave) = (office.officer("ines.vautrin").await, office.officer("octave.delmas").await);
        let incident = Some("caee6480".parse().unwrap());
        office.prepare(&ines).await;
        office.review(&ines).await.unwrap();
        office.pay().await;
        let id = proposal(office);
        let joins = candidate("Soizic Morvan", "soizic.morvan@sceau.example.org");
        desk.officers.propose_officer(&ines, id, joins).await.unwrap();

        *office.authority.incident.lock().unwrap() = Some("caee6480");
        assert_eq!(office.authorise(&octave).await.unwrap(), incident);
        assert_eq!(desk.officers.confirm_officer_proposal(&octave, id).await.unwrap(), incident);
        *office.authority.incident.lock().unwrap() = None;

        // What was recorded is repeated without anybody's doing.
        desk.desk.approve_pending().await.unwrap();
        desk.officers.settle_officer_changes().await.unwrap();
        assert!(matches!(office.state().await, OrderState::Authorised { approved_at: Some(_), .. }));
        let settled = desk.officers.officer_proposal(id).await.unwrap().unwrap();
        assert!(matches!(settled.outcome, Some(Outcome::Enrolled { .. })));

        // A certificate authority that cannot be reached is no incident.
        let leaves = proposal(office);
        let aida = office.officer("aida.legoff").await;
        desk.officers.propose_departure(&ines, leaves, aida.id()).await.unwrap();
        *office.authority.silent.lock().unwrap() = true;
        assert_eq!(desk.officers.confirm_officer_proposal(&octave, leaves).await.unwrap(), None);
    })
    .await;
}

#[tokio::test]
async fn an_incident_of_a_confirmed_revocation_is_returned_to_the_second_officer() {
    in_an_office(async |office| {
        let desk = &office.registration;
        let (ines, octave) = (office.officer("ines.vautrin").await, office.officer("octave.delmas").await);
        let id = recorded_revocation(office, &ines).await;
        *office.authority.incident.lock().unwrap() = Some("caee6480");
        let confirmed = desk.revocations.confirm_revocation(&octave, id).await.unwrap();
        assert_eq!(confirmed, Some("caee6480".parse().unwrap()));
        let pending = desk.revocations.pending_revocations().await.unwrap();
        assert!(pending[0].confirmed.is_some() && pending[0].outcome.is_none());
    })
    .await;
}

/// Records a request to revoke the token of the office's order.
async fn recorded_revocation(office: &Office, by: &Officer) -> RequestId {
    let desk = &office.registration;
    let mut tx = desk.core.db.begin_write().await.unwrap();
    let order = orders::find(&office.registration.core.order_keys, &mut tx, office.order).await.unwrap().unwrap();
    let state = OrderState::Accepted { token: "T-0000-0001".parse().unwrap(), at: office.clock.now() };
    orders::update(&office.registration.core.order_keys, &mut tx, order.forced_into(state)).await.unwrap();
    tx.commit().await.unwrap();
    let id = RequestId::generate(office.clock.now(), &mut SystemRandom);
    let evidence = "Acte de décès reçu le 20 novembre.".parse().unwrap();
    desk.revocations.record_revocation(by, office.order, id, OfficersReason::Death, &evidence).await.unwrap();
    id
}

#[tokio::test]
async fn a_revocation_request_that_cannot_be_read_is_reported_and_left_out() {
    in_an_office(async |office| {
        let desk = &office.registration;
        let ines = office.officer("ines.vautrin").await;
        recorded_revocation(office, &ines).await;
        let log = Log::start();
        for (change, column) in [
            ("update officer_revocations set reason = 'zz'", "officer_revocations.reason"),
            ("update orders set facts = '{}', encrypted = null", "orders.facts"),
        ] {
            assert_eq!(desk.revocations.pending_revocations().await.unwrap().len(), 1, "{change}");
            let mut tx = desk.core.db.begin_write().await.unwrap();
            tx.execute(change, &[]).await.unwrap();
            tx.commit().await.unwrap();
            assert_eq!(desk.revocations.pending_revocations().await.unwrap().len(), 0, "{change}");
            assert_eq!(log.lines_with(&["ERROR", column]).len(), 1, "{change}");
            let mut tx = desk.core.db.begin_write().await.unwrap();
            tx.execute("update officer_revocations set reason = '\"death\"'", &[]).await.unwrap();
            tx.commit().await.unwrap();
        }
    })
    .await;
}

#[tokio::test]
async fn an_officer_that_cannot_be_read_is_reported_and_hides_no_other() {
    in_an_office(async |office| {
        let desk = &office.registration;
        let (ines, aida) = (office.officer("ines.vautrin").await, office.officer("aida.legoff").await);
        let shown = proposal(office);
        desk.officers.propose_officer(&ines, shown, candidate("Soizic Morvan", "soizic@sceau.example.org")).await.unwrap();
        let broken = proposal(office);
        desk.officers.propose_officer(&ines, broken, candidate("Yann Tanguy", "yann@sceau.example.org")).await.unwrap();
        let mut tx = desk.core.db.begin_write().await.unwrap();
        tx.execute("update officers set roles = 'garbage' where id = $1", &[aida.id().into()]).await.unwrap();
        tx.execute("update officer_proposals set change = '{}' where id = $1", &[broken.into()]).await.unwrap();
        tx.commit().await.unwrap();

        let log = Log::start();
        let overview = desk.officers.officers().await.unwrap();
        let mut names: Vec<_> = overview.officers.iter().map(|known| known.officer.name()).collect();
        names.sort_unstable();
        assert_eq!(names, ["Inès Vautrin", "Octave Delmas"]);
        assert_eq!(overview.proposals.iter().map(|proposal| proposal.id).collect::<Vec<_>>(), [shown]);
        assert_eq!(log.lines_with(&["ERROR", "officers.roles"]).len(), 1);
        assert_eq!(log.lines_with(&["ERROR", "officer_proposals.change"]).len(), 1);
        // Others are still followed, and log in.
        office.authority.enrol("Gwenn Le Bras", "gwenn.lebras@sceau.example.org");
        desk.officers.follow_officers().await.unwrap();
        assert_eq!(office.officer("gwenn.lebras").await.name(), "Gwenn Le Bras");
        desk.officers.remind_of_ending_certificates().await.unwrap();
    })
    .await;
}
