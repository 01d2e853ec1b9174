//! The data folder, with atomically replaced files.

use std::fs::{self, DirBuilder};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use atomic_write_file::AtomicWriteFile;
use atomic_write_file::unix::OpenOptionsExt as _;
use tokio_util::task::TaskTracker;

/// A folder with atomically replaced files of mode 0600.
#[derive(Clone, Debug)]
pub(crate) struct DataFolder {
    path: PathBuf,
    writes: TaskTracker,
}

impl DataFolder {
    /// Opens the folder, creating it if missing.
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        DirBuilder::new().recursive(true).mode(0o700).create(path)?;
        Ok(Self { path: path.to_owned(), writes: TaskTracker::new() })
    }

    /// The content of a file; `None` if it does not exist.
    pub(crate) fn read(&self, name: &str) -> io::Result<Option<Vec<u8>>> {
        match fs::read(self.path.join(name)) {
            Ok(content) => Ok(Some(content)),
            Err(fault) if fault.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(fault) => Err(fault),
        }
    }

    /// Replaces a file durably. After a crash before this returns, the file has the old or the new content.
    pub(crate) fn write(&self, name: &str, content: &[u8]) -> io::Result<()> {
        let mut file = AtomicWriteFile::options().mode(0o600).preserve_mode(false).open(self.path.join(name))?;
        file.write_all(content)?;
        file.commit()
    }

    /// The same for asynchronous code. Once begun, it completes even if the caller stops waiting.
    pub(crate) async fn store(&self, name: String, content: Vec<u8>) -> io::Result<()> {
        let folder = self.clone();
        self.writes.spawn_blocking(move || folder.write(&name, &content)).await.map_err(io::Error::other)?
    }

    /// Waits until all writes have completed.
    pub(crate) async fn settle(&self) {
        self.writes.close();
        self.writes.wait().await;
    }

    /// Renames a file that cannot be used, so that it can be examined.
    pub(crate) fn set_aside(&self, name: &str, why: &dyn std::fmt::Display) {
        tracing::warn!(file = name, reason = %why, "a file in the responder's folder cannot be used and is set aside");
        if let Err(fault) = fs::rename(self.path.join(name), self.path.join(format!("{name}.set-aside"))) {
            tracing::warn!(file = name, %fault, "it could not be renamed");
        }
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_replaced_file_is_readable_only_by_its_owner() {
        let place = tempfile::tempdir().unwrap();
        let folder = DataFolder::open(&place.path().join("status")).unwrap();
        assert_eq!(folder.read("snapshot").unwrap(), None);
        folder.write("snapshot", b"first").unwrap();
        folder.write("snapshot", b"second").unwrap();
        assert_eq!(folder.read("snapshot").unwrap().as_deref(), Some(b"second".as_slice()));
        let mode = fs::metadata(place.path().join("status/snapshot")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        assert_eq!(fs::read_dir(place.path().join("status")).unwrap().count(), 1);
        // The mode of the replaced file is not kept.
        fs::set_permissions(place.path().join("status/snapshot"), fs::Permissions::from_mode(0o644)).unwrap();
        folder.write("snapshot", b"third").unwrap();
        let mode = fs::metadata(place.path().join("status/snapshot")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
