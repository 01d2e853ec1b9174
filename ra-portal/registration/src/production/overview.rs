//! The production operators' page: orders from the station's queue to the post.

use std::time::Duration;

use pki::{Timestamp, TokenNumber};

use super::letter::LetterState;
use super::{Production, store};
use crate::fault::{Fault, Never};
use crate::messages::OrderFacts;
use crate::orders::{Order, OrderId, OrderNumber, OrderState};

/// Maximum entries of a list; the longest waiting come first.
const AT_MOST: u32 = 200;

/// Orders between approval and dispatch.
#[derive(Clone, Debug)]
pub struct ProductionOverview {
    /// Approved by the certificate authority: the station may produce the token.
    pub awaiting_station: Vec<InProduction>,
    /// Produced: the letter is being made, to be printed, or lost.
    pub letters: Vec<InProduction>,
    /// The letter is printed: the token can be sent.
    pub to_ship: Vec<InProduction>,
}

/// An order in production.
#[derive(Clone, Debug)]
pub struct InProduction {
    pub order: OrderId,
    pub number: OrderNumber,
    /// Given names and surname as typed.
    pub holder: String,
    /// The token; none before it is produced.
    pub token: Option<TokenNumber>,
    pub letter: LetterState,
    /// When it entered this list.
    pub since: Timestamp,
    /// By when it should be done.
    pub due: Timestamp,
    /// Whether that time has passed.
    pub late: bool,
}

impl Production {
    /// What waits for the station, for printing, and for dispatch; the longest waiting first, at most 200 each.
    ///
    /// # Errors
    /// [`Fault::Failed`] only.
    pub async fn production_overview(&self) -> Result<ProductionOverview, Fault<Never>> {
        let (now, within) = (self.core.now(), self.core.environment.settings.production_within);
        let mut tx = self.core.db.begin_read().await?;
        let authorised = store::in_state(&self.core.order_keys, &mut tx, "authorised", AT_MOST).await?;
        let awaiting_station =
            authorised.iter().filter_map(|order| in_production(order, LetterState::Awaited, now, within)).collect();
        let unsent = store::unsent(&self.core.order_keys, &mut tx, AT_MOST).await?;
        let unsent = unsent.iter().filter_map(|(order, letter)| in_production(order, *letter, now, within));
        let (to_ship, letters) = unsent.partition(|order| matches!(order.letter, LetterState::Printed { .. }));
        Ok(ProductionOverview { awaiting_station, letters, to_ship })
    }
}

fn in_production(order: &Order, letter: LetterState, now: Timestamp, within: Duration) -> Option<InProduction> {
    let (token, since) = match order.state() {
        OrderState::Authorised { approved_at: Some(at), .. } => (None, *at),
        OrderState::InProduction { token, since } => (Some(token.clone()), *since),
        _ => return None,
    };
    let OrderFacts { id, number, holder, .. } = OrderFacts::of(order)?;
    let due = since.plus(within);
    Some(InProduction { order: id, number, holder, token, letter, since, due, late: due < now })
}
