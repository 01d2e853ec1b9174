//! The person of an account.

use chassis::db::{StoreError, Tx};
use pki::{SystemRandom, Timestamp};

use super::PersonId;
use crate::account_id::AccountId;
use crate::tables::PEOPLE;

/// The person who owns the account: the same for all its orders.
pub(crate) async fn of_account(tx: &mut Tx, account: AccountId, now: Timestamp) -> Result<PersonId, StoreError> {
    let known = PEOPLE.find(tx, "select id from people where account = $1", &[account.into()], |row| row.id("id")).await?;
    if let Some(person) = known {
        return Ok(person);
    }
    let person = PersonId::generate(now, &mut SystemRandom);
    tx.execute("insert into people (id, account, known_since) values ($1, $2, $3)", &[person.into(), account.into(), now.into()])
        .await?;
    Ok(person)
}
