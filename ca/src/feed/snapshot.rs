//! Everything that holds at a sequence number, page by page.
//!
//! The first page fixes the number; later pages give what was numbered up to it. A serial revoked in between is simply revoked
//! already: following from the number applies it once more, to the same effect.

use ca_contract::Der;
use ca_contract::operation::NeverRefused;
use ca_contract::status::{
    IssuedSerial, RevokedSerial, SignedCrl, SnapshotCursor, SnapshotPage, StatusChange, StatusIssuer, StatusSnapshot,
};
use chassis::db::{Row, StoreError, Tx};

use super::store;
use crate::call::Fault;
use crate::column;
use crate::core::Core;

const MOST_SERIALS: u16 = 5000;

/// A page of the snapshot.
pub(crate) async fn snapshot(core: &Core, question: StatusSnapshot) -> Result<SnapshotPage, Fault<NeverRefused>> {
    let at_most = question.at_most.clamp(1, MOST_SERIALS);
    let mut tx = core.db.begin_read().await?;
    let head = store::head(&mut tx).await?;
    let (cursor, first) = match question.page {
        Some(cursor) => (cursor, false),
        None => (SnapshotCursor { sequence: unsigned(head)?, after: 0, revoked: false }, true),
    };
    let (Ok(sequence), Ok(after)) = (i64::try_from(cursor.sequence), i64::try_from(cursor.after)) else {
        return Err(Fault::Invalid("the cursor is none that a snapshot gave"));
    };
    if sequence > head {
        return Err(Fault::Invalid("the cursor lies before the feed's head"));
    }
    let mut page = SnapshotPage {
        authority: core.id,
        sequence: cursor.sequence,
        kinds: StatusChange::KINDS.map(str::to_owned).to_vec(),
        issuers: if first { issuers(core) } else { Vec::new() },
        crls: if first { crls(&mut tx).await? } else { Vec::new() },
        issued: Vec::new(),
        revoked: Vec::new(),
        issued_total: count(&mut tx, "select count(*) as total from certificates where feed_sequence <= $1", sequence).await?,
        revoked_total: count(&mut tx, "select count(*) as total from revoked_serials where feed_sequence <= $1", sequence)
            .await?,
        next: None,
    };
    let sql = if cursor.revoked { REVOKED } else { ISSUED };
    let rows = tx.rows(sql, &[after.into(), sequence.into(), i64::from(at_most).into()]).await?;
    for row in &rows {
        if cursor.revoked {
            page.revoked.push(revoked(row)?);
        } else {
            page.issued.push(IssuedSerial { issuer: column::issuer(row)?, serial: column::serial(row)? });
        }
    }
    page.next = match rows.last() {
        Some(last) if rows.len() == usize::from(at_most) => {
            Some(SnapshotCursor { after: unsigned(last.int("feed_sequence")?)?, ..cursor })
        }
        _ if !cursor.revoked => Some(SnapshotCursor { after: 0, revoked: true, ..cursor }),
        _ => None,
    };
    Ok(page)
}

const ISSUED: &str = "select issuer, serial, feed_sequence from certificates \
     where feed_sequence > $1 and feed_sequence <= $2 order by feed_sequence limit $3";
const REVOKED: &str = "select issuer, serial, revoked_at, published_reason, feed_sequence from revoked_serials \
     where feed_sequence > $1 and feed_sequence <= $2 order by feed_sequence limit $3";

fn issuers(core: &Core) -> Vec<StatusIssuer> {
    let product = core.issuers.product().iter();
    product
        .filter_map(|issuer| {
            let (_, authority) = issuer.authority.as_ref()?;
            Some(StatusIssuer {
                name: authority.name.clone(),
                certificate: Der(issuer.certificate.der().to_vec()),
                ocsp: authority.ocsp_url.is_some(),
            })
        })
        .collect()
}

async fn crls(tx: &mut Tx) -> Result<Vec<SignedCrl>, StoreError> {
    let rows = tx.rows("select issuer, max(number) as number from crls group by issuer order by issuer", &[]).await?;
    rows.iter().map(|row| Ok(SignedCrl { issuer: column::issuer(row)?, number: unsigned(row.int("number")?)? })).collect()
}

async fn count(tx: &mut Tx, sql: &'static str, sequence: i64) -> Result<u64, StoreError> {
    let row = tx.row(sql, &[sequence.into()]).await?;
    row.map_or(Ok(0), |row| unsigned(row.int("total")?))
}

fn revoked(row: &Row) -> Result<RevokedSerial, StoreError> {
    Ok(RevokedSerial {
        issuer: column::issuer(row)?,
        serial: column::serial(row)?,
        at: row.timestamp("revoked_at")?,
        reason: column::word(row, "published_reason")?,
    })
}

fn unsigned(number: i64) -> Result<u64, StoreError> {
    u64::try_from(number).map_err(|_| StoreError::Inconsistent { column: "*", problem: "holds a negative number" })
}
