//! Officers and proposals.

use ca_contract::officers::EnrolledOfficer;
use chassis::db::{Row, StoreError, Tx, Value};
use i18n::Language;
use pki::{Digest, Timestamp, Validity};

use super::{Enrolled, OfficerId, OfficerRecord, Outcome, Proposal, ProposalId};
use crate::access::Role;
use crate::tables::{OFFICER_PROPOSALS, OFFICERS};

/// The officer with this certificate, dismissed or not.
pub(super) async fn by_fingerprint(tx: &mut Tx, fingerprint: Digest) -> Result<Option<Enrolled>, StoreError> {
    let sql = "select id, name, email, roles, language, fingerprint, valid_from, valid_until, since, removed_at from officers \
         where fingerprint = $1";
    OFFICERS.find(tx, sql, &[fingerprint.into()], enrolled).await
}

/// The officer with this identifier, dismissed or not.
pub(crate) async fn find(tx: &mut Tx, id: OfficerId) -> Result<Option<Enrolled>, StoreError> {
    let sql = "select id, name, email, roles, language, fingerprint, valid_from, valid_until, since, removed_at from officers \
         where id = $1";
    OFFICERS.find(tx, sql, &[id.into()], enrolled).await
}

/// All officers, the earliest first, including dismissed ones.
pub(super) async fn all(tx: &mut Tx) -> Result<Vec<Enrolled>, StoreError> {
    let sql = "select id, name, email, roles, language, fingerprint, valid_from, valid_until, since, removed_at from officers \
         order by since, id";
    OFFICERS.readable(tx, sql, &[], enrolled).await
}

/// Inserts an officer, with the roles that they hold at the certificate authority.
pub(super) async fn insert(tx: &mut Tx, officer: &EnrolledOfficer) -> Result<(), StoreError> {
    let roles: Vec<Role> = officer.roles.iter().copied().map(Role::from).collect();
    tx.execute(
        "insert into officers (id, name, email, fingerprint, valid_from, valid_until, roles, since, removed_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        &[
            officer.id.into(),
            officer.name.as_str().into(),
            officer.email.to_lowercase().into(),
            officer.fingerprint.into(),
            officer.validity.not_before().into(),
            officer.validity.not_after().into(),
            Value::json(&roles)?,
            officer.enrolled_at.into(),
            officer.dismissed_at.into(),
        ],
    )
    .await?;
    Ok(())
}

/// A certificate with which an officer logged in before, and when it ended.
pub(super) struct Replaced {
    /// When it was replaced.
    pub(super) at: Timestamp,
    /// When the officer was dismissed, if they were.
    pub(super) left_at: Option<Timestamp>,
}

/// Whether and how a certificate that is no longer valid for login was replaced.
pub(super) async fn replaced(tx: &mut Tx, fingerprint: Digest) -> Result<Option<Replaced>, StoreError> {
    let sql = "select r.replaced_at, o.removed_at from replaced_officer_certificates r join officers o on o.id = r.officer \
         where r.fingerprint = $1";
    let row = tx.row(sql, &[fingerprint.into()]).await?;
    row.map(|row| {
        let left_at = row.optional("removed_at", Row::timestamp)?;
        Ok(Replaced { at: row.timestamp("replaced_at")?, left_at })
    })
    .transpose()
}

/// Sets an officer's certificate. A replaced certificate never becomes valid again: a list that was read before the replacement
/// changes nothing. Returns whether anything changed.
pub(super) async fn pin_certificate(
    tx: &mut Tx,
    known: &Enrolled,
    fingerprint: Digest,
    validity: Validity,
    at: Timestamp,
) -> Result<bool, StoreError> {
    let same = known.fingerprint == fingerprint;
    if (same && known.validity == Some(validity)) || replaced(tx, fingerprint).await?.is_some() {
        return Ok(false);
    }
    let id = known.officer.id.as_bytes();
    if !same {
        let sql = "insert into replaced_officer_certificates (fingerprint, officer, replaced_at) values ($1, $2, $3)";
        tx.execute(sql, &[known.fingerprint.into(), id.into(), at.into()]).await?;
    }
    let sql = "update officers set fingerprint = $2, valid_from = $3, valid_until = $4 where id = $1";
    let values = [id.into(), fingerprint.into(), validity.not_before().into(), validity.not_after().into()];
    tx.execute(sql, &values).await.map(|_| true)
}

pub(super) async fn set_roles(tx: &mut Tx, officer: OfficerId, roles: &[Role]) -> Result<(), StoreError> {
    let sql = "update officers set roles = $2 where id = $1";
    tx.execute(sql, &[officer.into(), Value::json(&roles)?]).await.map(drop)
}

pub(super) async fn set_language(tx: &mut Tx, officer: OfficerId, language: Language) -> Result<(), StoreError> {
    let sql = "update officers set language = $2 where id = $1";
    tx.execute(sql, &[officer.into(), language.tag().into()]).await.map(drop)
}

