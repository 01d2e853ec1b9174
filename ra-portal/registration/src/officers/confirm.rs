//! Confirming a proposal, and having the certificate authority carry it out.

use ca_contract::officers::{DismissOfficer, EnrolOfficer, EnrolledOfficer, OfficerRoles, RenewOfficer};
use ca_contract::{Failed, Refusal};
use chassis::act::Act;
use chassis::incident::IncidentId;
use pki::{Certificate, Digest};
use serde_json::json;

use super::{Change, Der, Officer, OfficerId, Officers, Outcome, Proposal, ProposalId, acting, may, store};
use crate::access::{Action, at_authority};
use crate::core::Core;
use crate::derived_key::derived_key;
use crate::fault::{Fault, Never, Settled, incident_of_repeated};

/// Why a proposal was not confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConfirmError {
    /// The officer was dismissed or is not a security officer.
    #[error("only a security officer may confirm this")]
    NotAllowed,
    /// There is no such proposal, or it has lapsed.
    #[error("this proposal is no longer open")]
    Lapsed,
    /// Another officer confirmed it.
    #[error("another officer confirmed this proposal")]
    AlreadyConfirmed,
    /// The same person proposed it, perhaps with another certificate.
    #[error("the officer who proposed it may not confirm it")]
    FourEyes,
    /// The proposal concerns the officer.
    #[error("the officer whom it concerns may not confirm it")]
    Oneself,
    /// The proposer was dismissed since, or their certificate expired.
    #[error("the proposer may no longer act as an officer")]
    ProposerRemoved,
}

impl Officers {
    /// Confirms a proposal of another security officer. An officer who is to leave loses access at once; the certificate
    /// authority is called after the commit, and again by the background job until it answers. Returns the incident that prevents
    /// this, if there is one.
    ///
    /// # Errors
    /// See [`ConfirmError`].
    pub async fn confirm_officer_proposal(
        &self,
        by: &Officer,
        id: ProposalId,
    ) -> Result<Option<IncidentId>, Fault<ConfirmError>> {
        let _turn = self.core.turn("officer proposal", id.as_bytes()).await?;
        let mut act = self.core.begin(by.actor()).await?;
        let confirmed = confirm(&mut act, by, id).await?;
        act.commit().await?;

        let Some(proposal) = confirmed else { return Ok(None) };
        let settled = self.settle(&proposal, by.id()).await;
        Ok(incident_of_repeated(settled, format_args!("the officer proposal {id}")))
    }

    /// Sends every confirmed change that the certificate authority has not answered.
    ///
    /// # Errors
    /// [`Fault::Failed`] only; a change without an answer is sent again at the next call.
    pub async fn settle_officer_changes(&self) -> Result<(), Fault<Never>> {
        let mut tx = self.core.db.begin_read().await?;
        let waiting = store::unsettled(&mut tx).await?;
        drop(tx);
        let mut settled = Settled::default();
        for proposal in waiting {
            if let Some((confirmed_by, _)) = proposal.confirmed {
                settled.note(self.settle(&proposal, confirmed_by).await)?;
            }
        }
        settled.end()
    }

    async fn settle(&self, proposal: &Proposal, confirmed_by: OfficerId) -> Result<(), Fault<Never>> {
        let outcome = self.ask_authority(proposal, confirmed_by).await?;
        let mut act = self.core.begin("portal").await?;
        settle(&mut act, proposal, &outcome).await?;
        act.commit().await?;
        Ok(())
    }

    async fn ask_authority(&self, proposal: &Proposal, confirmed_by: OfficerId) -> Result<Outcome, Fault<Never>> {
        let authority = &self.core.environment.authority;
        let key = derived_key(&self.core.secrets.digests, "officer proposal", &[proposal.id.as_bytes()]);
        let (proposed_by, confirmed_by) = (proposal.proposed_by.retyped(), confirmed_by.retyped());
        match &proposal.change {
            Change::Join { name, email, roles, request } => {
                let (request, name, email) = (request.clone().into(), name.clone(), email.clone());
                let roles: Vec<_> = roles.iter().copied().filter_map(at_authority).collect();
                let roles = OfficerRoles::try_from(roles)
                    .map_err(|fault| Fault::incident(format_args!("officer_proposals {}: {fault}", proposal.id)))?;
                let question = EnrolOfficer { request, name, email, roles, proposed_by, confirmed_by };
                let answer = authority.call(&question, key).await.map(|enrolled| Outcome::Enrolled {
                    officer: enrolled.officer.retyped(),
                    certificate: enrolled.certificate.into(),
                    chain: enrolled.chain.into_iter().map(Der::from).collect(),
                });
                answer.or_else(refused)
            }
            Change::Leave { officer } => {
                let question = DismissOfficer { officer: officer.retyped(), proposed_by, confirmed_by };
                let answer = authority.call(&question, key).await.map(|dismissed| Outcome::Dismissed { at: dismissed.at });
                answer.or_else(refused)
            }
            Change::Renew { officer, request } => {
                let question =
                    RenewOfficer { officer: officer.retyped(), request: request.clone().into(), proposed_by, confirmed_by };
                let answer = authority.call(&question, key).await;
                let answer = answer.map(|renewed| Outcome::Renewed {
                    certificate: renewed.certificate.into(),
                    chain: renewed.chain.into_iter().map(Der::from).collect(),
                });
                answer.or_else(refused)
            }
        }
    }
}

