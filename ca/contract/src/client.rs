//! The client of the certificate authority, in process or over mutual TLS.

use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response, StatusCode};
use pki::certificate::{CertificateContent, ExtendedKeyUsage, Extension, KeyUsage};
use pki::name::Attribute;
use pki::{Clock, DistinguishedName, SerialNumber, SignError, Signer, SoftwareKey, Validity};
use rand::CryptoRng;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer, UnixTime};
use rustls::time_provider::TimeProvider;
use secrecy::ExposeSecret;
use serde::Deserialize;
use serde::de::IgnoredAny;
use tower::util::BoxCloneSyncService;
use tower::{Service, ServiceExt};

use crate::{ContractVersion, Failed, IdempotencyKey, Operation, VERSION_HEADER, access_to};

/// The transport failed to return an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the certificate authority could not be reached")]
pub struct Unreachable;

/// The host name in the certificate of the contract's listener.
pub const CONTRACT_HOST: &str = "ca.sceau.example.org";

/// How long a client waits beyond an operation's deadline for the last bytes.
const GRACE: Duration = Duration::from_secs(5);

/// A client of the certificate authority. Cheap to clone.
#[derive(Clone)]
pub struct CertificateAuthority {
    transport: BoxCloneSyncService<Request<Bytes>, Response<Bytes>, Unreachable>,
}

/// The key that identifies a caller, in the self-signed certificate that TLS needs.
///
/// The certificate authority pins the key and ignores everything else in the certificate. A new certificate is made for every
/// connection pool.
pub struct CallerIdentity {
    chain: Vec<CertificateDer<'static>>,
    key: PrivatePkcs8KeyDer<'static>,
}

/// Why a client could not be created.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ClientError {
    /// The caller's key could not sign.
    #[error("the caller's key could not sign its certificate")]
    Key(#[from] SignError),
    /// The trust anchor is not a certificate, or TLS refused the identity.
    #[error("TLS could not be set up from this anchor and identity")]
    Tls,
}

impl CallerIdentity {
    /// Wraps a caller's key in a self-signed certificate.
    ///
    /// # Errors
    /// If the key cannot sign.
    pub fn self_issued(key: &SoftwareKey, clock: &dyn Clock, rng: &mut dyn CryptoRng) -> Result<Self, ClientError> {
        let now = clock.now();
        let name = DistinguishedName::new(vec![(Attribute::CommonName, "caller".to_owned())]).map_err(|_| SignError)?;
        let certificate = CertificateContent {
            serial: SerialNumber::generate(rng),
            issuer: name.clone(),
            subject: name,
            validity: Validity::new(now.minus(Duration::from_secs(86_400)), now.plus(Duration::from_secs(3650 * 86_400)))
                .map_err(|_| SignError)?,
            public_key: key.public_key().clone(),
            extensions: vec![
                Extension::key_usage(&[KeyUsage::DigitalSignature]),
                Extension::extended_key_usage(&[ExtendedKeyUsage::ClientAuth]),
            ],
        }
        .encode(key.public_key().curve())
        .sign(key)?;
        Ok(Self {
            chain: vec![CertificateDer::from(certificate.der().to_vec())],
            key: PrivatePkcs8KeyDer::from(key.pkcs8().expose_secret().to_vec()),
        })
    }
}

impl CertificateAuthority {
    /// Uses any service that passes requests to the certificate authority's router, such as the router itself in process.
    pub fn over<S>(service: S) -> Self
    where
        S: Service<Request<Bytes>, Response = Response<Bytes>, Error = Unreachable> + Clone + Send + Sync + 'static,
        S::Future: Send + 'static,
    {
        Self { transport: BoxCloneSyncService::new(service) }
    }

