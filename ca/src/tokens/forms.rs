//! The rules under which the facts of a token's holder were digested, and the tokens of a contact.

use ca_contract::statement::{OrderNumber, Person};
use chassis::db::{Row, StoreError, Tx};
use pki::{Digest, Id, TokenNumber};

use crate::tables::TOKENS;

/// A token, the order whose statement holds the facts of its holder, and the rules under which their forms were made.
pub(crate) struct Filed {
    pub(crate) token: TokenNumber,
    pub(crate) order: OrderNumber,
    /// See `facts::RULES`.
    pub(crate) rules: i64,
}

fn filed(row: &Row) -> Result<Filed, StoreError> {
    Ok(Filed { token: row.parsed("number")?, order: row.parsed("order_number")?, rules: row.int("form_rules")? })
}

/// A token of a contact.
pub(crate) struct ContactToken {
    pub(crate) filed: Filed,
    pub(crate) person: Id<Person>,
    /// The salt for the codes of this person.
    pub(crate) code_salt: [u8; 16],
}

/// What identifies tokens: a digested form of an e-mail address or a token number, or a token number as it is written.
pub(crate) struct Contact<'a> {
    pub(crate) digest: Digest,
    /// The kind of fact that was digested, as stored in `fact_forms`.
    pub(crate) kind: &'a str,
    /// A token number, to find it even before it is digested; empty for an e-mail address.
    pub(crate) number: &'a str,
}

/// The tokens of a contact, grouped by person, newest first.
pub(crate) async fn of_contact(tx: &mut Tx, contact: &Contact<'_>, at_most: i64) -> Result<Vec<ContactToken>, StoreError> {
    let sql = "select t.number, t.order_number, t.form_rules, t.person, p.code_salt \
         from tokens t join persons p on p.id = t.person \
         where t.number in (select f.token from fact_forms f where f.digest = $1 and f.kind = $2 and f.kind in ('e-mail', 'token number') \
          union select n.number from tokens n where n.number = $3) \
         order by t.person, t.produced_at desc limit $4";
    let values = [contact.digest.into(), contact.kind.into(), contact.number.into(), at_most.into()];
    let read =
        |row: &Row| Ok(ContactToken { filed: filed(row)?, person: row.id("person")?, code_salt: row.octets("code_salt")? });
    TOKENS.list(tx, sql, &values, read).await
}

/// The tokens after `after`, by number, whose forms were made under other rules than `rules`.
pub(crate) async fn with_other_rules(tx: &mut Tx, rules: i64, after: &str, at_most: i64) -> Result<Vec<Filed>, StoreError> {
    let sql =
        "select number, order_number, form_rules from tokens where form_rules <> $1 and number > $2 order by number limit $3";
    TOKENS.list(tx, sql, &[rules.into(), after.into(), at_most.into()], filed).await
}

/// Stores that the forms of a token's facts were made under `rules`.
pub(crate) async fn set_rules(tx: &mut Tx, token: &TokenNumber, rules: i64) -> Result<(), StoreError> {
    let sql = "update tokens set form_rules = $2 where number = $1";
    tx.execute(sql, &[token.as_str().into(), rules.into()]).await.map(drop)
}
