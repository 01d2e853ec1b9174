//! Recording an identity check.

use chassis::act::Act;
use pki::{Id, SystemRandom};
use serde_json::json;

use super::case_file::CaseFile;
use super::{CheckFault, CheckField, Desk, FaceToFace, IdentityCheck, TypedCheck, store};
use crate::access::Action;
use crate::core::Core;
use crate::fault::Fault;
use crate::lifecycle::apply;
use crate::officers::{self, Officer};
use crate::orders::{self, EventKind, OrderId, OrderState};
use crate::paris::day_of;

/// Why a check was not recorded.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RecordCheckError {
    /// The officer was dismissed or is not a registration officer.
    #[error("only a registration officer may record an identity check")]
    NotAllowed,
    #[error("there is no such order")]
    NotFound,
    /// The order is with the applicant, or has left the officers.
    #[error("the order is not under review")]
    NotNow,
    #[error("the officer is the holder")]
    IsHolder,
    /// The order has changed since the page was shown.
    #[error("something changed since the page was shown")]
    Stale,
    /// Fields of the form that are wrong.
    #[error("{0:?}")]
    Typed(Vec<(CheckField, CheckFault)>),
}

impl Desk {
    /// Records that the officer met the holder and found the data correct that the page showed. Voids a review that was based on
    /// another check. `page` is [`DeskOrder::seen`](super::DeskOrder::seen) of that page.
    ///
    /// # Errors
    /// See [`RecordCheckError`].
    pub async fn record_identity_check(
        &self,
        officer: &Officer,
        order: OrderId,
        typed: &TypedCheck<'_>,
        page: &str,
    ) -> Result<(), Fault<RecordCheckError>> {
        let mut act = self.core.begin(officer.actor()).await?;
        record_check(&mut act, officer, order, typed, page).await?;
        act.commit().await?;
        Ok(())
    }
}

async fn record_check(
    act: &mut Act<'_, Core>,
    officer: &Officer,
    order: OrderId,
    typed: &TypedCheck<'_>,
    page: &str,
) -> Result<(), Fault<RecordCheckError>> {
    let now = act.at();
    if !officers::may(act.tx(), officer, Action::CheckIdentity, now).await? {
        return Err(Fault::Refused(RecordCheckError::NotAllowed));
    }
    let case_file =
        CaseFile::read(&act.zone().order_keys, act.tx(), order, now).await?.ok_or(Fault::Refused(RecordCheckError::NotFound))?;
    case_file.may_be_checked(officer).map_err(Fault::Refused)?;
    let valid = act.zone().environment.settings.identity_check_valid;
    let days = i64::try_from(valid.as_secs() / 86_400).unwrap_or(i64::MAX);
    let birth = case_file.order.application.birth.as_ref().ok_or(Fault::Refused(RecordCheckError::NotNow))?;
    let seen = FaceToFace::parse(typed, birth.date.last_day(), day_of(now), days);
    let seen = seen.map_err(|faults| Fault::Refused(RecordCheckError::Typed(faults)))?;
    if case_file.check.as_ref().is_some_and(|known| known.officer == officer.id() && known.seen == seen) {
        return Ok(());
    }
    if !case_file.is_as_seen(page)? {
        return Err(Fault::Refused(RecordCheckError::Stale));
    }
    let validated_until = seen.at().plus(valid);
    let check = IdentityCheck { officer: officer.id(), validated_until, seen, recorded_at: now };
    store::insert_check(&act.zone().order_keys, act.tx(), Id::generate(now, &mut SystemRandom), order, &check).await?;
    orders::record_event(&act.zone().order_keys, act.tx(), order, now, &EventKind::IdentityChecked).await?;
    let detail = json!({ "on": check.seen.on, "document": check.seen.document, "validated_until": check.validated_until });
    act.record("identity.checked", case_file.number.as_str(), detail).await?;
    if matches!(case_file.order.state(), OrderState::Reviewed(_)) {
        apply(act, case_file.order.void_review("identity-check", now)?).await?;
    }
    Ok(())
}

impl CaseFile {
    /// Whether this officer may record an identity check now.
    pub(super) fn may_be_checked(&self, officer: &Officer) -> Result<(), RecordCheckError> {
        use OrderState::{CorrectionAsked, Reviewed, UnderReview};
        if !matches!(self.order.state(), UnderReview { .. } | CorrectionAsked { .. } | Reviewed(_)) {
            return Err(RecordCheckError::NotNow);
        }
        if self.is_holder(officer.record()) { Err(RecordCheckError::IsHolder) } else { Ok(()) }
    }
}
