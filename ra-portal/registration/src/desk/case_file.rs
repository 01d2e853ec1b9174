//! Everything about an order that officers decide on, read in one transaction.

use chassis::db::{StoreError, Tx};
use i18n::Language;
use pki::{Digest, Timestamp};
use serde::Serialize;

use super::{IdentityCheck, is_holder, store};
use crate::accounts;
use crate::dossiers::{self, Dossier, Piece, Viewings};
use crate::officers::{self, Enrolled, Officer, OfficerRecord};
use crate::order_keys::OrderKeys;
use crate::orders::{self, Application, Order, OrderId, OrderNumber, ValidIdentityCheck};
use crate::payments::{self, PaymentState};
use crate::people::PersonId;

/// An order on the desk.
pub(super) struct CaseFile {
    pub(super) order: Order,
    pub(super) number: OrderNumber,
    pub(super) dossier: Dossier,
    /// Which files who has seen.
    viewings: Viewings,
    pub(super) check: Option<IdentityCheck>,
    /// The officer who checked the identity, unless dismissed or with an expired certificate.
    pub(super) checker: Option<Enrolled>,
    pub(super) payment: PaymentState,
    /// The account's verified address.
    pub(super) email: String,
    pub(super) language: Language,
}

impl CaseFile {
    /// None if there is no such order, or it was not placed.
    pub(super) async fn read(keys: &OrderKeys, tx: &mut Tx, id: OrderId, now: Timestamp) -> Result<Option<Self>, StoreError> {
        let Some(order) = orders::find(keys, tx, id).await? else { return Ok(None) };
        let Some(placed) = order.placed() else { return Ok(None) };
        let (number, price) = (placed.number.clone(), placed.price);
        let dossier = dossiers::find(keys, tx, &order).await?;
        let viewings = Viewings::of(tx, id).await?;
        let check = store::newest_check(keys, tx, id).await?;
        let checker = match &check {
            Some(check) => officers::acting(tx, check.officer, now).await?,
            None => None,
        };
        let payment = payments::state(tx, id, price).await?;
        let (email, language) = accounts::contact(tx, order.account).await?;
        Ok(Some(Self { order, number, dossier, viewings, check, checker, payment, email, language }))
    }

    pub(super) fn is_holder(&self, officer: &OfficerRecord) -> bool {
        is_holder(officer, &self.email, self.order.application.identity.as_ref())
    }

    /// Whether the officer has opened every file of the piece since it last changed.
    pub(super) fn has_seen(&self, officer: &Officer, piece: &Piece) -> bool {
        self.viewings.have_all_of(piece, officer.id())
    }

    /// Whether the officer has opened every file of every required piece since it last changed.
    pub(super) fn has_seen_all(&self, officer: &Officer) -> bool {
        self.dossier.pieces.iter().filter(|piece| piece.asked).all(|piece| self.has_seen(officer, piece))
    }

    /// The proof that certificates may be issued on the identity check, made by an officer who may still act.
    pub(super) fn valid_check(&self, now: Timestamp) -> Option<ValidIdentityCheck> {
        self.checker.as_ref()?;
        ValidIdentityCheck::of(self.check.as_ref()?.validated_until, now)
    }

    /// SHA-256 of everything that a review covers: data, address, pieces, identity check.
    pub(super) fn seen(&self) -> Result<Digest, StoreError> {
        let seen = Seen {
            number: &self.number,
            person: self.order.person,
            product: self.order.product.as_str(),
            application: &self.order.application,
            email: &self.email,
            dossier: self.dossier.digest(),
            accepted: self.dossier.accepted().is_some(),
            check: self.check.as_ref(),
        };
        let unwritable = StoreError::Unwritable { problem: "it cannot be serialised as JSON" };
        Ok(Digest::of(&serde_json::to_vec(&seen).map_err(|_| unwritable)?))
    }

    /// Whether the data still equal what a page showed, by the digest that the page carried.
    pub(super) fn is_as_seen(&self, seen: &str) -> Result<bool, StoreError> {
        Ok(self.seen()?.to_string() == seen)
    }
}

#[derive(Serialize)]
struct Seen<'a> {
    number: &'a OrderNumber,
    person: PersonId,
    product: &'a str,
    application: &'a Application,
    email: &'a str,
    dossier: Digest,
    accepted: bool,
    check: Option<&'a IdentityCheck>,
}
