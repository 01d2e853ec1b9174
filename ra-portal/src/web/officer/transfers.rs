//! `/officer/transfers`: transfers from bank statements, recorded, assigned and returned; overpayments to be refunded.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use http::StatusCode;
use i18n::Words;
use registration::orders::OrderNumber;
use registration::payments::{
    AmountFault, AssignError, RecordTransferError, ReturnError, StatementDate, StatementDateFault, StatementText,
    StatementTextFault, Transfer, TransferEntry, TransferId, TransferLists, TransferState,
};

use crate::web::{AsOfficer, FieldErrors, Form, FormKey, NoPage, PageFault, Portal, Refusal, Shell, page_with, see_other, told};

#[derive(Template)]
#[template(path = "officer/transfers.html")]
struct TransfersPage<'a> {
    shell: &'a Shell,
    errors: FieldErrors,
    key: FormKey,
    typed: TypedTransfer<'a>,
    /// The values entered beside an open transfer and refused.
    beside: Option<Beside<'a>>,
    /// Whether an identical transfer is on record.
    twin: bool,
    recorded: Option<&'a Transfer>,
    /// Whether a refund was just recorded.
    refunded: bool,
    lists: &'a TransferLists,
}

/// The values entered in the form that records a transfer.
#[derive(Clone, Copy, Default)]
struct TypedTransfer<'a> {
    date: &'a str,
    amount: &'a str,
    reference: &'a str,
    payer: &'a str,
}

/// The values entered beside an open transfer.
#[derive(Clone, Copy)]
pub(super) struct Beside<'a> {
    transfer: TransferId,
    order: &'a str,
    reason: &'a str,
}

impl TransfersPage<'_> {
    fn order_beside(&self, transfer: &Transfer) -> &str {
        self.beside.filter(|beside| beside.transfer == transfer.id).map_or("", |beside| beside.order)
    }

    fn reason_beside(&self, transfer: &Transfer) -> &str {
        self.beside.filter(|beside| beside.transfer == transfer.id).map_or("", |beside| beside.reason)
    }
}

impl<'a> TypedTransfer<'a> {
    fn of(form: &'a Form) -> Self {
        Self {
            date: form.text("date"),
            amount: form.text("amount"),
            reference: form.text("reference"),
            payer: form.text("payer"),
        }
    }

    fn parse(self, portal: &Portal, t: Words, errors: &mut FieldErrors) -> Option<TransferEntry> {
        let date = StatementDate::parse(self.date, portal.registration.payments.bank_day());
        let date = date.map_err(|fault| errors.add("date", date_fault(t, fault))).ok();
        let amount = self.amount.parse().map_err(|fault| errors.add("amount", amount_fault(t, fault))).ok();
        let reference = self.reference.parse().map_err(|fault| errors.add("reference", text_fault(t, fault))).ok();
        let payer = self.payer.parse().map_err(|fault| errors.add("payer", text_fault(t, fault))).ok();
        Some(TransferEntry { date: date?, amount: amount?, reference: reference?, payer: payer? })
    }
}

fn date_fault(t: Words, fault: StatementDateFault) -> String {
    t.say(match fault {
        StatementDateFault::Form => "payments-date-form",
        StatementDateFault::Future => "payments-date-future",
        StatementDateFault::TooOld => "payments-date-too-old",
    })
}

fn amount_fault(t: Words, fault: AmountFault) -> String {
    t.say(match fault {
        AmountFault::Missing | AmountFault::Form => "payments-amount-form",
        AmountFault::OutOfBounds => "payments-amount-bounds",
    })
}

fn text_fault(t: Words, fault: StatementTextFault) -> String {
    t.say(match fault {
        StatementTextFault::Missing => "payments-text-missing",
        StatementTextFault::TooLong => "payments-text-too-long",
        StatementTextFault::Form => "payments-text-form",
    })
}

/// A transfer in a sentence.
fn line(t: Words, entry: &TransferEntry) -> String {
    format!("{}, {}, {}", t.money(entry.amount.cents()), entry.payer.as_str(), entry.reference.as_str())
}

