//! The command line.

use std::path::PathBuf;
use std::process::ExitCode;

use ca_contract::AuthorityName;
use ca_contract::statement::OrderNumber;
use chassis::telemetry::{self, LevelFilter};
use clap::{Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

use demo::DemoOptions;
use deployment::configuration::{AuthorityFile, ConfigurationError, PortalFile, ResponderFile, StationFile};
use deployment::evidence;
use deployment::installation::{self, Installation, Officer, Settings};
use deployment::zones::{AuthorityZone, PortalZone, ResponderZone};

use crate::export::Export;

/// Sceau: a certificate authority and registration authority.
#[derive(Parser)]
#[command(version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Runs the whole process once on loopback, starting from an empty folder, then stays up for you to try.
    Demo {
        /// The folder, which must be empty or absent. Default: a new folder below the system's temporary folder.
        #[arg(long)]
        data: Option<PathBuf>,
        /// Exit when the process is complete; status 0 only if every step succeeded.
        #[arg(long)]
        exit: bool,
        /// The first of four consecutive ports: public HTTPS, client-certificate HTTPS, HTTP status, CA contract. If 0, the
        /// system chooses each.
        #[arg(long, default_value_t = 8443)]
        port_base: u16,
    },
    /// Creates the folders, keys and configuration of all zones, the CA hierarchies, the first officers and the first CRLs.
    Init {
        /// The folder in which to create a folder per zone. If interrupted, repeat the same command to continue.
        #[arg(long)]
        data: PathBuf,
        /// `First-name Surname <address>`; give it at least twice.
        #[arg(long = "officer", required = true)]
        officers: Vec<Officer>,
        /// A file (mode 0600) with the URL of the CA's database, `postgres://…`. Default: SQLite in the CA's folder.
        #[arg(long)]
        database_file: Option<PathBuf>,
        /// The same for the portal's database.
        #[arg(long)]
        portal_database_file: Option<PathBuf>,
        /// The first of four consecutive ports.
        #[arg(long, default_value_t = 8443)]
        port_base: u16,
    },
    /// Runs one zone until SIGTERM or SIGINT.
    Serve {
        /// The zone to run.
        #[arg(long)]
        role: Role,
        /// Its configuration file.
        #[arg(long)]
        config: PathBuf,
    },
    /// Applies pending migrations to the database of a zone.
    Migrate {
        /// The configuration file of the CA or of the portal.
        #[arg(long)]
        config: PathBuf,
    },
    /// Maintenance of officers by the operator, on the CA's machine.
    Officer {
        #[command(subcommand)]
        work: OfficerWork,
    },
    /// Reads out what was published, to show it to others.
    Evidence {
        #[command(subcommand)]
        work: EvidenceWork,
    },
    /// Examines an uploaded file from standard input: the portal starts this for each file.
    #[command(hide = true)]
    ExamineFile,
    /// Work of the production station.
    Token {
        #[command(subcommand)]
        work: TokenWork,
    },
}

#[derive(Subcommand)]
enum OfficerWork {
    /// Renews an officer's certificate when fewer than two other officers can, and prints it with its issuer's (PEM). The earlier
    /// certificate is invalid at once. The CA may keep running.
    Renew {
        /// The CA's configuration file.
        #[arg(long)]
        config: PathBuf,
        /// The officer's e-mail address as enrolled.
        #[arg(long)]
        email: String,
        /// A file with a certification request (PKCS#10, PEM) for the new key on the officer's token.
        #[arg(long)]
        request: PathBuf,
    },
}

#[derive(Subcommand)]
enum EvidenceWork {
    /// Writes the CRLs of a CA that were published in a period into a folder, one DER file each. The CA may keep running.
    Crls {
        /// The CA's configuration file.
        #[arg(long)]
        config: PathBuf,
        /// The CA's name, as in the CRL's address.
        #[arg(long)]
        issuer: AuthorityName,
        /// The first day, such as 2026-11-28 (UTC). The CRL that was published when it began is included.
        #[arg(long)]
        from: Date,
        /// The last day (UTC).
        #[arg(long)]
        until: Date,
        /// The folder, which is created if absent. Existing files are not overwritten.
        #[arg(long)]
        out: PathBuf,
    },
}

