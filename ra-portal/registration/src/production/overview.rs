//! What production operators see: orders from the station's queue to the post.

use std::time::Duration;

use pki::{Timestamp, TokenNumber};

use super::letter::LetterState;
use super::{Production, store};
use crate::fault::{Fault, Never};
use crate::messages::OrderFacts;
use crate::orders::{Order, OrderId, OrderNumber, OrderState};

/// Lists beyond this are shown in part: the longest waiting come first.
const AT_MOST: u32 = 200;

/// Everything between approval and post.
#[derive(Clone, Debug)]
pub struct ProductionOverview {
    /// Approved by the certificate authority: the station may produce them.
    pub awaiting_station: Vec<InProduction>,
    /// Produced: the letter is being made, waits for the printer, or is lost.
    pub letters: Vec<InProduction>,
    /// The letter is printed: the token can go.
    pub to_ship: Vec<InProduction>,
}

/// An order in production.
#[derive(Clone, Debug)]
pub struct InProduction {
    /// Which.
    pub order: OrderId,
    /// What people call it.
    pub number: OrderNumber,
    /// Given names and surname as typed.
    pub holder: String,
    /// The token; none before the station produced it.
    pub token: Option<TokenNumber>,
    /// How its PIN letter stands.
    pub letter: LetterState,
    /// Since when it waits here.
    pub since: Timestamp,
    /// Until when it should be done.
    pub due: Timestamp,
    /// Whether that moment has passed.
    pub late: bool,
}

impl Production {
    /// What waits for the station, for the printer, for the post; the longest waiting first, at most 200 each.
    ///
    /// # Errors
    /// [`Fault::Failed`] only.
    pub async fn production_overview(&self) -> Result<ProductionOverview, Fault<Never>> {
        let (now, within) = (self.core.now(), self.core.environment.settings.production_within);
        let mut tx = self.core.db.begin_read().await?;
        let authorised = store::in_state(&mut tx, "authorised", AT_MOST).await?;
        let awaiting_station =
            authorised.iter().filter_map(|order| in_production(order, LetterState::Awaited, now, within)).collect();
        let unsent = store::unsent(&mut tx, AT_MOST).await?;
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
