//! From the first sign-up to a login.

use super::*;

#[tokio::test]
async fn a_code_creates_the_account_and_each_login_takes_password_and_code() {
    in_an_office(async |office| {
        let pending = office.begin_sign_up(PASSWORD).await;
        let code = office.code().await;
        assert_eq!(office.try_password(ADDRESS, PASSWORD, source(1)).await.map(drop), Err(Some(SignInError::Wrong)));
        let session = office.registration.accounts.confirm_sign_up(&pending, &typed(&code), source(1)).await.unwrap();
        let session = office.registration.accounts.session(&session).await.unwrap().unwrap();
        assert_eq!((session.email.as_str(), session.language), (ADDRESS, Language::En));

        let pending = office.try_password("Maelle.KERVADEC@sceau.example.org", PASSWORD, source(1)).await.unwrap();
        let code = office.code().await;
        let signed_in = office.try_code(&pending, &typed(&code)).await.unwrap();
        assert_eq!(office.registration.accounts.session(&signed_in).await.unwrap(), Some(session));
        office.pass(MINUTE);
        assert_eq!(office.try_code(&pending, &typed(&code)).await.map(drop), Err(Some(CodeError::Gone)), "single use");
        assert_eq!(office.ledger().await, ["account.created", "account.signed-in"]);
        office.registration.accounts.end_session(&signed_in).await.unwrap();
        assert!(!office.is_signed_in(&signed_in).await);
    })
    .await;
}

#[tokio::test]
async fn only_the_mailbox_learns_whether_an_account_exists() {
    in_an_office(async |office| {
        office.account().await;
        let pending = office.begin_sign_up("une autre chanson").await;
        assert!(matches!(office.mailbox().await.as_slice(), [(to, Content::AlreadyRegistered)] if to == ADDRESS));
        let awaited = office.registration.accounts.awaited_code(&pending, CodePurpose::SignUp).await.unwrap().unwrap();
        assert_eq!(awaited.email.as_str(), ADDRESS);
        let wrong = office.registration.accounts.confirm_sign_up(&pending, &typed("493027"), source(1)).await.map_err(refusal);
        assert_eq!(wrong.map(drop), Err(Some(CodeError::Wrong { tries_left: 4 })));

        let unknown = email("ines.vautrin@sceau.example.org");
        let pending = office.registration.accounts.forgot_password(&unknown, Language::Fr, sent(source(1))).await.unwrap();
        assert!(matches!(office.mailbox().await.as_slice(), [(to, Content::NoAccount)] if to == unknown.as_str()));
        let wrong =
            office.registration.accounts.confirm_new_password(&pending, &typed("493027"), source(1)).await.map_err(refusal);
        assert_eq!(wrong, Err(Some(CodeError::Wrong { tries_left: 4 })));
        let password = Password::parse(&PASSWORD.into(), &unknown).unwrap();
        let set = office.registration.accounts.set_new_password(&pending, &password, source(1)).await.map_err(refusal);
        assert_eq!(set.map(drop), Err(Some(NotAwaited)));
    })
    .await;
}
