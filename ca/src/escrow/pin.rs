//! Releasing a transport PIN for its letter.

use ca_contract::escrow::{ReleasePin, ReleasePinError, ReleasedPin};
use chassis::act::Act;
use serde_json::json;

use super::release::PIN;
use crate::call::{Call, Decide, Fault};
use crate::core::Core;
use crate::tokens;

/// Releases the transport PIN of the token that was produced for this order.
impl Decide for ReleasePin {
    type Output = ReleasedPin;
    type Refusal = ReleasePinError;

    async fn decide(self, act: &mut Act<'_, Core>, call: &Call) -> Result<ReleasedPin, Fault<ReleasePinError>> {
        let produced = tokens::of_order(act.tx(), &self.order).await?;
        let (token, model) = produced.ok_or(Fault::Refused(ReleasePinError::UnknownOrder))?;
        if tokens::is_revoked(act.tx(), &token).await? {
            return Err(Fault::Refused(ReleasePinError::Revoked));
        }
        let (pin, released_at) = PIN.release(act, call, &token, json!({ "order": self.order })).await?;
        Ok(ReleasedPin { token, model, pin, released_at })
    }
}
