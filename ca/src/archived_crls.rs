//! The CRLs that were signed, for whoever must show later what was published (docs/operating.md#retention).

use std::ops::Range;

use chassis::db::{Db, Row, StoreError, Tx};
use pki::Timestamp;
use policies::AuthorityName;

use crate::tables::CRLS;

/// A CRL that was signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArchivedCrl {
    /// CRLNumber.
    pub number: u64,
    /// thisUpdate.
    pub this_update: Timestamp,
    /// The DER encoding.
    pub der: Vec<u8>,
}

/// Reads the CRLs of `issuer` that were the newest at some moment of `span`, from a migrated database of a certificate authority, in the
/// order of their numbers; `each` receives one at a time. The certificate authority may be running meanwhile.
///
/// Returns how many there were.
///
/// # Errors
/// If the database cannot be read, or `each` fails.
pub async fn read_archived_crls<E: From<StoreError>>(
    db: &Db,
    issuer: &AuthorityName,
    span: Range<Timestamp>,
    mut each: impl FnMut(ArchivedCrl) -> Result<(), E>,
) -> Result<usize, E> {
    let mut tx = db.begin_read().await?;
    let numbers = numbers(&mut tx, issuer, &span).await?;
    drop(tx);
    for &number in &numbers {
        // One at a time: those of some years may not fit into memory.
        let mut tx = db.begin_read().await?;
        let crl = read(&mut tx, issuer, number).await?;
        drop(tx);
        each(crl)?;
    }
    Ok(numbers.len())
}

async fn numbers(tx: &mut Tx, issuer: &AuthorityName, span: &Range<Timestamp>) -> Result<Vec<i64>, StoreError> {
    let sql = "select issuer, number from crls where issuer = $1 and this_update < $2 and number >= \
         (select coalesce(max(number), 0) from crls where issuer = $1 and this_update <= $3) order by number";
    CRLS.list(tx, sql, &[issuer.as_str().into(), span.end.into(), span.start.into()], |row| row.int("number")).await
}

async fn read(tx: &mut Tx, issuer: &AuthorityName, number: i64) -> Result<ArchivedCrl, StoreError> {
    let sql = "select issuer, number, this_update, der from crls where issuer = $1 and number = $2";
    let crl = |row: &Row| {
        Ok(ArchivedCrl { number: row.number("number")?, this_update: row.timestamp("this_update")?, der: row.blob("der")? })
    };
    CRLS.one(tx, sql, &[issuer.as_str().into(), number.into()], crl).await
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::crls::make_due;
    use crate::fixtures::with_authority_and_clock;

    const HOUR: Duration = Duration::from_hours(1);

    #[tokio::test]
    async fn the_crls_of_a_span_begin_with_the_one_that_was_published_before_it() {
        with_authority_and_clock(async |core, clock| {
            let begin = core.now();
            for _ in 0..5 {
                clock.pass(12 * HOUR);
                make_due(core).await.unwrap();
            }
            // Bootstrapping signs the first at hour 0. An expired CRL stays published until the next one is signed.
            for (from, until, expected) in [
                (0, 1, vec![1]),
                (0, 13, vec![1, 2]),
                (12, 13, vec![2]),
                (23, 30, vec![2, 3]),
                (25, 60, vec![3, 4, 5]),
                (90, 95, vec![6]),
            ] {
                let span = begin.plus(from * HOUR)..begin.plus(until * HOUR);
                let mut found = Vec::new();
                let each = |crl: ArchivedCrl| {
                    let parsed = pki::crl::CertificateRevocationList::from_der(&crl.der).unwrap();
                    assert_eq!((parsed.number, parsed.this_update), (crl.number, crl.this_update.truncated()));
                    found.push(crl.number);
                    Ok::<_, StoreError>(())
                };
                let count = read_archived_crls(&core.db, &"advanced".parse().unwrap(), span, each).await.unwrap();
                assert_eq!((found.len(), found), (count, expected), "hours {from} to {until}");
            }
        })
        .await;
    }
}
