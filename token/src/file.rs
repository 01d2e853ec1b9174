//! The token's file: used by one program at a time, and in either the old or the new state after a crash.

use std::ffi::OsString;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use atomic_write_file::AtomicWriteFile;
use atomic_write_file::unix::OpenOptionsExt as _;
use zeroize::Zeroizing;

/// Maximum length of a token's file in octets: 16 slots with certificates of 8 KiB in base64 take 180 KiB.
const MAX_OCTETS: u64 = 256 * 1024;

#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The token is already open, in this or another program.
    #[error("the token is in use")]
    InUse,
    /// The file does not exist or cannot be read or locked.
    #[error("the token's file cannot be read")]
    Read(#[from] io::Error),
    #[error("the file is too large to be a token")]
    TooLarge,
    #[error("the token's file is truncated")]
    Truncated,
    /// The file is not a token of this format, or was altered.
    #[error("the file is not a software token: line {line}, column {column}")]
    NotAToken {
        /// The line of the error, counted from 1.
        line: usize,
        /// The column of the error, counted from 1.
        column: usize,
    },
}

/// Why the file could not be locked.
#[derive(Debug)]
pub(crate) enum LockError {
    InUse,
    Io(io::Error),
}

/// A locked token file.
///
/// The lock is on a separate file (`….lock`), because each write replaces the token's file.
pub(crate) struct TokenFile {
    path: PathBuf,
    lock: File,
}

impl TokenFile {
    pub(crate) fn lock(path: &Path) -> Result<Self, LockError> {
        let lock = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .open(beside(path, ".lock").map_err(LockError::Io)?)
            .map_err(LockError::Io)?;
        match lock.try_lock() {
            Ok(()) => Ok(Self { path: path.to_owned(), lock }),
            Err(TryLockError::WouldBlock) => Err(LockError::InUse),
            Err(TryLockError::Error(error)) => Err(LockError::Io(error)),
        }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn read(&self) -> Result<Zeroizing<Vec<u8>>, OpenError> {
        let mut octets = Zeroizing::new(Vec::new());
        let read = File::open(&self.path)?.take(MAX_OCTETS + 1).read_to_end(&mut octets)?;
        if read as u64 > MAX_OCTETS { Err(OpenError::TooLarge) } else { Ok(octets) }
    }

    /// Replaces the file's content durably.
    pub(crate) fn write(&self, octets: &[u8]) -> io::Result<()> {
        self.prepare(octets)?.commit()
    }

    /// Writes the new content beside the old, which remains until the new one is committed.
    fn prepare(&self, octets: &[u8]) -> io::Result<AtomicWriteFile> {
        let mut file = AtomicWriteFile::options().mode(0o600).preserve_mode(false).open(&self.path)?;
        file.write_all(octets)?;
        Ok(file)
    }
}

impl Drop for TokenFile {
    /// Unlocks explicitly, because a child process that is just being forked would keep the lock.
    fn drop(&mut self) {
        // There is nobody to report an error to, and the descriptor is closed next.
        drop(self.lock.unlock());
    }
}

fn beside(path: &Path, suffix: &str) -> io::Result<PathBuf> {
    let mut name: OsString = path.file_name().ok_or(io::ErrorKind::InvalidInput)?.to_owned();
    name.push(suffix);
    Ok(path.with_file_name(name))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_crash_between_write_and_rename_leaves_the_old_state() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("token");
        let file = TokenFile::lock(&path).unwrap();
        file.write(b"old").unwrap();
        std::mem::forget(file.prepare(b"a longer new state").unwrap());
        drop(file);
        let file = TokenFile::lock(&path).unwrap();
        assert_eq!(file.read().unwrap().as_slice(), b"old");
        file.write(b"new").unwrap();
        assert_eq!(file.read().unwrap().as_slice(), b"new");
        let names = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        assert_eq!(names.collect::<BTreeSet<_>>(), ["token", "token.lock"].map(str::to_owned).into());
    }

    #[test]
    fn a_failed_write_keeps_the_old_state() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("token");
        let file = TokenFile::lock(&path).unwrap();
        file.write(b"old").unwrap();
        drop(file.prepare(b"a longer new state").unwrap());
        assert_eq!(file.read().unwrap().as_slice(), b"old");
    }

    #[test]
    fn the_file_is_accessible_to_its_owner_only() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("token");
        fs::write(&path, b"").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        TokenFile::lock(&path).unwrap().write(b"state").unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn a_second_opening_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("token");
        let first = TokenFile::lock(&path).unwrap();
        assert!(matches!(TokenFile::lock(&path), Err(LockError::InUse)));
        drop(first);
        assert!(TokenFile::lock(&path).is_ok());
    }
}
