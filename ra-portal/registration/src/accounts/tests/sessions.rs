//! When a session ends.

use super::*;

#[tokio::test]
async fn a_session_ends_after_45_idle_minutes_and_after_twelve_hours_even_when_used() {
    in_an_office(async |office| {
        let session = office.account().await;
        office.pass(45 * MINUTE);
        assert!(!office.is_signed_in(&session).await);

        let pending = office.try_password(ADDRESS, PASSWORD, source(1)).await.unwrap();
        let code = office.code().await;
        let session = office.try_code(&pending, &typed(&code)).await.unwrap();
        for _ in 0..16 {
            office.pass(44 * MINUTE);
            assert!(office.is_signed_in(&session).await);
        }
        office.pass(16 * MINUTE);
        assert!(!office.is_signed_in(&session).await);
        assert!(office.registration.accounts.forget_ended_logins().await.unwrap() > 0);
    })
    .await;
}

#[tokio::test]
async fn a_new_password_ends_every_other_session_and_is_announced_by_mail() {
    in_an_office(async |office| {
        let session = office.account().await;
        let waiting = office.try_password(ADDRESS, PASSWORD, source(1)).await.unwrap();
        let login_code = office.code().await;
        let pending = office.registration.accounts.forgot_password(&email(ADDRESS), Language::Fr, sent(source(3))).await.unwrap();
        let code = office.code().await;
        let password = Password::parse(&"une autre chanson".into(), &email(ADDRESS)).unwrap();
        let early = office.registration.accounts.set_new_password(&pending, &password, source(3)).await.map_err(refusal);
        assert_eq!(early.map(drop), Err(Some(NotAwaited)), "before the code");
        office.registration.accounts.confirm_new_password(&pending, &typed(&code), source(3)).await.unwrap();
        let signed_in = office.registration.accounts.set_new_password(&pending, &password, source(3)).await.unwrap();

        assert!(matches!(office.mailbox().await.as_slice(), [(to, Content::PasswordChanged { .. })] if to == ADDRESS));
        assert!(office.is_signed_in(&signed_in).await);
        assert!(!office.is_signed_in(&session).await);
        assert_eq!(
            office.try_code(&waiting, &typed(&login_code)).await.map(drop),
            Err(Some(CodeError::Gone)),
            "the old password's"
        );
        assert_eq!(office.try_password(ADDRESS, PASSWORD, source(1)).await.map(drop), Err(Some(SignInError::Wrong)));
        office.pass(MINUTE);
        let again = office.registration.accounts.set_new_password(&pending, &password, source(3)).await.map_err(refusal);
        assert_eq!(again.map(drop), Err(Some(NotAwaited)), "once");
    })
    .await;
}

#[tokio::test]
async fn a_form_is_kept_for_an_hour_for_the_account_whose_session_ended_by_time() {
    in_an_office(async |office| {
        let accounts = &office.registration.accounts;
        let session = office.account().await;
        let account = accounts.session(&session).await.unwrap().unwrap().account;
        assert_eq!(accounts.ended_session(&session).await.unwrap(), None, "it has not ended");
        office.pass(46 * MINUTE);
        assert_eq!(accounts.ended_session(&session).await.unwrap(), Some(account));
        let fields = vec![("given-names".to_owned(), "Maëlle".to_owned())];
        for (kept, path) in [(vec![], "/orders/1/birth"), (fields.clone(), "/orders/1/identity")] {
            accounts.keep_form(account, path, &kept).await.unwrap();
        }
        assert_eq!(accounts.kept_form(account, "/orders/1/birth").await.unwrap(), None, "one for each account");
        assert_eq!(accounts.kept_form(account, "/orders/1/identity").await.unwrap(), Some(fields));
        let stranger = AccountId::generate(office.clock.now(), &mut SystemRandom);
        assert_eq!(accounts.kept_form(stranger, "/orders/1/identity").await.unwrap(), None);
        office.pass(60 * MINUTE);
        assert_eq!(accounts.kept_form(account, "/orders/1/identity").await.unwrap(), None);
        assert!(accounts.forget_ended_logins().await.unwrap() > 0);
        accounts.end_session(&session).await.unwrap();
        assert_eq!(accounts.ended_session(&session).await.unwrap(), None, "nobody has a form kept after signing out");
    })
    .await;
}
