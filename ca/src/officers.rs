//! Registration officers whose approvals count.

use ca_contract::statement::Officer;
use chassis::db::{StoreError, Tx};
use pki::{Certificate, Id, Timestamp};

use crate::{EnrolledOfficer, column};

/// An officer to enrol, with the certificate of the internal authority that names them.
pub(crate) struct NewOfficer<'a> {
    pub(crate) id: Id<Officer>,
    pub(crate) name: &'a str,
    pub(crate) email: &'a str,
    pub(crate) certificate: &'a Certificate,
    pub(crate) at: Timestamp,
}

pub(crate) async fn enrol(tx: &mut Tx, officer: &NewOfficer<'_>) -> Result<(), StoreError> {
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

pub(crate) async fn is_enrolled(tx: &mut Tx, officer: Id<Officer>) -> Result<bool, StoreError> {
    Ok(tx.row("select id from officers where id = $1", &[officer.as_bytes().as_slice().into()]).await?.is_some())
}

/// Who was enrolled under this address, and by what name.
pub(crate) async fn find_by_email(tx: &mut Tx, email: &str) -> Result<Option<(EnrolledOfficer, String)>, StoreError> {
    let sql =
        "select o.id, o.name, c.der from officers o join certificates c on c.fingerprint = o.fingerprint where o.email = $1";
    let Some(row) = tx.row(sql, &[email.into()]).await? else { return Ok(None) };
    let id = column::id(&row, "id")?;
    Ok(Some((EnrolledOfficer { id, certificate: row.blob("der")? }, row.text("name")?)))
}
