//! Writing files once.

use std::fs;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use atomic_write_file::AtomicWriteFile;
use atomic_write_file::unix::OpenOptionsExt as _;

use super::error::InstallationError;

/// Writes a file unless there is one, which must have the same contents.
pub(super) fn write_same(path: &Path, text: &str) -> Result<(), InstallationError> {
    write_once(path, text)?;
    match fs::read_to_string(path) {
        Ok(there) if there == text => Ok(()),
        Ok(_) => Err(InstallationError::Differs(path.to_owned())),
        Err(fault) => Err(InstallationError::File { path: path.to_owned(), fault }),
    }
}

/// Writes a file of mode 0600 atomically. An existing file is left unchanged.
pub(super) fn write_once(path: &Path, text: &str) -> Result<(), InstallationError> {
    let failed = |fault| InstallationError::File { path: path.to_owned(), fault };
    if path.exists() {
        return Ok(());
    }
    let file = AtomicWriteFile::options().mode(0o600).preserve_mode(false).open(path);
    file.and_then(|mut file| file.write_all(text.as_bytes()).and_then(|()| file.commit())).map_err(failed)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_file_is_written_once_readable_by_its_owner_only_and_left_unchanged() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("portal.toml");
        write_same(&path, "first").unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert!(matches!(write_same(&path, "second"), Err(InstallationError::Differs(_))));
        assert_eq!(fs::read_to_string(&path).unwrap(), "first");
        // An interrupted attempt leaves no file behind.
        fs::remove_file(&path).unwrap();
        let mut broken_off = AtomicWriteFile::open(&path).unwrap();
        broken_off.write_all(b"half a fi").unwrap();
        std::mem::forget(broken_off);
        assert!(!path.exists());
        write_once(&path, "whole").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "whole");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
