//! The configuration of the portal: section `[portal]`.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ca_contract::CertificateAuthority;
use chassis::db::DatabaseUrl;
use chassis::encryption::MasterKey;
use chassis::http::{Networks, ServerTls};
use pki::{Certificate, DistinguishedName, pem};
use policies::Policies;
use registration::settings::Supplier;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

use super::{ConfigurationError, connect, folder, read, read_anchor, read_database, read_text};

/// The configuration file of the portal.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PortalFile {
    pub portal: PortalSection,
    #[serde(skip)]
    path: PathBuf,
}

/// Section `[portal]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PortalSection {
    /// The address of the CA's contract.
    pub authority: SocketAddr,
    /// A file with the internal authority's certificate (PEM).
    pub anchor_file: PathBuf,
    /// A file with the portal's own key, which the CA pins (PKCS#8 PEM).
    pub identity_file: PathBuf,
    /// A file with `sqlite:PATH` or `postgres://…`, which may contain a password.
    pub database_file: PathBuf,
    /// A file with 32 random octets from which the portal's keys derive.
    pub master_key_file: PathBuf,
    /// The folder for encrypted dossiers.
    pub dossiers: PathBuf,
    /// A folder of policies that replaces the embedded ones. The CA must use the same.
    pub policies: Option<PathBuf>,
    /// The public entrance.
    pub public: EntranceSection,
    /// The entrance that requests a client certificate.
    pub certificate: EntranceSection,
    /// The SMTP server.
    pub mail: MailSection,
    /// The SMS gateway. If absent, SMS are not offered.
    pub sms: Option<SmsSection>,
    /// The supplier.
    pub supplier: Supplier,
}

/// Sections `[portal.public]` and `[portal.certificate]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EntranceSection {
    /// The address to listen on.
    pub listen: SocketAddr,
    /// The address that browsers use: `https://host` or `https://host:port`, without a trailing slash.
    pub site: String,
    /// A file with its TLS certificate followed by the issuers' certificates (PEM).
    pub tls_certificate_file: PathBuf,
    /// A file with its TLS key (PKCS#8 PEM).
    pub tls_key_file: PathBuf,
    /// Proxies, whose connections begin with a PROXY header.
    #[serde(default)]
    pub proxies: Networks,
}

/// Section `[portal.mail]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailSection {
    /// The host of the SMTP server.
    pub server: String,
    /// The port of the SMTP server.
    pub port: u16,
    /// How the connection is protected.
    pub security: MailSecurity,
    /// The sender's address.
    pub from: String,
    /// The user name, if the server requires one.
    pub user: Option<String>,
    /// A file with the user's password.
    pub password_file: Option<PathBuf>,
}

/// How the connection to the SMTP server is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MailSecurity {
    /// TLS from the first octet (465).
    Tls,
    /// STARTTLS, required (587).
    Starttls,
    /// No TLS: on loopback only.
    Plain,
}

/// Section `[portal.sms]`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmsSection {
    /// The URL to which `{"to": …, "text": …, "reference": …}` is posted.
    pub url: String,
    /// A file with the gateway's bearer token.
    pub token_file: PathBuf,
}

impl PortalFile {
    /// Reads and checks the file.
    ///
    /// # Errors
    /// See [`ConfigurationError`].
    pub fn read(path: &Path) -> Result<Self, ConfigurationError> {
        let mut file: Self = read(path, "portal")?;
        let base = folder(path);
        file.path = path.to_owned();
        let section = &mut file.portal;
        let places = [
            &mut section.anchor_file,
            &mut section.identity_file,
            &mut section.database_file,
            &mut section.master_key_file,
            &mut section.dossiers,
            &mut section.public.tls_certificate_file,
            &mut section.public.tls_key_file,
            &mut section.certificate.tls_certificate_file,
            &mut section.certificate.tls_key_file,
        ];
        let more = [&mut section.mail.password_file, &mut section.policies].into_iter().flatten();
        let more = more.chain(section.sms.as_mut().map(|sms| &mut sms.token_file));
        for place in places.into_iter().chain(more) {
            *place = base.join(&*place);
        }
        file.check()?;
        Ok(file)
    }

    fn check(&self) -> Result<(), ConfigurationError> {
        let refuse = |problem: String| Err(ConfigurationError::Value { path: self.path.clone(), problem });
        for (name, entrance) in [("public", &self.portal.public), ("certificate", &self.portal.certificate)] {
            if !entrance.site.starts_with("https://") || entrance.site.ends_with('/') {
                return refuse(format!(
                    "[portal.{name}] site: {} is not a site; write https://host or https://host:port, without a trailing slash",
                    entrance.site
                ));
            }
        }
        if self.portal.public.site == self.portal.certificate.site {
            return refuse("[portal.certificate] site is the same as the public one; they must differ".to_owned());
        }
        let mail = &self.portal.mail;
        let loopback = matches!(mail.server.as_str(), "localhost" | "127.0.0.1" | "::1");
        if mail.security == MailSecurity::Plain && !loopback {
            return refuse("[portal.mail] security = \"plain\" is for loopback only; write \"starttls\" or \"tls\"".to_owned());
        }
        if mail.user.is_some() != mail.password_file.is_some() {
            return refuse("[portal.mail] needs both user and password_file, or neither".to_owned());
        }
        let Supplier { name, legal_form, address, siren, vat_number, iban, bic, .. } = &self.portal.supplier;
        let Supplier { support_telephone, support_email, revocation_telephone, dossier_address, .. } = &self.portal.supplier;
        let texts = [
            ("name", name),
            ("legal_form", legal_form),
            ("siren", siren),
            ("vat_number", vat_number),
            ("iban", iban),
            ("bic", bic),
            ("support_telephone", support_telephone),
            ("support_email", support_email),
            ("revocation_telephone", revocation_telephone),
        ];
        let empty = texts.into_iter().filter(|(_, text)| text.trim().is_empty()).map(|(key, _)| key);
        let lines = [("address", address), ("dossier_address", dossier_address)];
        let empty_lines = lines.into_iter().filter(|(_, lines)| lines.is_empty()).map(|(key, _)| key);
        if let Some(key) = empty.chain(empty_lines).next() {
            return refuse(format!("[portal.supplier] {key} is empty; pages, mails and invoices need it"));
        }
        Ok(())
    }

