//! Adding files to a piece of the dossier, and removing them.

use super::dossier::{found, shown, size};
use super::own_order::OwnOrder;
use crate::web::{Applicant, FieldErrors, NoPage, PageFault, Portal, Refusal, Shell, Source, see_other, told};
use axum::extract::multipart::{Field, MultipartError, MultipartRejection};
use axum::extract::{Multipart, Path, State};
use axum::response::Response;
use http::StatusCode;
use i18n::Words;
use registration::dossiers::{
    FileFault, MOST_OCTETS_OF_PICTURE, MOST_PAGES, MOST_PIXELS, PieceName, RemoveError, Upload, UploadError,
};
use registration::fault::Never;

/// The size limit of one form. Files that are too large are read to their end but not kept, so that each can be reported by name.
pub(super) const FORM: usize = 1 << 30;

/// The result of reading one part of the form.
enum Received {
    /// No file was chosen, or the part is not a file.
    Nothing,
    File(Upload),
    /// Read to its end but not kept.
    TooLarge {
        name: String,
        length: u64,
    },
}

pub(super) async fn add(
    State(portal): State<Portal>,
    shell: Shell,
    applicant: Applicant,
    Source(source): Source,
    Path((id, piece)): Path<(String, String)>,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response, NoPage> {
    let mut form = form.map_err(|_| PageFault::Unreadable)?;
    let piece: PieceName = piece.parse().map_err(|_| PageFault::NotFound)?;
    let own = OwnOrder { account: applicant.account, id: id.parse().map_err(|_| PageFault::NotFound)? };
    found(&portal, own).await?.dossier.piece(&piece).ok_or(PageFault::NotFound)?;
    let mut errors = FieldErrors::default();
    let mut any = false;
    let _place = portal.uploads.receive(own.account, source).map_err(|_| PageFault::TooManyUploads)?;
    loop {
        let received = match form.next_field().await {
            Ok(Some(field)) => receive(field).await,
            Ok(None) => break,
            Err(fault) => Err(Interrupted::between_files(&fault)),
        };
        let upload = match received {
            Ok(Received::Nothing) => continue,
            Ok(Received::File(upload)) => upload,
            Ok(Received::TooLarge { name, length }) => {
                any = true;
                errors.add(piece.as_str(), FileNotice::of(FileFault::TooLarge { length }, shell.t).about(&name, shell.t));
                continue;
            }
            Err(interrupted) => {
                any = true;
                errors.add(piece.as_str(), interrupted.told(shell.t));
                break;
            }
        };
        any = true;
        let name = upload.name.clone();
        match portal.registration.dossiers.add_piece_file(own.account, own.id, &piece, upload).await {
            Ok(_) => {}
            Err(fault) => errors.add(piece.as_str(), told(fault, shell.t)?.about(&name, shell.t)),
        }
    }
    if !any {
        errors.add(piece.as_str(), shell.t.say("dossier-no-file"));
    }
    if errors.is_empty() {
        return Ok(see_other(&format!("{}#piece-{}", own.page("dossier"), piece.as_str())));
    }
    // Reload the dossier, which now contains the accepted files.
    let found = found(&portal, own).await?;
    shown(&portal, &shell, &found, StatusCode::UNPROCESSABLE_ENTITY, errors)
}

/// Why the rest of a form did not arrive.
enum Interrupted {
    /// The form exceeds the limit.
    TooLarge,
    /// The connection broke off, or the form arrived too slowly; within a file, its name.
    CutOff(Option<String>),
}

impl Interrupted {
    fn between_files(fault: &MultipartError) -> Self {
        if fault.status() == StatusCode::PAYLOAD_TOO_LARGE { Self::TooLarge } else { Self::CutOff(None) }
    }

    fn told(self, t: Words) -> String {
        match self {
            Self::TooLarge => t.say("dossier-form-too-large"),
            Self::CutOff(None) => t.say("dossier-form-cut-off"),
            Self::CutOff(Some(name)) => FileNotice::new("dossier-file-not-arrived").about(&name, t),
        }
    }
}

/// Reads a part to its end; beyond the limit its octets are counted but not kept.
async fn receive(mut field: Field<'_>) -> Result<Received, Interrupted> {
    let name = field.file_name().map(str::to_owned);
    let mut content = Vec::new();
    let mut length = 0_u64;
    loop {
        let chunk = field.chunk().await.map_err(|fault| match Interrupted::between_files(&fault) {
            Interrupted::CutOff(_) => Interrupted::CutOff(name.clone().filter(|name| !name.is_empty())),
            too_large @ Interrupted::TooLarge => too_large,
        })?;
        let Some(chunk) = chunk else { break };
        length += chunk.len() as u64;
        if length <= MOST_OCTETS_OF_PICTURE {
            content.extend_from_slice(&chunk);
        }
    }
    // An empty file field sends a part without a name and without content.
    let Some(name) = name.filter(|name| !name.is_empty()) else { return Ok(Received::Nothing) };
    if length > MOST_OCTETS_OF_PICTURE {
        Ok(Received::TooLarge { name, length })
    } else {
        Ok(Received::File(Upload { name, content }))
    }
}

pub(super) async fn remove(
    State(portal): State<Portal>,
    applicant: Applicant,
    Path((id, piece, file)): Path<(String, String, String)>,
) -> Result<Response, NoPage> {
    let piece: PieceName = piece.parse().map_err(|_| PageFault::NotFound)?;
    let file = file.parse().map_err(|_| PageFault::NotFound)?;
    let order = id.parse().map_err(|_| PageFault::NotFound)?;
    portal.registration.dossiers.remove_piece_file(applicant.account, order, &piece, file).await?;
    Ok(see_other(&format!("/orders/{order}/dossier#piece-{}", piece.as_str())))
}

impl Refusal for RemoveError {
    type Told = Never;

    fn told(self, _: Words) -> Result<Never, NoPage> {
        match self {
            Self::NotFound => Err(PageFault::NotFound.into()),
            Self::NotNow => Err(PageFault::ChangedMeanwhile.into()),
        }
    }
}

/// A message about a file, without the file's name: the key of a text `dossier-file-…`, and what is allowed.
pub(crate) struct FileNotice {
    key: &'static str,
    value: String,
}

impl FileNotice {
    const fn new(key: &'static str) -> Self {
        Self { key, value: String::new() }
    }

    fn of(fault: FileFault, t: Words) -> Self {
        match fault {
            FileFault::Empty => Self::new("dossier-file-empty"),
            FileFault::TooLarge { length } => Self { key: "dossier-file-too-large", value: size(t, length) },
            FileFault::NotAllowed => Self::new("dossier-file-not-allowed"),
            FileFault::CutOff => Self::new("dossier-file-cut-off"),
            FileFault::Unreadable => Self::new("dossier-file-unreadable"),
            FileFault::TooHeavy => Self::new("dossier-file-too-heavy"),
            FileFault::TooManyPixels { .. } => {
                Self { key: "dossier-file-too-many-pixels", value: t.number(MOST_PIXELS / 1_000_000) }
            }
            FileFault::HeicNotRead => Self::new("dossier-file-heic-not-read"),
            FileFault::Password => Self::new("dossier-file-password"),
            FileFault::Encryption => Self::new("dossier-file-encryption"),
            FileFault::NeedsAnotherReader => Self::new("dossier-file-needs-another-reader"),
            FileFault::Portfolio => Self::new("dossier-file-portfolio"),
            FileFault::PagesMissing => Self::new("dossier-file-pages-missing"),
            FileFault::TooManyPages { .. } => Self { key: "dossier-file-too-many-pages", value: t.number(MOST_PAGES as u64) },
        }
    }

    /// The message about the file with this name.
    pub(crate) fn about(&self, name: &str, t: Words) -> String {
        // The name is the reader's own; characters that cannot be shown in a line are removed.
        let name: String = name.chars().filter(|letter| !letter.is_control()).take(100).collect();
        t.with(self.key, [("file", name.as_str()), ("value", self.value.as_str())])
    }
}

impl Refusal for UploadError {
    type Told = FileNotice;

    fn told(self, t: Words) -> Result<FileNotice, NoPage> {
        Ok(match self {
            Self::NotFound => return Err(PageFault::NotFound.into()),
            Self::NotNow => FileNotice::new("dossier-file-not-now"),
            Self::AlreadyRefused => FileNotice::new("dossier-file-already-refused"),
            Self::Outdated => FileNotice::new("dossier-file-outdated"),
            Self::TooManyFiles { at_most } => {
                FileNotice { key: "dossier-file-too-many-files", value: t.number(i64::from(at_most)) }
            }
            Self::DossierFull { left } => FileNotice { key: "dossier-file-dossier-full", value: size(t, left) },
            Self::File(fault) => FileNotice::of(fault, t),
        })
    }
}
