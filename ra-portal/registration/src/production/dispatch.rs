//! Sending the token, after its PIN letter and separately from it.

use std::fmt;
use std::str::FromStr;

use chassis::act::Act;

use super::letter::LetterState;
use super::{Production, store};
use crate::access::Action;
use crate::core::Core;
use crate::fault::Fault;
use crate::lifecycle::apply;
use crate::officers::{self, Officer};
use crate::orders::{self, OrderId, OrderState, PrintedPinLetter};

/// A carrier's number: 1 to 40 ASCII letters, digits, hyphens and spaces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrackingNumber(String);

/// The text is not a carrier's number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a tracking number has 1 to 40 letters, digits, hyphens and spaces")]
pub struct TrackingNumberFault;

/// Why a token was not marked as sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ShipError {
    /// The officer was dismissed or is not a production operator.
    #[error("only a production operator may send tokens")]
    NotAllowed,
    /// The token is not produced, or there is no such order.
    #[error("no token of this order waits to be sent")]
    NothingToShip,
    /// The PIN letter must be printed first.
    #[error("the PIN letter was not printed")]
    LetterNotPrinted,
}

impl TrackingNumber {
    /// The number in the carrier's spelling.
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
    /// Records that the token was handed to the carrier, and notifies the holder and the activation contact. Idempotent: a
    /// repeated call changes nothing.
    ///
    /// # Errors
    /// [`ShipError`].
    pub async fn ship(&self, by: &Officer, order: OrderId, tracking: Option<TrackingNumber>) -> Result<(), Fault<ShipError>> {
        let mut act = self.core.begin(by.actor()).await?;
        ship(&mut act, by, order, tracking).await?;
        act.commit().await?;
        Ok(())
    }
}

async fn ship(
    act: &mut Act<'_, Core>,
    by: &Officer,
    order: OrderId,
    tracking: Option<TrackingNumber>,
) -> Result<(), Fault<ShipError>> {
    let now = act.at();
    if !officers::may(act.tx(), by, Action::Produce, now).await? {
        return Err(Fault::Refused(ShipError::NotAllowed));
    }
    let order = orders::find(&act.zone().order_keys, act.tx(), order).await?;
    let order = order.ok_or(Fault::Refused(ShipError::NothingToShip))?;
    match order.state() {
        OrderState::InProduction { .. } => {}
        // The same form again. Another number is not recorded, and its officer has to know that.
        OrderState::Shipped { tracking: recorded, .. }
            if recorded.as_deref() == tracking.as_ref().map(|tracking| tracking.0.as_str()) =>
        {
            return Ok(());
        }
        _ => return Err(Fault::Refused(ShipError::NothingToShip)),
    }
    let printed = match store::letter(act.tx(), order.id).await?.0 {
        LetterState::Printed { at } => PrintedPinLetter::of(at, now),
        LetterState::Awaited | LetterState::ToPrint | LetterState::Lost { .. } => None,
    };
    let printed = printed.ok_or(Fault::Refused(ShipError::LetterNotPrinted))?;
    apply(act, order.ship(printed, tracking.map(|tracking| tracking.0), now)?).await?;
    Ok(())
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
