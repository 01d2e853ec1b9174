//! Folders that only their owner may access.

use std::fs::{self, DirBuilder, Permissions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::Path;

/// Creates a folder of mode 0700, and the missing folders above it. Others lose their access to a folder that exists; what is above it
/// stays as it is.
///
/// # Errors
/// If it cannot be created, or it exists, others have access to it, and it is not this user's.
pub fn create(path: &Path) -> io::Result<()> {
    // Unlike the mode of an existing folder, this one does not depend on the umask, which can only take bits away.
    DirBuilder::new().recursive(true).mode(0o700).create(path)?;
    let mode = fs::metadata(path)?.permissions().mode() & 0o7777;
    if mode & 0o077 == 0 {
        return Ok(());
    }
    let refused = |fault: io::Error| {
        let remedy = format!("others have access to it (mode {mode:04o}): chmod 700 {}: {fault}", path.display());
        io::Error::new(fault.kind(), remedy)
    };
    fs::set_permissions(path, Permissions::from_mode(mode & 0o700)).map_err(refused)?;
    tracing::info!(folder = %path.display(), mode = format_args!("{mode:04o}"), "others had access to a folder, which is private now");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o7777
    }

    #[test]
    fn a_new_folder_and_those_above_it_are_private() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("portal/dossiers");
        create(&path).unwrap();
        assert_eq!([&path, &place.path().join("portal")].map(|path| mode(path)), [0o700, 0o700]);
        create(&path).unwrap();
    }

    #[test]
    fn others_lose_their_access_to_a_folder_that_exists_and_nothing_else_changes() {
        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("dossiers");
        for (before, after) in [(0o755, 0o700), (0o2770, 0o700), (0o777, 0o700), (0o711, 0o700), (0o500, 0o500)] {
            fs::create_dir_all(&path).unwrap();
            fs::set_permissions(place.path(), Permissions::from_mode(0o755)).unwrap();
            fs::set_permissions(&path, Permissions::from_mode(before)).unwrap();
            create(&path).unwrap();
            assert_eq!((mode(&path), mode(place.path())), (after, 0o755), "{before:o}");
        }
    }

    #[test]
    fn a_file_is_no_folder() {
        let file = tempfile::NamedTempFile::new().unwrap();
        assert!(create(file.path()).is_err());
    }
}
