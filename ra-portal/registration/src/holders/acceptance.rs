//! Accepting the certificates, or reporting that their data are wrong (M9, M15).

use std::str::FromStr;

use chassis::act::Act;
use chassis::db::Tx;
use pki::Timestamp;

use super::login::acceptance;
use super::{Acceptance, Holder, Holders, store};
use crate::core::Core;
use crate::fault::Fault;
use crate::lifecycle::apply;
use crate::order_keys::OrderKeys;
use crate::orders::{self, Order, OrderState};

/// What is wrong in a certificate, in the holder's words: 1 to 500 characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrongDataReport(String);

/// Why a text is not a valid report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReportFault {
    #[error("the report is empty")]
    Missing,
    /// More than 500 characters.
    #[error("a report has at most {} characters", WrongDataReport::AT_MOST)]
    TooLong,
}

/// Why a holder's acceptance or report was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AcceptanceError {
    /// The certificates were accepted before.
    #[error("the certificates were accepted at {at}")]
    Accepted { at: Timestamp },
    /// Wrong data were reported before, with another report if this is one.
    #[error("wrong data were reported at {at}")]
    WrongDataReported { at: Timestamp },
    #[error("the certificates are revoked")]
    Revoked,
}

impl AcceptanceError {
    /// Why nothing further is accepted after `said`; none while the holder's acceptance or report is awaited.
    #[must_use]
    pub const fn after(said: &Acceptance) -> Option<Self> {
        match said {
            Acceptance::Awaited => None,
            Acceptance::Accepted { at } => Some(Self::Accepted { at: *at }),
            Acceptance::WrongDataReported { at, .. } => Some(Self::WrongDataReported { at: *at }),
        }
    }

    fn in_state(state: &OrderState) -> Self {
        acceptance(state).as_ref().and_then(Self::after).unwrap_or(Self::Revoked)
    }
}

impl WrongDataReport {
    /// Maximum characters of a report.
    pub const AT_MOST: usize = 500;

    /// The text as the holder wrote it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for WrongDataReport {
    type Err = ReportFault;

    fn from_str(text: &str) -> Result<Self, ReportFault> {
        let text = text.trim();
        match text.chars().count() {
            0 => Err(ReportFault::Missing),
            length if length > Self::AT_MOST => Err(ReportFault::TooLong),
            _ => Ok(Self(text.to_owned())),
        }
    }
}

impl Holders {
    /// Records that the holder checked the data and accepts both certificates. Idempotent.
    ///
    /// # Errors
    /// [`AcceptanceError`].
    pub async fn accept_certificates(&self, holder: &Holder) -> Result<(), Fault<AcceptanceError>> {
        let mut act = self.core.begin(holder.actor()).await?;
        accept(&mut act, holder).await?;
        act.commit().await?;
        Ok(())
    }

    /// Records the holder's report of wrong data: officers revoke and issue new certificates. Idempotent for the same report;
    /// another report is refused, since the first is final.
    ///
    /// # Errors
    /// [`AcceptanceError`].
    pub async fn report_wrong_data(&self, holder: &Holder, report: &WrongDataReport) -> Result<(), Fault<AcceptanceError>> {
        let mut act = self.core.begin(holder.actor()).await?;
        report_wrong_data(&mut act, holder, report).await?;
        act.commit().await?;
        Ok(())
    }
}

async fn accept(act: &mut Act<'_, Core>, holder: &Holder) -> Result<(), Fault<AcceptanceError>> {
    let now = act.at();
    let order = order(&act.zone().order_keys, act.tx(), holder).await?;
    match order.state() {
        OrderState::Accepted { .. } => return Ok(()),
        OrderState::Activated { .. } => {}
        state => return Err(Fault::Refused(AcceptanceError::in_state(state))),
    }
    store::insert_acceptance(&act.zone().order_keys, act.tx(), order.id, holder.token(), holder.shown(), now, None).await?;
    apply(act, order.accept(now)?).await?;
    Ok(())
}

async fn report_wrong_data(
    act: &mut Act<'_, Core>,
    holder: &Holder,
    report: &WrongDataReport,
) -> Result<(), Fault<AcceptanceError>> {
    let now = act.at();
    let order = order(&act.zone().order_keys, act.tx(), holder).await?;
    match order.state() {
        OrderState::WrongDataReported { report: said, .. } if *said == report.0 => return Ok(()),
        OrderState::Activated { .. } => {}
        state => return Err(Fault::Refused(AcceptanceError::in_state(state))),
    }
    store::insert_acceptance(
        &act.zone().order_keys,
        act.tx(),
        order.id,
        holder.token(),
        holder.shown(),
        now,
        Some(report.as_str()),
    )
    .await?;
    apply(act, order.report_wrong_data(report.0.clone(), now)?).await?;
    Ok(())
}

async fn order(keys: &OrderKeys, tx: &mut Tx, holder: &Holder) -> Result<Order, Fault<AcceptanceError>> {
    let order = orders::find(keys, tx, holder.order()).await?;
    order.ok_or_else(|| Fault::incident("the holder's order is not known here"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_has_1_to_500_characters() {
        assert_eq!(" \n".parse::<WrongDataReport>(), Err(ReportFault::Missing));
        assert!("é".repeat(500).parse::<WrongDataReport>().is_ok());
        assert_eq!("é".repeat(501).parse::<WrongDataReport>(), Err(ReportFault::TooLong));
    }
}
