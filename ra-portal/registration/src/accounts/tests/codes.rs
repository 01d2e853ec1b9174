//! How long a code is valid, and how many are sent.

use super::*;

#[tokio::test]
async fn a_code_is_valid_for_ten_minutes_five_tries_and_until_the_next_is_sent() {
    in_an_office(async |office| {
        office.account().await;
        let pending = office.try_password(ADDRESS, PASSWORD, source(1)).await.unwrap();
        let code = office.code().await;
        for tries_left in (1..=4).rev() {
            let wrong = office.try_code(&pending, &other_than(&code)).await.map(drop);
            assert_eq!(wrong, Err(Some(CodeError::Wrong { tries_left })));
        }
        for attempt in [other_than(&code), typed(&code)] {
            assert_eq!(office.try_code(&pending, &attempt).await.map(drop), Err(Some(CodeError::TooManyTries)));
        }

        office.registration.accounts.send_code_again(&pending, CodePurpose::SignIn, source(1), None).await.unwrap();
        let next = office.code().await;
        office.pass(10 * MINUTE);
        assert_eq!(office.try_code(&pending, &typed(&next)).await.map(drop), Err(Some(CodeError::TooOld)));
        office.registration.accounts.send_code_again(&pending, CodePurpose::SignIn, source(1), None).await.unwrap();
        let last = office.code().await;
        if last != next {
            assert_eq!(office.try_code(&pending, &typed(&next)).await.map(drop), Err(Some(CodeError::Wrong { tries_left: 4 })));
        }
        let elsewhere = office.try_password(ADDRESS, PASSWORD, source(1)).await.unwrap();
        assert_eq!(office.try_code(&elsewhere, &typed(&last)).await.map(drop), Err(Some(CodeError::Wrong { tries_left: 4 })));
        office.pass(10 * MINUTE - Duration::from_millis(1));
        assert!(office.try_code(&pending, &typed(&last)).await.is_ok());
    })
    .await;
}

#[tokio::test]
async fn five_codes_are_sent_within_an_hour() {
    in_an_office(async |office| {
        let pending = office.begin_sign_up(PASSWORD).await;
        let again = async || {
            office.registration.accounts.send_code_again(&pending, CodePurpose::SignUp, source(1), None).await.map_err(refusal)
        };
        for _ in 0..4 {
            office.pass(MINUTE);
            assert_eq!(again().await, Ok(()));
        }
        assert_eq!(again().await, Err(Some(ResendError::RateLimited { retry_after: 56 * MINUTE })));
        assert_eq!(office.mailbox().await.len(), 5);
        // Another browser in another network, but the same mailbox.
        let password = Password::parse(&PASSWORD.into(), &email(ADDRESS)).unwrap();
        let elsewhere = office
            .registration
            .accounts
            .sign_up(&email(ADDRESS), &password, Language::Fr, sent(source(2)))
            .await
            .map_err(refusal);
        assert_eq!(elsewhere.map(drop), Err(Some(RateLimited { retry_after: 56 * MINUTE })));
        assert_eq!(office.ledger().await, ["attempts.throttled"]);
    })
    .await;
}

#[tokio::test]
async fn codes_are_limited_per_site_over_all_its_networks_without_shutting_owners_out() {
    in_an_office(async |office| {
        let password = Password::parse(&PASSWORD.into(), &email(ADDRESS)).unwrap();
        let home = ipv6(1, 0, 1);
        let pending = office.registration.accounts.sign_up(&email(ADDRESS), &password, Language::En, sent(home)).await.unwrap();
        let code = office.code().await;
        office.registration.accounts.confirm_sign_up(&pending, &typed(&code), home).await.unwrap();

        let ask = async |address: &str, from| {
            office
                .registration
                .accounts
                .forgot_password(&email(address), Language::Fr, sent(from))
                .await
                .map(drop)
                .map_err(refusal)
        };
        // One code was sent to the account's owner before.
        for subnet in 1..300 {
            let asked = ask(&format!("nobody-{subnet}@sceau.example.org"), ipv6(1, subnet, 1)).await;
            assert_eq!(asked, Ok(()), "{subnet}");
        }
        let slowed = ask("nobody@sceau.example.org", ipv6(1, 300, 1)).await;
        assert_eq!(slowed, Err(Some(RateLimited { retry_after: 60 * MINUTE })));
        assert_eq!(ask("nobody@sceau.example.org", ipv6(2, 300, 1)).await, Ok(()), "another site");
        assert_eq!(ask(ADDRESS, home).await, Ok(()), "from where the owner signed in before");
    })
    .await;
}

#[tokio::test]
async fn unauthenticated_visitors_can_have_five_messages_of_a_kind_sent_to_one_address_within_an_hour() {
    in_an_office(async |office| {
        office.account().await;
        office.pass(60 * MINUTE);
        let newcomer = "ines.vautrin@sceau.example.org";
        let password = Password::parse(&"une autre chanson".into(), &email(ADDRESS)).unwrap();
        let mut mails = BTreeMap::<_, usize>::new();
        for stranger in 0..20 {
            let from = ipv6(stranger, 1, 1);
            for address in [ADDRESS, newcomer] {
                let _ = office.registration.accounts.sign_up(&email(address), &password, Language::Fr, sent(from)).await;
                let _ = office.registration.accounts.forgot_password(&email(address), Language::Fr, sent(from)).await;
            }
            // Somebody who knows the password counts as a known source for the address, but may still have no access to the
            // mailbox.
            let _ = office.try_password(ADDRESS, PASSWORD, from).await;
            for (to, content) in office.mailbox().await {
                *mails
                    .entry((strangers::kind(&content).expect("a kind that unauthenticated visitors can cause"), to))
                    .or_default() += 1;
            }
            office.pass(2 * MINUTE);
        }
        let kinds: BTreeSet<_> = mails.keys().map(|(kind, _)| *kind).collect();
        assert_eq!(Vec::from_iter(kinds), strangers::AT_THE_SIGN_IN);
        assert!(mails.values().all(|messages| *messages == 5), "{mails:?}");
    })
    .await;
}
