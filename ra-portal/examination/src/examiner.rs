//! Starts a child process for each file, and does not trust what it answers.

use std::io;
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::AsyncWriteExt;
use tokio::process::{Child, Command};
use tokio::sync::Semaphore;
use tokio::time::{Instant, timeout_at};
use zeroize::Zeroizing;

use crate::frames::{Found, FrameError, Rest, read_verdict};
use crate::{FileFault, Frame, Limits, MOST_OCTETS_OF_FILE, Media, examine};

/// The command of the program that runs [`crate::child::run`].
pub const COMMAND: &str = "examine-file";

/// How many files are examined at once: each takes up to 2 GiB of address space.
const AT_ONCE: usize = 2;
/// How long a file may take until it is known what it is.
const UNTIL_VERDICT: Duration = Duration::from_secs(30);
/// How long it may take in all. Pages that are not drawn until then are left out.
const IN_ALL: Duration = Duration::from_secs(60);

/// An accepted file.
#[derive(Clone, Debug)]
pub struct Examined {
    pub media: Media,
    /// The file that is kept instead of a picture that is too large, JPEG.
    pub reduced: Option<Zeroizing<Vec<u8>>>,
    /// The pictures of its pages, JPEG; `None` for a page that could not be drawn.
    pub pages: Vec<Option<Zeroizing<Vec<u8>>>>,
}

/// Why a file was not accepted.
#[derive(Debug, thiserror::Error)]
pub enum ExamineError {
    #[error("{0}")]
    Refused(FileFault),
    /// The examination could not be started: the file may be in order.
    #[error("a file could not be examined: {0}")]
    Failed(io::Error),
}

/// Examines files; clones share the limit on how many at once.
#[derive(Clone, Debug)]
pub struct Examiner {
    place: Place,
    until_verdict: Duration,
    in_all: Duration,
    at_once: Arc<Semaphore>,
}

#[derive(Clone, Debug)]
enum Place {
    /// In a child process that runs this program.
    Child(PathBuf),
    /// In this process.
    Here,
}

impl Examiner {
    /// Starts the running program again for each file, even if its file was replaced meanwhile.
    #[must_use]
    pub fn own_program() -> Self {
        Self::program(PathBuf::from("/proc/self/exe"))
    }

    /// Starts this program for each file.
    #[must_use]
    pub fn program(path: PathBuf) -> Self {
        Self::at(Place::Child(path))
    }

    /// Examines files in this process, for tests that need no protection from their own files.
    #[must_use]
    pub fn here() -> Self {
        Self::at(Place::Here)
    }

    fn at(place: Place) -> Self {
        Self { place, until_verdict: UNTIL_VERDICT, in_all: IN_ALL, at_once: Arc::new(Semaphore::new(AT_ONCE)) }
    }

    /// The same with other time limits: until it is known what a file is, and in all.
    #[must_use]
    pub fn within(self, until_verdict: Duration, in_all: Duration) -> Self {
        Self { until_verdict, in_all, ..self }
    }

    /// Examines a file and draws its pages.
    ///
    /// # Errors
    /// See [`ExamineError`].
    pub async fn examine(&self, content: Arc<Vec<u8>>) -> Result<Examined, ExamineError> {
        let turn = self.at_once.acquire().await.map_err(|closed| ExamineError::Failed(io::Error::other(closed)))?;
        let examined = match &self.place {
            Place::Child(program) => self.in_child(program, &content).await,
            Place::Here => here(content).await,
        };
        drop(turn);
        examined
    }
}

impl Examiner {
    async fn in_child(&self, program: &PathBuf, content: &[u8]) -> Result<Examined, ExamineError> {
        let mut child = Command::new(program)
            .arg(COMMAND)
            .env_clear()
            // Address space is limited: one heap, and one thread.
            .envs([("MALLOC_ARENA_MAX", "1"), ("RAYON_NUM_THREADS", "1")])
            .current_dir("/")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .map_err(ExamineError::Failed)?;
        let examined = self.converse(&mut child, content).await;
        // Also collects the child, so that it does not stay behind as a zombie.
        let _ = child.kill().await;
        examined
    }

