//! Review and authorisation: by two persons, neither of them the holder, of exactly what was seen.

use ca_contract::issuance::ApproveError;

use super::*;

async fn refusal(office: &Office, officer: &Officer) -> AuthoriseError {
    match office.authorise(officer).await {
        Err(Fault::Refused(why)) => why,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn an_approval_by_two_officers_reaches_the_certificate_authority_once() {
    in_an_office(async |office| {
        let desk = &office.registration;
        let (ines, octave) = (office.officer("ines.vautrin").await, office.officer("octave.delmas").await);
        office.hand_in().await;
        let early = office.review(&ines).await;
        assert!(matches!(early, Err(Fault::Refused(ReviewError::PiecesOpen))));
        for name in PIECES {
            office.accept(&ines, name).await.unwrap();
        }
        let unseen = office.review(&ines).await;
        assert!(matches!(unseen, Err(Fault::Refused(ReviewError::NoIdentityCheck))));
        office.check(&ines, &CHECK).await.unwrap();
        office.review(&ines).await.unwrap();
        assert_eq!(refusal(office, &octave).await, AuthoriseError::NotPaid);
        office.pay().await;

        *office.authority.silent.lock().unwrap() = true;
        office.authorise(&octave).await.unwrap();
        assert!(matches!(office.state().await, OrderState::Authorised { approved_at: None, .. }));
        *office.authority.silent.lock().unwrap() = false;
        desk.desk.approve_pending().await.unwrap();
        desk.desk.approve_pending().await.unwrap();
        office.authorise(&octave).await.unwrap();
        assert!(matches!(office.state().await, OrderState::Authorised { approved_at: Some(_), .. }));
        let keys = office.authority.keys_of("Approve");
        assert_eq!(keys.len(), 2);
        assert_eq!(keys[0], keys[1], "the repetition has another key");

        let approved = std::mem::take(&mut *office.authority.approved.lock().unwrap());
        let [approval] = &approved[..] else { panic!("{} approvals", approved.len()) };
        let statement = &approval.statement;
        assert_eq!((approval.reviewed_by, approval.authorised_by), (ines.id().retyped(), octave.id().retyped()));
        assert_eq!(statement.subject.surname, "Kervadec");
        assert_eq!(statement.subject.title.as_deref(), Some("Expert près la cour d'appel de Rennes"));
        assert_eq!(statement.facts.email.expose(), "holder.1@sceau.example.org");
        // date -u -d 'TZ="Europe/Paris" 2026-11-20 00:00' +%s, and 90 days later
        assert_eq!(statement.identity_check.at, Timestamp::from_millis(1_795_129_200_000));
        assert_eq!(statement.identity_check.validated_until, Timestamp::from_millis(1_795_129_200_000).plus(90 * DAY));
        let (events, acts) = (office.events().await, office.acts().await);
        assert_eq!(events.iter().filter(|event| **event == EventKind::Authorised).count(), 1);
        assert_eq!(acts.iter().filter(|act| *act == "order.approved").count(), 1);
    })
    .await;
}

#[tokio::test]
async fn one_person_with_two_certificates_and_the_holder_are_refused() {
    in_an_office(async |office| {
        let desk = &office.registration;
        let ines = office.officer("ines.vautrin").await;
        for (name, email) in [("VAUTRIN Ines", "second.card"), ("Kervadec Maëlle", "own.order")] {
            let email = format!("{email}@sceau.example.org");
            office.authority.enrol(name, &email);
            desk.officers.follow_officers().await.unwrap();
        }
        let (second, holder) = (office.officer("second.card").await, office.officer("own.order").await);
        office.prepare(&ines).await;
        office.pay().await;
        assert!(matches!(office.review(&holder).await, Err(Fault::Refused(ReviewError::IsHolder))));
        let shown = desk.desk.desk_order(&holder, office.order).await.unwrap().unwrap();
        assert!(shown.acceptable.is_empty() && shown.refusable.is_empty() && !shown.may_check, "the holder may act");
        office.review(&ines).await.unwrap();
        assert_eq!(refusal(office, &ines).await, AuthoriseError::FourEyes);
        assert_eq!(refusal(office, &second).await, AuthoriseError::FourEyes);
        assert_eq!(refusal(office, &holder).await, AuthoriseError::IsHolder);
        assert!(office.authority.keys_of("Approve").is_empty());
        assert!(matches!(office.state().await, OrderState::Reviewed(_)));
    })
    .await;
}

#[tokio::test]
async fn the_review_of_an_officer_who_turns_out_to_be_the_holder_is_void() {
    in_an_office(async |office| {
        let (ines, octave) = (office.officer("ines.vautrin").await, office.officer("octave.delmas").await);
        office.prepare(&octave).await;
        office.pay().await;
        office.review(&ines).await.unwrap();
        let mut tx = office.registration.core.db.begin_write().await.unwrap();
        let values = ["ines.vautrin@sceau.example.org".into(), office.account.into()];
        tx.execute("update accounts set email = $1 where id = $2", &values).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(refusal(office, &octave).await, AuthoriseError::IsHolder);
        assert!(office.authority.keys_of("Approve").is_empty());
    })
    .await;
}

/// The end of [`CHECK`]: 90 days after midnight in Paris (`date -u -d 'TZ="Europe/Paris" 2026-11-20 00:00' +%s`).
const CHECK_ENDS: Timestamp = Timestamp::from_millis(1_795_129_200_000 + 90 * 86_400_000);

#[tokio::test]
async fn an_identity_check_is_valid_until_its_end() {
    let last = CHECK_ENDS.minus(Duration::from_millis(1));
    in_an_office(async |office| {
        let (ines, octave) = (office.officer("ines.vautrin").await, office.officer("octave.delmas").await);
        office.prepare(&ines).await;
        office.pay().await;
        office.at(last);
        office.review(&ines).await.unwrap();
        office.authorise(&octave).await.unwrap();
    })
    .await;
    in_an_office(async |office| {
        let (ines, octave) = (office.officer("ines.vautrin").await, office.officer("octave.delmas").await);
        office.prepare(&ines).await;
        office.pay().await;
        office.at(last);
        office.review(&ines).await.unwrap();
        office.at(CHECK_ENDS);
        assert_eq!(refusal(office, &octave).await, AuthoriseError::IdentityCheckEnded);
    })
    .await;
    in_an_office(async |office| {
        let ines = office.officer("ines.vautrin").await;
        office.prepare(&ines).await;
        office.at(CHECK_ENDS);
        let ended = office.review(&ines).await;
        assert!(matches!(ended, Err(Fault::Refused(ReviewError::IdentityCheckEnded))), "{ended:?}");
    })
    .await;
}

#[tokio::test]
async fn decisions_of_an_officer_who_was_dismissed_meanwhile_are_void() {
    in_an_office(async |office| {
        let desk = &office.registration;
        let (ines, octave) = (office.officer("ines.vautrin").await, office.officer("octave.delmas").await);
        office.prepare(&octave).await;
        office.pay().await;
        office.review(&ines).await.unwrap();
        let removed = |email: &str| {
            let mut officers = office.authority.officers.lock().unwrap();
            let known = officers.iter_mut().find(|known| known.email.starts_with(email)).unwrap();
            known.dismissed_at = Some(office.clock.now());
        };
        removed("ines");
        desk.officers.follow_officers().await.unwrap();
        assert_eq!(refusal(office, &ines).await, AuthoriseError::NotAllowed);
        assert_eq!(refusal(office, &octave).await, AuthoriseError::ReviewerRemoved);
        assert!(matches!(office.state().await, OrderState::UnderReview { .. }));
        assert_eq!(office.events().await.last(), Some(&EventKind::ReviewVoided));
        // The officer who checked the identity is dismissed too: the check must be made again.
        removed("octave");
        desk.officers.follow_officers().await.unwrap();
        let aida = office.officer("aida.legoff").await;
        let ended = office.review(&aida).await;
        assert!(matches!(ended, Err(Fault::Refused(ReviewError::IdentityCheckEnded))));
    })
    .await;
}

#[tokio::test]
async fn data_changed_after_the_review_void_it() {
    in_an_office(async |office| {
        let desk = &office.registration;
        let (ines, octave) = (office.officer("ines.vautrin").await, office.officer("octave.delmas").await);
        office.prepare(&ines).await;
        office.pay().await;
        office.review(&ines).await.unwrap();
        let mut tx = desk.core.db.begin_write().await.unwrap();
        let sql = "update accounts set email = 'other@sceau.example.org' where id = $1";
        tx.execute(sql, &[office.account.into()]).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(refusal(office, &octave).await, AuthoriseError::Changed);
        assert!(matches!(office.state().await, OrderState::UnderReview { .. }));

        office.review(&ines).await.unwrap();
        let other = TypedCheck { place: "Quimper", ..CHECK };
        office.check(&octave, &other).await.unwrap();
        assert_eq!(refusal(office, &octave).await, AuthoriseError::NotReviewed);
        let voided = office.events().await.into_iter().filter(|event| *event == EventKind::ReviewVoided).count();
        assert_eq!(voided, 2);
    })
    .await;
}

#[tokio::test]
async fn an_approval_that_the_certificate_authority_refuses_goes_back_to_the_first_officer() {
    in_an_office(async |office| {
        let desk = &office.registration;
        let (ines, octave) = (office.officer("ines.vautrin").await, office.officer("octave.delmas").await);
        office.prepare(&ines).await;
        office.pay().await;
        office.review(&ines).await.unwrap();
        *office.authority.refusal.lock().unwrap() = Some(ApproveError::OtherPolicies);
        office.authorise(&octave).await.unwrap();
        assert!(matches!(office.state().await, OrderState::UnderReview { .. }));
        let shown = desk.desk.desk_order(&octave, office.order).await.unwrap().unwrap();
        assert_eq!(shown.refusal.map(|refusal| refusal.code).as_deref(), Some("other-policies"));

        office.review(&ines).await.unwrap();
        office.authorise(&octave).await.unwrap();
        assert!(matches!(office.state().await, OrderState::Authorised { approved_at: Some(_), .. }));
        let keys = office.authority.keys_of("Approve");
        assert_ne!(keys[0], keys[1], "a refusal is stored under its key");
    })
    .await;
}
