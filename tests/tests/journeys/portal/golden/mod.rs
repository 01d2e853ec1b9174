//! Golden databases: an installation that an earlier release left, opened, migrated and used by this program.

mod played;
mod used;

use std::fs;
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use tempfile::TempDir;
use testbed::Engine;

/// What a test needs to know about an installation that was left.
#[derive(Debug, Serialize, Deserialize)]
struct Left {
    /// When it was left.
    at: pki::Timestamp,
    /// An order whose token is in use.
    active: LeftOrder,
    /// An order whose token was revoked.
    revoked: LeftOrder,
}

#[derive(Debug, Serialize, Deserialize)]
struct LeftOrder {
    number: String,
    path: String,
    email: String,
    /// Below the installation's folder.
    token: String,
    pin: String,
}

const ENGINES: [&str; 2] = ["sqlite", "postgresql"];

fn releases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("golden")
}

/// The database of a zone, by its name: the SQL file is called likewise.
const ZONES: [&str; 2] = ["ca", "portal"];

fn urls(engine: &Engine, folder: &Path) -> [String; 2] {
    match engine {
        Engine::Sqlite => ZONES.map(|zone| format!("sqlite:{}", folder.join(format!("{zone}/{zone}.db")).display())),
        Engine::Postgres(urls) | Engine::PostgresCopy(urls, _) => [urls.authority.clone(), urls.portal.clone()],
    }
}

/// Copies the files that `kept` accepts by their path below `from`, for their owner alone.
fn copy(from: &Path, to: &Path, kept: &dyn Fn(&Path) -> bool) {
    fn walk(root: &Path, below: &Path, to: &Path, kept: &dyn Fn(&Path) -> bool) {
        for entry in fs::read_dir(root.join(below)).expect("a folder is read") {
            let path = below.join(entry.expect("an entry").file_name());
            if root.join(&path).is_dir() {
                walk(root, &path, to, kept);
            } else if kept(&path) {
                let target = to.join(&path);
                let parent = target.parent().expect("a file is in a folder");
                fs::DirBuilder::new().recursive(true).mode(0o700).create(parent).expect("a folder can be made");
                fs::copy(root.join(&path), &target).expect("a file is copied");
                fs::set_permissions(&target, fs::Permissions::from_mode(0o600)).expect("its permissions can be set");
            }
        }
    }
    walk(from, Path::new(""), to, kept);
}

fn empty_folder() -> TempDir {
    tempfile::tempdir().expect("a temporary folder")
}