    /// Uses mutual TLS. The listener must present a certificate for [`CONTRACT_HOST`] that verifies with the trust anchor
    /// `anchor` (DER) at the time of `clock`; the caller presents `identity`.
    ///
    /// # Errors
    /// If the anchor or the identity is invalid.
    pub fn connect(
        address: SocketAddr,
        anchor: &[u8],
        identity: CallerIdentity,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, ClientError> {
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let mut roots = rustls::RootCertStore::empty();
        roots.add(CertificateDer::from(anchor.to_vec())).map_err(|_| ClientError::Tls)?;
        let tls = rustls::ClientConfig::builder_with_details(provider, Arc::new(PresentMoment(clock)))
            .with_safe_default_protocol_versions()
            .map_err(|_| ClientError::Tls)?
            .with_root_certificates(roots)
            .with_client_auth_cert(identity.chain, PrivateKeyDer::Pkcs8(identity.key))
            .map_err(|_| ClientError::Tls)?;
        let client = reqwest::Client::builder()
            .tls_backend_preconfigured(tls)
            .resolve(CONTRACT_HOST, address)
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .map_err(|_| ClientError::Tls)?;
        let base = format!("https://{CONTRACT_HOST}:{}", address.port());
        Ok(Self::over(tower::service_fn(move |request| send(client.clone(), base.clone(), request))))
    }

    /// Calls an operation. Idempotent: a repeated call with the same key returns the first answer and has no further effect.
    ///
    /// # Errors
    /// See [`Failed`].
    pub async fn call<O: Operation>(&self, operation: &O, key: IdempotencyKey) -> Result<O::Answer, Failed<O::Error>> {
        let access = access_to(O::NAME).ok_or_else(|| Failed::Invalid("not an operation of the contract".to_owned()))?;
        let body = serde_json::to_vec(operation).map_err(|fault| Failed::Invalid(fault.to_string()))?;
        let request = Request::post(format!("/v1/{}", O::NAME))
            .header(http::header::CONTENT_TYPE, "application/json")
            .header("idempotency-key", key.to_string())
            .header(VERSION_HEADER, ContractVersion::OURS.to_string())
            .body(Bytes::from(body))
            .map_err(|fault| Failed::Invalid(fault.to_string()))?;
        let answer = tokio::time::timeout(access.deadline + GRACE, self.transport.clone().oneshot(request));
        let response = answer.await.map_err(|_| Failed::Unavailable)?.map_err(|Unreachable| Failed::Unavailable)?;
        read::<O>(&response)
    }
}

/// A clock for TLS, to check the validity of the listener's certificate.
struct PresentMoment(Arc<dyn Clock>);

impl TimeProvider for PresentMoment {
    fn current_time(&self) -> Option<UnixTime> {
        let seconds = u64::try_from(self.0.now().as_seconds()).ok()?;
        Some(UnixTime::since_unix_epoch(Duration::from_secs(seconds)))
    }
}

impl fmt::Debug for PresentMoment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PresentMoment")
    }
}

async fn send(client: reqwest::Client, base: String, request: Request<Bytes>) -> Result<Response<Bytes>, Unreachable> {
    let (parts, body) = request.into_parts();
    let response = client
        .post(format!("{base}{}", parts.uri.path()))
        .headers(parts.headers)
        .body(body)
        .send()
        .await
        .map_err(|_| Unreachable)?;
    let status = response.status();
    let version = response.headers().get(VERSION_HEADER).cloned();
    let bytes = response.bytes().await.map_err(|_| Unreachable)?;
    let mut answer = Response::new(bytes);
    *answer.status_mut() = status;
    if let Some(version) = version {
        answer.headers_mut().insert(VERSION_HEADER, version);
    }
    Ok(answer)
}

/// The part of a problem document that a client uses.
#[derive(Deserialize)]
struct Problem<E> {
    detail: Option<String>,
    refusal: Option<E>,
    incident: Option<String>,
}

fn read<O: Operation>(response: &Response<Bytes>) -> Result<O::Answer, Failed<O::Error>> {
    let status = response.status();
    let ours = ContractVersion::OURS;
    // A response without a version does not come from the certificate authority, but from something in between.
    let version = response.headers().get(VERSION_HEADER).and_then(|version| version.to_str().ok());
    let theirs: ContractVersion = version.and_then(|version| version.parse().ok()).ok_or(Failed::Unavailable)?;
    if status == StatusCode::OK {
        return serde_json::from_slice(response.body()).map_err(|_| Failed::UnreadableAnswer { theirs, ours });
    }
    if status == StatusCode::FORBIDDEN {
        return Err(Failed::NotAllowed);
    }
    if status == StatusCode::INTERNAL_SERVER_ERROR {
        return Err(incident(response.body()).map_or(Failed::Unavailable, |id| Failed::Incident { id }));
    }
    if !status.is_client_error() || status == StatusCode::REQUEST_TIMEOUT || status == StatusCode::TOO_MANY_REQUESTS {
        return Err(Failed::Unavailable);
    }
    if theirs < ours && status == StatusCode::BAD_REQUEST {
        return Err(Failed::LaterVersion { theirs, ours });
    }
    let problem: Problem<O::Error> =
        serde_json::from_slice(response.body()).map_err(|_| Failed::UnreadableAnswer { theirs, ours })?;
    Err(match problem.refusal {
        Some(refusal) => Failed::Refused(refusal),
        None if status == StatusCode::CONFLICT => Failed::KeyReused,
        None => Failed::Invalid(problem.detail.unwrap_or_else(|| status.to_string())),
    })
}

/// The identifier in a problem document that names an incident.
fn incident(body: &[u8]) -> Option<String> {
    let problem: Problem<IgnoredAny> = serde_json::from_slice(body).ok()?;
    problem.incident.filter(|id| id.len() == 8 && id.bytes().all(|byte| byte.is_ascii_hexdigit()))
}
