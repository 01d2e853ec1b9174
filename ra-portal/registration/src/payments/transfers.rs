//! Bank transfers: recorded by an officer, assigned to an order by its number or by hand, or returned to the sender.

use chassis::act::Act;
use chassis::db::{StoreError, Tx};
use jiff::civil::Date;
use pki::SystemRandom;
use serde_json::json;

use super::overpayment::Overpayment;
use super::settle::{self, IncomingPayment};
use super::transfer::{StatementText, Transfer, TransferEntry, TransferId, TransferState};
use super::{Payments, reference, store};
use crate::Failpoint;
use crate::access::Action;
use crate::core::Core;
use crate::fault::{Fault, Never};
use crate::officers::{self, Officer};
use crate::order_keys::OrderKeys;
use crate::orders::{self, Order, OrderNumber};
use crate::paris::day_of;
use crate::tables::ORDERS;

/// How many open transfers, overpayments and recently recorded transfers a page lists.
const OPEN_SHOWN: u32 = 200;
const RECENT_SHOWN: u32 = 50;

/// Why a transfer was not recorded.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RecordTransferError {
    /// The form was sent before with another line.
    #[error("the form was sent before with another line")]
    KeyUsed {
        /// That line.
        recorded: Box<Transfer>,
    },
    /// An equal line is on record: the officer must confirm that there are two.
    #[error("an equal line is on record")]
    OnRecord,
    /// The officer was dismissed, or no longer has this role.
    #[error("no longer an accountant")]
    NotAllowed,
}

/// Why a transfer was not assigned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AssignError {
    #[error("no such transfer")]
    UnknownTransfer,
    #[error("no placed order has this number")]
    UnknownOrder,
    /// Another officer assigned or returned it meanwhile.
    #[error("it was assigned or returned meanwhile")]
    DealtWith,
    /// The officer was dismissed, or no longer has this role.
    #[error("no longer an accountant")]
    NotAllowed,
}

/// Why a transfer was not marked as returned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReturnError {
    #[error("no such transfer")]
    UnknownTransfer,
    /// Another officer assigned or returned it meanwhile.
    #[error("it was assigned or returned meanwhile")]
    DealtWith,
    /// The officer was dismissed, or no longer has this role.
    #[error("no longer an accountant")]
    NotAllowed,
}

/// What the accountant's page lists.
#[derive(Clone, Debug)]
pub struct TransferLists {
    /// Transfers without an order, oldest first; at most 200.
    pub unmatched: Vec<Transfer>,
    /// Overpayments to be refunded, oldest first; at most 200.
    pub overpayments: Vec<Overpayment>,
    /// The transfers that were recorded last, newest first; at most 50.
    pub recent: Vec<Transfer>,
}

impl Payments {
    /// Today's date in Paris: the latest day that a statement may have.
    #[must_use]
    pub fn bank_day(&self) -> Date {
        day_of(self.core.now())
    }

    /// Transfers without an order, overpayments to be refunded, and the transfers that were recorded last.
    ///
    /// # Errors
    /// [`Fault::Failed`] when the database is not available.
    pub async fn transfers(&self) -> Result<TransferLists, Fault<Never>> {
        let (order_keys, key) = (&self.core.order_keys, &self.core.secrets.transfers);
        let mut tx = self.core.db.begin_read().await?;
        let unmatched = store::unmatched(key, &mut tx, OPEN_SHOWN).await?;
        let overpayments = store::overpayments(order_keys, &mut tx, OPEN_SHOWN).await?;
        Ok(TransferLists { unmatched, overpayments, recent: store::recent(key, &mut tx, RECENT_SHOWN).await? })
    }

    /// Records a line of the bank's statement. Idempotent for the key of a form: sending it again with the same line returns the
    /// recorded transfer. `again` confirms that an equal line on record is a different transfer.
    ///
    /// # Errors
    /// [`RecordTransferError`]; [`Fault::Failed`] when the database is not available.
    pub async fn record_transfer(
        &self,
        officer: &Officer,
        form_key: &[u8; 16],
        entry: &TransferEntry,
        again: bool,
    ) -> Result<Transfer, Fault<RecordTransferError>> {
        let mut act = self.core.begin(officer.actor()).await?;
        let transfer = record(&mut act, officer, form_key, entry, again).await?;
        act.commit().await?;
        self.core.environment.failpoints.hit(Failpoint::PaymentRecorded);
        Ok(transfer)
    }

    /// Assigns an open transfer to an order. Idempotent: repeating the assignment changes nothing.
    ///
    /// # Errors
    /// [`AssignError`]; [`Fault::Failed`] when the database is not available.
    pub async fn assign_transfer(
        &self,
        officer: &Officer,
        transfer: TransferId,
        number: &OrderNumber,
    ) -> Result<(), Fault<AssignError>> {
        let mut act = self.core.begin(officer.actor()).await?;
        assign(&mut act, officer, transfer, number).await?;
        act.commit().await?;
        self.core.environment.failpoints.hit(Failpoint::PaymentRecorded);
        Ok(())
    }