    async fn converse(&self, child: &mut Child, content: &[u8]) -> Result<Examined, ExamineError> {
        let (Some(mut input), Some(mut output)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(ExamineError::Failed(io::Error::other("a child process without pipes")));
        };
        let begun = Instant::now();
        let verdict = timeout_at(begun + self.until_verdict, async {
            // Both at once: a child that answers before it has read everything would wait for ever.
            let send = async {
                // A child that ends early is judged by its answer.
                let _ = input.write_all(content).await;
                drop(input);
            };
            tokio::join!(send, read_verdict(&mut output)).1
        });
        let found = match verdict.await {
            Ok(Ok(Ok(found))) => found,
            Ok(Ok(Err(fault))) => return Err(ExamineError::Refused(fault)),
            Err(_) => return Err(refused(FileFault::TooHeavy, &"no verdict in time")),
            Ok(Err(FrameError::Ended)) => return Err(ended(child).await),
            Ok(Err(fault)) => return Err(refused(FileFault::Unreadable, &fault)),
        };
        let mut rest = Rest::default();
        match timeout_at(begun + self.in_all, rest.read(&mut output, found)).await {
            Ok(Ok(())) => {}
            Ok(Err(fault)) => tracing::debug!(%fault, drawn = rest.pages.len(), "not every page of an accepted file was drawn"),
            Err(_) => tracing::debug!(drawn = rest.pages.len(), "the pages of an accepted file were not drawn in time"),
        }
        if content.len() as u64 > MOST_OCTETS_OF_FILE && rest.reduced.is_none() {
            return Err(refused(FileFault::TooHeavy, &"not scaled down"));
        }
        rest.pages.resize(found.pages, None);
        Ok(Examined { media: found.media, reduced: rest.reduced, pages: rest.pages })
    }
}

/// What the end of a child without a verdict means.
async fn ended(child: &mut Child) -> ExamineError {
    match child.wait().await {
        // It panicked.
        Ok(status) if status.code() == Some(101) => refused(FileFault::Unreadable, &status),
        // It could not confine itself, or is another program.
        Ok(status) if status.code().is_some() => {
            ExamineError::Failed(io::Error::other(format!("the child process failed: {status}")))
        }
        // A signal: it took too much memory, processor time or stack.
        Ok(status) => refused(FileFault::TooHeavy, &status),
        Err(fault) => ExamineError::Failed(fault),
    }
}

/// A stranger's file is no fault of this program, and no reason to wake an operator.
fn refused(fault: FileFault, cause: &dyn std::fmt::Display) -> ExamineError {
    tracing::debug!(%fault, %cause, "a file was refused");
    ExamineError::Refused(fault)
}

async fn here(content: Arc<Vec<u8>>) -> Result<Examined, ExamineError> {
    let examined = tokio::task::spawn_blocking(move || {
        let mut verdict = Err(FileFault::Unreadable);
        let mut rest = Rest::default();
        examine(&content, &Limits::PORTAL, &mut |frame| {
            match frame {
                Frame::Verdict(told) => verdict = told,
                Frame::Reduced(file) => rest.reduced = Some(file),
                Frame::Page(picture) => rest.pages.push(Some(picture)),
                Frame::NotDrawn => rest.pages.push(None),
                Frame::End => {}
            }
            Ok(())
        })?;
        Ok((verdict, rest))
    });
    let (verdict, rest) =
        examined.await.map_err(|panicked| ExamineError::Failed(io::Error::other(panicked)))?.map_err(ExamineError::Failed)?;
    let Found { media, .. } = verdict.map_err(ExamineError::Refused)?;
    Ok(Examined { media, reduced: rest.reduced, pages: rest.pages })
}
