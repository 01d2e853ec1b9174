//! Officers and proposals.

use ca_contract::officers::EnrolledOfficer;
use chassis::db::{Row, StoreError, Tx};
use pki::{Digest, Id, Timestamp};

use super::{Change, Enrolled, Officer, OfficerId, Outcome, Proposal, ProposalId};
use crate::access::{self, Action, Role};

const fn unreadable(column: &'static str) -> StoreError {
    StoreError::Inconsistent { column, problem: "is not what this program writes" }
}

/// The officer of this certificate, unless removed.
pub(super) async fn by_fingerprint(tx: &mut Tx, fingerprint: Digest) -> Result<Option<Officer>, StoreError> {
    let sql = "select id, name, email, roles, since, removed_at from officers where fingerprint = $1 and removed_at is null";
    let row = tx.row(sql, &[fingerprint.into()]).await?;
    row.map(|row| enrolled(&row).map(|enrolled| enrolled.officer)).transpose()
}

/// The officer, removed or not.
pub(crate) async fn find(tx: &mut Tx, id: OfficerId) -> Result<Option<Enrolled>, StoreError> {
    let sql = "select id, name, email, roles, since, removed_at from officers where id = $1";
    tx.row(sql, &[id.as_bytes().into()]).await?.map(|row| enrolled(&row)).transpose()
}

/// Whether the officer may still do this: not removed, and holding a role that may.
pub(crate) async fn may(tx: &mut Tx, officer: &Officer, action: Action) -> Result<bool, StoreError> {
    let known = find(tx, officer.id).await?;
    Ok(known.is_some_and(|known| known.removed_at.is_none() && access::allows(&known.officer.roles, action)))
}

/// All officers, the earliest first; removed ones included.
pub(super) async fn all(tx: &mut Tx) -> Result<Vec<Enrolled>, StoreError> {
    let rows = tx.rows("select id, name, email, roles, since, removed_at from officers order by since, id", &[]).await?;
    rows.iter().map(enrolled).collect()
}

/// Makes an officer known here.
pub(super) async fn insert(tx: &mut Tx, officer: &EnrolledOfficer, roles: &[Role]) -> Result<(), StoreError> {
    let roles = serde_json::to_string(roles).map_err(|_| unreadable("roles"))?;
    tx.execute(
        "insert into officers (id, name, email, fingerprint, roles, since, removed_at) values ($1, $2, $3, $4, $5, $6, $7)",
        &[
            officer.id.as_bytes().into(),
            officer.name.as_str().into(),
            officer.email.to_lowercase().into(),
            officer.fingerprint.into(),
            roles.into(),
            officer.enrolled_at.into(),
            officer.dismissed_at.into(),
        ],
    )
    .await?;
    Ok(())
}

/// Takes access away, or gives it back.
pub(super) async fn set_removed(tx: &mut Tx, officer: OfficerId, at: Option<Timestamp>) -> Result<(), StoreError> {
    let sql = "update officers set removed_at = $2 where id = $1";
    tx.execute(sql, &[officer.as_bytes().into(), at.into()]).await.map(drop)
}

pub(super) async fn insert_proposal(tx: &mut Tx, proposal: &Proposal) -> Result<(), StoreError> {
    let change = serde_json::to_string(&proposal.change).map_err(|_| unreadable("change"))?;
    tx.execute(
        "insert into officer_proposals (id, change, proposed_by, proposed_at) values ($1, $2, $3, $4)",
        &[proposal.id.as_bytes().into(), change.into(), proposal.proposed_by.as_bytes().into(), proposal.proposed_at.into()],
    )
    .await?;
    Ok(())
}

pub(super) async fn confirm(tx: &mut Tx, proposal: ProposalId, by: OfficerId, at: Timestamp) -> Result<(), StoreError> {
    let sql = "update officer_proposals set confirmed_by = $2, confirmed_at = $3 where id = $1 and confirmed_by is null";
    tx.execute(sql, &[proposal.as_bytes().into(), by.as_bytes().into(), at.into()]).await.map(drop)
}

pub(super) async fn settle(tx: &mut Tx, proposal: ProposalId, outcome: &Outcome) -> Result<(), StoreError> {
    let outcome = serde_json::to_string(outcome).map_err(|_| unreadable("outcome"))?;
    let sql = "update officer_proposals set outcome = $2 where id = $1";
    tx.execute(sql, &[proposal.as_bytes().into(), outcome.into()]).await.map(drop)
}

const PROPOSALS: &str = "select id, change, proposed_by, proposed_at, confirmed_by, confirmed_at, outcome from officer_proposals \
     order by proposed_at desc, id desc limit 100";

/// The newest hundred proposals.
pub(super) async fn proposals(tx: &mut Tx) -> Result<Vec<Proposal>, StoreError> {
    tx.rows(PROPOSALS, &[]).await?.iter().map(proposal).collect()
}

const ONE_PROPOSAL: &str = "select id, change, proposed_by, proposed_at, confirmed_by, confirmed_at, outcome \
     from officer_proposals where id = $1";

pub(super) async fn find_proposal(tx: &mut Tx, id: ProposalId) -> Result<Option<Proposal>, StoreError> {
    tx.row(ONE_PROPOSAL, &[id.as_bytes().into()]).await?.map(|row| proposal(&row)).transpose()
}

const UNSETTLED: &str = "select id, change, proposed_by, proposed_at, confirmed_by, confirmed_at, outcome \
     from officer_proposals where confirmed_by is not null and outcome is null order by confirmed_at limit 100";

/// Confirmed, and not answered by the certificate authority.
pub(super) async fn unsettled(tx: &mut Tx) -> Result<Vec<Proposal>, StoreError> {
    tx.rows(UNSETTLED, &[]).await?.iter().map(proposal).collect()
}

fn enrolled(row: &Row) -> Result<Enrolled, StoreError> {
    let roles = serde_json::from_str(&row.text("roles")?).map_err(|_| unreadable("roles"))?;
    let officer = Officer { id: id(row.blob("id")?, "id")?, name: row.text("name")?, email: row.text("email")?, roles };
    let removed_at = row.optional_int("removed_at")?.map(Timestamp::from_millis);
    Ok(Enrolled { officer, since: row.timestamp("since")?, removed_at })
}

fn proposal(row: &Row) -> Result<Proposal, StoreError> {
    let change: Change = serde_json::from_str(&row.text("change")?).map_err(|_| unreadable("change"))?;
    let outcome = row.optional_text("outcome")?.map(|text| serde_json::from_str(&text)).transpose();
    let confirmed = match row.optional_blob("confirmed_by")? {
        Some(by) => Some((id(by, "confirmed_by")?, row.timestamp("confirmed_at")?)),
        None => None,
    };
    Ok(Proposal {
        id: id(row.blob("id")?, "id")?,
        change,
        proposed_by: id(row.blob("proposed_by")?, "proposed_by")?,
        proposed_at: row.timestamp("proposed_at")?,
        confirmed,
        outcome: outcome.map_err(|_| unreadable("outcome"))?,
    })
}

fn id<Kind>(octets: Vec<u8>, column: &'static str) -> Result<Id<Kind>, StoreError> {
    Id::from_slice(&octets).ok_or_else(|| unreadable(column))
}
