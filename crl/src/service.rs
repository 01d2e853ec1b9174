//! The responder: opening, routes, background work.

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::DefaultBodyLimit;
use axum::routing::get;
use ca_contract::CertificateAuthority;
use ca_contract::status::Authority;
use chassis::encryption::EncryptionKey;
use chassis::http::Health;
use http::Request;
use http::uri::PathAndQuery;
use pki::{Clock, Id};
use tokio::sync::{mpsc, watch};
use tokio_util::sync::CancellationToken;
use tower::util::MapRequest;

use crate::backoff::repeat;
use crate::config::Config;
use crate::core::Core;
use crate::crls::Crls;
use crate::data_folder::DataFolder;
use crate::evidence::{Evidence, EvidenceWriter};
use crate::follower::{AUTHORITY_FILE, Follower};
use crate::index::Index;
use crate::keys::Keys;
use crate::lock::Lock;
use crate::publisher::{self, Fetcher};
use crate::responder::{self, Certifier, Presigner};
use crate::response_cache::ResponseCache;
use crate::{health, snapshot_file};

/// The folder of evidence within the data folder.
const EVIDENCE: &str = "evidence";

/// How exact the times of evidence are, for what changes with time alone.
const OBSERVED_EVERY: Duration = Duration::from_secs(1);

/// Maximum length of a request in octets.
const MAX_BODY: usize = 64 * 1024;

const LAGS: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(86_400));

const VALIDITIES: (Duration, Duration) = (Duration::from_secs(60), Duration::from_secs(12 * 3600));

/// A status responder. Cheap to clone; clones share the same responder.
#[derive(Clone)]
pub struct Responder {
    pub(crate) core: Arc<Core>,
}

/// Why a responder cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    #[error("max_lag is {0:?}; it must be between 1 s and 1 day")]
    MaxLag(Duration),
    #[error("response_validity is {0:?}; it must be between 1 minute and 12 hours")]
    ResponseValidity(Duration),
    /// The folder cannot be created, read or written.
    #[error("the folder {} cannot be used: {fault}", path.display())]
    Folder {
        path: PathBuf,
        #[source]
        fault: io::Error,
    },
    /// The file that identifies the authority is damaged. An operator must decide which feed to follow.
    #[error("the file {} does not identify an authority; examine it, or empty the folder to follow the authority that is contacted next", .0.display())]
    Authority(PathBuf),
}

impl Responder {
    /// Opens the responder's folder and loads snapshot, keys and CRLs.
    ///
    /// Damaged files are set aside with a warning and fetched again. CRLs and CA certificates are served from the start. OCSP
    /// requests are answered only after contact with the feed, because a revocation may have been published that the snapshot
    /// on disk lacks.
    ///
    /// # Errors
    /// If the configuration is out of range or the folder cannot be used.
    pub fn open(
        config: Config,
        encryption_key: EncryptionKey,
        ca: CertificateAuthority,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, OpenError> {
        let Config { data, max_lag, response_validity } = config;
        if !(LAGS.0..=LAGS.1).contains(&max_lag) {
            return Err(OpenError::MaxLag(max_lag));
        }
        if !(VALIDITIES.0..=VALIDITIES.1).contains(&response_validity) {
            return Err(OpenError::ResponseValidity(response_validity));
        }
        let unusable = |fault| OpenError::Folder { path: data.clone(), fault };
        let folder = DataFolder::open(&data).map_err(unusable)?;
        let pinned: Option<Id<Authority>> = match folder.read(AUTHORITY_FILE).map_err(unusable)? {
            Some(text) => {
                let id = std::str::from_utf8(&text).ok().and_then(|text| text.trim().parse().ok());
                Some(id.ok_or_else(|| OpenError::Authority(data.join(AUTHORITY_FILE)))?)
            }
            None => None,
        };
        let index = snapshot_file::load(&folder, pinned).map_err(unusable)?;
        let (keys, crls) = (Keys::default(), Crls::default());
        for issuer in index.iter().flat_map(Index::issuers) {
            keys.load(issuer, &encryption_key, &folder).map_err(unusable)?;
            crls.load(issuer, &folder).map_err(unusable)?;
        }
        let evidence = DataFolder::open(&data.join(EVIDENCE)).map_err(unusable)?;
        let core = Core {
            max_lag,
            response_validity,
            clock,
            ca,
            encryption_key,
            folder,
            pinned: Lock::new(pinned),
            index: Lock::new(index),
            heard: Lock::new(None),
            fault: Lock::new(None),
            unknown_change: Lock::new(false),
            keys,
            responses: ResponseCache::default(),
            crls,
            evidence: Arc::new(Evidence::new(evidence)),
            moved: watch::Sender::new(0),
        };
        core.note_evidence();
        Ok(Self { core: Arc::new(core) })
    }

    /// The routes `/ocsp/{name}`, `/crl/{name}.crl` and `/ca/{name}.cer`, for a plain HTTP listener. Slashes before the name may be
    /// doubled.
    pub fn router(&self) -> Router {
        let routes = Router::new()
            .route("/ocsp/{*target}", get(responder::get).post(responder::post))
            .route("/crl/{file}", get(publisher::crl))
            .route("/ca/{file}", get(publisher::certificate))
            .layer(DefaultBodyLimit::max(MAX_BODY))
            .with_state(Arc::clone(&self.core));
        routes.clone().fallback_service(MapRequest::new(routes, without_doubled_slashes::<Body>))
    }

    /// Does the background work: follows the feed, fetches CRLs, renews keys and responses, saves the snapshot, writes evidence.
    ///
    /// Runs until stopped, then saves the snapshot. Must be called once.
    pub fn run(&self, stop: CancellationToken) -> impl Future<Output = ()> + Send + use<> {
        let core = Arc::clone(&self.core);
        async move {
            let (stale, heard) = mpsc::unbounded_channel();
            tokio::join!(
                repeat(Follower::new(Arc::clone(&core), stale.clone()), &stop),
                repeat(Certifier::new(Arc::clone(&core), stale), &stop),
                Presigner::new(Arc::clone(&core), heard).run(stop.clone()),
                repeat(Fetcher::new(Arc::clone(&core)), &stop),
                snapshot_file::run(Arc::clone(&core), stop.clone()),
                repeat(EvidenceWriter::new(Arc::clone(&core.evidence)), &stop),
                note_what_time_changes(&core, &stop),
            );
            if let Err(fault) = core.evidence.stop(core.now()).await {
                tracing::error!(%fault, "evidence of OCSP answers was not written");
            }
            core.folder.settle().await;
        }
    }

    /// The report for `/health`: bad while the feed lags, a key is missing or a CRL is overdue.
    #[must_use]
    pub fn health(&self) -> Health {
        health::health(&self.core, self.core.now())
    }
}

/// The same request, with one slash before each of the first two parts of its path. What follows is base64, in which slashes count.
fn without_doubled_slashes<B>(mut request: Request<B>) -> Request<B> {
    let path_and_query = request.uri().path_and_query().map_or("", PathAndQuery::as_str);
    let (first, behind) = path_and_query.trim_start_matches('/').split_once('/').unwrap_or_default();
    let normal = format!("/{first}/{}", behind.trim_start_matches('/'));
    if let Ok(uri) = normal.parse() {
        *request.uri_mut() = uri;
    }
    request
}

/// Notes, as evidence, that the feed lags, that a key begins or ends, and that a day has begun.
async fn note_what_time_changes(core: &Core, stop: &CancellationToken) {
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(OBSERVED_EVERY) => core.note_evidence(),
        }
    }
}
