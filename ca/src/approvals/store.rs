//! Approvals and persons.

use ca_contract::statement::{OrderNumber, Person, Statement};
use chassis::db::{Row, StoreError, Tx};
use chassis::encryption::EncryptionKey;
use pki::{Digest, Id, SystemRandom, Timestamp};
use rand::Rng;

use crate::officers::ActingOfficer;
use crate::tables::{APPROVALS, PERSONS};

/// A statement that two officers approved.
pub(crate) struct Approval {
    pub(crate) digest: Digest,
    pub(crate) statement: Statement,
    /// Whether an issuance on this approval is in progress or has succeeded.
    pub(crate) used: bool,
}

/// The values of a new row.
pub(super) struct NewApproval<'a> {
    pub(super) digest: Digest,
    pub(super) statement: &'a Statement,
    pub(super) bytes: &'a [u8],
    pub(super) reviewer: ActingOfficer,
    pub(super) authoriser: ActingOfficer,
    pub(super) at: Timestamp,
}

pub(super) async fn insert(tx: &mut Tx, encryption_key: &EncryptionKey, approval: &NewApproval<'_>) -> Result<(), StoreError> {
    let ciphertext = encryption_key.encrypt(&mut SystemRandom, approval.digest.as_bytes(), approval.bytes);
    tx.execute(
        "insert into approvals (order_number, statement_digest, statement, reviewed_by, authorised_by, approved_at) \
         values ($1, $2, $3, $4, $5, $6)",
        &[
            approval.statement.order.as_str().into(),
            approval.digest.into(),
            ciphertext.into(),
            approval.reviewer.id().into(),
            approval.authoriser.id().into(),
            approval.at.into(),
        ],
    )
    .await?;
    Ok(())
}

/// An issuance uses the approval unless it was interrupted.
const USED: &str = "select a.order_number, a.statement_digest, a.statement, \
     (select count(*) from issuances i left join issuance_outcomes o on o.issuance = i.id \
      where i.order_number = a.order_number and (o.outcome is null or o.outcome = 'issued')) as uses \
     from approvals a where a.order_number = $1";

/// The approval of an order.
pub(crate) async fn find(
    tx: &mut Tx,
    encryption_key: &EncryptionKey,
    order: &OrderNumber,
) -> Result<Option<Approval>, StoreError> {
    APPROVALS.find(tx, USED, &[order.as_str().into()], |row| approval(row, encryption_key)).await
}

const WAITING: &str = "select a.order_number, a.statement_digest, a.statement, cast(0 as bigint) as uses from approvals a \
     where not exists (select 1 from issuances i left join issuance_outcomes o on o.issuance = i.id \
      where i.order_number = a.order_number and (o.outcome is null or o.outcome = 'issued')) \
     order by a.approved_at, a.order_number limit $1";

/// Approvals without an issuance, oldest first.
pub(super) async fn waiting(tx: &mut Tx, encryption_key: &EncryptionKey, at_most: u16) -> Result<Vec<Approval>, StoreError> {
    APPROVALS.readable(tx, WAITING, &[i64::from(at_most).into()], |row| approval(row, encryption_key)).await
}

fn approval(row: &Row, encryption_key: &EncryptionKey) -> Result<Approval, StoreError> {
    let digest = row.digest("statement_digest")?;
    let unreadable = || StoreError::inconsistent("statement", "cannot be decrypted with the master key, or is not a statement");
    let bytes = encryption_key.decrypt(digest.as_bytes(), &row.blob("statement")?).map_err(|_| unreadable())?;
    let statement = serde_json::from_slice(&bytes).map_err(|_| unreadable())?;
    Ok(Approval { digest, statement, used: row.int("uses")? > 0 })
}

pub(super) async fn digest_of(tx: &mut Tx, order: &OrderNumber) -> Result<Option<Digest>, StoreError> {
    let sql = "select order_number, statement_digest from approvals where order_number = $1";
    APPROVALS.find(tx, sql, &[order.as_str().into()], |row| row.digest("statement_digest")).await
}

/// Stores the person with this serial number, if needed; false if one of them belongs to another already.
pub(super) async fn person(tx: &mut Tx, person: Id<Person>, serial_number: &str, now: Timestamp) -> Result<bool, StoreError> {
    let sql = "select id, serial_number from persons where id = $1 or serial_number = $2";
    let read = |row: &Row| Ok((row.id("id")?, row.text("serial_number")?));
    let known = PERSONS.list(tx, sql, &[person.into(), serial_number.into()], read).await?;
    match known.as_slice() {
        [] => {}
        [(id, number)] => return Ok(*id == person && number == serial_number),
        _ => return Ok(false),
    }
    let mut salt = [0; 16];
    SystemRandom.fill_bytes(&mut salt);
    tx.execute(
        "insert into persons (id, serial_number, code_salt, known_since) values ($1, $2, $3, $4)",
        &[person.into(), serial_number.into(), salt.as_slice().into(), now.into()],
    )
    .await?;
    Ok(true)
}
