//! A responder that tests run step by step, instead of with [`Responder::run`].

use std::sync::Arc;

use axum::body::{Body, to_bytes};
use chassis::encryption::{EncryptionKey, MasterKey};
use http::{HeaderMap, Request, StatusCode};
use pki::{Clock, SystemRandom};
use tempfile::TempDir;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tower::ServiceExt;

use crate::backoff::Rounds;
use crate::core::Core;
use crate::fake_authority::{FakeAuthority, TestClock};
use crate::follower::{FollowFault, Follower};
use crate::publisher::Fetcher;
use crate::responder::{Certifier, Presigner, Stale};
use crate::{Config, Responder, snapshot_file};

pub(crate) struct Replica {
    pub(crate) fake: Arc<FakeAuthority>,
    pub(crate) clock: Arc<TestClock>,
    pub(crate) responder: Responder,
    pub(crate) folder: TempDir,
    stale: UnboundedSender<Stale>,
    heard: UnboundedReceiver<Stale>,
    certifier: Certifier,
}

/// A response with its body.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Reply {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

impl Replica {
    /// A responder with an empty folder that has made no call yet.
    pub(crate) fn start() -> Self {
        let clock = TestClock::start();
        let folder = tempfile::tempdir().unwrap();
        MasterKey::create(&folder.path().join("master"), &mut SystemRandom).unwrap();
        Self::open(FakeAuthority::start(&clock), clock, folder)
    }

    /// A responder that is up to date with its authority.
    pub(crate) async fn settled() -> Self {
        let mut replica = Self::start();
        replica.settle().await;
        replica
    }

    pub(crate) fn restart(self) -> Self {
        let Self { fake, clock, folder, .. } = self;
        Self::open(fake, clock, folder)
    }

    fn open(fake: Arc<FakeAuthority>, clock: Arc<TestClock>, folder: TempDir) -> Self {
        let config = Config::new(folder.path().join("data"));
        let responder =
            Responder::open(config, encryption_key(&folder), fake.contract(), Arc::clone(&clock) as Arc<dyn Clock>).unwrap();
        let (stale, heard) = unbounded_channel();
        let certifier = Certifier::new(Arc::clone(&responder.core), stale.clone());
        Self { fake, clock, responder, folder, stale, heard, certifier }
    }

    pub(crate) fn core(&self) -> &Arc<Core> {
        &self.responder.core
    }

    /// Follows the feed until it is up to date.
    pub(crate) async fn follow(&mut self) -> Result<(), FollowFault> {
        loop {
            // A new follower never waits for events.
            Follower::new(Arc::clone(self.core()), self.stale.clone()).step().await?;
            if *self.core().heard.read() == Some(self.clock.now()) {
                return Ok(());
            }
        }
    }

    /// Requests the certificates that are due.
    pub(crate) async fn certify(&mut self) -> bool {
        self.certifier.round().await
    }

    /// Signs new responses for what events changed.
    pub(crate) async fn replace_stale(&mut self) {
        let mut presigner = Presigner::new(Arc::clone(self.core()), unbounded_channel().1);
        while let Ok(stale) = self.heard.try_recv() {
            presigner.replace(stale).await;
        }
    }

    /// Signs all responses that are due.
    pub(crate) async fn presign(&mut self) {
        let mut presigner = Presigner::new(Arc::clone(self.core()), unbounded_channel().1);
        while presigner.proceed().await {}
    }

    pub(crate) async fn fetch_crls(&mut self) -> bool {
        Fetcher::new(Arc::clone(self.core())).round().await
    }

    /// Saves the snapshot, as on shutdown.
    pub(crate) async fn save(&self) {
        snapshot_file::save(self.core()).await.unwrap();
    }

    /// The lines of evidence that were written, in order, including those of earlier runs in the same folder.
    pub(crate) async fn evidence(&self) -> Vec<serde_json::Value> {
        self.core().note_evidence();
        self.core().evidence.write().await.unwrap();
        let folder = self.folder.path().join("data/evidence");
        let mut days: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        days.retain(|day| day.extension().is_some_and(|extension| extension == "jsonl"));
        days.sort();
        let text: String = days.iter().map(|day| std::fs::read_to_string(day).unwrap()).collect();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    pub(crate) async fn settle(&mut self) {
        self.follow().await.unwrap();
        assert!(self.certify().await);
        assert!(self.fetch_crls().await);
        self.replace_stale().await;
        self.presign().await;
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Reply {
        let (parts, body) = self.responder.router().oneshot(request).await.unwrap().into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap().to_vec();
        Reply { status: parts.status, headers: parts.headers, body }
    }

    pub(crate) async fn get(&self, path: &str) -> Reply {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn post(&self, path: &str, body: Vec<u8>) -> Reply {
        self.send(Request::post(path).header("content-type", "application/ocsp-request").body(body.into()).unwrap()).await
    }
}

pub(crate) fn encryption_key(folder: &TempDir) -> EncryptionKey {
    MasterKey::from_file(&folder.path().join("master")).unwrap().encryption_key("ocsp")
}
