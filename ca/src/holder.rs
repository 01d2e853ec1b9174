//! The holder of a certificate and the status of its token: what the portal requests when somebody logs in with the certificate.

use ca_contract::Der;
use ca_contract::holder::{
    CertificateHolder, FindCertificateHolder, FindCertificateHolderError, PairedCertificate, PukStatus, TokenStatus,
};
use chassis::db::{Row, StoreError, Tx};
use pki::TokenNumber;

use crate::call::{Fault, Read};
use crate::core::Core;
use crate::tables::{CERTIFICATES, PUK_RELEASES, REVOCATIONS};
use crate::tokens::{self, TokenCertificate, TokenOfCertificate};

const REVOKED: &str = "select v.id, v.decided_at, q.reason from revocations v \
     join revocation_requests q on q.revocation = v.id and q.effective = 1 where v.token = $1";

/// The holder of the certificate with this fingerprint.
impl Read for FindCertificateHolder {
    async fn read(self, core: &Core) -> Result<CertificateHolder, Fault<FindCertificateHolderError>> {
        let mut tx = core.db.begin_read().await?;
        let shown = tokens::of_certificate(&mut tx, self.certificate).await?;
        let shown = shown.ok_or(Fault::Refused(FindCertificateHolderError::UnknownCertificate))?;
        let TokenOfCertificate { token, person, order, product, model, role } = shown;
        let certificates = tokens::certificates(&mut tx, &token).await?.into_iter().map(|certificate| pair(core, certificate));
        let certificates = certificates.collect::<Result<_, _>>()?;
        Ok(CertificateHolder {
            person,
            order,
            product,
            model,
            role,
            certificates,
            state: state(&mut tx, &token).await?,
            puk: puk(&mut tx, &token).await?,
            token,
        })
    }
}

fn pair(core: &Core, on_token: TokenCertificate) -> Result<PairedCertificate, StoreError> {
    let TokenCertificate { slot, role, issuer, certificate, code_set_at } = on_token;
    let unknown = || {
        CERTIFICATES.inconsistent(
            format_args!("issuer {issuer}, serial {}", certificate.serial()),
            "issuer",
            "is not an authority in force",
        )
    };
    let signed_by = core.issuers.find(&issuer).ok_or_else(unknown)?;
    Ok(PairedCertificate {
        slot,
        role,
        serial: certificate.serial().clone(),
        not_before: certificate.validity().not_before(),
        not_after: certificate.validity().not_after(),
        certificate: Der(certificate.der().to_vec()),
        chain: core.issuers.chain(signed_by).iter().map(|above| Der(above.der().to_vec())).collect(),
        issuer,
        code_set_at,
    })
}

async fn state(tx: &mut Tx, token: &TokenNumber) -> Result<TokenStatus, StoreError> {
    let revoked = |row: &Row| Ok(TokenStatus::Revoked { at: row.timestamp("decided_at")?, reason: row.word("reason")? });
    let revoked = REVOCATIONS.find(tx, REVOKED, &[token.as_str().into()], revoked).await?;
    Ok(revoked.unwrap_or(TokenStatus::Valid))
}

async fn puk(tx: &mut Tx, token: &TokenNumber) -> Result<PukStatus, StoreError> {
    let sql = "select token, released_at from puk_releases where token = $1";
    if let Some(at) = PUK_RELEASES.find(tx, sql, &[token.as_str().into()], |row| row.timestamp("released_at")).await? {
        return Ok(PukStatus::Released { at });
    }
    let escrowed = tx.row("select token from escrow where token = $1 limit 1", &[token.as_str().into()]).await?.is_some();
    Ok(if escrowed { PukStatus::Available } else { PukStatus::NotEscrowed })
}
