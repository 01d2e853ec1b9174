//! Identifies the visitor: by session cookie at the public entrance, by client certificate at the other.

use chassis::http::PeerCertificate;
use http::HeaderMap;
use i18n::Language;
use pages::{Admitted, Request, cookies};
use pki::Certificate;
use registration::access::{Action, Role, roles_for};
use registration::accounts::{AccountId, Session, SessionToken};
use registration::fault::Fault;
use registration::holders::{Holder, NotAHolder};
use registration::officers::{NotAnOfficer, Officer};

use super::fault::failed;
use super::{NoPage, Portal};

/// Proof that an applicant signed in with password and code.
pub(crate) type Applicant = Admitted<Session>;
/// Proof that an officer presented a pinned certificate.
pub(crate) type AsOfficer = Admitted<Officer>;
/// Proof that a holder presented a certificate of a token.
pub(crate) type AsHolder = Admitted<Holder>;

/// The session cookie.
pub(crate) const SESSION: &str = "__Host-session";

/// Why a visitor of the certificate entrance is not identified.
#[derive(Debug)]
pub enum NoCertificate {
    /// No certificate was presented.
    Missing,
    /// The certificate does not admit a holder.
    NotAHolder(NotAHolder),
    /// The certificate does not admit an officer.
    NotAnOfficer(NotAnOfficer),
}

/// The visitor of a page.
pub enum Visitor {
    /// A visitor of a page that requires no identification, or of the public entrance who is not signed in.
    Anybody,
    /// An applicant whose session has ended by time.
    Expired(AccountId),
    /// An applicant who is signed in.
    Applicant(Session),
    /// An officer.
    Officer(Officer),
    /// A holder.
    Holder(Holder),
    /// A visitor without an admitted certificate, at a page that requires one.
    Nobody(NoCertificate),
}

impl Visitor {
    pub(super) fn roles(&self) -> Vec<Role> {
        match self {
            Self::Anybody | Self::Expired(_) | Self::Nobody(_) => vec![Role::Visitor],
            Self::Applicant(_) => vec![Role::Applicant],
            Self::Officer(officer) => officer.roles().to_vec(),
            Self::Holder(_) => vec![Role::Holder],
        }
    }
}

impl Portal {
    pub(super) async fn by_session(&self, headers: &HeaderMap) -> Result<Visitor, NoPage> {
        let token = cookies::read(headers, SESSION).and_then(|cookie| SessionToken::from_cookie(&cookie));
        let Some(token) = token else { return Ok(Visitor::Anybody) };
        if let Some(session) = self.registration.accounts.session(&token).await? {
            return Ok(Visitor::Applicant(session));
        }
        let ended = self.registration.accounts.ended_session(&token).await?;
        Ok(ended.map_or(Visitor::Anybody, Visitor::Expired))
    }

    /// Identifies an officer or a holder, depending on the route. No certificate is both.
    pub(super) async fn by_certificate(&self, request: &Request<'_, Action>) -> Result<Visitor, NoPage> {
        let roles = roles_for(request.action);
        if roles.contains(&Role::Visitor) {
            return Ok(Visitor::Anybody);
        }
        let for_holders = roles.contains(&Role::Holder);
        let shown = match request.parts.extensions.get() {
            None => return Ok(Visitor::Nobody(NoCertificate::Missing)),
            Some(PeerCertificate::Read(shown)) => shown,
            Some(PeerCertificate::Foreign) if for_holders => {
                return Ok(Visitor::Nobody(NoCertificate::NotAHolder(NotAHolder::Unknown)));
            }
            Some(PeerCertificate::Foreign) => return Ok(Visitor::Nobody(NoCertificate::NotAnOfficer(NotAnOfficer::Unknown))),
        };
        let found = if for_holders {
            let holder = self.registration.holders.holder_by_certificate(shown).await;
            holder.map(Visitor::Holder).map_err(|fault| fault.map(NoCertificate::NotAHolder))
        } else {
            let officer = self.officer(shown, request.browser_language()).await;
            officer.map(Visitor::Officer).map_err(|fault| fault.map(NoCertificate::NotAnOfficer))
        };
        match found {
            Ok(visitor) => Ok(visitor),
            Err(Fault::Refused(reason)) => Ok(Visitor::Nobody(reason)),
            Err(Fault::Failed(failure)) => Err(failed(failure).into()),
        }
    }

    /// The officer with this certificate. Stores the browser's language as the language of mails to the officer.
    async fn officer(&self, shown: &Certificate, reads: Language) -> Result<Officer, Fault<NotAnOfficer>> {
        let officers = &self.registration.officers;
        let officer = officers.officer_by_certificate(shown).await?;
        if officer.record().language() != reads {
            officers.choose_officer_language(officer.id(), reads).await.map_err(|fault| fault.map(|never| match never {}))?;
        }
        Ok(officer)
    }
}
