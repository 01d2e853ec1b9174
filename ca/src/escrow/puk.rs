//! Releasing a PUK to its holder.

use ca_contract::holder::{ReleasePuk, ReleasePukError, ReleasedPuk};
use chassis::act::Act;
use serde_json::json;

use super::release::PUK;
use crate::call::{Call, Decide, Fault};
use crate::core::Core;
use crate::tokens;

/// Releases the PUK of the token with this certificate.
impl Decide for ReleasePuk {
    type Output = ReleasedPuk;
    type Refusal = ReleasePukError;

    async fn decide(self, act: &mut Act<'_, Core>, call: &Call) -> Result<ReleasedPuk, Fault<ReleasePukError>> {
        let core = act.zone();
        let held = tokens::admitted::<ReleasePukError>(core, act.tx(), self.certificate, call.received_at).await?;
        let token = held.token;
        let (puk, released_at) = PUK.release(act, call, &token, json!({ "certificate": self.certificate })).await?;
        Ok(ReleasedPuk { token, puk, released_at })
    }
}