    /// Reads the URL of the zone's database.
    ///
    /// # Errors
    /// If the file cannot be read, is accessible to others, or contains no database URL.
    pub fn database(&self) -> Result<DatabaseUrl, ConfigurationError> {
        read_database(&self.portal.database_file)
    }

    /// Reads the master key from which the portal's keys derive.
    ///
    /// # Errors
    /// If the master key cannot be read.
    pub fn master_key(&self) -> Result<MasterKey, ConfigurationError> {
        Ok(MasterKey::from_file(&self.portal.master_key_file)?)
    }

    /// Loads products, prices and profiles.
    ///
    /// # Errors
    /// If the policies are invalid.
    pub fn policies(&self) -> Result<Arc<Policies>, ConfigurationError> {
        Ok(Arc::new(match &self.portal.policies {
            Some(folder) => Policies::from_dir(folder)?,
            None => Policies::embedded(),
        }))
    }

    /// The portal's client of the CA's contract.
    ///
    /// # Errors
    /// If the anchor or the identity cannot be read.
    pub fn connect(&self) -> Result<CertificateAuthority, ConfigurationError> {
        connect(self.portal.authority, &self.portal.anchor_file, &self.portal.identity_file)
    }

    /// The certificate of the internal authority, which issues the officers' certificates: the anchor.
    ///
    /// # Errors
    /// If the anchor cannot be read or is not a certificate in this CA's form.
    pub fn internal_authority(&self) -> Result<Certificate, ConfigurationError> {
        let path = &self.portal.anchor_file;
        let not_ours = |_| ConfigurationError::NotPem { path: path.clone(), what: "certificate of the internal authority (PEM)" };
        Certificate::from_der(&read_anchor(path)?).map_err(not_ours)
    }

    /// The mail server's password.
    ///
    /// # Errors
    /// If the file cannot be read or is accessible to others.
    pub fn mail_password(&self) -> Result<Option<SecretString>, ConfigurationError> {
        Ok(self.portal.mail.password_file.as_deref().map(chassis::secret_file::read).transpose()?)
    }

    /// The SMS gateway's token.
    ///
    /// # Errors
    /// If the file cannot be read or is accessible to others.
    pub fn sms_token(&self) -> Result<Option<SecretString>, ConfigurationError> {
        let file = self.portal.sms.as_ref().map(|sms| &sms.token_file);
        Ok(file.map(|file| chassis::secret_file::read(file)).transpose()?)
    }
}

impl EntranceSection {
    /// TLS settings of the public entrance, which does not request a client certificate.
    ///
    /// # Errors
    /// If certificate or key cannot be read, or do not belong together.
    pub fn anonymous_tls(&self) -> Result<ServerTls, ConfigurationError> {
        let (chain, key) = self.identity()?;
        ServerTls::anonymous(chain, &key).map_err(|fault| self.unfit(&fault))
    }

    /// TLS settings of the entrance that requests a client certificate of these authorities.
    ///
    /// # Errors
    /// As [`Self::anonymous_tls`].
    pub fn asking_tls(&self, authorities: &[DistinguishedName]) -> Result<ServerTls, ConfigurationError> {
        let (chain, key) = self.identity()?;
        ServerTls::asking_for(authorities, chain, &key).map_err(|fault| self.unfit(&fault))
    }

    fn identity(&self) -> Result<(Vec<Vec<u8>>, Vec<u8>), ConfigurationError> {
        let not_pem = |path: &Path, what| ConfigurationError::NotPem { path: path.to_owned(), what };
        let chain = pem::decode_all(pem::Label::Certificate, &read_text(&self.tls_certificate_file)?)
            .filter(|chain| !chain.is_empty())
            .ok_or_else(|| not_pem(&self.tls_certificate_file, "certificate (PEM)"))?;
        let text = chassis::secret_file::read(&self.tls_key_file)?;
        let mut keys = pem::decode_all(pem::Label::PrivateKey, text.expose_secret()).unwrap_or_default();
        let key =
            keys.pop().filter(|_| keys.is_empty()).ok_or_else(|| not_pem(&self.tls_key_file, "private key (PKCS#8 PEM)"))?;
        Ok((chain, key))
    }

    fn unfit(&self, fault: &chassis::http::BadServerTls) -> ConfigurationError {
        ConfigurationError::Value { path: self.tls_certificate_file.clone(), problem: fault.to_string() }
    }
}
