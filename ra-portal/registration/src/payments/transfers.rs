//! Bank transfers: recorded by an officer, matched to an order by its number, or by hand, or returned to the sender.

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
use crate::orders::{self, Order, OrderNumber};
use crate::paris::day_of;
use crate::tables::ORDERS;

/// How many open transfers a page lists, how many overpayments, and how many of the last recorded.
const OPEN_SHOWN: u32 = 200;
const RECENT_SHOWN: u32 = 50;

/// Why a transfer was not recorded.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RecordTransferError {
    /// The form recorded another line before.
    #[error("the form recorded another line")]
    KeyUsed {
        /// That line.
        recorded: Box<Transfer>,
    },
    /// A line that says the same is on record: it wants to be confirmed that there are two.
    #[error("the same line is on record")]
    OnRecord,
    /// The officer was removed, or has another role now.
    #[error("not an accountant any more")]
    NotAllowed,
}

/// Why a transfer was not assigned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AssignError {
    /// No such transfer.
    #[error("no such transfer")]
    UnknownTransfer,
    /// No placed order has this number.
    #[error("no placed order has this number")]
    UnknownOrder,
    /// Another officer assigned or returned it meanwhile.
    #[error("dealt with meanwhile")]
    DealtWith,
    /// The officer was removed, or has another role now.
    #[error("not an accountant any more")]
    NotAllowed,
}

/// Why a transfer was not marked as returned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReturnError {
    /// No such transfer.
    #[error("no such transfer")]
    UnknownTransfer,
    /// Another officer assigned or returned it meanwhile.
    #[error("dealt with meanwhile")]
    DealtWith,
    /// The officer was removed, or has another role now.
    #[error("not an accountant any more")]
    NotAllowed,
}

/// Transfers, as the accountant's page lists them.
#[derive(Clone, Debug)]
pub struct TransferLists {
    /// Those that name no order, the oldest first; at most 200.
    pub unmatched: Vec<Transfer>,
    /// What is to be paid back to those who paid too much, the oldest first; at most 200.
    pub overpayments: Vec<Overpayment>,
    /// The last that were recorded, the newest first; at most 50.
    pub recent: Vec<Transfer>,
}

impl Payments {
    /// The day that it is for the supplier's books: the last that a statement may have.
    #[must_use]
    pub fn bank_day(&self) -> Date {
        day_of(self.core.now())
    }

    /// The transfers that wait for somebody to look, what is to be paid back, and the transfers last recorded.
    ///
    /// # Errors
    /// [`Fault::Failed`] when the database does not answer.
    pub async fn transfers(&self) -> Result<TransferLists, Fault<Never>> {
        let mut tx = self.core.db.begin_read().await?;
        let unmatched = store::unmatched(&mut tx, OPEN_SHOWN).await?;
        let overpayments = store::overpayments(&mut tx, OPEN_SHOWN).await?;
        Ok(TransferLists { unmatched, overpayments, recent: store::recent(&mut tx, RECENT_SHOWN).await? })
    }

    /// Records a line of the bank's statement, once a form: sent again with the same line, the answer is what was recorded. `again`
    /// confirms that a line which says the same as another is another.
    ///
    /// # Errors
    /// [`RecordTransferError`]; [`Fault::Failed`] when the database does not answer.
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

    /// Ties an open transfer to the order that it was meant for. The same assignment again changes nothing.
    ///
    /// # Errors
    /// [`AssignError`]; [`Fault::Failed`] when the database does not answer.
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

    /// Marks an open transfer as returned to its sender. The bank's order itself is given outside of this program.
    ///
    /// # Errors
    /// [`ReturnError`]; [`Fault::Failed`] when the database does not answer.
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
    if let Some(recorded) = store::transfer_of_form(act.tx(), form_key).await? {
        if recorded.entry == *entry {
            return Ok(recorded);
        }
        return Err(Fault::Refused(RecordTransferError::KeyUsed { recorded: Box::new(recorded) }));
    }
    if !again && store::is_on_record(act.tx(), entry).await? {
        return Err(Fault::Refused(RecordTransferError::OnRecord));
    }
    let id = TransferId::generate(now, &mut SystemRandom);
    store::insert_transfer(act.tx(), id, form_key, entry, officer, now).await?;
    let detail = json!({ "amount_cents": entry.amount.cents(), "date": entry.date.date() });
    act.record("transfer.recorded", &id.to_string(), detail).await?;
    let state = match named_order(act.tx(), entry.reference.as_str()).await? {
        Some(order) => match_to(act, id, entry, &order).await?,
        None => TransferState::Unmatched,
    };
    Ok(Transfer { id, entry: entry.clone(), recorded_by: officer.id(), recorded_at: now, state })
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
    let known = store::transfer(act.tx(), transfer).await?.ok_or(Fault::Refused(AssignError::UnknownTransfer))?;
    match known.state {
        TransferState::Unmatched => {}
        TransferState::Matched { order } if order == *number => return Ok(()),
        TransferState::Matched { .. } | TransferState::Returned { .. } => return Err(Fault::Refused(AssignError::DealtWith)),
    }
    let order = orders::find_by_number(act.tx(), number).await?.ok_or(Fault::Refused(AssignError::UnknownOrder))?;
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
    let known = store::transfer(act.tx(), transfer).await?.ok_or(Fault::Refused(ReturnError::UnknownTransfer))?;
    match known.state {
        TransferState::Unmatched => {}
        TransferState::Returned { .. } => return Ok(()),
        TransferState::Matched { .. } => return Err(Fault::Refused(ReturnError::DealtWith)),
    }
    store::return_transfer(act.tx(), transfer, now, reason.as_str()).await?;
    Ok(act.record("transfer.returned", &transfer.to_string(), json!({})).await?)
}

/// The placed order that a reference names.
async fn named_order(tx: &mut Tx, text: &str) -> Result<Option<Order>, StoreError> {
    let Some(number) = reference::order_number(text) else { return Ok(None) };
    orders::find_by_number(tx, &number).await
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
