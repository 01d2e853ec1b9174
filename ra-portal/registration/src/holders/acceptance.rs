//! Accepting the certificates, or reporting that their data are wrong (M9, M15).

use std::str::FromStr;

use chassis::db::Tx;
use pki::Timestamp;
use serde_json::json;

use super::login::acceptance;
use super::{Acceptance, Holder, Holders, store};
use crate::fault::Fault;
use crate::messages::{Content, tell_account};
use crate::orders::{self, EventKind, Order, OrderState};

/// What is wrong in a certificate, in the holder's words: 1 to 500 characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrongDataReport(String);

/// Why a text is no report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReportFault {
    /// Nothing was said.
    #[error("a report says what is wrong")]
    Missing,
    /// More than 500 characters.
    #[error("a report has at most {} characters", WrongDataReport::AT_MOST)]
    TooLong,
}

/// Why the holder's word was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AcceptanceError {
    /// That the data are right was said before.
    #[error("the certificates were accepted at {at}")]
    Accepted {
        /// When.
        at: Timestamp,
    },
    /// That the data are wrong was said before, in other words if in any.
    #[error("wrong data were reported at {at}")]
    WrongDataReported {
        /// When.
        at: Timestamp,
    },
    /// The certificates were revoked meanwhile.
    #[error("the certificates are revoked")]
    Revoked,
}

impl AcceptanceError {
    /// Why nothing more is taken from whoever said this before; nothing while the holder's word is awaited.
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
    /// The most characters that a report may have.
    pub const AT_MOST: usize = 500;

    /// As the holder wrote it.
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
    /// The holder checked the data and accepts both certificates. Said twice, it counts once.
    ///
    /// # Errors
    /// [`AcceptanceError`].
    pub async fn accept_certificates(&self, holder: &Holder) -> Result<(), Fault<AcceptanceError>> {
        let core = &self.core;
        let now = core.now();
        let mut tx = core.db.begin_write().await?;
        let mut order = order(&mut tx, holder).await?;
        match &order.state {
            OrderState::Accepted { .. } => return Ok(()),
            OrderState::Activated { token, .. } => order.state = OrderState::Accepted { token: token.clone(), at: now },
            state => return Err(Fault::Refused(AcceptanceError::in_state(state))),
        }
        self.said(&mut tx, holder, &order, None).await?;
        orders::record_event(&mut tx, order.id, now, &EventKind::Accepted).await?;
        core.record(&mut tx, &holder.actor(), "certificates.accepted", holder.number().as_str(), json!({})).await?;
        tell_account(core, &mut tx, &order, Content::Accepted).await?;
        tx.commit().await?;
        Ok(())
    }

    /// The holder reports wrong data: officers revoke and issue anew. Said twice in the same words, it counts once; other words are
    /// not taken, since the first report stands.
    ///
    /// # Errors
    /// [`AcceptanceError`].
    pub async fn report_wrong_data(&self, holder: &Holder, report: &WrongDataReport) -> Result<(), Fault<AcceptanceError>> {
        let core = &self.core;
        let now = core.now();
        let mut tx = core.db.begin_write().await?;
        let mut order = order(&mut tx, holder).await?;
        match &order.state {
            OrderState::WrongDataReported { report: said, .. } if *said == report.0 => return Ok(()),
            OrderState::Activated { token, .. } => {
                order.state = OrderState::WrongDataReported { token: token.clone(), at: now, report: report.0.clone() };
            }
            state => return Err(Fault::Refused(AcceptanceError::in_state(state))),
        }
        self.said(&mut tx, holder, &order, Some(report)).await?;
        orders::record_event(&mut tx, order.id, now, &EventKind::WrongDataReported).await?;
        core.record(&mut tx, &holder.actor(), "wrong-data.reported", holder.number().as_str(), json!({})).await?;
        tell_account(core, &mut tx, &order, Content::WrongDataReported).await?;
        tx.commit().await?;
        Ok(())
    }

    async fn said(
        &self,
        tx: &mut Tx,
        holder: &Holder,
        order: &Order,
        report: Option<&WrongDataReport>,
    ) -> Result<(), Fault<AcceptanceError>> {
        if !orders::update(tx, order).await? {
            return Err(Fault::Unavailable("the order was changed meanwhile".to_owned()));
        }
        let report = report.map(WrongDataReport::as_str);
        store::insert_acceptance(tx, order.id, holder.token(), holder.shown(), self.core.now(), report).await?;
        Ok(())
    }
}

async fn order(tx: &mut Tx, holder: &Holder) -> Result<Order, Fault<AcceptanceError>> {
    let order = orders::find(tx, holder.order()).await?;
    order.ok_or_else(|| Fault::Unavailable("the holder's order is not known here".to_owned()))
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
