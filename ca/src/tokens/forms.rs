//! By which rules the facts of a token's holder were digested, and the tokens that a contact leads to.

use ca_contract::statement::{OrderNumber, Person};
use chassis::db::{Row, StoreError, Tx};
use pki::{Digest, Id, TokenNumber};

use crate::tables::TOKENS;

/// A token, the order whose statement holds the facts of its holder, and the rules by which the forms of these facts were made.
pub(crate) struct Filed {
    pub(crate) token: TokenNumber,
    pub(crate) order: OrderNumber,
    /// See `facts::RULES`.
    pub(crate) rules: i64,
}

fn filed(row: &Row) -> Result<Filed, StoreError> {
    Ok(Filed { token: row.parsed("number")?, order: row.parsed("order_number")?, rules: row.int("form_rules")? })
}

/// A token that a contact leads to.
pub(crate) struct ContactToken {
    pub(crate) filed: Filed,
    pub(crate) person: Id<Person>,
    /// Salts the codes of this person.
    pub(crate) code_salt: [u8; 16],
}

/// What leads to tokens: a digested form of an e-mail address or a token number, or a token number as it is written.
pub(crate) struct Contact<'a> {
    pub(crate) digest: Digest,
    /// The kind of fact that was digested, as `fact_forms` names it.
    pub(crate) kind: &'a str,
    /// A token number even before it was digested; empty for an e-mail address.
    pub(crate) number: &'a str,
}

/// The tokens that a contact leads to, together for each person, the newest first.
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

/// The tokens behind `after`, by number, whose forms were made by other rules than `rules`.
pub(crate) async fn with_other_rules(tx: &mut Tx, rules: i64, after: &str, at_most: i64) -> Result<Vec<Filed>, StoreError> {
    let sql =
        "select number, order_number, form_rules from tokens where form_rules <> $1 and number > $2 order by number limit $3";
    TOKENS.list(tx, sql, &[rules.into(), after.into(), at_most.into()], filed).await
}

/// Notes that the forms of a token's facts were made by `rules`.
pub(crate) async fn set_rules(tx: &mut Tx, token: &TokenNumber, rules: i64) -> Result<(), StoreError> {
    let sql = "update tokens set form_rules = $2 where number = $1";
    tx.execute(sql, &[token.as_str().into(), rules.into()]).await.map(drop)
}
