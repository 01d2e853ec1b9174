//! Who is an officer, and proposals to change it.

use pki::Timestamp;
use serde_json::json;

use super::{Candidate, Change, Enrolled, Officer, OfficerId, Officers, Proposal, ProposalId, is_one_name, store};
use crate::access::{Action, allows};
use crate::fault::{Fault, Never};

/// Three must act for one of them to be dismissed by the two others.
const FEWEST_FOR_DEPARTURE: usize = 3;

/// What the officers' page shows.
#[derive(Clone, Debug)]
pub struct OfficersOverview {
    /// Officers, the earliest first; removed ones included.
    pub officers: Vec<Enrolled>,
    /// The newest hundred proposals, the newest first.
    pub proposals: Vec<Proposal>,
    /// When this was read.
    pub at: Timestamp,
}

/// Why nothing was proposed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProposeError {
    /// The page proposed something else before.
    #[error("the page proposed something else before")]
    KeyUsed {
        /// What it proposed.
        proposed: Box<Change>,
    },
    /// Removed meanwhile, or no security officer.
    #[error("only a security officer may propose this")]
    NotAllowed,
    /// An officer acts under this address.
    #[error("an officer acts under this address")]
    AddressInUse,
    /// The same is proposed or confirmed already.
    #[error("the same was proposed already")]
    AlreadyProposed,
    /// Nobody who acts.
    #[error("there is no such officer")]
    UnknownOfficer,
    /// Oneself: an officer leaves by two others.
    #[error("an officer is removed by two others")]
    Oneself,
    /// Fewer than three act: two must remain.
    #[error("two officers must remain")]
    LastTwo,
}

impl OfficersOverview {
    /// The name of an officer, removed or not.
    #[must_use]
    pub fn name_of(&self, id: OfficerId) -> Option<&str> {
        self.officers.iter().find(|known| known.officer.id == id).map(|known| known.officer.name())
    }

    /// An officer in service whose name the newcomer of a waiting proposal bears: perhaps one person, who would act twice.
    #[must_use]
    pub fn namesake(&self, proposal: &Proposal) -> Option<&Officer> {
        let Change::Join { name, .. } = &proposal.change else { return None };
        let mut acting = self.officers.iter().filter(|known| known.removed_at.is_none()).map(|known| &known.officer);
        acting.find(|officer| proposal.waits(self.at) && is_one_name(officer.name(), name))
    }

    /// Whether `by` may propose that `officer` leaves.
    #[must_use]
    pub fn may_propose_departure(&self, by: &Officer, officer: OfficerId) -> bool {
        let change = Change::Leave { officer };
        allows(by.roles(), Action::ChangeOfficers) && check(by, &change, &self.officers, &self.proposals, self.at).is_ok()
    }

    /// Whether `officer` may confirm `proposal`: it waits, another person made it, and it is not about the officer.
    #[must_use]
    pub fn may_confirm(&self, officer: &Officer, proposal: &Proposal) -> bool {
        let proposer = self.officers.iter().find(|known| known.officer.id == proposal.proposed_by);
        let another = proposer.is_some_and(|proposer| !proposer.officer.is_same_person(officer));
        let leaving = matches!(&proposal.change, Change::Leave { officer: leaving } if *leaving == officer.id);
        allows(officer.roles(), Action::ChangeOfficers) && proposal.waits(self.at) && another && !leaving
    }
}

impl Officers {
    /// Officers and proposals.
    ///
    /// # Errors
    /// [`Fault::Unavailable`] only.
    pub async fn officers(&self) -> Result<OfficersOverview, Fault<Never>> {
        let mut tx = self.core.db.begin_read().await?;
        let officers = store::all(&mut tx).await?;
        let proposals = store::proposals(&mut tx).await?;
        Ok(OfficersOverview { officers, proposals, at: self.core.now() })
    }

    /// A proposal, for the certificate that came of it.
    ///
    /// # Errors
    /// [`Fault::Unavailable`] only.
    pub async fn officer_proposal(&self, id: ProposalId) -> Result<Option<Proposal>, Fault<Never>> {
        let mut tx = self.core.db.begin_read().await?;
        Ok(store::find_proposal(&mut tx, id).await?)
    }

    /// Proposes that somebody becomes an officer. `id` is the page's: the same proposal sent twice is one.
    ///
    /// # Errors
    /// See [`ProposeError`].
    pub async fn propose_officer(&self, by: &Officer, id: ProposalId, candidate: Candidate) -> Result<(), Fault<ProposeError>> {
        self.propose(by, id, Change::join(candidate)).await
    }

    /// Proposes that an officer leaves. `id` is the page's: the same proposal sent twice is one.
    ///
    /// # Errors
    /// See [`ProposeError`].
    pub async fn propose_departure(&self, by: &Officer, id: ProposalId, officer: OfficerId) -> Result<(), Fault<ProposeError>> {
        self.propose(by, id, Change::Leave { officer }).await
    }

    async fn propose(&self, by: &Officer, id: ProposalId, change: Change) -> Result<(), Fault<ProposeError>> {
        let now = self.core.now();
        let mut tx = self.core.db.begin_write().await?;
        if !store::may(&mut tx, by, Action::ChangeOfficers).await? {
            return Err(Fault::Refused(ProposeError::NotAllowed));
        }
        if let Some(known) = store::find_proposal(&mut tx, id).await? {
            if known.change == change && known.proposed_by == by.id {
                return Ok(());
            }
            return Err(Fault::Refused(ProposeError::KeyUsed { proposed: Box::new(known.change) }));
        }
        let officers = store::all(&mut tx).await?;
        let proposals = store::proposals(&mut tx).await?;
        check(by, &change, &officers, &proposals, now).map_err(Fault::Refused)?;
        let detail = match &change {
            Change::Join { roles, .. } => json!({ "change": "join", "roles": roles }),
            Change::Leave { officer } => json!({ "change": "leave", "officer": officer }),
        };
        let proposal = Proposal { id, change, proposed_by: by.id, proposed_at: now, confirmed: None, outcome: None };
        store::insert_proposal(&mut tx, &proposal).await?;
        self.core.record(&mut tx, &by.actor(), "officer.proposed", &id.to_string(), detail).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// Whether the change can be proposed, as things stand.
fn check(
    by: &Officer,
    change: &Change,
    officers: &[Enrolled],
    proposals: &[Proposal],
    now: Timestamp,
) -> Result<(), ProposeError> {
    let acting: Vec<&Officer> = officers.iter().filter(|known| known.removed_at.is_none()).map(|known| &known.officer).collect();
    let open = |proposal: &&Proposal| proposal.outcome.is_none() && (proposal.confirmed.is_some() || proposal.waits(now));
    match change {
        Change::Join { email, .. } => {
            if acting.iter().any(|officer| officer.email == *email) {
                return Err(ProposeError::AddressInUse);
            }
            let same = |proposal: &Proposal| matches!(&proposal.change, Change::Join { email: other, .. } if other == email);
            if proposals.iter().filter(open).any(same) { Err(ProposeError::AlreadyProposed) } else { Ok(()) }
        }
        Change::Leave { officer } => {
            if *officer == by.id {
                return Err(ProposeError::Oneself);
            }
            if !acting.iter().any(|acting| acting.id == *officer) {
                return Err(ProposeError::UnknownOfficer);
            }
            if acting.len() < FEWEST_FOR_DEPARTURE {
                return Err(ProposeError::LastTwo);
            }
            let same = |proposal: &Proposal| proposal.change == *change;
            if proposals.iter().filter(open).any(same) { Err(ProposeError::AlreadyProposed) } else { Ok(()) }
        }
    }
}