/// Returns the proposal, now confirmed by this officer; none when they confirmed it before.
async fn confirm(act: &mut Act<'_, Core>, by: &Officer, id: ProposalId) -> Result<Option<Proposal>, Fault<ConfirmError>> {
    let refuse = |why| Err(Fault::Refused(why));
    let now = act.at();
    if !may(act.tx(), by, Action::ChangeOfficers, now).await? {
        return refuse(ConfirmError::NotAllowed);
    }
    let Some(proposal) = store::find_proposal(act.tx(), id).await? else { return refuse(ConfirmError::Lapsed) };
    match proposal.confirmed {
        Some((confirmed_by, _)) if confirmed_by == by.id() => return Ok(None),
        Some(_) => return refuse(ConfirmError::AlreadyConfirmed),
        None if !proposal.waits(now) => return refuse(ConfirmError::Lapsed),
        None => {}
    }
    let proposer = acting(act.tx(), proposal.proposed_by, now).await?;
    let Some(proposer) = proposer else { return refuse(ConfirmError::ProposerRemoved) };
    if proposer.officer.is_same_person(by.record()) {
        return refuse(ConfirmError::FourEyes);
    }
    match &proposal.change {
        Change::Join { .. } => {}
        Change::Leave { officer } if *officer == by.id() => return refuse(ConfirmError::Oneself),
        Change::Leave { .. } => {}
        Change::Renew { officer, .. } => {
            let renewed = store::find(act.tx(), *officer).await?.filter(|renewed| renewed.removed_at.is_none());
            let Some(renewed) = renewed else { return refuse(ConfirmError::Lapsed) };
            if renewed.officer.is_same_person(by.record()) {
                return refuse(ConfirmError::Oneself);
            }
        }
    }
    if let Change::Leave { officer } = &proposal.change {
        store::set_removed(act.tx(), *officer, Some(now)).await?;
    }
    store::confirm(act.tx(), id, by.id(), now).await?;
    act.record("officer.confirmed", &id.to_string(), json!({})).await?;
    Ok(Some(proposal))
}

/// Records the certificate authority's answer, unless one is recorded already.
async fn settle(act: &mut Act<'_, Core>, proposal: &Proposal, outcome: &Outcome) -> Result<(), Fault<Never>> {
    if store::find_proposal(act.tx(), proposal.id).await?.is_some_and(|current| current.outcome.is_some()) {
        return Ok(());
    }
    apply(act, proposal, outcome).await?;
    store::settle(act.tx(), proposal.id, outcome).await?;
    let (action, detail) = match outcome {
        Outcome::Enrolled { officer, .. } => ("officer.enrolled", json!({ "officer": officer })),
        Outcome::Dismissed { at } => ("officer.dismissed", json!({ "at": at })),
        Outcome::Renewed { certificate, .. } => ("officer.renewed", json!({ "certificate": Digest::of(certificate.octets()) })),
        Outcome::Refused { code } => ("officer.refused", json!({ "why": code })),
    };
    Ok(act.record(action, &proposal.id.to_string(), detail).await?)
}

/// Applies the answer to the list of officers here.
async fn apply(act: &mut Act<'_, Core>, proposal: &Proposal, outcome: &Outcome) -> Result<(), Fault<Never>> {
    let now = act.at();
    match (&proposal.change, outcome) {
        (Change::Join { name, email, roles, .. }, Outcome::Enrolled { officer, certificate, .. }) => {
            let (known, certificate) = (store::find(act.tx(), *officer).await?, read(certificate)?);
            let enrolled = EnrolledOfficer {
                id: officer.retyped(),
                name: name.clone(),
                email: email.clone(),
                fingerprint: certificate.fingerprint(),
                validity: certificate.validity(),
                roles: roles.iter().copied().filter_map(at_authority).collect(),
                enrolled_at: now,
                dismissed_at: None,
            };
            // If the list was followed before the answer was recorded, the officer is there already.
            if known.is_none() { Ok(store::insert(act.tx(), &enrolled).await?) } else { Ok(()) }
        }
        (Change::Renew { officer, .. }, Outcome::Renewed { certificate, .. }) => {
            let certificate = read(certificate)?;
            let (fingerprint, validity) = (certificate.fingerprint(), certificate.validity());
            if let Some(known) = store::find(act.tx(), *officer).await? {
                store::pin_certificate(act.tx(), &known, fingerprint, validity, now).await?;
            }
            Ok(())
        }
        // The officer remains enrolled at the certificate authority: their access is restored, and the page shows why.
        (Change::Leave { officer }, Outcome::Refused { code }) if code != "unknown-officer" => {
            Ok(store::set_removed(act.tx(), *officer, None).await?)
        }
        _ => Ok(()),
    }
}

fn read(certificate: &Der) -> Result<Certificate, Fault<Never>> {
    let unreadable = |_| Fault::incident("the certificate authority returned a certificate that cannot be parsed");
    Certificate::from_der(certificate.octets()).map_err(unreadable)
}

/// A refusal is an outcome; after any other failure the call is repeated.
fn refused<R: Refusal>(failed: Failed<R>) -> Result<Outcome, Fault<Never>> {
    match Fault::of_authority(failed, |reason| reason) {
        Fault::Refused(reason) => Ok(Outcome::Refused { code: reason.code().to_owned() }),
        Fault::Failed(failure) => Err(Fault::Failed(failure)),
    }
}
