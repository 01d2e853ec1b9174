//! The list of officers, and proposals to change it.

use chassis::act::Act;
use pki::Timestamp;
use serde_json::json;

use super::name::is_one_name;
use super::{
    Candidate, Change, Enrolled, KeyRequest, Officer, OfficerId, OfficerRecord, Officers, Proposal, ProposalId, may, store,
};
use crate::access::{Action, allows};
use crate::core::Core;
use crate::fault::{Fault, Never};

/// The least number of officers of whom one can be dismissed or renewed by the two others.
const FEWEST: usize = 3;

/// What the officers' page shows.
#[derive(Clone, Debug)]
pub struct OfficersOverview {
    /// All officers, the earliest first, including dismissed ones.
    pub officers: Vec<Enrolled>,
    /// The newest hundred proposals, newest first.
    pub proposals: Vec<Proposal>,
    /// When this was read.
    pub at: Timestamp,
}

/// Why nothing was proposed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProposeError {
    /// The form was sent before with another proposal.
    #[error("the form was sent before with another proposal")]
    KeyUsed {
        /// That proposal.
        proposed: Box<Change>,
    },
    /// The officer was dismissed or is not a security officer.
    #[error("only a security officer may propose this")]
    NotAllowed,
    /// Another officer in service has this e-mail address.
    #[error("an officer has this e-mail address")]
    AddressInUse,
    /// The same is proposed or confirmed already.
    #[error("this was proposed already")]
    AlreadyProposed,
    /// No officer in service has this identifier.
    #[error("there is no such officer")]
    UnknownOfficer,
    /// Officers cannot propose their own dismissal or renewal.
    #[error("an officer is removed or renewed by two others")]
    Oneself,
    /// Fewer than three officers are in service: nobody can be dismissed or renewed by two others.
    #[error("two other officers are needed")]
    LastTwo,
}

impl OfficersOverview {
    /// The name of an officer, removed or not.
    #[must_use]
    pub fn name_of(&self, id: OfficerId) -> Option<&str> {
        self.officers.iter().find(|known| known.officer.id == id).map(|known| known.officer.name())
    }

    /// An officer in service with the same name as the candidate of an open proposal: possibly the same person, who could then
    /// act twice.
    #[must_use]
    pub fn namesake(&self, proposal: &Proposal) -> Option<&OfficerRecord> {
        let Change::Join { name, .. } = &proposal.change else { return None };
        in_service(&self.officers).find(|officer| proposal.waits(self.at) && is_one_name(officer.name(), name))
    }

    /// Whether `by` may propose to dismiss `officer`.
    #[must_use]
    pub fn may_propose_departure(&self, by: &Officer, officer: OfficerId) -> bool {
        let change = Change::Leave { officer };
        allows(by.roles(), Action::ChangeOfficers) && check(by, &change, &self.officers, &self.proposals, self.at).is_ok()
    }

    /// Whether `by` may propose a new certificate for `officer`, or why not.
    ///
    /// # Errors
    /// As [`Officers::propose_renewal`].
    pub fn may_propose_renewal(&self, by: &Officer, officer: OfficerId) -> Result<(), ProposeError> {
        if !allows(by.roles(), Action::ChangeOfficers) {
            return Err(ProposeError::NotAllowed);
        }
        check_renewal(by, officer, &self.officers, &self.proposals, self.at)
    }

    /// Whether `officer` may confirm `proposal`: it is open, it was made by another person who may still act, and it does not
    /// concern `officer`.
    #[must_use]
    pub fn may_confirm(&self, officer: &Officer, proposal: &Proposal) -> bool {
        let find = |id| self.officers.iter().find(|known| known.officer.id == id);
        let another = |id| find(id).is_some_and(|known| !known.officer.is_same_person(officer.record()));
        let proposer_acts = find(proposal.proposed_by).is_some_and(|proposer| proposer.acts_at(self.at).unwrap_or(false));
        let about_another = match &proposal.change {
            Change::Join { .. } => true,
            Change::Leave { officer: leaving } => *leaving != officer.id(),
            Change::Renew { officer: renewed, .. } => another(*renewed),
        };
        let may = allows(officer.roles(), Action::ChangeOfficers) && proposal.waits(self.at);
        may && another(proposal.proposed_by) && proposer_acts && about_another
    }
}

impl Officers {
    /// The officers and the newest proposals.
    ///
    /// # Errors
    /// [`Fault::Failed`] only.
    pub async fn officers(&self) -> Result<OfficersOverview, Fault<Never>> {
        let mut tx = self.core.db.begin_read().await?;
        let officers = store::all(&mut tx).await?;
        let proposals = store::proposals(&mut tx).await?;
        Ok(OfficersOverview { officers, proposals, at: self.core.now() })
    }

    /// A proposal, with the certificate that was issued for it.
    ///
    /// # Errors
    /// [`Fault::Failed`] only.
    pub async fn officer_proposal(&self, id: ProposalId) -> Result<Option<Proposal>, Fault<Never>> {
        let mut tx = self.core.db.begin_read().await?;
        Ok(store::find_proposal(&mut tx, id).await?)
    }

