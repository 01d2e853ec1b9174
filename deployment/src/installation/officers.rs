//! The tokens of the first officers: generates keys on them and writes certificates of the internal authority to them.

use std::path::Path;
use std::str::FromStr;

use ca::EnrolledOfficer;
use pki::{Certificate, SystemRandom, TokenNumber, csr};
use secrecy::ExposeSecret;
use token::{Model, Pin, Puk, SlotIndex, SoftwareToken, TokenState};

use super::error::InstallationError;
use super::file::write_once;

/// A registration officer, as given by `--officer "First-name Surname <address>"`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Officer {
    /// First name, space, surname.
    pub name: String,
    /// E-mail address.
    pub email: String,
}

/// The text is not of the required form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("write \"First-name Surname <address>\"")]
pub struct NotAnOfficer;

impl FromStr for Officer {
    type Err = NotAnOfficer;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (name, rest) = text.split_once('<').ok_or(NotAnOfficer)?;
        let email = rest.strip_suffix('>').ok_or(NotAnOfficer)?;
        let (name, email) = (name.trim(), email.to_lowercase());
        let whole_name = name.split_once(' ').is_some_and(|(first, surname)| !first.is_empty() && !surname.trim().is_empty());
        let whole_email = email.split_once('@').is_some_and(|(user, host)| !user.is_empty() && host.contains('.'))
            && !email.contains(char::is_whitespace);
        if whole_name && whole_email { Ok(Self { name: name.to_owned(), email }) } else { Err(NotAnOfficer) }
    }
}

fn failed(fault: impl std::fmt::Display) -> InstallationError {
    InstallationError::OfficerToken(fault.to_string())
}

/// A certification request for the key on the officer's token, which is created if absent. `None` if the token is already
/// personalised, because the officer has been enrolled.
pub(super) fn request(path: &Path) -> Result<Option<Vec<u8>>, InstallationError> {
    let rng = &mut SystemRandom;
    let mut token = if path.exists() {
        SoftwareToken::open(path).map_err(failed)?
    } else {
        let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        let number: TokenNumber = format!("OFFICER-{stem}").parse().map_err(failed)?;
        let model: Model = "software".parse().map_err(failed)?;
        SoftwareToken::create(path, number, model, rng).map_err(failed)?
    };
    if token.state() != TokenState::Blank {
        return Ok(None);
    }
    let mut personalisation = token.personalise().map_err(failed)?;
    if personalisation.token().slots().next().is_none() {
        personalisation.generate_key(SlotIndex::MAIN, rng).map_err(failed)?;
    }
    Ok(Some(csr::request(&personalisation.key(SlotIndex::MAIN).map_err(failed)?)?))
}

/// Generates a new key on the officer's token, which is not personalised yet.
pub(super) fn renew_key(path: &Path) -> Result<(), InstallationError> {
    let mut token = SoftwareToken::open(path).map_err(failed)?;
    let mut personalisation = token.personalise().map_err(failed)?;
    personalisation.generate_key(SlotIndex::MAIN, &mut SystemRandom).map_err(failed)?;
    Ok(())
}

/// Writes the officer's certificate to the token and sets its PIN, which is kept in a file beside it until the officer changes
/// it.
pub(super) fn finish(path: &Path, pin_path: &Path, officer: &EnrolledOfficer) -> Result<(), InstallationError> {
    let rng = &mut SystemRandom;
    let mut token = SoftwareToken::open(path).map_err(failed)?;
    if token.state() != TokenState::Blank {
        return Ok(());
    }
    let certificate = Certificate::from_der(&officer.certificate).map_err(failed)?;
    let mut personalisation = token.personalise().map_err(failed)?;
    personalisation.write_certificate(SlotIndex::MAIN, &certificate).map_err(failed)?;
    write_once(pin_path, &format!("{}\n", Pin::generate(rng).expose_secret()))?;
    let written = chassis::secret_file::read(pin_path).map_err(failed)?;
    let pin: Pin = written.expose_secret().parse().map_err(failed)?;
    personalisation.set_transport(&pin, &Puk::generate(rng), rng).map_err(failed)
}
