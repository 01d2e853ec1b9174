//! The data folder, with atomically replaced files.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use atomic_write_file::AtomicWriteFile;
use atomic_write_file::unix::OpenOptionsExt as _;
use chassis::private_folder;
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
        private_folder::create(path)?;
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

    /// Appends lines to a file durably, creating it if missing. A line that a crash cut short is ended first.
    pub(crate) fn append(&self, name: &str, lines: &[u8]) -> io::Result<()> {
        let path = self.path.join(name);
        let is_new = !path.exists();
        let mut file = OpenOptions::new().read(true).append(true).create(true).mode(0o600).open(&path)?;
        if !is_new && file.metadata()?.len() > 0 {
            let mut last = [0];
            file.seek(SeekFrom::End(-1))?;
            file.read_exact(&mut last)?;
            if last != *b"\n" {
                file.write_all(b"\n")?;
            }
        }
        file.write_all(lines)?;
        file.sync_data()?;
        if is_new {
            // The file's name is durable too.
            File::open(&self.path)?.sync_all()?;
        }
        Ok(())
    }

    /// The names of the files.
    pub(crate) fn names(&self) -> io::Result<Vec<String>> {
        fs::read_dir(&self.path)?.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned())).collect()
    }

    pub(crate) fn remove(&self, name: &str) -> io::Result<()> {
        fs::remove_file(self.path.join(name))
    }

    /// [`Self::write`] for asynchronous code. Once begun, it completes even if the caller stops waiting.
    pub(crate) async fn store(&self, name: String, content: Vec<u8>) -> io::Result<()> {
        self.perform(move |folder| folder.write(&name, &content)).await
    }

    /// Performs `work` on a thread for blocking work. Once begun, it completes even if the caller stops waiting.
    pub(crate) async fn perform(&self, work: impl FnOnce(&Self) -> io::Result<()> + Send + 'static) -> io::Result<()> {
        let folder = self.clone();
        self.writes.spawn_blocking(move || work(&folder)).await.map_err(io::Error::other)?
    }

    /// Waits until all work that was begun has completed.
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
    fn lines_are_appended_and_one_that_was_cut_short_is_ended() {
        let place = tempfile::tempdir().unwrap();
        let folder = DataFolder::open(place.path()).unwrap();
        folder.append("day", b"first\n").unwrap();
        folder.append("day", b"second\nthi").unwrap();
        folder.append("day", b"fourth\n").unwrap();
        assert_eq!(folder.read("day").unwrap().as_deref(), Some(b"first\nsecond\nthi\nfourth\n".as_slice()));
        let mode = fs::metadata(place.path().join("day")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        assert_eq!(folder.names().unwrap(), ["day"]);
        folder.remove("day").unwrap();
        assert_eq!(folder.read("day").unwrap(), None);
    }

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
