//! `sceau evidence`: what was published, read out of the certificate authority's database (docs/operating.md#retention).

use std::fs;
use std::io::{self, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};

use atomic_write_file::AtomicWriteFile;
use ca::{ArchivedCrl, read_archived_crls};
use ca_contract::AuthorityName;
use chassis::db::{Db, StoreError};
use chassis::private_folder;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use pki::Timestamp;

use crate::configuration::{AuthorityFile, ConfigurationError};

/// Why evidence was not written. Files written before stay, and the command can be repeated.
#[derive(Debug, thiserror::Error)]
pub enum EvidenceError {
    #[error(transparent)]
    Configuration(#[from] ConfigurationError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the last day, {until}, is before the first, {from}")]
    Days { from: Date, until: Date },
    #[error("no CRL of {issuer} was published from {from} to {until}")]
    NoCrl { issuer: AuthorityName, from: Date, until: Date },
    #[error("{} has other contents: choose an empty folder", .0.display())]
    Differs(PathBuf),
    #[error("{} cannot be written: {fault}", path.display())]
    File {
        path: PathBuf,
        #[source]
        fault: io::Error,
    },
}

/// Writes the CRLs of `issuer` that were the newest at some moment of the days `from` to `until`. Returns what was done, for the person
/// at the terminal.
///
/// # Errors
/// See [`EvidenceError`].
pub async fn write_crls(
    file: &AuthorityFile,
    issuer: &AuthorityName,
    from: Date,
    until: Date,
    folder: &Path,
) -> Result<String, EvidenceError> {
    let span = span(from, until).ok_or(EvidenceError::Days { from, until })?;
    let failed = |path: &Path, fault| EvidenceError::File { path: path.to_owned(), fault };
    if !folder.exists() {
        private_folder::create(folder).map_err(|fault| failed(folder, fault))?;
    }
    let db = Db::open_existing(&file.database()?).await?;
    let written = read_archived_crls(&db, issuer, span, |crl: ArchivedCrl| {
        // The number first, so that files are listed in order.
        let this_update = crl.this_update.truncated().to_string().replace(':', "").replace(".000Z", "Z");
        let path = folder.join(format!("{issuer}-{:06}-{this_update}.crl", crl.number));
        write_once(&path, &crl.der).map_err(|fault| failed(&path, fault))?.then_some(()).ok_or(EvidenceError::Differs(path))
    });
    let written = written.await;
    db.close().await;
    match written? {
        0 => Err(EvidenceError::NoCrl { issuer: issuer.clone(), from, until }),
        count => Ok(format!("{count} CRLs of {issuer} are in {}", folder.display())),
    }
}

/// Both days in UTC; `None` if the last is before the first, or there is no such time.
fn span(from: Date, until: Date) -> Option<Range<Timestamp>> {
    let midnight = |day: Date| day.to_zoned(TimeZone::UTC).ok().map(|midnight| midnight.timestamp().as_millisecond());
    let (start, end) = (midnight(from)?, midnight(until.tomorrow().ok()?)?);
    (start < end).then(|| Timestamp::from_millis(start)..Timestamp::from_millis(end))
}

/// Writes a file unless it exists. Returns whether it has these contents now.
fn write_once(path: &Path, contents: &[u8]) -> io::Result<bool> {
    if path.exists() {
        return Ok(fs::read(path)? == contents);
    }
    let mut file = AtomicWriteFile::open(path)?;
    file.write_all(contents)?;
    file.commit()?;
    Ok(true)
}
