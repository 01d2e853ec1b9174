//! What the child process says to the portal: a frame is its kind (one octet), the length of its payload (32 bits, big-endian) and
//! the payload.

use std::io::{self, Write};

use serde::{Deserialize, Serialize};
use tokio::io::{AsyncRead, AsyncReadExt};
use zeroize::Zeroizing;

use crate::{FileFault, MOST_PAGES, Media};

/// Maximum octets of a page's picture.
const MOST_OCTETS_OF_PICTURE: usize = 8 << 20;
/// Maximum octets of the pictures of all pages.
const MOST_OCTETS_OF_PICTURES: usize = 64 << 20;
/// Maximum octets of a verdict.
const MOST_OCTETS_OF_VERDICT: usize = 1 << 10;

/// The content of an accepted file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    pub media: Media,
    /// Its pages; a picture is one.
    pub pages: usize,
}

/// A part of the result of an examination. The verdict is the first, the pages follow in order, and the end is the last.
#[derive(Debug, PartialEq, Eq)]
pub enum Frame {
    /// What the file is, or why it is refused.
    Verdict(Result<Found, FileFault>),
    /// The file that is kept instead of a picture that is too large, a JPEG.
    Reduced(Zeroizing<Vec<u8>>),
    /// The picture of the next page, a JPEG.
    Page(Zeroizing<Vec<u8>>),
    /// The next page could not be drawn.
    NotDrawn,
    End,
}

/// What arrived is no frame, or not in its place.
#[derive(Debug, thiserror::Error)]
pub enum FrameError {
    #[error("the frames end in the middle")]
    Ended,
    #[error("no such frame: {0}")]
    Malformed(&'static str),
    #[error("{0}")]
    Io(io::Error),
}

impl From<io::Error> for FrameError {
    fn from(fault: io::Error) -> Self {
        if fault.kind() == io::ErrorKind::UnexpectedEof { Self::Ended } else { Self::Io(fault) }
    }
}

impl Frame {
    /// Writes the frame.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let verdict;
        let (kind, payload) = match self {
            Self::Verdict(told) => {
                verdict = serde_json::to_vec(told)?;
                (b'V', verdict.as_slice())
            }
            Self::Reduced(file) => (b'R', file.as_slice()),
            Self::Page(picture) => (b'P', picture.as_slice()),
            Self::NotDrawn => (b'N', [].as_slice()),
            Self::End => (b'E', [].as_slice()),
        };
        let length = u32::try_from(payload.len()).map_err(io::Error::other)?;
        out.write_all(&[kind])?;
        out.write_all(&length.to_be_bytes())?;
        out.write_all(payload)
    }

    /// Reads a frame, whose writer may be hostile.
    async fn read(from: &mut (impl AsyncRead + Unpin)) -> Result<Self, FrameError> {
        let kind = from.read_u8().await?;
        let at_most = match kind {
            b'V' => MOST_OCTETS_OF_VERDICT,
            b'R' | b'P' => MOST_OCTETS_OF_PICTURE,
            b'N' | b'E' => 0,
            _ => return Err(FrameError::Malformed("unknown kind")),
        };
        let length = from.read_u32().await? as usize;
        if length > at_most {
            return Err(FrameError::Malformed("too long"));
        }
        let mut payload = Zeroizing::new(vec![0; length]);
        from.read_exact(&mut payload).await?;
        match kind {
            b'V' => {
                let verdict = serde_json::from_slice(&payload).map_err(|_| FrameError::Malformed("no verdict"))?;
                Ok(Self::Verdict(verdict))
            }
            b'P' if is_jpeg(&payload) => Ok(Self::Page(payload)),
            b'R' if is_jpeg(&payload) => Ok(Self::Reduced(payload)),
            b'P' | b'R' => Err(FrameError::Malformed("no picture")),
            b'N' => Ok(Self::NotDrawn),
            _ => Ok(Self::End),
        }
    }
}

/// Reads the verdict, which is the first frame.
///
/// # Errors
/// See [`FrameError`].
pub async fn read_verdict(from: &mut (impl AsyncRead + Unpin)) -> Result<Result<Found, FileFault>, FrameError> {
    match Frame::read(from).await? {
        Frame::Verdict(Ok(found)) if !(1..=MOST_PAGES).contains(&found.pages) => Err(FrameError::Malformed("too many pages")),
        Frame::Verdict(verdict) => Ok(verdict),
        _ => Err(FrameError::Malformed("no verdict")),
    }
}

fn is_jpeg(content: &[u8]) -> bool {
    content.starts_with(&[0xff, 0xd8, 0xff])
}

/// What follows the verdict about an accepted file.
#[derive(Debug, Default)]
pub struct Rest {
    /// The file that is kept instead.
    pub reduced: Option<Zeroizing<Vec<u8>>>,
    /// The pictures of its pages; `None` for one that could not be drawn.
    pub pages: Vec<Option<Zeroizing<Vec<u8>>>>,
}

impl Rest {
    /// Reads what follows the verdict; what was read before an error stays.
    ///
    /// # Errors
    /// See [`FrameError`].
    pub async fn read(&mut self, from: &mut (impl AsyncRead + Unpin), found: Found) -> Result<(), FrameError> {
        let mut left = MOST_OCTETS_OF_PICTURES;
        loop {
            match Frame::read(from).await? {
                Frame::Reduced(file) if self.reduced.is_none() && self.pages.is_empty() && found.media == Media::Jpeg => {
                    self.reduced = Some(file);
                }
                Frame::Page(picture) if self.pages.len() < found.pages => {
                    left = left.checked_sub(picture.len()).ok_or(FrameError::Malformed("too many octets"))?;
                    self.pages.push(Some(picture));
                }
                Frame::NotDrawn if self.pages.len() < found.pages => self.pages.push(None),
                Frame::End if self.pages.len() == found.pages => return Ok(()),
                _ => return Err(FrameError::Malformed("not in its place")),
            }
        }
    }
}
