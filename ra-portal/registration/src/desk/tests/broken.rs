//! Rows that cannot be read.

use test_databases::Log;

use super::*;

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
