//! Who asks: a session's cookie at the public entrance, a certificate at the other.

use axum::response::{IntoResponse, Response};
use chassis::http::PeerCertificate;
use http::HeaderMap;
use i18n::{Catalogues, Language};
use pages::{Admitted, Assets, Entrance, PageFault, Proofs, Request, Zone, cookies, see_other};
use pki::Certificate;
use registration::access::{Action, Role, allows, roles_for};
use registration::accounts::{Session, SessionToken};
use registration::fault::Fault;
use registration::holders::{Holder, NotAHolder};
use registration::officers::{NotAnOfficer, Officer};

use super::fault::failed;
use super::frame::{ASSETS, Frame, fault_page};
use super::{NoPage, Portal, Shell, holder, officer};
use crate::CATALOGUES;

/// Proof that somebody signed in with password and code.
pub(crate) type Applicant = Admitted<Session>;
/// Proof that an officer showed a pinned certificate.
pub(crate) type AsOfficer = Admitted<Officer>;
/// Proof that a holder showed a certificate of a token's pair.
pub(crate) type AsHolder = Admitted<Holder>;

/// The session after sign-in.
pub(crate) const SESSION: &str = "__Host-session";

/// Why somebody at the entrance with certificates is nobody.
#[derive(Debug)]
pub enum NoCertificate {
    /// None was shown.
    Missing,
    /// One was shown that is no holder's now.
    NotAHolder(NotAHolder),
    /// One was shown that is no officer's now.
    NotAnOfficer(NotAnOfficer),
}

/// Who was found.
pub enum Visitor {
    /// Somebody of whom nothing is asked.
    Anybody,
    /// Somebody who signed in.
    Applicant(Session),
    /// An officer.
    Officer(Officer),
    /// A holder.
    Holder(Holder),
    /// Somebody whom no certificate identifies, at a page that needs one.
    Nobody(NoCertificate),
}

impl Visitor {
    fn roles(&self) -> Vec<Role> {
        match self {
            Self::Anybody | Self::Nobody(_) => vec![Role::Visitor],
            Self::Applicant(_) => vec![Role::Applicant],
            Self::Officer(officer) => officer.roles().to_vec(),
            Self::Holder(_) => vec![Role::Holder],
        }
    }
}

impl Zone for Portal {
    type Action = Action;
    type Visitor = Visitor;
    type Frame = Frame;

    const ANYBODY: Action = Action::ReadPublicPages;

    fn catalogues(&self) -> &'static Catalogues {
        &CATALOGUES
    }

    fn assets(&self) -> &'static Assets {
        &ASSETS
    }

    fn frame(&self, _: Entrance) -> Frame {
        Frame::of(self)
    }

    async fn identify(&self, request: &Request<'_, Action>) -> Result<Visitor, Response> {
        let identified = match request.entrance {
            Entrance::Public => self.by_session(&request.parts.headers).await,
            Entrance::Certificate => self.by_certificate(request).await,
        };
        identified.map_err(IntoResponse::into_response)
    }

    fn language(&self, visitor: &Visitor) -> Option<Language> {
        match visitor {
            Visitor::Applicant(session) => Some(session.language),
            _ => None,
        }
    }

    fn welcome(&self, visitor: &Visitor, frame: &mut Frame) {
        match visitor {
            Visitor::Applicant(session) => frame.signed_in = Some(session.email.clone()),
            Visitor::Officer(officer) => frame.officer = Some(officer.clone()),
            Visitor::Anybody | Visitor::Holder(_) | Visitor::Nobody(_) => {}
        }
    }

    fn allows(&self, visitor: &Visitor, action: Action) -> bool {
        allows(&visitor.roles(), action)
    }

    fn prove(&self, visitor: Visitor, proofs: &mut Proofs<'_>) {
        match visitor {
            Visitor::Applicant(session) => proofs.grant(session),
            Visitor::Officer(officer) => proofs.grant(officer),
            Visitor::Holder(holder) => proofs.grant(holder),
            Visitor::Anybody | Visitor::Nobody(_) => {}
        }
    }

    fn refuse(&self, visitor: Visitor, request: &Request<'_, Action>, shell: &Shell) -> Response {
        match visitor {
            Visitor::Nobody(reason) => not_admitted(shell, &reason).unwrap_or_else(IntoResponse::into_response),
            Visitor::Anybody => see_other(&sign_in(request)),
            // Whoever is signed in needs no sign-in page.
            Visitor::Applicant(_) if request.action == Action::SignIn => see_other("/orders"),
            _ => PageFault::Forbidden.into_response(),
        }
    }

    fn fault_page(&self, shell: &Shell, fault: &PageFault) -> Result<Response, PageFault> {
        fault_page(shell, fault)
    }
}

impl Portal {
    async fn by_session(&self, headers: &HeaderMap) -> Result<Visitor, NoPage> {
        let token = cookies::read(headers, SESSION).and_then(|cookie| SessionToken::from_cookie(&cookie));
        let Some(token) = token else { return Ok(Visitor::Anybody) };
        let session = self.registration.accounts.session(&token).await?;
        Ok(session.map_or(Visitor::Anybody, Visitor::Applicant))
    }

    /// As officer or as holder, whichever the route is for: one certificate is never both.
    async fn by_certificate(&self, request: &Request<'_, Action>) -> Result<Visitor, NoPage> {
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

    /// The officer who shows a certificate; they are written to in the language that they read here.
    async fn officer(&self, shown: &Certificate, reads: Language) -> Result<Officer, Fault<NotAnOfficer>> {
        let officers = &self.registration.officers;
        let officer = officers.officer_by_certificate(shown).await?;
        if officer.record().language() != reads {
            officers.choose_officer_language(officer.id(), reads).await.map_err(|fault| fault.map(|never| match never {}))?;
        }
        Ok(officer)
    }
}

/// The page for whoever showed no certificate, or one that admits nobody here.
fn not_admitted(shell: &Shell, reason: &NoCertificate) -> Result<Response, NoPage> {
    match reason {
        NoCertificate::Missing if officer::is_for_officers(&shell.path) => officer::refused(shell, None),
        NoCertificate::NotAnOfficer(why) => officer::refused(shell, Some(*why)),
        NoCertificate::Missing => holder::refused(shell, None),
        NoCertificate::NotAHolder(why) => holder::refused(shell, Some(why)),
    }
}

/// Where a visitor who asked for this page signs in.
fn sign_in(request: &Request<'_, Action>) -> String {
    request.page().map_or_else(|| "/sign-in".to_owned(), |page| format!("/sign-in?next={page}"))
}
