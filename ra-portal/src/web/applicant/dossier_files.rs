//! Adding files to a piece of the dossier, and removing them.

use super::dossier::{found, shown, size};
use super::own_order::OwnOrder;
use super::uploads::Reception;
use crate::web::{Applicant, FieldErrors, NoPage, PageFault, Portal, Shell, Source, see_other};
use axum::extract::multipart::{Field, MultipartRejection};
use axum::extract::{Multipart, Path, State};
use axum::response::Response;
use http::StatusCode;
use i18n::Words;
use registration::dossiers::{
    FileFault, MOST_FILES, MOST_OCTETS_OF_FILE, MOST_PAGES, MOST_PIXELS, PieceKind, RemoveError, Upload, UploadError,
};
use registration::fault::Fault;

/// The most that one form may bring: ten files of ten megabytes that are a little too large are still named one by one.
pub(super) const FORM: usize = 128 << 20;

/// What came of a part of the form.
enum Received {
    /// No file was chosen, or the part is something else.
    Nothing,
    File(Upload),
    /// Read to its end, and not kept.
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
    let kind = PieceKind::from_name(&piece).ok_or(PageFault::NotFound)?;
    let own = OwnOrder { account: applicant.account, id: id.parse().map_err(|_| PageFault::NotFound)? };
    found(&portal, own).await?;
    let mut errors = FieldErrors::default();
    let mut any = false;
    let mut reception = portal.uploads.receive(own.account, source).map_err(|_| PageFault::TooManyUploads)?;
    loop {
        let received = match tokio::time::timeout_at(reception.deadline(), form.next_field()).await {
            Ok(Ok(Some(field))) => receive(field, &mut reception).await,
            Ok(Ok(None)) => break,
            Ok(Err(fault)) => Err(fault.status()),
            Err(_) => Err(StatusCode::REQUEST_TIMEOUT),
        };
        let upload = match received {
            Ok(Received::Nothing) => continue,
            Ok(Received::File(upload)) => upload,
            Ok(Received::TooLarge { name, length }) => {
                any = true;
                errors.add(kind.name(), said(shell.t, &name, UploadError::File(FileFault::TooLarge { length })));
                continue;
            }
            Err(StatusCode::PAYLOAD_TOO_LARGE) => {
                any = true;
                errors.add(kind.name(), shell.t.say("dossier-form-too-large"));
                break;
            }
            Err(_) => {
                any = true;
                errors.add(kind.name(), shell.t.say("dossier-form-cut-off"));
                break;
            }
        };
        any = true;
        let name = upload.name.clone();
        match portal.registration.dossiers.add_piece_file(own.account, own.id, kind, upload).await {
            Ok(_) => {}
            Err(Fault::Refused(UploadError::NotFound)) => return Err(PageFault::NotFound.into()),
            Err(Fault::Refused(fault)) => errors.add(kind.name(), said(shell.t, &name, fault)),
            Err(Fault::Unavailable(what)) => return Err(PageFault::Unavailable(what).into()),
        }
    }
    if !any {
        errors.add(kind.name(), shell.t.say("dossier-no-file"));
    }
    if errors.is_empty() {
        return Ok(see_other(&format!("{}#piece-{}", own.page("dossier"), kind.name())));
    }
    // Read again: what was good is there now.
    let found = found(&portal, own).await?;
    shown(&portal, &shell, &found, StatusCode::UNPROCESSABLE_ENTITY, errors)
}

/// Reads a part to its end; beyond the limit its octets are only counted.
async fn receive(mut field: Field<'_>, reception: &mut Reception) -> Result<Received, StatusCode> {
    let name = field.file_name().map(str::to_owned);
    let mut content = Vec::new();
    let mut length = 0_u64;
    loop {
        let chunk = tokio::time::timeout_at(reception.deadline(), field.chunk()).await;
        let chunk = chunk.map_err(|_| StatusCode::REQUEST_TIMEOUT)?.map_err(|fault| fault.status())?;
        let Some(chunk) = chunk else { break };
        reception.count(chunk.len());
        length += chunk.len() as u64;
        if length <= MOST_OCTETS_OF_FILE {
            content.extend_from_slice(&chunk);
        }
    }
    // A form whose field is left empty sends a part without a name and without content.
    let Some(name) = name.filter(|name| !name.is_empty()) else { return Ok(Received::Nothing) };
    if length > MOST_OCTETS_OF_FILE {
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
    let kind = PieceKind::from_name(&piece).ok_or(PageFault::NotFound)?;
    let file = file.parse().map_err(|_| PageFault::NotFound)?;
    let order = id.parse().map_err(|_| PageFault::NotFound)?;
    match portal.registration.dossiers.remove_piece_file(applicant.account, order, kind, file).await {
        Ok(()) => Ok(see_other(&format!("/orders/{order}/dossier#piece-{}", kind.name()))),
        Err(Fault::Refused(RemoveError::NotFound)) => Err(PageFault::NotFound.into()),
        Err(Fault::Refused(RemoveError::NotNow)) => Err(PageFault::ChangedMeanwhile.into()),
        Err(Fault::Unavailable(what)) => Err(PageFault::Unavailable(what).into()),
    }
}

/// What is wrong with a file, and what is allowed.
fn said(t: Words, name: &str, fault: UploadError) -> String {
    // Names of files are the reader's own; what could not be shown in a line is left out.
    let name: String = name.chars().filter(|letter| !letter.is_control()).take(100).collect();
    let octets = |octets: u64| size(t, octets);
    let number = |number: u64| t.number(number);
    let (key, value) = match fault {
        UploadError::NotFound | UploadError::NotNow => ("not-now", String::new()),
        UploadError::AlreadyRefused => ("already-refused", String::new()),
        UploadError::TooManyFiles => ("too-many-files", number(MOST_FILES as u64)),
        UploadError::DossierFull { left } => ("dossier-full", octets(left)),
        UploadError::File(FileFault::Empty) => ("empty", String::new()),
        UploadError::File(FileFault::TooLarge { length }) => ("too-large", octets(length)),
        UploadError::File(FileFault::NotAllowed) => ("not-allowed", String::new()),
        UploadError::File(FileFault::CutOff) => ("cut-off", String::new()),
        UploadError::File(FileFault::Unreadable) => ("unreadable", String::new()),
        UploadError::File(FileFault::TooManyPixels { .. }) => ("too-many-pixels", number(MOST_PIXELS / 1_000_000)),
        UploadError::File(FileFault::Protected) => ("protected", String::new()),
        UploadError::File(FileFault::TooManyPages { .. }) => ("too-many-pages", number(MOST_PAGES as u64)),
    };
    t.with(&format!("dossier-file-{key}"), [("file", name.as_str()), ("value", value.as_str())])
}
