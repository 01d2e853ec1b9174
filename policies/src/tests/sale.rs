//! Products for sale, and courts.

use std::time::Duration;

use super::assert_refused;
use crate::files::Files;
use crate::{Accessory, Policies};

#[test]
fn only_the_expert_card_is_sold_at_its_required_price() {
    let policies = Policies::embedded();
    let sold: Vec<_> = policies.for_sale().collect();
    let [(card, sale)] = sold[..] else { panic!("{sold:?}") };
    assert_eq!(card.product.as_str(), "expert-card");
    // M1: 159 € before tax, with a reader; M3: 7 to 15 days. 20 % is the normal rate of VAT (CGI art. 278).
    assert_eq!((sale.price_excluding_vat_cents, sale.vat_per_mille), (15_900, 200));
    assert_eq!((&sale.delivery_days, sale.needs), (&(7..=15), Some(Accessory::CardReader)));
    let product = policies.product(&card.product).unwrap();
    assert_eq!(policies.validity_of(product), Duration::from_hours(24 * 365 * 3));
}

#[test]
fn price_vat_rate_and_delivery_time_are_within_bounds() {
    assert_refused(
        "offers.toml",
        "price_excl_vat_cents = 15900",
        "price_excl_vat_cents = 0",
        "offers.toml:67: 0 cents are not a price; hint: write 1 to 1000000",
    );
    assert_refused(
        "offers.toml",
        "vat_per_mille = 200",
        "vat_per_mille = 2000",
        "offers.toml:67: 2000 thousandths are not a VAT rate; hint: write 0 to 500",
    );
    assert_refused(
        "offers.toml",
        "from = 7, to = 15",
        "from = 15, to = 7",
        "offers.toml:67: 15 to 7 days are not a delivery time; \
         hint: write from = 1 or more, and to = from or more, at most 365",
    );
    assert_refused(
        "offers.toml",
        r#"needs = "card-reader""#,
        r#"needs = "reader""#,
        "offers.toml:71: unknown variant `reader`; hint: write `card-reader`",
    );
}

#[test]
fn the_first_and_last_values_within_bounds_are_sold_and_those_beyond_are_not() {
    let read = |from: &str, to: &str| {
        let mut files = Files::embedded();
        let text = files.text_mut("offers.toml");
        *text = text.replacen(from, to, 1);
        Policies::read(&files).map(|policies| policies.for_sale().next().unwrap().1.clone())
    };
    let price = |cents: u32| read("price_excl_vat_cents = 15900", &format!("price_excl_vat_cents = {cents}"));
    for cents in [1, 1_000_000] {
        assert_eq!(price(cents).unwrap().price_excluding_vat_cents, cents);
    }
    assert!(price(1_000_001).is_err());
    let vat = |per_mille: u32| read("vat_per_mille = 200", &format!("vat_per_mille = {per_mille}"));
    for per_mille in [0, 500] {
        assert_eq!(vat(per_mille).unwrap().vat_per_mille, per_mille);
    }
    assert!(vat(501).is_err());
    let delivery = |from: u16, to: u16| read("from = 7, to = 15", &format!("from = {from}, to = {to}"));
    for (from, to) in [(1, 1), (1, 365), (365, 365)] {
        assert_eq!(delivery(from, to).unwrap().delivery_days, from..=to);
    }
    for (from, to) in [(0, 15), (16, 15), (1, 366)] {
        assert!(delivery(from, to).is_err(), "{from} to {to}");
    }
}

/// Law 71-498 article 3: "expert près la cour d'appel de …"; France has 36 of these courts.
#[test]
fn every_court_of_appeal_has_the_protected_title_of_its_experts() {
    let policies = Policies::embedded();
    assert_eq!(policies.courts().len(), 36);
    let title = |name: &str| policies.court(name).map(|court| court.title.as_str());
    assert_eq!(title("Rennes"), Some("Expert près la cour d'appel de Rennes"));
    assert_eq!(title("Aix-en-Provence"), Some("Expert près la cour d'appel d'Aix-en-Provence"));
    assert_eq!(title("Orléans"), Some("Expert près la cour d'appel d'Orléans"));
    assert_eq!(title("Brest"), None);
}

#[test]
fn a_court_is_unique_and_has_its_own_title() {
    assert_refused(
        "courts.toml",
        r#"title = "Expert près la cour d'appel d'Agen""#,
        r#"title = "Expert près la cour d'appel d'Amiens""#,
        "courts.toml:6: `Expert près la cour d'appel d'Amiens` is not the title of this court's experts; \
         hint: write Expert près la cour d'appel de, du or d', and the court's name: 64 characters at most",
    );
    assert_refused(
        "courts.toml",
        r#"name = "Amiens""#,
        r#"name = "Agen""#,
        "courts.toml:13: court Agen appears twice; hint: remove or rename one of them",
    );
}

#[test]
fn the_list_of_a_court_is_an_https_address() {
    let mut files = Files::embedded();
    let listed = "name = \"Agen\"\nlist = \"https://courts.sceau.example.org/agen/experts.pdf\"";
    *files.text_mut("courts.toml") = files.text_mut("courts.toml").replacen(r#"name = "Agen""#, listed, 1);
    let policies = Policies::read(&files).unwrap();
    assert_eq!(
        policies.court("Agen").and_then(|court| court.list.as_deref()),
        Some("https://courts.sceau.example.org/agen/experts.pdf")
    );
    assert_eq!(Policies::embedded().court("Agen").and_then(|court| court.list.as_deref()), None);
    for bad in ["http://courts.sceau.example.org/", "https://", "javascript:alert(1)", "https://courts.sceau.example.org/a list"]
    {
        assert_refused(
            "courts.toml",
            r#"name = "Agen""#,
            &format!("name = \"Agen\"\nlist = \"{bad}\""),
            &format!(
                "courts.toml:6: `{bad}` is not the address of a list; \
                 hint: write an https address of at most 300 characters, or remove it"
            ),
        );
    }
}
