//! The same form, sent several times at once: one mail, one account, one session, and the same answer each time.

use super::*;

fn all_equal<T: PartialEq + std::fmt::Debug>(answers: [T; 3]) -> T {
    let [first, second, third] = answers;
    assert!(first == second && second == third, "{first:?} {second:?} {third:?}");
    first
}

#[tokio::test]
async fn forms_that_begin_something_begin_it_once() {
    in_an_office(async |office| {
        let accounts = &office.registration.accounts;
        let password = Password::parse(&PASSWORD.into(), &email(ADDRESS)).unwrap();
        for _ in 0..20 {
            let (form, address) = (sent(source(1)), email(ADDRESS));
            let begin = || async { accounts.sign_up(&address, &password, Language::En, form).await.unwrap().expose().to_owned() };
            let (one, two, three) = tokio::join!(begin(), begin(), begin());
            all_equal([one, two, three]);
            office.code().await;
            office.pass(60 * MINUTE);
        }
        office.account().await;
        office.pass(60 * MINUTE);
        for _ in 0..20 {
            let (form, address) = (sent(source(1)), email(ADDRESS));
            let attempt = PasswordAttempt::new(&PASSWORD.into());
            let begin = || async { accounts.sign_in(&address, &attempt, form).await.unwrap().expose().to_owned() };
            let (one, two, three) = tokio::join!(begin(), begin(), begin());
            all_equal([one, two, three]);
            office.code().await;
            let begin = || async { accounts.forgot_password(&address, Language::Fr, form).await.unwrap().expose().to_owned() };
            let (one, two, three) = tokio::join!(begin(), begin(), begin());
            all_equal([one, two, three]);
            office.code().await;
            office.pass(60 * MINUTE);
        }
    })
    .await;
}

#[tokio::test]
async fn the_same_form_with_other_content_is_another_form() {
    in_an_office(async |office| {
        let accounts = &office.registration.accounts;
        let form = sent(source(1));
        let begin = async |password: &str| {
            let password = Password::parse(&password.into(), &email(ADDRESS)).unwrap();
            accounts.sign_up(&email(ADDRESS), &password, Language::En, form).await.unwrap().expose().to_owned()
        };
        let first = begin(PASSWORD).await;
        assert_ne!(begin("une autre chanson").await, first);
        assert_eq!(office.mailbox().await.len(), 2);

        office.pass(60 * MINUTE);
        office.account().await;
        let wrong = |password: &'static str| async move {
            accounts.sign_in(&email(ADDRESS), &PasswordAttempt::new(&password.into()), form).await.map(drop).map_err(refusal)
        };
        accounts.sign_in(&email(ADDRESS), &PasswordAttempt::new(&PASSWORD.into()), form).await.unwrap();
        assert_eq!(wrong("une autre chanson").await, Err(Some(SignInError::Wrong)), "a right password opens nothing for another");
    })
    .await;
}

#[tokio::test]
async fn a_code_sent_twice_signs_in_once_and_only_within_a_minute_and_until_signing_out() {
    in_an_office(async |office| {
        let accounts = &office.registration.accounts;
        for round in 0..20 {
            let purpose_is_sign_up = round == 0;
            let pending = if purpose_is_sign_up {
                office.begin_sign_up(PASSWORD).await
            } else {
                office.try_password(ADDRESS, PASSWORD, source(1)).await.unwrap()
            };
            let code = typed(&office.code().await);
            let confirm = || async {
                let session = if purpose_is_sign_up {
                    accounts.confirm_sign_up(&pending, &code, source(1)).await
                } else {
                    accounts.confirm_sign_in(&pending, &code, source(1)).await
                };
                session.map(|session| session.expose().to_owned()).map_err(refusal)
            };
            let (one, two, three) = tokio::join!(confirm(), confirm(), confirm());
            let session = all_equal([one, two, three]).unwrap();
            let session = SessionToken::from_cookie(&session).unwrap();
            assert!(office.is_signed_in(&session).await);
            if !purpose_is_sign_up {
                let wrong = office.try_code(&pending, &other_than(&code_text(&code))).await.map(drop);
                assert!(matches!(wrong, Err(Some(CodeError::Wrong { .. }))), "only the same code: {wrong:?}");
            }
            match round % 2 {
                0 => office.pass(MINUTE),
                _ => accounts.end_session(&session).await.unwrap(),
            }
            assert_eq!(confirm().await, Err(Some(CodeError::Gone)));
            office.pass(60 * MINUTE);
        }
    })
    .await;
}

fn code_text(code: &CodeAttempt) -> String {
    String::from_utf8(code.octets().to_vec()).unwrap()
}

#[tokio::test]
async fn a_new_password_sent_twice_is_set_once_and_another_one_is_refused() {
    in_an_office(async |office| {
        office.account().await;
        let accounts = &office.registration.accounts;
        let pending = accounts.forgot_password(&email(ADDRESS), Language::Fr, sent(source(1))).await.unwrap();
        let code = typed(&office.code().await);
        let confirm = || async { accounts.confirm_new_password(&pending, &code, source(1)).await.map_err(refusal) };
        let (one, two, three) = tokio::join!(confirm(), confirm(), confirm());
        assert_eq!(all_equal([one, two, three]), Ok(()));
        let set = async |password: &str| {
            let password = Password::parse(&password.into(), &email(ADDRESS)).unwrap();
            accounts
                .set_new_password(&pending, &password, source(1))
                .await
                .map(|session| session.expose().to_owned())
                .map_err(refusal)
        };
        let (one, two, three) = tokio::join!(set("une autre chanson"), set("une autre chanson"), set("une autre chanson"));
        let session = SessionToken::from_cookie(&all_equal([one, two, three]).unwrap()).unwrap();
        assert!(office.is_signed_in(&session).await);
        assert_eq!(office.mailbox().await.len(), 1, "its owner is told once");
        assert_eq!(set("encore une chanson").await, Err(Some(NotAwaited)));
        office.pass(MINUTE);
        assert_eq!(set("une autre chanson").await, Err(Some(NotAwaited)));
    })
    .await;
}

#[tokio::test]
async fn a_page_that_asks_for_another_code_gets_one_however_often_it_is_sent() {
    in_an_office(async |office| {
        let accounts = &office.registration.accounts;
        let password = Password::parse(&PASSWORD.into(), &email(ADDRESS)).unwrap();
        let pending = accounts.sign_up(&email(ADDRESS), &password, Language::En, sent(source(1))).await.unwrap();
        for _ in 0..3 {
            office.mailbox().await;
            office.pass(MINUTE);
            let page = accounts.awaited_code(&pending, CodePurpose::SignUp).await.unwrap().unwrap();
            let ask = || accounts.send_code_again(&pending, CodePurpose::SignUp, source(1), Some(page.sent_at));
            let (one, two, three) = tokio::join!(ask(), ask(), ask());
            for asked in [one, two, three] {
                asked.unwrap();
            }
            ask().await.unwrap();
            assert_eq!(office.mailbox().await.len(), 1);
        }
    })
    .await;
}
