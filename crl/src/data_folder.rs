//! The folder on disk: whole files or none.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use tokio_util::task::TaskTracker;

/// A folder whose files are replaced as a whole and are readable by their owner alone.
#[derive(Clone, Debug)]
pub(crate) struct DataFolder {
    path: PathBuf,
    writes: TaskTracker,
}

impl DataFolder {
    /// Opens the folder, making it when it is missing.
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        DirBuilder::new().recursive(true).mode(0o700).create(path)?;
        Ok(Self { path: path.to_owned(), writes: TaskTracker::new() })
    }

    /// What a file holds; `None` when there is no such file.
    pub(crate) fn read(&self, name: &str) -> io::Result<Option<Vec<u8>>> {
        match fs::read(self.path.join(name)) {
            Ok(content) => Ok(Some(content)),
            Err(fault) if fault.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(fault) => Err(fault),
        }
    }

    /// Replaces a file: when this returns, the new content is on the disk; when the machine stops before, the old one is.
    pub(crate) fn write(&self, name: &str, content: &[u8]) -> io::Result<()> {
        let new = self.path.join(format!(".{name}.new"));
        // One that a crash left behind might have another mode.
        match fs::remove_file(&new) {
            Err(fault) if fault.kind() != io::ErrorKind::NotFound => return Err(fault),
            _ => {}
        }
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&new)?;
        file.write_all(content)?;
        file.sync_all()?;
        fs::rename(&new, self.path.join(name))?;
        File::open(&self.path)?.sync_all()
    }

    /// The same from asynchronous code. Once begun it goes on, whether or not anybody waits for its end.
    pub(crate) async fn store(&self, name: String, content: Vec<u8>) -> io::Result<()> {
        let folder = self.clone();
        self.writes.spawn_blocking(move || folder.write(&name, &content)).await.map_err(io::Error::other)?
    }

    /// Waits until everything is on the disk that was begun.
    pub(crate) async fn settle(&self) {
        self.writes.close();
        self.writes.wait().await;
    }

    /// Moves a file that cannot be used out of the way, for somebody to look at.
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
    fn a_file_is_replaced_and_only_its_owner_may_read_it() {
        let place = tempfile::tempdir().unwrap();
        let folder = DataFolder::open(&place.path().join("status")).unwrap();
        assert_eq!(folder.read("snapshot").unwrap(), None);
        fs::write(place.path().join("status/.snapshot.new"), "left by a crash").unwrap();
        folder.write("snapshot", b"first").unwrap();
        folder.write("snapshot", b"second").unwrap();
        assert_eq!(folder.read("snapshot").unwrap().as_deref(), Some(b"second".as_slice()));
        let mode = fs::metadata(place.path().join("status/snapshot")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        assert_eq!(fs::read_dir(place.path().join("status")).unwrap().count(), 1);
    }
}
