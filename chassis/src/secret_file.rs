//! Secrets in files that only their owner may access.

use std::fs::File;
use std::io::{self, Read};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use secrecy::SecretString;
use zeroize::Zeroizing;

/// Maximum size in octets. Our secrets (keys in PEM, passwords) are far smaller.
const SIZE_LIMIT: u64 = 64 * 1024;

/// Why a secret was not read. Each message names the file and the remedy.
#[derive(Debug, thiserror::Error)]
pub enum SecretFileError {
    /// It cannot be opened or read.
    #[error("{} cannot be read: {problem}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// The operating system's error.
        #[source]
        problem: io::Error,
    },
    /// Not a regular file.
    #[error("{} is not a file", .0.display())]
    NotAFile(PathBuf),
    /// Others than its owner have access.
    #[error("{} is accessible by others (mode {mode:04o}): chmod 600 {}", path.display(), path.display())]
    OpenToOthers {
        /// The file.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// Larger than 64 KiB.
    #[error("{} is larger than 64 KiB", .0.display())]
    TooLarge(PathBuf),
    /// Empty, or not UTF-8.
    #[error("{} is empty or not UTF-8 text", .0.display())]
    NoText(PathBuf),
}

/// Reads a secret: the file's text without a final newline.
///
/// # Errors
/// If the file cannot be read, others than its owner have access, or it is empty, not UTF-8 or larger than 64 KiB.
pub fn read(path: &Path) -> Result<SecretString, SecretFileError> {
    let unreadable = |problem| SecretFileError::Unreadable { path: path.to_owned(), problem };
    let file = File::open(path).map_err(unreadable)?;
    // Metadata of the open file, so that it cannot be replaced before it is read.
    let metadata = file.metadata().map_err(unreadable)?;
    if !metadata.is_file() {
        return Err(SecretFileError::NotAFile(path.to_owned()));
    }
    let mode = metadata.permissions().mode() & 0o7777;
    if mode & 0o177 != 0 {
        return Err(SecretFileError::OpenToOthers { path: path.to_owned(), mode });
    }
    let mut octets = Zeroizing::new(Vec::with_capacity(usize::try_from(metadata.len().min(SIZE_LIMIT)).unwrap_or(0) + 1));
    file.take(SIZE_LIMIT + 1).read_to_end(&mut octets).map_err(unreadable)?;
    if octets.len() as u64 > SIZE_LIMIT {
        return Err(SecretFileError::TooLarge(path.to_owned()));
    }
    let text = str::from_utf8(&octets).map_err(|_| SecretFileError::NoText(path.to_owned()))?;
    let text = text.strip_suffix('\n').map_or(text, |line| line.strip_suffix('\r').unwrap_or(line));
    if text.is_empty() {
        return Err(SecretFileError::NoText(path.to_owned()));
    }
    Ok(SecretString::from(text))
}

#[cfg(test)]
mod tests {
    use std::fs::{self, Permissions};

    use secrecy::ExposeSecret;

    use super::*;

    fn file(content: &[u8], mode: u32) -> tempfile::NamedTempFile {
        let file = tempfile::NamedTempFile::new().unwrap();
        fs::write(file.path(), content).unwrap();
        fs::set_permissions(file.path(), Permissions::from_mode(mode)).unwrap();
        file
    }

    #[test]
    fn one_newline_at_the_end_is_not_part_of_the_secret() {
        assert_eq!(read(file(b"open sesame \n\n", 0o600).path()).unwrap().expose_secret(), "open sesame \n");
        assert_eq!(read(file(b"open sesame", 0o400).path()).unwrap().expose_secret(), "open sesame");
    }

    #[test]
    fn a_file_that_others_may_read_is_refused_with_the_remedy() {
        let open = file(b"open sesame\n", 0o640);
        let message = read(open.path()).unwrap_err().to_string();
        assert!(message.contains("mode 0640"), "{message}");
        assert!(message.ends_with(&format!("chmod 600 {}", open.path().display())), "{message}");
    }

    #[test]
    fn files_without_a_secret_are_distinguished() {
        assert!(matches!(read(file(b"\n", 0o600).path()), Err(SecretFileError::NoText(_))));
        assert!(matches!(read(file(&[0xff, 0xfe], 0o600).path()), Err(SecretFileError::NoText(_))));
        assert!(matches!(read(file(&[b'x'; 64 * 1024 + 1], 0o600).path()), Err(SecretFileError::TooLarge(_))));
        assert!(matches!(read(Path::new("/nowhere/secret")), Err(SecretFileError::Unreadable { .. })));
        assert!(matches!(read(Path::new("/")), Err(SecretFileError::NotAFile(_))));
    }
}
