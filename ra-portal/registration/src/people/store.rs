//! Who is behind an account.

use chassis::db::{StoreError, Tx};
use pki::{SystemRandom, Timestamp};

use super::PersonId;
use crate::accounts::AccountId;

/// The person who holds the account: the same from the first order on.
pub(crate) async fn of_account(tx: &mut Tx, account: AccountId, now: Timestamp) -> Result<PersonId, StoreError> {
    let known = tx.row("select id from people where account = $1", &[account.as_bytes().into()]).await?;
    if let Some(row) = known {
        let inconsistent = StoreError::Inconsistent { column: "id", problem: "is no identifier" };
        return PersonId::from_slice(&row.blob("id")?).ok_or(inconsistent);
    }
    let person = PersonId::generate(now, &mut SystemRandom);
    tx.execute(
        "insert into people (id, account, known_since) values ($1, $2, $3)",
        &[person.as_bytes().into(), account.as_bytes().into(), now.into()],
    )
    .await?;
    Ok(person)
}