#[derive(Subcommand)]
enum TokenWork {
    /// Produces the software token of an approved order: keys, certificates, transport PIN and PUK.
    Personalise {
        /// The station's configuration file.
        #[arg(long)]
        config: PathBuf,
        /// The order number. Default: the order that has waited longest.
        #[arg(long)]
        order: Option<OrderNumber>,
        /// The file of the token, which is created if absent.
        #[arg(long)]
        token: PathBuf,
    },
    /// Writes a key of a software token with its certificate into a PKCS#12 file, for browsers and mail programs.
    Export(Export),
}

#[derive(Clone, Copy, ValueEnum)]
enum Role {
    /// The certificate authority.
    Ca,
    /// The portal.
    Portal,
    /// A status responder.
    Responder,
}

/// The result of a command. The error is worded for the person at the terminal.
type Outcome = Result<(), Box<dyn std::error::Error + Send + Sync>>;

pub(crate) fn run() -> ExitCode {
    let arguments = Arguments::parse();
    // Before any thread is started: the child process limits its own memory.
    if let Command::ExamineFile = arguments.command {
        return examination::child::run();
    }
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(fault) => return failed(&fault),
    };
    match runtime.block_on(perform(arguments.command)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => failed(fault.as_ref()),
    }
}

fn failed(fault: &dyn std::error::Error) -> ExitCode {
    eprintln!("sceau: {fault}");
    ExitCode::FAILURE
}

async fn perform(command: Command) -> Outcome {
    match command {
        Command::Demo { data, exit, port_base } => Ok(demo::run(DemoOptions { data, exit, port_base }).await?),
        Command::Init { data, officers, database_file, portal_database_file, port_base } => {
            let read = |file: Option<PathBuf>| file.map(|file| chassis::secret_file::read(&file)).transpose();
            let (database, portal_database) = (read(database_file)?, read(portal_database_file)?);
            let settings = Settings { database, portal_database, ..Settings::on_loopback(port_base)? };
            let (installation, _) = Installation::initialise(&data, &settings, &officers).await?;
            println!("{}", installation.what_next());
            Ok(())
        }
        Command::Serve { role, config } => serve(role, &config).await,
        Command::ExamineFile => Err("a file is examined before anything else".into()),
        Command::Migrate { config } => {
            let (database, migrations) = match PortalFile::read(&config) {
                Ok(file) => (file.database()?, registration::migrations()),
                Err(ConfigurationError::MixedZones { .. }) => (AuthorityFile::read(&config)?.database()?, ca::MIGRATIONS),
                Err(fault) => return Err(fault.into()),
            };
            let db = chassis::db::Db::open_existing(&database).await?;
            let migrated = db.migrate(migrations).await;
            db.close().await;
            migrated?;
            println!("the database is up to date");
            Ok(())
        }
        Command::Officer { work: OfficerWork::Renew { config, email, request } } => {
            print!("{}", installation::renew_officer(&AuthorityFile::read(&config)?, &email, &request).await?);
            Ok(())
        }
        Command::Evidence { work: EvidenceWork::Crls { config, issuer, from, until, out } } => {
            println!("{}", evidence::write_crls(&AuthorityFile::read(&config)?, &issuer, from, until, &out).await?);
            Ok(())
        }
        Command::Token { work: TokenWork::Export(export) } => {
            println!("{}", export.write()?);
            Ok(())
        }
        Command::Token { work: TokenWork::Personalise { config, order, token } } => {
            let file = StationFile::read(&config)?;
            let produced = station::personalise(&file.connect()?, order.as_ref(), &token).await?;
            println!("{produced}");
            Ok(())
        }
    }
}

async fn serve(role: Role, config: &std::path::Path) -> Outcome {
    telemetry::init(LevelFilter::INFO)?;
    let stop = chassis::stop::on_signals()?;
    match role {
        Role::Ca => AuthorityZone::start(AuthorityFile::read(config)?).await?.serve(stop).await?,
        Role::Portal => PortalZone::start(PortalFile::read(config)?).await?.serve(stop).await?,
        Role::Responder => ResponderZone::start(ResponderFile::read(config)?)?.serve(stop).await?,
    }
    Ok(())
}