    /// Marks an open transfer as returned to its sender. The payment order to the bank is given outside this program.
    ///
    /// # Errors
    /// [`ReturnError`]; [`Fault::Failed`] when the database is not available.
    pub async fn return_transfer(
        &self,
        officer: &Officer,
        transfer: TransferId,
        reason: &StatementText,
    ) -> Result<(), Fault<ReturnError>> {
        let mut act = self.core.begin(officer.actor()).await?;
        return_to_sender(&mut act, officer, transfer, reason).await?;
        act.commit().await?;
        Ok(())
    }
}

async fn record(
    act: &mut Act<'_, Core>,
    officer: &Officer,
    form_key: &[u8; 16],
    entry: &TransferEntry,
    again: bool,
) -> Result<Transfer, Fault<RecordTransferError>> {
    let now = act.at();
    if !officers::may(act.tx(), officer, Action::RecordTransfers, now).await? {
        return Err(Fault::Refused(RecordTransferError::NotAllowed));
    }
    let key = &act.zone().secrets.transfers;
    if let Some(recorded) = store::transfer_of_form(key, act.tx(), form_key).await? {
        if recorded.entry == *entry {
            return Ok(recorded);
        }
        return Err(Fault::Refused(RecordTransferError::KeyUsed { recorded: Box::new(recorded) }));
    }
    if !again && store::is_on_record(key, act.tx(), entry).await? {
        return Err(Fault::Refused(RecordTransferError::OnRecord));
    }
    let id = TransferId::generate(now, &mut SystemRandom);
    let state = TransferState::Unmatched;
    let recorded = Transfer { id, entry: entry.clone(), recorded_by: officer.id(), recorded_at: now, state };
    store::insert_transfer(key, act.tx(), form_key, &recorded).await?;
    let detail = json!({ "amount_cents": entry.amount.cents(), "date": entry.date.date() });
    act.record("transfer.recorded", &id.to_string(), detail).await?;
    let order = named_order(&act.zone().order_keys, act.tx(), entry.reference.as_str()).await?;
    Ok(match order {
        Some(order) => Transfer { state: match_to(act, id, entry, &order).await?, ..recorded },
        None => recorded,
    })
}

async fn assign(
    act: &mut Act<'_, Core>,
    officer: &Officer,
    transfer: TransferId,
    number: &OrderNumber,
) -> Result<(), Fault<AssignError>> {
    let now = act.at();
    if !officers::may(act.tx(), officer, Action::RecordTransfers, now).await? {
        return Err(Fault::Refused(AssignError::NotAllowed));
    }
    let known = store::transfer(&act.zone().secrets.transfers, act.tx(), transfer)
        .await?
        .ok_or(Fault::Refused(AssignError::UnknownTransfer))?;
    match known.state {
        TransferState::Unmatched => {}
        TransferState::Matched { order } if order == *number => return Ok(()),
        TransferState::Matched { .. } | TransferState::Returned { .. } => return Err(Fault::Refused(AssignError::DealtWith)),
    }
    let order = orders::find_by_number(&act.zone().order_keys, act.tx(), number)
        .await?
        .ok_or(Fault::Refused(AssignError::UnknownOrder))?;
    act.record("transfer.assigned", &transfer.to_string(), json!({ "order": number })).await?;
    match_to(act, transfer, &known.entry, &order).await?;
    Ok(())
}

async fn return_to_sender(
    act: &mut Act<'_, Core>,
    officer: &Officer,
    transfer: TransferId,
    reason: &StatementText,
) -> Result<(), Fault<ReturnError>> {
    let now = act.at();
    if !officers::may(act.tx(), officer, Action::RecordTransfers, now).await? {
        return Err(Fault::Refused(ReturnError::NotAllowed));
    }
    let known = store::transfer(&act.zone().secrets.transfers, act.tx(), transfer)
        .await?
        .ok_or(Fault::Refused(ReturnError::UnknownTransfer))?;
    match known.state {
        TransferState::Unmatched => {}
        TransferState::Returned { reason: recorded, .. } if recorded == reason.as_str() => return Ok(()),
        TransferState::Matched { .. } | TransferState::Returned { .. } => return Err(Fault::Refused(ReturnError::DealtWith)),
    }
    store::return_transfer(&act.zone().secrets.transfers, act.tx(), &known, now, reason.as_str()).await?;
    Ok(act.record("transfer.returned", &transfer.to_string(), json!({})).await?)
}

/// The placed order whose number is in a reference.
async fn named_order(keys: &OrderKeys, tx: &mut Tx, text: &str) -> Result<Option<Order>, StoreError> {
    let Some(number) = reference::order_number(text) else { return Ok(None) };
    orders::find_by_number(keys, tx, &number).await
}

async fn match_to(
    act: &mut Act<'_, Core>,
    transfer: TransferId,
    entry: &TransferEntry,
    order: &Order,
) -> Result<TransferState, StoreError> {
    let placed = order.placed().ok_or_else(|| ORDERS.inconsistent(order.id, "number", "is missing"))?;
    store::match_transfer(act.tx(), transfer, order.id).await?;
    settle::settle(act, &IncomingPayment { order, placed, amount: entry.amount, transfer: Some(transfer) }).await?;
    Ok(TransferState::Matched { order: placed.number.clone() })
}
