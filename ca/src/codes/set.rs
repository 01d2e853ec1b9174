//! Defining and changing a code.

use ca_contract::events::TokenChange;
use ca_contract::holder::{CodeSet, SetCode, SetCodeError};
use serde_json::json;

use super::code::Code;
use super::{budget, guessed, verifier};
use crate::call::{Call, Fault};
use crate::core::Core;
use crate::{events, tokens};

/// Puts a code in force. The holder was here: wrong answers in a row are forgotten.
pub(crate) async fn set(core: &Core, call: &Call, question: SetCode) -> Result<CodeSet, Fault<SetCodeError>> {
    let code = Code::parse(&question.code).map_err(|fault| Fault::Refused(SetCodeError::Unsuitable { fault }))?;
    let mut tx = core.db.begin_read().await?;
    let held = tokens::admitted::<SetCodeError>(core, &mut tx, question.certificate, call.received_at).await?;
    drop(tx);
    let Ok(hash) = core.slow_hashes.holders.hash(code.normalised(), held.code_salt).await else { return Err(Fault::Unavailable) };
    let verifier = guessed(&core.secrets.codes, &held.issuer, &held.serial, &hash);

    let mut tx = core.db.begin_write().await?;
    // It may have been revoked while the code was hashed.
    tokens::admitted::<SetCodeError>(core, &mut tx, question.certificate, call.received_at).await?;
    let answer = verifier::insert(&mut tx, &held.issuer, &held.serial, verifier, core.now()).await?;
    budget::clear(&mut tx, budget::holder_subject(&core.secrets.facts, held.person)).await?;
    let action = if answer.changed { "code.changed" } else { "code.defined" };
    let detail = json!({ "issuer": held.issuer, "serial": held.serial });
    core.record(&mut tx, &call.actor(), action, held.token.as_str(), detail).await?;
    let change = TokenChange::CodeSet { role: held.role, changed: answer.changed };
    events::append(&mut tx, &held.token, &change, answer.at).await?;
    call.remember(&mut tx, &answer).await?;
    tx.commit().await?;
    core.announce_token_events();
    Ok(answer)
}
