//! Digests of forms in the database, by token and kind.

use chassis::db::{Row, StoreError, Tx};
use pki::{Digest, TokenNumber};

use super::RULES;
use super::digests::Kind;
use super::on_file::{FactsOnFile, digests};
use crate::core::Secrets;
use crate::{approvals, column};

/// Puts the digests of a token in the place of those that it had.
pub(crate) async fn replace(tx: &mut Tx, token: &TokenNumber, digests: &[(Kind, Digest)]) -> Result<(), StoreError> {
    tx.execute("delete from fact_forms where token = $1", &[token.as_str().into()]).await?;
    for (kind, digest) in digests {
        tx.execute(
            "insert into fact_forms (token, kind, digest) values ($1, $2, $3)",
            &[token.as_str().into(), kind.word().into(), (*digest).into()],
        )
        .await?;
    }
    tx.execute("update tokens set form_rules = $2 where number = $1", &[token.as_str().into(), RULES.into()]).await?;
    Ok(())
}

/// The facts on file for a token, from its row (`number`, `order_number`, `form_rules`): digested by the rules in force, or else made from its statement here and now, so that
/// a holder is recognised before older digests were replaced.
pub(crate) async fn of_token(tx: &mut Tx, secrets: &Secrets, row: &Row) -> Result<FactsOnFile, StoreError> {
    let token = column::token_number(row, "number")?;
    if row.int("form_rules")? == RULES {
        let rows = tx.rows("select kind, digest from fact_forms where token = $1", &[token.as_str().into()]).await?;
        let digests: Result<Vec<_>, StoreError> = rows.iter().map(form).collect();
        return Ok(FactsOnFile::of(&digests?));
    }
    match from_statement(tx, secrets, row, &token).await {
        Ok(digests) => Ok(FactsOnFile::of(&digests)),
        // One token that cannot be read must not keep its holder from revoking the others.
        Err(StoreError::Inconsistent { column, problem }) => {
            tracing::error!(table = "approvals", %token, column, problem, "the facts of a token cannot be read");
            Ok(FactsOnFile::of_nobody())
        }
        Err(fault) => Err(fault),
    }
}

/// The digests of a token's facts by the rules in force.
pub(super) async fn from_statement(
    tx: &mut Tx,
    secrets: &Secrets,
    row: &Row,
    token: &TokenNumber,
) -> Result<Vec<(Kind, Digest)>, StoreError> {
    let approval = approvals::find(tx, &secrets.statements, &column::order_number(row)?).await?;
    let approval = approval.ok_or(column::inconsistent("order_number", "names an order without an approval"))?;
    Ok(digests(&secrets.facts, &approval.statement, token))
}

fn form(row: &Row) -> Result<(Kind, Digest), StoreError> {
    let kind = Kind::from_word(&row.text("kind")?).ok_or(column::inconsistent("kind", "is no kind of fact"))?;
    Ok((kind, row.digest("digest")?))
}
