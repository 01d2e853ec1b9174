//! The state at a sequence number, page by page.
//!
//! The first page fixes the number; later pages contain what was numbered up to it. A serial that is revoked in between is
//! already shown as revoked: following the feed from that number applies the revocation again, with the same result.

use ca_contract::Der;
use ca_contract::operation::NeverRefused;
use ca_contract::status::{
    IssuedSerial, RevokedSerial, SignedCrl, SnapshotCursor, SnapshotPage, StatusChange, StatusIssuer, StatusSnapshot,
};
use chassis::db::{Row, StoreError, Tx};

use super::store;
use crate::call::{Fault, Read};
use crate::core::Core;
use crate::tables::{CERTIFICATES, CRLS, REVOKED_SERIALS};

const MOST_SERIALS: u16 = 5000;

/// A page of the snapshot.
impl Read for StatusSnapshot {
    async fn read(self, core: &Core) -> Result<SnapshotPage, Fault<NeverRefused>> {
        let at_most = self.at_most.clamp(1, MOST_SERIALS);
        let mut tx = core.db.begin_read().await?;
        let head = store::head(&mut tx).await?;
        let (cursor, first) = match self.page {
            Some(cursor) => (cursor, false),
            None => (SnapshotCursor { sequence: head.unsigned_abs(), after: 0, revoked: false }, true),
        };
        let (Ok(sequence), Ok(after)) = (i64::try_from(cursor.sequence), i64::try_from(cursor.after)) else {
            return Err(Fault::Invalid("the cursor does not come from a snapshot"));
        };
        if sequence > head {
            return Err(Fault::Invalid("the cursor is before the feed's head"));
        }
        let mut page = SnapshotPage {
            authority: core.id,
            sequence: cursor.sequence,
            kinds: StatusChange::CRITICAL_KINDS.map(str::to_owned).to_vec(),
            issuers: if first { issuers(core) } else { Vec::new() },
            crls: if first { crls(&mut tx).await? } else { Vec::new() },
            issued: Vec::new(),
            revoked: Vec::new(),
            issued_total: count(&mut tx, "select count(*) as total from certificates where feed_sequence <= $1", sequence)
                .await?,
            revoked_total: count(&mut tx, "select count(*) as total from revoked_serials where feed_sequence <= $1", sequence)
                .await?,
            next: None,
        };
        let span = [after.into(), sequence.into(), i64::from(at_most).into()];
        let mut last = None;
        if cursor.revoked {
            for (at, revoked) in REVOKED_SERIALS.list(&mut tx, REVOKED, &span, revoked).await? {
                page.revoked.push(revoked);
                last = Some(at);
            }
        } else {
            for (at, issued) in CERTIFICATES.list(&mut tx, ISSUED, &span, issued).await? {
                page.issued.push(issued);
                last = Some(at);
            }
        }
        page.next = match last {
            Some(after) if page.issued.len() + page.revoked.len() == usize::from(at_most) => {
                Some(SnapshotCursor { after, ..cursor })
            }
            _ if !cursor.revoked => Some(SnapshotCursor { after: 0, revoked: true, ..cursor }),
            _ => None,
        };
        Ok(page)
    }
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
    let sql = "select issuer, max(number) as number from crls group by issuer order by issuer";
    let crl = |row: &Row| Ok(SignedCrl { issuer: row.parsed("issuer")?, number: row.number("number")? });
    CRLS.list(tx, sql, &[], crl).await
}

async fn count(tx: &mut Tx, sql: &'static str, sequence: i64) -> Result<u64, StoreError> {
    let row = tx.row(sql, &[sequence.into()]).await?;
    row.map_or(Ok(0), |row| row.number("total"))
}

/// A serial and the sequence number of the event that announced it.
fn issued(row: &Row) -> Result<(u64, IssuedSerial), StoreError> {
    let issued = IssuedSerial { issuer: row.parsed("issuer")?, serial: row.serial("serial")? };
    Ok((row.number("feed_sequence")?, issued))
}

fn revoked(row: &Row) -> Result<(u64, RevokedSerial), StoreError> {
    let revoked = RevokedSerial {
        issuer: row.parsed("issuer")?,
        serial: row.serial("serial")?,
        at: row.timestamp("revoked_at")?,
        reason: row.word("published_reason")?,
    };
    Ok((row.number("feed_sequence")?, revoked))
}
