//! Whose a certificate is, and how its token stands: what the portal asks when somebody logs in with it.

use ca_contract::Der;
use ca_contract::holder::{
    CertificateHolder, PairedCertificate, PukStanding, TokenStanding, WhoseCertificate, WhoseCertificateError,
};
use chassis::db::{Row, StoreError, Tx};
use pki::{Timestamp, TokenNumber};

use crate::call::Fault;
use crate::column;
use crate::core::Core;

const SHOWN: &str = "select c.role, t.number, t.person, t.order_number, t.product, t.model \
     from certificates c join tokens t on t.number = c.token where c.fingerprint = $1";
const PAIR: &str = "select c.slot, c.role, c.issuer, c.der, \
     (select max(d.set_at) from codes d where d.issuer = c.issuer and d.serial = c.serial) as code_set_at \
     from certificates c where c.token = $1 order by c.slot";
const REVOKED: &str = "select v.decided_at, q.reason from revocations v \
     join revocation_requests q on q.revocation = v.id and q.effective = 1 where v.token = $1";

/// The holder of the certificate with this fingerprint.
pub(crate) async fn whose(core: &Core, question: WhoseCertificate) -> Result<CertificateHolder, Fault<WhoseCertificateError>> {
    let mut tx = core.db.begin_read().await?;
    let row = tx.row(SHOWN, &[question.certificate.into()]).await?;
    let row = row.ok_or(Fault::Refused(WhoseCertificateError::UnknownCertificate))?;
    let token = column::token_number(&row, "number")?;
    let mut certificates = Vec::new();
    for paired in tx.rows(PAIR, &[token.as_str().into()]).await? {
        certificates.push(pair(core, &paired)?);
    }
    Ok(CertificateHolder {
        person: column::id(&row, "person")?,
        order: column::order_number(&row)?,
        product: row.text("product")?.parse().map_err(|_| column::inconsistent("product", "is no product's name"))?,
        model: row.text("model")?,
        role: row.text("role")?,
        certificates,
        state: state(&mut tx, &token).await?,
        puk: puk(&mut tx, &token).await?,
        token,
    })
}

fn pair(core: &Core, row: &Row) -> Result<PairedCertificate, StoreError> {
    let certificate = column::certificate(row, "der")?;
    let name = column::issuer(row)?;
    let issuer = core.issuers.find(&name).ok_or(column::inconsistent("issuer", "is no authority in force"))?;
    Ok(PairedCertificate {
        slot: u8::try_from(row.int("slot")?).map_err(|_| column::inconsistent("slot", "is no slot"))?,
        role: row.text("role")?,
        serial: certificate.serial().clone(),
        not_before: certificate.validity().not_before(),
        not_after: certificate.validity().not_after(),
        certificate: Der(certificate.der().to_vec()),
        chain: core.issuers.chain(issuer).iter().map(|above| Der(above.der().to_vec())).collect(),
        issuer: name,
        code_set_at: row.optional_int("code_set_at")?.map(Timestamp::from_millis),
    })
}

async fn state(tx: &mut Tx, token: &TokenNumber) -> Result<TokenStanding, StoreError> {
    let row = tx.row(REVOKED, &[token.as_str().into()]).await?;
    row.map_or(Ok(TokenStanding::Valid), |row| {
        Ok(TokenStanding::Revoked { at: row.timestamp("decided_at")?, reason: column::word(&row, "reason")? })
    })
}

async fn puk(tx: &mut Tx, token: &TokenNumber) -> Result<PukStanding, StoreError> {
    if let Some(row) = tx.row("select released_at from puk_releases where token = $1", &[token.as_str().into()]).await? {
        return Ok(PukStanding::Released { at: row.timestamp("released_at")? });
    }
    let sealed = tx.row("select token from escrow where token = $1 limit 1", &[token.as_str().into()]).await?.is_some();
    Ok(if sealed { PukStanding::Available } else { PukStanding::NothingSealed })
}
