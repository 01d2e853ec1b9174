//! The price and delivery of a product.

use std::ops::RangeInclusive;

use serde::Deserialize;

/// The highest price, 10 000 euros. A higher one is taken for a mistake.
const MOST_CENTS: u32 = 1_000_000;
const MOST_DAYS: u16 = 365;

/// The price and delivery of a product.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "SaleToml")]
#[non_exhaustive]
pub struct Sale {
    /// The price excluding VAT, in euro cents; positive.
    pub price_excluding_vat_cents: u32,
    /// The VAT rate in thousandths: 200 for 20 %.
    pub vat_per_mille: u32,
    /// Delivery in days after the dossier is complete (M3).
    pub delivery_days: RangeInclusive<u16>,
    /// What the buyer needs in addition.
    pub needs: Option<Accessory>,
}

/// Equipment that a token needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Accessory {
    /// A smart card reader (M1).
    CardReader,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SaleToml {
    price_excl_vat_cents: u32,
    vat_per_mille: u32,
    delivery_days: Days,
    needs: Option<Accessory>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Days {
    from: u16,
    to: u16,
}

#[derive(Debug, thiserror::Error)]
enum BadSale {
    #[error("{0} cents are not a price, expected 1 to {MOST_CENTS}")]
    Price(u32),
    #[error("{0} thousandths are not a VAT rate, expected 0 to 500")]
    Vat(u32),
    #[error("{0} to {1} days are not a delivery time, expected from = 1 or more, and to = from or more, at most {MOST_DAYS}")]
    Delivery(u16, u16),
}

impl TryFrom<SaleToml> for Sale {
    type Error = BadSale;

    fn try_from(toml: SaleToml) -> Result<Self, BadSale> {
        let Days { from, to } = toml.delivery_days;
        if !(1..=MOST_CENTS).contains(&toml.price_excl_vat_cents) {
            return Err(BadSale::Price(toml.price_excl_vat_cents));
        }
        if toml.vat_per_mille > 500 {
            return Err(BadSale::Vat(toml.vat_per_mille));
        }
        if from == 0 || from > to || to > MOST_DAYS {
            return Err(BadSale::Delivery(from, to));
        }
        Ok(Self {
            price_excluding_vat_cents: toml.price_excl_vat_cents,
            vat_per_mille: toml.vat_per_mille,
            delivery_days: from..=to,
            needs: toml.needs,
        })
    }
}
