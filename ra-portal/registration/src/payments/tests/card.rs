//! The demonstration's card page.

use super::*;

#[tokio::test]
async fn the_card_page_pays_the_amount_due_once_and_only_in_a_demonstration() {
    in_an_office(false, async |office| {
        let refused =
            office.registration.payments.pay_by_demonstration_card(office.account, office.orders[0]).await.map_err(refusal);
        assert_eq!(refused, Err(Some(CardError::NoDemonstration)));
    })
    .await;
    in_an_office(true, async |office| {
        office.record(1, &line("100,00", "SC-2026-000123"), false).await.unwrap();
        let stranger = AccountId::generate(NOW, &mut SystemRandom);
        let pay = async |account| {
            office.registration.payments.pay_by_demonstration_card(account, office.orders[0]).await.map_err(refusal)
        };
        assert_eq!(pay(stranger).await, Err(Some(CardError::UnknownOrder)));
        assert_eq!(pay(office.account).await, Ok(()));
        assert_eq!(pay(office.account).await, Ok(()), "sent again");
        assert_eq!(office.payment(0).await, paid("F-2026-000001"));
        let amounts: Vec<_> = office.events(0).await;
        assert_eq!(amounts.last(), Some(&EventKind::Paid));
        assert!(amounts.contains(&EventKind::PaymentReceived { amount_cents: 9_080, due_cents: 0 }));
    })
    .await;
}