/// `GET /officer/transfers`.
pub(super) async fn show(
    State(portal): State<Portal>,
    shell: Shell,
    Query(query): Query<BTreeMap<String, String>>,
) -> Result<Response, NoPage> {
    let lists = portal.registration.payments.transfers().await?;
    let recorded = query.get("recorded").and_then(|id| id.parse::<TransferId>().ok());
    let page = TransfersPage {
        shell: &shell,
        errors: FieldErrors::default(),
        key: FormKey::draw(),
        typed: TypedTransfer::default(),
        beside: None,
        twin: false,
        recorded: lists.recent.iter().find(|transfer| Some(transfer.id) == recorded),
        refunded: query.contains_key("refunded"),
        lists: &lists,
    };
    page_with(StatusCode::OK, &page)
}

/// `POST /officer/transfers`: records a transfer; idempotent for each form.
pub(super) async fn record(
    State(portal): State<Portal>,
    shell: Shell,
    officer: AsOfficer,
    form: Form,
) -> Result<Response, NoPage> {
    let typed = TypedTransfer::of(&form);
    let mut errors = FieldErrors::default();
    let mut twin = false;
    let mut key = form.key().ok_or(PageFault::Unreadable)?;
    let entry = if form.asked_again() { None } else { typed.parse(&portal, shell.t, &mut errors) };
    if let Some(entry) = entry {
        match portal.registration.payments.record_transfer(&officer, key.as_bytes(), &entry, form.ticked("again")).await {
            Ok(transfer) => return Ok(see_other(&format!("/officer/transfers?recorded={}", transfer.id))),
            Err(fault) => match told(fault, shell.t)? {
                NotRecorded::Twin(told) => (twin, errors) = (true, told),
                NotRecorded::KeyUsed(told) => (key, errors) = (FormKey::draw(), told),
            },
        }
    }
    let lists = portal.registration.payments.transfers().await?;
    let page =
        TransfersPage { shell: &shell, errors, key, typed, beside: None, twin, recorded: None, refunded: false, lists: &lists };
    page_with(page.errors.status(), &page)
}

/// The page again, with an error message beside an open transfer.
async fn refused_beside(
    portal: &Portal,
    shell: &Shell,
    beside: Beside<'_>,
    field: &str,
    error: String,
) -> Result<Response, NoPage> {
    let errors = FieldErrors::at(format!("{field}-{}", beside.transfer), error);
    shown_again(portal, shell, errors, Some(beside)).await
}

/// The page again, with an error message that is not about the form that records a transfer.
pub(super) async fn shown_again(
    portal: &Portal,
    shell: &Shell,
    errors: FieldErrors,
    beside: Option<Beside<'_>>,
) -> Result<Response, NoPage> {
    let status = errors.status();
    let lists = portal.registration.payments.transfers().await?;
    let page = TransfersPage {
        shell,
        errors,
        key: FormKey::draw(),
        typed: TypedTransfer::default(),
        beside,
        twin: false,
        recorded: None,
        refunded: false,
        lists: &lists,
    };
    page_with(status, &page)
}

/// `POST /officer/transfers/{transfer}/assign`.
pub(super) async fn assign(
    State(portal): State<Portal>,
    shell: Shell,
    officer: AsOfficer,
    Path(transfer): Path<String>,
    form: Form,
) -> Result<Response, NoPage> {
    let transfer: TransferId = transfer.parse().map_err(|_| PageFault::NotFound)?;
    let field = format!("order-{transfer}");
    let beside = Beside { transfer, order: form.text(&field), reason: "" };
    let Ok(number) = beside.order.to_ascii_uppercase().parse::<OrderNumber>() else {
        return refused_beside(&portal, &shell, beside, "order", shell.t.say("payments-order-form")).await;
    };
    match portal.registration.payments.assign_transfer(&officer, transfer, &number).await {
        Ok(()) => Ok(see_other(&format!("/officer/transfers?recorded={transfer}"))),
        Err(fault) => match told(fault, shell.t)? {
            NotAssigned::Order(text) => refused_beside(&portal, &shell, beside, "order", text).await,
            NotAssigned::DealtWith(DealtWith) => dealt_with(&portal, &shell, beside.order).await,
        },
    }
}

