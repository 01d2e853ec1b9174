//! Sending the token: after its PIN letter, and apart from it.

use std::fmt;
use std::str::FromStr;

use serde_json::json;

use super::letter::LetterState;
use super::{Production, store};
use crate::access::Action;
use crate::fault::Fault;
use crate::messages::{Content, tell_account, tell_activation_contact};
use crate::officers::{self, Officer};
use crate::orders::{self, EventKind, OrderId, OrderState};

/// A carrier's number: 1 to 40 letters, digits, hyphens and spaces of ASCII.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrackingNumber(String);

/// Why a text is no carrier's number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a tracking number has 1 to 40 letters, digits, hyphens and spaces")]
pub struct TrackingNumberFault;

/// Why a token was not marked as sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ShipError {
    /// Removed meanwhile, or no producer.
    #[error("only a producer may send tokens")]
    NotAllowed,
    /// Not produced, or no such order.
    #[error("no token of this order waits to be sent")]
    NothingToShip,
    /// Its PIN letter comes first.
    #[error("the PIN letter was not printed")]
    LetterNotPrinted,
}

impl TrackingNumber {
    /// As the carrier writes it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for TrackingNumber {
    type Err = TrackingNumberFault;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        let fits = (1..=40).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b' ');
        if fits { Ok(Self(text.to_owned())) } else { Err(TrackingNumberFault) }
    }
}

impl fmt::Display for TrackingNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Production {
    /// The token was handed to the carrier: holder and activation contact are told. Marked twice, it happens once.
    ///
    /// # Errors
    /// [`ShipError`].
    pub async fn ship(&self, by: &Officer, order: OrderId, tracking: Option<TrackingNumber>) -> Result<(), Fault<ShipError>> {
        let core = &self.core;
        let now = core.now();
        let mut tx = core.db.begin_write().await?;
        if !officers::may(&mut tx, by, Action::Produce).await? {
            return Err(Fault::Refused(ShipError::NotAllowed));
        }
        let order = orders::find(&mut tx, order).await?;
        let mut order = order.ok_or(Fault::Refused(ShipError::NothingToShip))?;
        let token = match &order.state {
            OrderState::InProduction { token, .. } => token.clone(),
            OrderState::Shipped { .. } | OrderState::Activated { .. } | OrderState::Accepted { .. } => return Ok(()),
            _ => return Err(Fault::Refused(ShipError::NothingToShip)),
        };
        if !matches!(store::letter(&mut tx, order.id).await?.0, LetterState::Printed { .. }) {
            return Err(Fault::Refused(ShipError::LetterNotPrinted));
        }
        let tracking = tracking.map(|tracking| tracking.0);
        order.state = OrderState::Shipped { token: token.clone(), at: now, tracking: tracking.clone() };
        if !orders::update(&mut tx, &order).await? {
            return Err(Fault::Unavailable("the order was changed meanwhile".to_owned()));
        }
        orders::record_event(&mut tx, order.id, now, &EventKind::Shipped { tracking: tracking.clone() }).await?;
        core.record(&mut tx, &by.actor(), "order.shipped", &order.id.to_string(), json!({ "token": token })).await?;
        tell_account(core, &mut tx, &order, |order| Content::Shipped { order, tracking }).await?;
        tell_activation_contact(core, &mut tx, &order, Content::Activate).await?;
        tx.commit().await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tracking_number_is_short_and_printable() {
        assert_eq!(" 8R 00112-233 ".parse::<TrackingNumber>().map(|number| number.to_string()), Ok("8R 00112-233".to_owned()));
        for bad in ["", "  ", "8R\n1", "8R/1", "é", &"1".repeat(41)] {
            assert_eq!(bad.parse::<TrackingNumber>(), Err(TrackingNumberFault), "{bad}");
        }
    }
}
