//! A PostgreSQL cluster for the lifetime of the test process.

use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::{AssertSqlSafe, Connection, PgConnection};
use tokio::sync::OnceCell;

/// The durability of commits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// Commits survive a crash of the program but not of the machine. Much faster.
    Process,
    /// Commits survive a crash of the machine: `fsync` is on, as in production. For fault tests and benchmarks.
    Machine,
}

/// A PostgreSQL cluster in a temporary folder, accessible over a Unix socket only. It is stopped and removed when the value is
/// dropped or the process ends, in whatever way.
#[derive(Debug)]
pub struct Postgres {
    folder: PathBuf,
    databases: AtomicU32,
    /// A shell that stops the server when our end of its standard input closes.
    keeper: Child,
}

static SHARED: OnceCell<Postgres> = OnceCell::const_new();

impl Postgres {
    /// The cluster shared by this test process, started on first use.
    ///
    /// # Panics
    /// If PostgreSQL is not installed or does not start.
    pub async fn shared() -> &'static Self {
        SHARED.get_or_init(|| Self::start(Durability::Process)).await
    }

    /// Starts a separate cluster.
    ///
    /// # Panics
    /// If PostgreSQL is not installed or does not start.
    pub async fn start(durability: Durability) -> Self {
        tokio::task::spawn_blocking(move || Self::start_blocking(durability)).await.expect("the cluster starts")
    }

    fn start_blocking(durability: Durability) -> Self {
        // Directly below /tmp, because a socket's path has at most 107 octets.
        let folder = tempfile::Builder::new().prefix("sceau-pg-").tempdir_in("/tmp").expect("/tmp is writable").keep();
        let settings = match durability {
            Durability::Process => "-c fsync=off -c synchronous_commit=off -c full_page_writes=off",
            Durability::Machine => "-c fsync=on -c synchronous_commit=on",
        };
        let mut keeper = Command::new("sh")
            .args(["-c", include_str!("postgres.sh"), "sh"])
            .args([&folder, &binaries()])
            .arg(settings)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            // An interrupt from the terminal stops the tests; this process must survive it to clean up.
            .process_group(0)
            .spawn()
            .expect("a shell can be started");
        let mut answer = String::new();
        let output = keeper.stdout.take().expect("its output is piped");
        BufReader::new(output).read_line(&mut answer).expect("its output can be read");
        assert_eq!(answer, "ready\n", "PostgreSQL (initdb, pg_ctl) does not start; as root it runs as the user `postgres`");
        Self { folder, databases: AtomicU32::new(0), keeper }
    }

    /// Creates an empty database and returns its URL.
    ///
    /// # Panics
    /// If the cluster does not respond.
    pub async fn fresh_url(&self) -> String {
        self.create("template0").await
    }

    /// Creates a copy of a database of this cluster and returns its URL. Connections to the original must have ended, or end
    /// within the five seconds for which PostgreSQL waits.
    ///
    /// # Panics
    /// If the cluster does not respond, or the original is in use.
    pub async fn copy_url(&self, original: &str) -> String {
        let name = original.strip_prefix("postgres:///").and_then(|rest| rest.split_once('?')).expect("a URL of this cluster").0;
        self.create(name).await
    }

    async fn create(&self, template: &str) -> String {
        let name = format!("test_{}", self.databases.fetch_add(1, Ordering::Relaxed));
        // A separate connection, because pools do not outlive the runtime of the test that made them.
        let mut connection = PgConnection::connect(&self.url("postgres")).await.expect("the cluster answers");
        sqlx::query(AssertSqlSafe(format!("create database {name} template {template}")))
            .execute(&mut connection)
            .await
            .expect("a database can be created");
        connection.close().await.expect("the connection can be closed");
        self.url(&name)
    }

    fn url(&self, database: &str) -> String {
        format!("postgres:///{database}?host={}&user=app", self.folder.display())
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        // A test could not react to its exit status.
        let _ = self.keeper.wait();
    }
}

/// The folder of the newest installed server, which Debian keeps outside `PATH`.
pub(crate) fn binaries() -> PathBuf {
    let installed = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let versions =
        installed.filter_map(|entry| Some((entry.file_name().to_str()?.parse::<u32>().ok()?, entry.path().join("bin"))));
    let debian = versions.filter(|(_, folder)| has_server(folder)).max().map(|(_, folder)| folder);
    debian
        .or_else(|| std::env::split_paths(&std::env::var_os("PATH")?).find(|folder| has_server(folder)))
        .expect("PostgreSQL's server is installed (initdb in /usr/lib/postgresql/*/bin or in PATH)")
}

fn has_server(folder: &Path) -> bool {
    folder.join("initdb").is_file()
}
