//! Writing the files that the demonstration produces.

use std::fs::OpenOptions;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use chassis::private_folder;

use super::DemoError;

/// Writes a file of mode 0600, and creates its folder if necessary.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), DemoError> {
    let failed = |fault| DemoError::File { path: path.to_owned(), fault };
    if let Some(folder) = path.parent() {
        private_folder::create(folder).map_err(failed)?;
    }
    let file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path);
    file.and_then(|mut file| file.write_all(bytes)).map_err(failed)
}
