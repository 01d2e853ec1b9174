//! Initialised zones (keys, tokens, certificates, databases), created once for a test program and copied for each testbed.

use std::fmt;
use std::fs::{self, DirBuilder, Permissions};
use std::net::SocketAddr;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

use ca::Bootstrapped;
use deployment::installation::{Installation, Officer, Settings};
use secrecy::SecretString;
use tempfile::TempDir;
use tokio::sync::OnceCell;

use super::Ports;

/// Which database a testbed runs on.
#[derive(Clone, Debug)]
pub enum Engine {
    /// Files in the testbed's folder, copied from those that were initialised once for the test program.
    Sqlite,
    /// Empty databases on a PostgreSQL server.
    Postgres(Urls),
    /// Copies of the databases that were initialised together with these files.
    PostgresCopy(Urls, &'static Prepared),
}

/// The URL of each zone's database.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
pub struct Urls {
    /// The certificate authority's.
    pub authority: String,
    /// The portal's.
    pub portal: String,
}

/// The files of initialised zones, and with SQLite their databases.
pub struct Prepared {
    files: Vec<File>,
}

struct File {
    /// Relative to the zones' folder.
    path: PathBuf,
    permissions: Permissions,
    contents: Vec<u8>,
}

/// `init` writes these for each testbed, because they name addresses and databases.
const OF_ONE_TESTBED: [&str; 2] = ["sceau.toml", "database.url"];

static ON_SQLITE: OnceCell<Prepared> = OnceCell::const_new();

impl Prepared {
    /// Initialises zones on empty databases. With PostgreSQL, a copy of the files needs a copy of both databases.
    ///
    /// # Panics
    /// If `init` fails.
    pub async fn on(engine: &Engine) -> Self {
        let (folder, ports) = (tempfile::tempdir().expect("a temporary folder"), Ports::reserve());
        complete(&folder, &settings(engine, ports.addresses())).await;
        let files = files_below(folder.path());
        assert!(!files.iter().any(|file| is_journal(file)), "a database is still open, so its file may be incomplete");
        let read = |path: &PathBuf| File {
            path: path.strip_prefix(folder.path()).expect("below the folder").to_owned(),
            permissions: fs::metadata(path).expect("the file is there").permissions(),
            contents: fs::read(path).expect("the file can be read"),
        };
        let kept = |path: &&PathBuf| OF_ONE_TESTBED.iter().all(|name| !path.ends_with(name));
        Self { files: files.iter().filter(kept).map(read).collect() }
    }

    /// The files on SQLite, shared by all testbeds of this test program.
    pub(super) async fn on_sqlite() -> &'static Self {
        ON_SQLITE.get_or_init(|| Self::on(&Engine::Sqlite)).await
    }

    /// Writes the files into an empty folder.
    pub(super) fn copy_into(&self, folder: &Path) {
        for File { path, permissions, contents } in &self.files {
            let path = folder.join(path);
            let parent = path.parent().expect("a file is in a folder");
            DirBuilder::new().recursive(true).mode(0o700).create(parent).expect("a folder can be created");
            fs::write(&path, contents).expect("a file can be written");
            fs::set_permissions(&path, permissions.clone()).expect("its permissions can be set");
        }
    }
}

/// Omits the contents.
impl fmt::Debug for Prepared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.files.iter().map(|file| &file.path)).finish()
    }
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder can be read").map(|entry| entry.expect("an entry").path());
    entries.flat_map(|path| if path.is_dir() { files_below(&path) } else { vec![path] }).collect()
}

fn is_journal(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "db-wal" || extension == "db-shm")
}

/// Settings of an installation with this engine, on the addresses of [`Ports`].
#[must_use]
pub fn settings(engine: &Engine, addresses: [SocketAddr; 4]) -> Settings {
    let urls = match engine {
        Engine::Sqlite => None,
        Engine::Postgres(urls) | Engine::PostgresCopy(urls, _) => Some(urls),
    };
    let secret = |url: &String| SecretString::from(url.as_str());
    let (database, portal_database) = (urls.map(|urls| secret(&urls.authority)), urls.map(|urls| secret(&urls.portal)));
    Settings { database, portal_database, unsigned_approvals: true, demonstration_site: true, ..Settings::on(addresses) }
}

/// The officers of every testbed.
#[must_use]
pub fn officers() -> [Officer; 2] {
    ["Inès Vautrin <ines.vautrin@sceau.example.org>", "Octave Delmas <octave.delmas@sceau.example.org>"]
        .map(|officer| officer.parse().expect("an officer"))
}

/// Initialises the zones in an empty folder, with the files that belong to its engine.
pub(super) async fn initialise(engine: &Engine, folder: &TempDir, settings: &Settings) -> (Installation, Bootstrapped) {
    match engine {
        Engine::Sqlite => Prepared::on_sqlite().await.copy_into(folder.path()),
        Engine::PostgresCopy(_, prepared) => prepared.copy_into(folder.path()),
        Engine::Postgres(_) => {}
    }
    complete(folder, settings).await
}

/// Runs `init`, which writes the files that are missing; all of them in an empty folder.
pub(super) async fn complete(folder: &TempDir, settings: &Settings) -> (Installation, Bootstrapped) {
    Installation::initialise(folder.path(), settings, &officers()).await.expect("the zones are bootstrapped")
}

#[cfg(test)]
mod tests {
    use ca_contract::issuance::ListIssuers;
    use test_databases::Postgres;

    use super::*;
    use crate::{Scenario, Testbed, Transport, ask};

    async fn issuers(testbed: &Testbed) -> Vec<Vec<u8>> {
        let issuers = ask(&testbed.callers.portal, &ListIssuers {}).await.expect("the issuers");
        issuers.into_iter().map(|issuer| issuer.certificate.0).collect()
    }

    async fn do_not_know_of_each_other([one, other]: [Engine; 2]) {
        let one = Testbed::open(one, Transport::MutualTls).await;
        let other = Testbed::open(other, Transport::InProcess).await;
        assert_eq!(issuers(&one).await, issuers(&other).await);
        assert_eq!(one.bootstrapped.anchor, other.bootstrapped.anchor);
        assert_ne!((one.contract, one.status), (other.contract, other.status));
        let recorded = other.ledger().await.len();
        Scenario::produce(&one, "SC-2026-000001", "expert-card", Scenario::person(&one)).await;
        assert_eq!(other.ledger().await.len(), recorded);
        one.close().await;
        other.close().await;
    }

    #[tokio::test]
    async fn copies_on_sqlite_are_independent() {
        do_not_know_of_each_other([Engine::Sqlite, Engine::Sqlite]).await;
    }

    #[tokio::test]
    async fn copies_on_postgresql_are_independent() {
        let cluster = Postgres::shared().await;
        let originals = Urls { authority: cluster.fresh_url().await, portal: cluster.fresh_url().await };
        let prepared: &'static Prepared = Box::leak(Box::new(Prepared::on(&Engine::Postgres(originals.clone())).await));
        let copy = async || {
            let authority = cluster.copy_url(&originals.authority).await;
            Engine::PostgresCopy(Urls { authority, portal: cluster.copy_url(&originals.portal).await }, prepared)
        };
        do_not_know_of_each_other([copy().await, copy().await]).await;
    }
}
