//! Whose a certificate is, and how its token stands: what the portal asks when somebody logs in with it.

use ca_contract::Der;
use ca_contract::holder::{
    CertificateHolder, PairedCertificate, PukStanding, TokenStanding, WhoseCertificate, WhoseCertificateError,
};
use ca_contract::statement::{OrderNumber, Person};
use chassis::db::{Row, StoreError, Tx};
use pki::{Id, TokenNumber};
use policies::ProductName;

use crate::call::Fault;
use crate::core::Core;
use crate::tables::{CERTIFICATES, PUK_RELEASES, REVOCATIONS, TOKENS};

const SHOWN: &str = "select c.role, t.number, t.person, t.order_number, t.product, t.model \
     from certificates c join tokens t on t.number = c.token where c.fingerprint = $1";
const PAIR: &str = "select c.slot, c.role, c.issuer, c.serial, c.der, \
     (select max(d.set_at) from codes d where d.issuer = c.issuer and d.serial = c.serial) as code_set_at \
     from certificates c where c.token = $1 order by c.slot";
const REVOKED: &str = "select v.id, v.decided_at, q.reason from revocations v \
     join revocation_requests q on q.revocation = v.id and q.effective = 1 where v.token = $1";

/// The holder of the certificate with this fingerprint.
pub(crate) async fn whose(core: &Core, question: WhoseCertificate) -> Result<CertificateHolder, Fault<WhoseCertificateError>> {
    let mut tx = core.db.begin_read().await?;
    let shown = TOKENS.find(&mut tx, SHOWN, &[question.certificate.into()], shown).await?;
    let shown = shown.ok_or(Fault::Refused(WhoseCertificateError::UnknownCertificate))?;
    let token = shown.token;
    Ok(CertificateHolder {
        person: shown.person,
        order: shown.order,
        product: shown.product,
        model: shown.model,
        role: shown.role,
        certificates: CERTIFICATES.list(&mut tx, PAIR, &[token.as_str().into()], |row| pair(core, row)).await?,
        state: state(&mut tx, &token).await?,
        puk: puk(&mut tx, &token).await?,
        token,
    })
}

/// A certificate's token, and the certificate's role on it.
struct Shown {
    token: TokenNumber,
    person: Id<Person>,
    order: OrderNumber,
    product: ProductName,
    model: String,
    role: String,
}

fn shown(row: &Row) -> Result<Shown, StoreError> {
    Ok(Shown {
        token: row.parsed("number")?,
        person: row.id("person")?,
        order: row.parsed("order_number")?,
        product: row.parsed("product")?,
        model: row.text("model")?,
        role: row.text("role")?,
    })
}

fn pair(core: &Core, row: &Row) -> Result<PairedCertificate, StoreError> {
    let certificate = row.certificate("der")?;
    let name = row.parsed("issuer")?;
    let issuer = core.issuers.find(&name).ok_or(StoreError::inconsistent("issuer", "is no authority in force"))?;
    Ok(PairedCertificate {
        slot: row.number("slot")?,
        role: row.text("role")?,
        serial: certificate.serial().clone(),
        not_before: certificate.validity().not_before(),
        not_after: certificate.validity().not_after(),
        certificate: Der(certificate.der().to_vec()),
        chain: core.issuers.chain(issuer).iter().map(|above| Der(above.der().to_vec())).collect(),
        issuer: name,
        code_set_at: row.optional("code_set_at", Row::timestamp)?,
    })
}

async fn state(tx: &mut Tx, token: &TokenNumber) -> Result<TokenStanding, StoreError> {
    let revoked = |row: &Row| Ok(TokenStanding::Revoked { at: row.timestamp("decided_at")?, reason: row.word("reason")? });
    let revoked = REVOCATIONS.find(tx, REVOKED, &[token.as_str().into()], revoked).await?;
    Ok(revoked.unwrap_or(TokenStanding::Valid))
}

async fn puk(tx: &mut Tx, token: &TokenNumber) -> Result<PukStanding, StoreError> {
    let sql = "select token, released_at from puk_releases where token = $1";
    if let Some(at) = PUK_RELEASES.find(tx, sql, &[token.as_str().into()], |row| row.timestamp("released_at")).await? {
        return Ok(PukStanding::Released { at });
    }
    let sealed = tx.row("select token from escrow where token = $1 limit 1", &[token.as_str().into()]).await?.is_some();
    Ok(if sealed { PukStanding::Available } else { PukStanding::NothingSealed })
}
