//! Server certificates for loopback, issued by a throwaway authority whose key is never stored.

use std::path::Path;

use pki::{Clock, SystemClock, pem};
use rcgen::{BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair, KeyUsagePurpose};

use super::error::InstallationError;
use super::file::write_once;

/// The host names of loopback.
const NAMES: [&str; 2] = ["localhost", "127.0.0.1"];
const DAYS: i64 = 60;

/// Creates `tls.pem` and `tls.key` in `folder`, and the authority's certificate at `anchor` for browsers to trust, unless they
/// exist.
pub(super) fn make(folder: &Path, anchor: &Path) -> Result<(), InstallationError> {
    let (certificate_file, key_file) = (folder.join("tls.pem"), folder.join("tls.key"));
    if [&certificate_file, &key_file, &anchor.to_owned()].iter().all(|file| file.exists()) {
        return Ok(());
    }
    for file in [&certificate_file, &key_file, &anchor.to_owned()] {
        // Left by an interrupted attempt: the three files belong together.
        let _ = std::fs::remove_file(file);
    }
    let failed = |fault: rcgen::Error| InstallationError::Settings(format!("a throwaway server certificate: {fault}"));
    let authority_key = KeyPair::generate().map_err(failed)?;
    let mut authority = parameters("Sceau throwaway authority for loopback", &[]).map_err(failed)?;
    authority.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    authority.key_usages = vec![KeyUsagePurpose::KeyCertSign];
    let authority_certificate = authority.self_signed(&authority_key).map_err(failed)?;
    let key = KeyPair::generate().map_err(failed)?;
    let mut server = parameters("localhost", &NAMES).map_err(failed)?;
    server.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    server.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    server.use_authority_key_identifier_extension = true;
    let certificate = server.signed_by(&key, &Issuer::from_params(&authority, &authority_key)).map_err(failed)?;
    write_once(anchor, &pem::encode(pem::Label::Certificate, authority_certificate.der()))?;
    write_once(&key_file, &pem::encode(pem::Label::PrivateKey, &key.serialize_der()))?;
    write_once(&certificate_file, &pem::encode(pem::Label::Certificate, certificate.der()))
}

fn parameters(common_name: &str, names: &[&str]) -> Result<CertificateParams, rcgen::Error> {
    let mut parameters = CertificateParams::new(names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>())?;
    parameters.distinguished_name.push(DnType::CommonName, common_name);
    let today = SystemClock.now().as_millis() / 1000;
    let day = |offset: i64| {
        let civil =
            jiff::Timestamp::from_second(today + offset * 24 * 3600).map(|moment| moment.to_zoned(jiff::tz::TimeZone::UTC));
        let date = civil.map_or(jiff::civil::date(2026, 1, 1), |zoned| zoned.date());
        rcgen::date_time_ymd(date.year().into(), date.month().unsigned_abs(), date.day().unsigned_abs())
    };
    (parameters.not_before, parameters.not_after) = (day(-1), day(DAYS));
    Ok(parameters)
}
