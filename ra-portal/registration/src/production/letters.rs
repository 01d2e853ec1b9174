//! PIN letters: released and stored by the background job, opened and marked as printed by officers.

use std::time::Duration;

use ca_contract::escrow::{ReleasePin, ReleasePinError};
use chassis::act::Act;
use chassis::db::StoreError;
use i18n::Language;
use secrecy::SecretString;
use serde_json::json;
use zeroize::Zeroizing;

use super::letter::{DuePinLetter, LetterState, PinLetterFacts};
use super::{Production, store};
use crate::access::Action;
use crate::core::Core;
use crate::fault::{Fault, Never};
use crate::lifecycle::drop_letter;
use crate::officers::{self, Officer};
use crate::orders::{self, EventKind, Order, OrderId, OrderNumber};
use crate::{Failpoint, accounts};

/// The letter's name among the data encrypted under the dossier's key.
const NAME: &str = "pin-letter";
const AT_ONCE: u32 = 20;

/// Why no letter can be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum PinNotReleased {
    /// The PIN cannot be released yet.
    #[error("the PIN is not released yet")]
    Later {
        /// The least time to wait.
        retry_after: Duration,
    },
    /// The PIN will never be released: the letter is dropped, or shown as lost.
    #[error("the PIN will not be released")]
    Never,
}

/// Why a letter was not opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OpenLetterError {
    /// The officer was dismissed or is not a production operator.
    #[error("only a production operator may open PIN letters")]
    NotAllowed,
    /// No letter is to be printed: it is not made yet, printed or lost, or there is no such order.
    #[error("no letter of this order waits for the printer")]
    NothingToPrint,
}

/// Why a letter was not marked as printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotPrinted {
    /// The officer was dismissed or is not a production operator.
    #[error("only a production operator may mark PIN letters printed")]
    NotAllowed,
    #[error("no letter of this order was made")]
    NoLetter,
}

impl Production {
    /// Letters to be made, the longest waiting first; a limited number at a time.
    ///
    /// # Errors
    /// [`Fault::Failed`] only.
    pub(super) async fn pin_letters_due(&self) -> Result<Vec<DuePinLetter>, Fault<Never>> {
        Ok(store::letters_due(&mut self.core.db.begin_read().await?, AT_ONCE).await?)
    }

    /// Releases the transport PIN, and returns the content of the letter. Idempotent within 24 hours.
    ///
    /// # Errors
    /// [`PinNotReleased`].
    pub(super) async fn release_pin(&self, due: &DuePinLetter) -> Result<PinLetterFacts, Fault<PinNotReleased>> {
        let core = &self.core;
        let (order, language) = self.addressee(due.order).await?;
        let address = order.application.pin_letter_address().cloned();
        let address = address.ok_or_else(|| Fault::incident("an order without an address for its PIN letter"))?;
        let question = ReleasePin { order: (&due.number).into() };
        let released = core.environment.authority.call(&question, due.key).await;
        let released = match released.map_err(|failed| Fault::of_authority(failed, |why| why)) {
            Ok(released) => released,
            Err(Fault::Failed(failure)) => return Err(Fault::Failed(failure)),
            Err(Fault::Refused(refusal)) => {
                let mut act = core.begin("portal").await?;
                let not_released = give_up(&mut act, due, refusal).await?;
                act.commit().await?;
                return Err(Fault::Refused(not_released));
            }
        };
        core.environment.failpoints.hit(Failpoint::PinReleased);
        Ok(PinLetterFacts {
            number: due.number.clone(),
            token: released.token,
            model: released.model,
            pin: SecretString::from(released.pin.expose()),
            address,
            language,
            at: released.released_at,
        })
    }

    async fn addressee(&self, order: OrderId) -> Result<(Order, Language), Fault<PinNotReleased>> {
        let mut tx = self.core.db.begin_read().await?;
        let order = orders::find(&self.core.order_keys, &mut tx, order).await?;
        let order = order.ok_or_else(|| Fault::incident("a PIN letter without its order"))?;
        let (_, language) = accounts::contact(&mut tx, order.account).await?;
        Ok((order, language))
    }

    /// Stores the letter, encrypted under the dossier's key, until an officer marks it as printed. `letter` is its PDF. A letter
    /// that became void meanwhile is not stored, and is due again.
    ///
    /// # Errors
    /// [`Fault::Failed`] only: release the PIN again, and make another letter.
    pub(super) async fn keep_pin_letter(&self, due: &DuePinLetter, letter: &Zeroizing<Vec<u8>>) -> Result<(), Fault<Never>> {
        let core = &self.core;
        let ciphertext = core.dossier_keys.encrypt(&due.number, NAME, letter).await?;
        let mut act = core.begin("portal").await?;
        keep(&mut act, due, &ciphertext).await?;
        act.commit().await?;
        core.environment.failpoints.hit(Failpoint::PinLetterKept);
        Ok(())
    }