    /// Proposes to enrol an officer. Idempotent for `id`, which the form carries.
    ///
    /// # Errors
    /// See [`ProposeError`].
    pub async fn propose_officer(&self, by: &Officer, id: ProposalId, candidate: Candidate) -> Result<(), Fault<ProposeError>> {
        self.propose(by, id, Change::join(candidate)).await
    }

    /// Proposes to dismiss an officer. Idempotent for `id`, which the form carries.
    ///
    /// # Errors
    /// See [`ProposeError`].
    pub async fn propose_departure(&self, by: &Officer, id: ProposalId, officer: OfficerId) -> Result<(), Fault<ProposeError>> {
        self.propose(by, id, Change::Leave { officer }).await
    }

    /// Proposes a new certificate for an officer, for the key in `request`. Idempotent for `id`, which the form carries.
    ///
    /// # Errors
    /// See [`ProposeError`].
    pub async fn propose_renewal(
        &self,
        by: &Officer,
        id: ProposalId,
        officer: OfficerId,
        request: KeyRequest,
    ) -> Result<(), Fault<ProposeError>> {
        self.propose(by, id, Change::Renew { officer, request: request.0 }).await
    }

    async fn propose(&self, by: &Officer, id: ProposalId, change: Change) -> Result<(), Fault<ProposeError>> {
        let mut act = self.core.begin(by.actor()).await?;
        propose(&mut act, by, id, change).await?;
        act.commit().await?;
        Ok(())
    }
}

async fn propose(act: &mut Act<'_, Core>, by: &Officer, id: ProposalId, change: Change) -> Result<(), Fault<ProposeError>> {
    let now = act.at();
    if !may(act.tx(), by, Action::ChangeOfficers, now).await? {
        return Err(Fault::Refused(ProposeError::NotAllowed));
    }
    if let Some(known) = store::find_proposal(act.tx(), id).await? {
        if known.change == change && known.proposed_by == by.id() {
            return Ok(());
        }
        return Err(Fault::Refused(ProposeError::KeyUsed { proposed: Box::new(known.change) }));
    }
    let officers = store::all(act.tx()).await?;
    let proposals = store::proposals(act.tx()).await?;
    check(by, &change, &officers, &proposals, now).map_err(Fault::Refused)?;
    let detail = match &change {
        Change::Join { roles, .. } => json!({ "change": "join", "roles": roles }),
        Change::Leave { officer } => json!({ "change": "leave", "officer": officer }),
        Change::Renew { officer, .. } => json!({ "change": "renew", "officer": officer }),
    };
    let proposal = Proposal { id, change, proposed_by: by.id(), proposed_at: now, confirmed: None, outcome: None };
    store::insert_proposal(act.tx(), &proposal).await?;
    Ok(act.record("officer.proposed", &id.to_string(), detail).await?)
}

/// Whether the change can be proposed at present.
fn check(
    by: &Officer,
    change: &Change,
    officers: &[Enrolled],
    proposals: &[Proposal],
    now: Timestamp,
) -> Result<(), ProposeError> {
    match change {
        Change::Join { email, .. } => {
            if in_service(officers).any(|officer| officer.email == *email) {
                return Err(ProposeError::AddressInUse);
            }
            refuse_if_open(proposals, now, |other| matches!(other, Change::Join { email: other, .. } if other == email))
        }
        Change::Leave { officer } => {
            if *officer == by.id() {
                return Err(ProposeError::Oneself);
            }
            if !in_service(officers).any(|known| known.id == *officer) {
                return Err(ProposeError::UnknownOfficer);
            }
            if in_service(officers).count() < FEWEST {
                return Err(ProposeError::LastTwo);
            }
            refuse_if_open(proposals, now, |other| other == change)
        }
        Change::Renew { officer, .. } => check_renewal(by, *officer, officers, proposals, now),
    }
}

fn check_renewal(
    by: &Officer,
    officer: OfficerId,
    officers: &[Enrolled],
    proposals: &[Proposal],
    now: Timestamp,
) -> Result<(), ProposeError> {
    let renewed = in_service(officers).find(|known| known.id == officer).ok_or(ProposeError::UnknownOfficer)?;
    if renewed.is_same_person(by.record()) {
        return Err(ProposeError::Oneself);
    }
    if in_service(officers).count() < FEWEST {
        return Err(ProposeError::LastTwo);
    }
    refuse_if_open(proposals, now, |other| matches!(other, Change::Renew { officer: other, .. } if *other == officer))
}

/// The officers who were not dismissed, whether or not their certificate has expired.
fn in_service(officers: &[Enrolled]) -> impl Iterator<Item = &OfficerRecord> {
    officers.iter().filter(|known| known.removed_at.is_none()).map(|known| &known.officer)
}

/// Refuses a change that is proposed already.
fn refuse_if_open(proposals: &[Proposal], now: Timestamp, same: impl Fn(&Change) -> bool) -> Result<(), ProposeError> {
    let open = |proposal: &&Proposal| proposal.outcome.is_none() && (proposal.confirmed.is_some() || proposal.waits(now));
    if proposals.iter().filter(open).any(|proposal| same(&proposal.change)) { Err(ProposeError::AlreadyProposed) } else { Ok(()) }
}
