//! Digests of forms in the database, by token and kind.

use chassis::db::{Row, StoreError, Tx};
use chassis::incident::IncidentId;
use pki::{Digest, TokenNumber};

use crate::core::Secrets;
use crate::facts::{FactsOnFile, Kind, RULES, digests};
use crate::tables::FACT_FORMS;
use crate::tokens::Filed;
use crate::{approvals, tokens};

/// Replaces the digests of a token.
pub(crate) async fn replace(tx: &mut Tx, token: &TokenNumber, digests: &[(Kind, Digest)]) -> Result<(), StoreError> {
    tx.execute("delete from fact_forms where token = $1", &[token.as_str().into()]).await?;
    for (kind, digest) in digests {
        tx.execute(
            "insert into fact_forms (token, kind, digest) values ($1, $2, $3)",
            &[token.as_str().into(), kind.word().into(), (*digest).into()],
        )
        .await?;
    }
    tokens::set_rules(tx, token, RULES).await
}

/// The facts on file for a token: as digested under the current rules, or else made from its statement now, so that a holder is
/// recognised before older digests are replaced.
pub(crate) async fn of_token(tx: &mut Tx, secrets: &Secrets, filed: &Filed) -> Result<FactsOnFile, StoreError> {
    if filed.rules == RULES {
        let sql = "select token, kind, digest from fact_forms where token = $1";
        return Ok(FactsOnFile::of(&FACT_FORMS.list(tx, sql, &[filed.token.as_str().into()], form).await?));
    }
    match from_statement(tx, secrets, filed).await {
        Ok(digests) => Ok(FactsOnFile::of(&digests)),
        // A token that cannot be read must not prevent its holder from revoking others.
        Err(fault @ StoreError::Inconsistent(_)) => {
            IncidentId::report(fault);
            Ok(FactsOnFile::of_nobody())
        }
        Err(fault) => Err(fault),
    }
}

/// The digests of a token's facts under the current rules.
pub(super) async fn from_statement(tx: &mut Tx, secrets: &Secrets, filed: &Filed) -> Result<Vec<(Kind, Digest)>, StoreError> {
    let approval = approvals::find(tx, &secrets.statements, &filed.order).await?;
    let missing = || StoreError::inconsistent("order_number", "refers to an order without an approval");
    Ok(digests(&secrets.facts, &approval.ok_or_else(missing)?.statement, &filed.token))
}

fn form(row: &Row) -> Result<(Kind, Digest), StoreError> {
    let kind = Kind::from_word(&row.text("kind")?).ok_or(StoreError::inconsistent("kind", "is not a kind of fact"))?;
    Ok((kind, row.digest("digest")?))
}
