//! Examines files that strangers send: finds out what a file is, whatever its name says, whether it is whole and can be read, and
//! draws its pages as pictures. PDF readers and picture decoders are the code of the portal that is most exposed to hostile input.
//!
//! [`Examiner`] therefore starts a child process for each file, which has little memory and time and can open nothing, and believes
//! of its answer only what it can check.

pub mod child;
mod draw;
mod ending;
mod examine;
mod examiner;
mod fault;
pub mod frames;
mod heic;
mod limits;
mod media;
mod pdf;
mod picture;
mod tiff;

pub use examine::examine;
pub use examiner::{COMMAND, ExamineError, Examined, Examiner};
pub use fault::FileFault;
pub use frames::{Found, Frame};
pub use limits::{Limits, MOST_OCTETS_OF_FILE, MOST_OCTETS_OF_PICTURE, MOST_PAGES, MOST_PIXELS};
pub use media::Media;
