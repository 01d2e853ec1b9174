//! Writing the rows of officers.

use ca_contract::officers::OfficerRoles;
use ca_contract::statement::Officer;
use chassis::db::{StoreError, Tx};
use pki::{Certificate, Digest, Id, Timestamp};

use crate::officers::ActingOfficer;

/// The values of a new officer's row, with their certificate from the internal authority.
pub(crate) struct NewOfficer<'a> {
    pub(crate) id: Id<Officer>,
    pub(crate) name: &'a str,
    pub(crate) email: &'a str,
    pub(crate) certificate: &'a Certificate,
    pub(crate) roles: &'a OfficerRoles,
    pub(crate) at: Timestamp,
}

pub(crate) async fn insert(tx: &mut Tx, officer: &NewOfficer<'_>) -> Result<(), StoreError> {
    tx.execute(
        "insert into officers (id, name, email, fingerprint, enrolled_at) values ($1, $2, $3, $4, $5)",
        &[
            officer.id.into(),
            officer.name.into(),
            officer.email.into(),
            officer.certificate.fingerprint().into(),
            officer.at.into(),
        ],
    )
    .await?;
    for role in officer.roles.iter() {
        let sql = "insert into officer_roles (officer, role) values ($1, $2)";
        tx.execute(sql, &[officer.id.into(), role.name().into()]).await?;
    }
    Ok(())
}

/// A certificate that replaces an officer's present one.
pub(super) struct Renewal<'a> {
    pub(super) officer: Id<Officer>,
    /// The fingerprint of the replaced one.
    pub(super) replaced: Digest,
    pub(super) certificate: &'a Certificate,
    /// The two who vouch; none if the operator renews.
    pub(super) by: Option<[ActingOfficer; 2]>,
    pub(super) at: Timestamp,
}

/// Stores the new certificate in place of the old one.
pub(super) async fn replace_certificate(tx: &mut Tx, renewal: &Renewal<'_>) -> Result<(), StoreError> {
    let [proposed_by, confirmed_by] = renewal.by.map_or([None; 2], |by| by.map(|officer| Some(*officer.id().as_bytes())));
    let fingerprint = renewal.certificate.fingerprint();
    tx.execute(
        "insert into officer_renewals (fingerprint, officer, replaced, proposed_by, confirmed_by, renewed_at) \
         values ($1, $2, $3, $4, $5, $6)",
        &[
            fingerprint.into(),
            renewal.officer.as_bytes().as_slice().into(),
            renewal.replaced.into(),
            proposed_by.into(),
            confirmed_by.into(),
            renewal.at.into(),
        ],
    )
    .await?;
    let sql = "update officers set fingerprint = $2 where id = $1";
    tx.execute(sql, &[renewal.officer.as_bytes().as_slice().into(), fingerprint.into()]).await.map(drop)
}