/// `POST /officer/transfers/{transfer}/return`.
pub(super) async fn give_back(
    State(portal): State<Portal>,
    shell: Shell,
    officer: AsOfficer,
    Path(transfer): Path<String>,
    form: Form,
) -> Result<Response, NoPage> {
    let transfer: TransferId = transfer.parse().map_err(|_| PageFault::NotFound)?;
    let field = format!("reason-{transfer}");
    let beside = Beside { transfer, order: "", reason: form.text(&field) };
    let reason = match beside.reason.parse::<StatementText>() {
        Ok(reason) => reason,
        Err(StatementTextFault::Missing) => {
            return refused_beside(&portal, &shell, beside, "reason", shell.t.say("payments-reason-missing")).await;
        }
        Err(fault) => return refused_beside(&portal, &shell, beside, "reason", text_fault(shell.t, fault)).await,
    };
    match portal.registration.payments.return_transfer(&officer, transfer, &reason).await {
        Ok(()) => Ok(see_other(&format!("/officer/transfers?recorded={transfer}"))),
        Err(fault) => {
            let DealtWith = told(fault, shell.t)?;
            dealt_with(&portal, &shell, beside.reason).await
        }
    }
}

/// Another officer has assigned or returned the transfer, which is therefore no longer open. What was entered beside it is shown
/// to be copied.
pub(crate) struct DealtWith;

async fn dealt_with(portal: &Portal, shell: &Shell, typed: &str) -> Result<Response, NoPage> {
    let (said, typed) = (shell.t.say("payments-dealt-with"), shell.t.with("shell-typed-not-recorded", [("typed", typed)]));
    shown_again(portal, shell, FieldErrors::conflict("recent", format!("{said} {typed}")), None).await
}

/// Why a transfer was not assigned.
pub(crate) enum NotAssigned {
    /// What is wrong with the order's number, beside it.
    Order(String),
    DealtWith(DealtWith),
}

/// Why a transfer was not recorded.
pub(crate) enum NotRecorded {
    /// An identical transfer is on record.
    Twin(FieldErrors),
    /// The form has already recorded another transfer.
    KeyUsed(FieldErrors),
}

impl Refusal for RecordTransferError {
    type Told = NotRecorded;

    fn told(self, t: Words) -> Result<NotRecorded, NoPage> {
        match self {
            Self::OnRecord => Ok(NotRecorded::Twin(FieldErrors::at("again", t.say("payments-on-record")))),
            Self::KeyUsed { recorded } => {
                let recorded = line(t, &recorded.entry);
                let text = t.with("shell-form-used", [("recorded", recorded.as_str())]);
                Ok(NotRecorded::KeyUsed(FieldErrors::at("recent", text)))
            }
            Self::NotAllowed => Err(PageFault::Forbidden.into()),
        }
    }
}

impl Refusal for AssignError {
    type Told = NotAssigned;

    fn told(self, t: Words) -> Result<NotAssigned, NoPage> {
        match self {
            Self::UnknownOrder => Ok(NotAssigned::Order(t.say("payments-order-unknown"))),
            Self::UnknownTransfer => Err(PageFault::NotFound.into()),
            Self::DealtWith => Ok(NotAssigned::DealtWith(DealtWith)),
            Self::NotAllowed => Err(PageFault::Forbidden.into()),
        }
    }
}

impl Refusal for ReturnError {
    type Told = DealtWith;

    fn told(self, _: Words) -> Result<DealtWith, NoPage> {
        match self {
            Self::UnknownTransfer => Err(PageFault::NotFound.into()),
            Self::DealtWith => Ok(DealtWith),
            Self::NotAllowed => Err(PageFault::Forbidden.into()),
        }
    }
}
