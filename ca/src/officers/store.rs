//! Reading the rows of officers. A dismissed officer's row stays, since approvals refer to it.

use ca_contract::officers::{EnrolledOfficer, OfficerRole};
use ca_contract::statement::Officer;
use chassis::db::{Row, StoreError, Table, Tx};
use pki::{Certificate, Digest, Id};

use crate::tables::{OFFICER_ROLES, OFFICERS};

/// An officer who was not dismissed, with the certificate on file.
pub(crate) struct Enrolled {
    pub(crate) name: String,
    /// The fingerprint of that certificate.
    pub(crate) fingerprint: Digest,
    pub(crate) certificate: Certificate,
    pub(crate) roles: Vec<OfficerRole>,
}

const ENROLLED: &str = "select o.id, o.name, o.fingerprint, c.der from officers o \
     left join certificates c on c.fingerprint = o.fingerprint \
     where o.id = $1 and not exists (select 1 from officer_dismissals d where d.officer = o.id)";

/// The officer, enrolled and not dismissed. Does not check the validity of their certificate: see [`acting()`](super::acting()).
pub(crate) async fn enrolled(tx: &mut Tx, officer: Id<Officer>) -> Result<Option<Enrolled>, StoreError> {
    let read = |row: &Row| {
        let (name, fingerprint) = (row.text("name")?, row.digest("fingerprint")?);
        Ok((name, fingerprint, row.certificate("der")?))
    };
    let found = OFFICERS.find(tx, ENROLLED, &[officer.into()], read).await?;
    let Some((name, fingerprint, certificate)) = found else { return Ok(None) };
    let roles = roles(tx, officer).await?;
    Ok(Some(Enrolled { name, fingerprint, certificate, roles }))
}

/// How many officers are enrolled and not dismissed.
pub(crate) async fn count_enrolled(tx: &mut Tx) -> Result<i64, StoreError> {
    let sql = "select count(*) as enrolled from officers o \
         where not exists (select 1 from officer_dismissals d where d.officer = o.id)";
    tx.row(sql, &[]).await?.map_or(Ok(0), |row| row.int("enrolled"))
}

/// Whether an officer in service has this address, ignoring case.
pub(crate) async fn is_address_in_use(tx: &mut Tx, email: &str) -> Result<bool, StoreError> {
    let sql = "select o.id from officers o where lower(o.email) = lower($1) \
         and not exists (select 1 from officer_dismissals d where d.officer = o.id)";
    Ok(tx.row(sql, &[email.into()]).await?.is_some())
}

/// The officer last enrolled with this address: certificate and name.
pub(crate) async fn find_by_email(tx: &mut Tx, email: &str) -> Result<Option<(super::EnrolledOfficer, String)>, StoreError> {
    let sql = "select o.id, o.name, c.der from officers o join certificates c on c.fingerprint = o.fingerprint \
         where o.email = $1 order by o.enrolled_at desc limit 1";
    let read = |row: &Row| Ok((super::EnrolledOfficer { id: row.id("id")?, certificate: row.blob("der")? }, row.text("name")?));
    OFFICERS.find(tx, sql, &[email.into()], read).await
}

/// Every officer who was ever enrolled. One whose row, certificate or roles cannot be read is left out, after an incident was
/// reported: with fewer roles than they hold, the portal would take the others away.
pub(crate) async fn all(tx: &mut Tx) -> Result<Vec<EnrolledOfficer>, StoreError> {
    let sql = "select o.id, o.name, o.email, o.fingerprint, c.der, o.enrolled_at, d.dismissed_at from officers o \
         left join certificates c on c.fingerprint = o.fingerprint \
         left join officer_dismissals d on d.officer = o.id order by o.enrolled_at, o.id";
    let mut listed = Vec::new();
    for mut officer in OFFICERS.readable(tx, sql, &[], officer).await? {
        if let Some(mut held) = Table::readable_only(roles(tx, officer.id).await)? {
            held.sort_unstable();
            officer.roles = held;
            listed.push(officer);
        }
    }
    Ok(listed)
}

async fn roles(tx: &mut Tx, officer: Id<Officer>) -> Result<Vec<OfficerRole>, StoreError> {
    let sql = "select officer, role from officer_roles where officer = $1";
    OFFICER_ROLES.list(tx, sql, &[officer.into()], |row| row.word("role")).await
}

/// An officer, still without roles.
fn officer(row: &Row) -> Result<EnrolledOfficer, StoreError> {
    Ok(EnrolledOfficer {
        id: row.id("id")?,
        name: row.text("name")?,
        email: row.text("email")?,
        fingerprint: row.digest("fingerprint")?,
        validity: row.certificate("der")?.validity(),
        roles: Vec::new(),
        enrolled_at: row.timestamp("enrolled_at")?,
        dismissed_at: row.optional("dismissed_at", Row::timestamp)?,
    })
}
