//! Writing the files that the demonstration produces.

use std::path::Path;

use super::DemoError;

/// Writes a file, and creates its folder if necessary.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<(), DemoError> {
    let failed = |fault| DemoError::File { path: path.to_owned(), fault };
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    std::fs::write(path, bytes).map_err(failed)
}