    /// The letter's PDF, for printing; the opening is recorded with the officer's name.
    ///
    /// # Errors
    /// [`OpenLetterError`].
    pub async fn open_pin_letter(&self, by: &Officer, order: OrderId) -> Result<Zeroizing<Vec<u8>>, Fault<OpenLetterError>> {
        let core = &self.core;
        let mut act = core.begin(by.actor()).await?;
        let (number, ciphertext) = record_opening(&mut act, by, order).await?;
        act.commit().await?;
        core.dossier_keys.decrypt(&number, NAME, &ciphertext).await.map_err(|fault| fault.map(|never| match never {}))
    }

    /// Records that the letter was printed and is being posted, and deletes its document. Idempotent: a repeated call changes
    /// nothing.
    ///
    /// # Errors
    /// [`NotPrinted`].
    pub async fn mark_letter_printed(&self, by: &Officer, order: OrderId) -> Result<(), Fault<NotPrinted>> {
        let mut act = self.core.begin(by.actor()).await?;
        mark_printed(&mut act, by, order).await?;
        act.commit().await?;
        Ok(())
    }
}

/// Does not store a letter that became void meanwhile.
async fn keep(act: &mut Act<'_, Core>, due: &DuePinLetter, ciphertext: &[u8]) -> Result<(), StoreError> {
    let now = act.at();
    if store::keep_letter(act.tx(), due, ciphertext, now).await? {
        act.record("pin-letter.stored", due.number.as_str(), json!({})).await?;
    }
    Ok(())
}

/// Records that the letter was opened; returns the order's number and its encrypted letter.
async fn record_opening(
    act: &mut Act<'_, Core>,
    by: &Officer,
    order: OrderId,
) -> Result<(OrderNumber, Vec<u8>), Fault<OpenLetterError>> {
    let now = act.at();
    if !officers::may(act.tx(), by, Action::Produce, now).await? {
        return Err(Fault::Refused(OpenLetterError::NotAllowed));
    }
    let nothing = Fault::Refused(OpenLetterError::NothingToPrint);
    let number = orders::find(&act.zone().order_keys, act.tx(), order)
        .await?
        .and_then(|order| order.placed().map(|placed| placed.number.clone()));
    let (LetterState::ToPrint, Some(ciphertext)) = store::letter(act.tx(), order).await? else { return Err(nothing) };
    let Some(number) = number else { return Err(nothing) };
    act.record("pin-letter.opened", number.as_str(), json!({})).await?;
    Ok((number, ciphertext))
}

async fn mark_printed(act: &mut Act<'_, Core>, by: &Officer, order: OrderId) -> Result<(), Fault<NotPrinted>> {
    let now = act.at();
    if !officers::may(act.tx(), by, Action::Produce, now).await? {
        return Err(Fault::Refused(NotPrinted::NotAllowed));
    }
    match store::letter(act.tx(), order).await?.0 {
        LetterState::Printed { .. } => return Ok(()),
        LetterState::ToPrint => {}
        LetterState::Awaited | LetterState::Lost { .. } => return Err(Fault::Refused(NotPrinted::NoLetter)),
    }
    store::set_letter_printed(act.tx(), order, by.id(), now).await?;
    orders::record_event(&act.zone().order_keys, act.tx(), order, now, &EventKind::PinLetterSent).await?;
    Ok(act.record("pin-letter.printed", &order.to_string(), json!({})).await?)
}

/// Applies a refusal of the certificate authority to the letter.
async fn give_up(act: &mut Act<'_, Core>, due: &DuePinLetter, refusal: ReleasePinError) -> Result<PinNotReleased, StoreError> {
    let now = act.at();
    Ok(match refusal {
        ReleasePinError::RateLimited { retry_after_seconds } => {
            PinNotReleased::Later { retry_after: Duration::from_secs(retry_after_seconds.into()) }
        }
        ReleasePinError::NotEscrowed | ReleasePinError::UnknownOrder => {
            PinNotReleased::Later { retry_after: Duration::from_secs(60) }
        }
        ReleasePinError::Revoked => {
            drop_letter(act.tx(), due.order).await?;
            PinNotReleased::Never
        }
        ReleasePinError::Released { at } => {
            tracing::error!(order = %due.number, released_at = %at, "a PIN was released and its letter is not stored");
            store::set_letter_lost(act.tx(), due, now).await?;
            act.record("pin-letter.lost", due.number.as_str(), json!({ "released_at": at })).await?;
            PinNotReleased::Never
        }
    })
}