/// Records that officers were reminded of this certificate's end, `days` before it; false if that was recorded before.
pub(super) async fn note_reminder(tx: &mut Tx, certificate: Digest, days: i64, at: Timestamp) -> Result<bool, StoreError> {
    let sql = "insert into officer_reminders (fingerprint, days, sent_at) values ($1, $2, $3) \
         on conflict (fingerprint, days) do nothing";
    tx.execute(sql, &[certificate.into(), days.into(), at.into()]).await.map(|rows| rows > 0)
}

/// Marks the officer as dismissed, or as in service again.
pub(super) async fn set_removed(tx: &mut Tx, officer: OfficerId, at: Option<Timestamp>) -> Result<(), StoreError> {
    let sql = "update officers set removed_at = $2 where id = $1";
    tx.execute(sql, &[officer.into(), at.into()]).await.map(drop)
}

pub(super) async fn insert_proposal(tx: &mut Tx, proposal: &Proposal) -> Result<(), StoreError> {
    tx.execute(
        "insert into officer_proposals (id, change, proposed_by, proposed_at) values ($1, $2, $3, $4)",
        &[proposal.id.into(), Value::json(&proposal.change)?, proposal.proposed_by.into(), proposal.proposed_at.into()],
    )
    .await?;
    Ok(())
}

pub(super) async fn confirm(tx: &mut Tx, proposal: ProposalId, by: OfficerId, at: Timestamp) -> Result<(), StoreError> {
    let sql = "update officer_proposals set confirmed_by = $2, confirmed_at = $3 where id = $1 and confirmed_by is null";
    tx.execute(sql, &[proposal.into(), by.into(), at.into()]).await.map(drop)
}

pub(super) async fn settle(tx: &mut Tx, proposal: ProposalId, outcome: &Outcome) -> Result<(), StoreError> {
    let sql = "update officer_proposals set outcome = $2 where id = $1";
    tx.execute(sql, &[proposal.into(), Value::json(outcome)?]).await.map(drop)
}

const PROPOSALS: &str = "select id, change, proposed_by, proposed_at, confirmed_by, confirmed_at, outcome from officer_proposals \
     order by proposed_at desc, id desc limit 100";

/// The newest hundred proposals.
pub(super) async fn proposals(tx: &mut Tx) -> Result<Vec<Proposal>, StoreError> {
    OFFICER_PROPOSALS.readable(tx, PROPOSALS, &[], proposal).await
}

const ONE_PROPOSAL: &str = "select id, change, proposed_by, proposed_at, confirmed_by, confirmed_at, outcome \
     from officer_proposals where id = $1";

pub(super) async fn find_proposal(tx: &mut Tx, id: ProposalId) -> Result<Option<Proposal>, StoreError> {
    OFFICER_PROPOSALS.find(tx, ONE_PROPOSAL, &[id.into()], proposal).await
}

const UNSETTLED: &str = "select id, change, proposed_by, proposed_at, confirmed_by, confirmed_at, outcome \
     from officer_proposals where confirmed_by is not null and outcome is null order by confirmed_at limit 100";

/// Proposals that are confirmed and not answered by the certificate authority.
pub(super) async fn unsettled(tx: &mut Tx) -> Result<Vec<Proposal>, StoreError> {
    OFFICER_PROPOSALS.readable(tx, UNSETTLED, &[], proposal).await
}

fn enrolled(row: &Row) -> Result<Enrolled, StoreError> {
    let (roles, language) = (row.json("roles")?, row.parsed("language")?);
    let (id, name, email) = (row.id("id")?, row.text("name")?, row.text("email")?);
    let moment = |column| row.optional(column, Row::timestamp);
    let validity = match (moment("valid_from")?, moment("valid_until")?) {
        (Some(from), Some(until)) => {
            Some(Validity::new(from, until).map_err(|_| StoreError::inconsistent("valid_until", "is before valid_from"))?)
        }
        _ => None,
    };
    Ok(Enrolled {
        officer: OfficerRecord { id, name, email, roles, language },
        since: row.timestamp("since")?,
        removed_at: moment("removed_at")?,
        fingerprint: row.digest("fingerprint")?,
        validity,
    })
}

fn proposal(row: &Row) -> Result<Proposal, StoreError> {
    let confirmed = match row.optional("confirmed_by", Row::id)? {
        Some(by) => Some((by, row.timestamp("confirmed_at")?)),
        None => None,
    };
    Ok(Proposal {
        id: row.id("id")?,
        change: row.json("change")?,
        proposed_by: row.id("proposed_by")?,
        proposed_at: row.timestamp("proposed_at")?,
        confirmed,
        outcome: row.optional("outcome", Row::json)?,
    })
}
