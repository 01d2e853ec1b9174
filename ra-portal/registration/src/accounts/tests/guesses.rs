//! How often passwords and codes may be guessed.

use super::*;

#[tokio::test]
async fn guesses_are_limited_alike_for_addresses_with_and_without_account() {
    in_an_office(async |office| {
        office.account().await;
        for address in [ADDRESS, "ines.vautrin@sceau.example.org"] {
            for _ in 0..10 {
                let wrong = office.try_password(address, "à la claire rivière", source(9)).await.map(drop);
                assert_eq!(wrong, Err(Some(SignInError::Wrong)), "{address}");
            }
            let slowed = office.try_password(address, PASSWORD, source(9)).await.map(drop);
            assert_eq!(slowed, Err(Some(SignInError::RateLimited { retry_after: 60 * MINUTE })), "{address}");
        }
        office.pass(60 * MINUTE);
        assert!(office.try_password(ADDRESS, PASSWORD, source(9)).await.is_ok());
    })
    .await;
}

#[tokio::test]
async fn a_distributed_guesser_does_not_lock_the_owner_out() {
    in_an_office(async |office| {
        office.account().await;
        for stranger in 0..100 {
            let wrong = office.try_password(ADDRESS, "à la claire rivière", source(100 + stranger / 5)).await.map(drop);
            assert_eq!(wrong, Err(Some(SignInError::Wrong)));
        }
        let slowed = office.try_password(ADDRESS, PASSWORD, source(200)).await.map(drop);
        assert_eq!(slowed, Err(Some(SignInError::RateLimited { retry_after: 24 * 60 * MINUTE })));
        assert!(office.try_password(ADDRESS, PASSWORD, source(1)).await.is_ok(), "from where the owner signed in before");
    })
    .await;
}

#[tokio::test]
async fn all_addresses_of_a_network_count_as_one_source() {
    in_an_office(async |office| {
        office.account().await;
        for host in 0..10 {
            let wrong = office.try_password(ADDRESS, "à la claire rivière", ipv6(0, 1, host)).await.map(drop);
            assert_eq!(wrong, Err(Some(SignInError::Wrong)));
        }
        let slowed = office.try_password(ADDRESS, PASSWORD, ipv6(0, 1, 999)).await.map(drop);
        assert_eq!(slowed, Err(Some(SignInError::RateLimited { retry_after: 60 * MINUTE })));
        assert!(office.try_password(ADDRESS, PASSWORD, ipv6(0, 2, 999)).await.is_ok(), "another network");
    })
    .await;
}

#[tokio::test]
async fn guesses_are_limited_per_site_over_all_its_networks_without_shutting_owners_out() {
    in_an_office(async |office| {
        let home = ipv6(1, 0xffff, 1);
        let password = Password::parse(&PASSWORD.into(), &email(ADDRESS)).unwrap();
        let pending = office.registration.accounts.sign_up(&email(ADDRESS), &password, Language::En, sent(home)).await.unwrap();
        let code = office.code().await;
        office.registration.accounts.confirm_sign_up(&pending, &typed(&code), home).await.unwrap();
        let nobody = async |number: u16, site: u16| {
            let address = format!("nobody-{number}@sceau.example.org");
            office.try_password(&address, "à la claire rivière", ipv6(site, number, 1)).await.map(drop)
        };
        for number in 0..600 {
            assert_eq!(nobody(number, 1).await, Err(Some(SignInError::Wrong)), "{number}");
        }
        assert_eq!(nobody(600, 1).await, Err(Some(SignInError::RateLimited { retry_after: 60 * MINUTE })));
        assert_eq!(nobody(600, 2).await, Err(Some(SignInError::Wrong)), "another site");
        assert!(office.try_password(ADDRESS, PASSWORD, home).await.is_ok(), "from where the owner signed in before");
    })
    .await;
}
