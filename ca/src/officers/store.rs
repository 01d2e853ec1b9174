//! The rows of officers. A dismissed one stays: what they approved names them.

use ca_contract::officers::EnrolledOfficer;
use ca_contract::statement::Officer;
use chassis::db::{Row, StoreError, Tx};
use pki::{Certificate, Id, Timestamp};

use crate::column;

/// An officer to enrol, with the certificate of the internal authority that names them.
pub(crate) struct NewOfficer<'a> {
    pub(crate) id: Id<Officer>,
    pub(crate) name: &'a str,
    pub(crate) email: &'a str,
    pub(crate) certificate: &'a Certificate,
    pub(crate) at: Timestamp,
}

pub(crate) async fn insert(tx: &mut Tx, officer: &NewOfficer<'_>) -> Result<(), StoreError> {
    tx.execute(
        "insert into officers (id, name, email, fingerprint, enrolled_at) values ($1, $2, $3, $4, $5)",
        &[
            officer.id.as_bytes().as_slice().into(),
            officer.name.into(),
            officer.email.into(),
            officer.certificate.fingerprint().into(),
            officer.at.into(),
        ],
    )
    .await?;
    Ok(())
}

/// Whether what this officer does counts: enrolled, and not dismissed.
pub(crate) async fn is_enrolled(tx: &mut Tx, officer: Id<Officer>) -> Result<bool, StoreError> {
    let sql = "select o.id from officers o where o.id = $1 \
         and not exists (select 1 from officer_dismissals d where d.officer = o.id)";
    Ok(tx.row(sql, &[officer.as_bytes().as_slice().into()]).await?.is_some())
}

/// How many officers' acts count.
pub(super) async fn enrolled(tx: &mut Tx) -> Result<i64, StoreError> {
    let sql = "select count(*) as enrolled from officers o \
         where not exists (select 1 from officer_dismissals d where d.officer = o.id)";
    tx.row(sql, &[]).await?.map_or(Ok(0), |row| row.int("enrolled"))
}

/// Whether an officer whose acts count has this address, in whichever case.
pub(super) async fn is_address_in_use(tx: &mut Tx, email: &str) -> Result<bool, StoreError> {
    let sql = "select o.id from officers o where lower(o.email) = lower($1) \
         and not exists (select 1 from officer_dismissals d where d.officer = o.id)";
    Ok(tx.row(sql, &[email.into()]).await?.is_some())
}

/// Who was last enrolled under this address: certificate and name.
pub(crate) async fn find_by_email(tx: &mut Tx, email: &str) -> Result<Option<(crate::EnrolledOfficer, String)>, StoreError> {
    let sql = "select o.id, o.name, c.der from officers o join certificates c on c.fingerprint = o.fingerprint \
         where o.email = $1 order by o.enrolled_at desc limit 1";
    let Some(row) = tx.row(sql, &[email.into()]).await? else { return Ok(None) };
    let id = column::id(&row, "id")?;
    Ok(Some((crate::EnrolledOfficer { id, certificate: row.blob("der")? }, row.text("name")?)))
}

pub(super) async fn all(tx: &mut Tx) -> Result<Vec<EnrolledOfficer>, StoreError> {
    let sql = "select o.id, o.name, o.email, o.fingerprint, o.enrolled_at, d.dismissed_at from officers o \
         left join officer_dismissals d on d.officer = o.id order by o.enrolled_at, o.id";
    tx.rows(sql, &[]).await?.iter().map(officer).collect()
}

fn officer(row: &Row) -> Result<EnrolledOfficer, StoreError> {
    Ok(EnrolledOfficer {
        id: column::id(row, "id")?,
        name: row.text("name")?,
        email: row.text("email")?,
        fingerprint: row.digest("fingerprint")?,
        enrolled_at: row.timestamp("enrolled_at")?,
        dismissed_at: row.optional_int("dismissed_at")?.map(Timestamp::from_millis),
    })
}
