//! Defining and changing a code.

use ca_contract::events::TokenChange;
use ca_contract::holder::{CodeSet, SetCode, SetCodeError};
use chassis::act::Act;
use pki::Digest;
use serde_json::json;

use super::code::Code;
use super::{budget, code_verifier, verifier};
use crate::call::{Answered, Call, Decide, Fault, Proceed};
use crate::core::Core;
use crate::{events, tokens};

/// The code is hashed outside any transaction, because it takes long.
impl Proceed for SetCode {
    async fn proceed(self, core: &Core, call: &Call) -> Result<Answered<CodeSet>, Fault<SetCodeError>> {
        let code = Code::parse(&self.code).map_err(|fault| Fault::Refused(SetCodeError::Unsuitable { fault }))?;
        let mut tx = core.db.begin_read().await?;
        let held = tokens::admitted::<SetCodeError>(core, &mut tx, self.certificate, call.received_at).await?;
        drop(tx);
        let hash = core.slow_hashes.holders.hash(code.normalised(), held.code_salt).await;
        let hash = hash.map_err(|_| Fault::Unavailable)?;
        let verifier = code_verifier(&core.secrets.codes, &held.issuer, &held.serial, &hash);
        call.answer(core, PutInForce { certificate: self.certificate, verifier }).await
    }
}

/// Puts a code in force. This is an act of the holder, which ends the row of wrong answers.
struct PutInForce {
    /// The fingerprint of the certificate that the code revokes.
    certificate: Digest,
    verifier: Digest,
}

impl Decide for PutInForce {
    type Output = CodeSet;
    type Refusal = SetCodeError;

    async fn decide(self, act: &mut Act<'_, Core>, call: &Call) -> Result<CodeSet, Fault<SetCodeError>> {
        let (core, at) = (act.zone(), act.at());
        // It may have been revoked while the code was hashed.
        let held = tokens::admitted::<SetCodeError>(core, act.tx(), self.certificate, call.received_at).await?;
        let answer = verifier::insert(act.tx(), &held.issuer, &held.serial, self.verifier, at).await?;
        budget::clear(act.tx(), budget::holder_subject(&core.secrets.facts, held.person)).await?;
        let action = if answer.changed { "code.changed" } else { "code.defined" };
        let detail = json!({ "issuer": held.issuer, "serial": held.serial });
        act.record(action, held.token.as_str(), detail).await?;
        let change = TokenChange::CodeSet { role: held.role, changed: answer.changed };
        events::append(act, &held.token, &change, answer.at).await?;
        Ok(answer)
    }
}
