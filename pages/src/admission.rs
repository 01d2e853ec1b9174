//! Who is at the door, and whether the table lets them in.

use std::net::{IpAddr, SocketAddr};

use askama::Template;
use axum::extract::{ConnectInfo, FromRequestParts, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use chassis::http::PeerCertificate;
use http::header::ACCEPT_LANGUAGE;
use http::request::Parts;
use http::uri::PathAndQuery;
use http::{HeaderMap, Method};
use registration::access::{Action, Role, allows, roles_for};
use registration::accounts::{Session, SessionToken};
use registration::fault::Fault;
use registration::holders::{Holder, NotAHolder};
use registration::language::Language;
use registration::officers::Officer;

use super::{Entrance, PageFault, Portal, Shell, cookies, holder, page_with, see_other};
use crate::i18n::Words;

/// What a route is admitted by.
#[derive(Clone)]
pub(super) struct Admission {
    pub(super) portal: Portal,
    pub(super) entrance: Entrance,
    pub(super) action: Action,
    /// The route's page, or the nearest above it: what can be opened after signing in.
    pub(super) page: Option<&'static str>,
}

/// Somebody signed in with password and code.
#[derive(Clone, Debug)]
pub(crate) struct Applicant(pub(crate) Session);

/// An officer who showed a pinned certificate.
#[derive(Clone, Debug)]
pub(crate) struct AsOfficer(pub(crate) Officer);

/// A holder who showed a certificate of a token's pair.
#[derive(Clone, Debug)]
pub(crate) struct AsHolder(pub(crate) Holder);

/// Where a request comes from, as the throttles count it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Source(pub(crate) IpAddr);

/// Why somebody at the entrance with certificates is nobody.
#[derive(Debug)]
pub(crate) enum NoCertificate {
    /// None was shown.
    Missing,
    /// One was shown that is no holder's now.
    NotAHolder(NotAHolder),
    /// One was shown that is no officer's now.
    NotAnOfficer,
}

/// Who was found.
enum Actor {
    Visitor,
    Applicant(Session),
    Officer(Officer),
    Holder(Holder),
    Nobody(NoCertificate),
}

impl Actor {
    fn roles(&self) -> Vec<Role> {
        match self {
            Self::Visitor | Self::Nobody(_) => vec![Role::Visitor],
            Self::Applicant(_) => vec![Role::Applicant],
            Self::Officer(officer) => officer.roles().to_vec(),
            Self::Holder(_) => vec![Role::Holder],
        }
    }
}

/// Identifies the actor, refuses what the table does not allow, and gives the handler its proofs.
pub(super) async fn admit(State(admission): State<Admission>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let mut shell = admission.shell(&parts);
    let admitted = admission.admit(&mut parts, &mut shell).await;
    let response = match admitted {
        Ok(()) => {
            parts.extensions.insert(shell.clone());
            next.run(Request::from_parts(parts, body)).await
        }
        Err(refusal) => refusal,
    };
    in_words(response, &shell)
}

impl Admission {
    async fn admit(&self, request: &mut Parts, shell: &mut Shell) -> Result<(), Response> {
        if !self.portal.sites.sent_from(self.entrance, &request.method, &request.headers) {
            return Err(PageFault::ForeignForm.into_response());
        }
        let actor = self.identify(request).await.map_err(IntoResponse::into_response)?;
        if let Actor::Applicant(session) = &actor {
            shell.signed_in = Some(session.email.clone());
            shell.t = Words::new(session.language);
        }
        if let Actor::Officer(officer) = &actor {
            shell.officer = Some(officer.clone());
        }
        if !allows(&actor.roles(), self.action) {
            return Err(self.refuse(actor, request, shell));
        }
        let source = request.extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(address)| Source(address.ip()));
        let extensions = &mut request.extensions;
        if let Some(source) = source {
            extensions.insert(source);
        }
        match actor {
            Actor::Applicant(session) => drop(extensions.insert(Applicant(session))),
            Actor::Officer(officer) => drop(extensions.insert(AsOfficer(officer))),
            Actor::Holder(holder) => drop(extensions.insert(AsHolder(holder))),
            Actor::Visitor | Actor::Nobody(_) => {}
        }
        Ok(())
    }

    async fn identify(&self, request: &Parts) -> Result<Actor, PageFault> {
        match self.entrance {
            Entrance::Public => self.by_session(&request.headers).await,
            Entrance::Certificate => self.by_certificate(request).await,
        }
    }

    async fn by_session(&self, headers: &HeaderMap) -> Result<Actor, PageFault> {
        let token = cookies::read(headers, cookies::SESSION).and_then(|cookie| SessionToken::from_cookie(&cookie));
        let Some(token) = token else { return Ok(Actor::Visitor) };
        let session = self.portal.registration.accounts.session(&token).await?;
        Ok(session.map_or(Actor::Visitor, Actor::Applicant))
    }

    /// As officer or as holder, whichever the route is for: one certificate is never both.
    async fn by_certificate(&self, request: &Parts) -> Result<Actor, PageFault> {
        let roles = roles_for(self.action);
        if roles.contains(&Role::Visitor) {
            return Ok(Actor::Visitor);
        }
        let Some(PeerCertificate(fingerprint)) = request.extensions.get().copied() else {
            return Ok(Actor::Nobody(NoCertificate::Missing));
        };
        if roles.contains(&Role::Holder) {
            return match self.portal.registration.holders.holder_by_certificate(fingerprint).await {
                Ok(holder) => Ok(Actor::Holder(holder)),
                Err(Fault::Refused(reason)) => Ok(Actor::Nobody(NoCertificate::NotAHolder(reason))),
                Err(Fault::Unavailable(what)) => Err(PageFault::Unavailable(what)),
            };
        }
        let officer = self.portal.registration.officers.officer_by_certificate(fingerprint).await?;
        Ok(officer.map_or(Actor::Nobody(NoCertificate::NotAnOfficer), Actor::Officer))
    }

    fn refuse(&self, actor: Actor, request: &Parts, shell: &Shell) -> Response {
        match actor {
            Actor::Nobody(reason) => holder::refused(shell, &reason).unwrap_or_else(IntoResponse::into_response),
            Actor::Visitor => see_other(&self.sign_in(request.uri.path())),
            // Whoever is signed in needs no sign-in page.
            Actor::Applicant(_) if self.action == Action::SignIn => see_other("/orders"),
            _ => PageFault::Forbidden.into_response(),
        }
    }

    /// Where a visitor who asked for this path signs in.
    fn sign_in(&self, path: &str) -> String {
        self.page.map_or_else(|| "/sign-in".to_owned(), |page| format!("/sign-in?next={}", as_far_as(page, path)))
    }

    fn shell(&self, request: &Parts) -> Shell {
        let settings = self.portal.registration.settings();
        let supplier = &settings.supplier;
        let opened = matches!(request.method, Method::GET | Method::HEAD);
        Shell {
            t: Words::new(language(&request.headers)),
            signed_in: None,
            officer: None,
            path: request.uri.path().to_owned(),
            return_to: opened.then(|| request.uri.path_and_query().map_or("/", PathAndQuery::as_str).to_owned()),
            entrance: self.entrance,
            public_site: self.portal.sites.public.clone(),
            certificate_site: self.portal.sites.certificate.clone(),
            support_telephone: supplier.support_telephone.clone(),
            support_email: supplier.support_email.clone(),
            revocation_telephone: supplier.revocation_telephone.clone(),
            supplier: supplier.name.clone(),
            demonstration: self.portal.captured.is_some(),
        }
    }
}

/// The beginning of a path that has as many parts as the route of a page.
fn as_far_as(page: &str, path: &str) -> String {
    path.split('/').take(page.split('/').count()).collect::<Vec<_>>().join("/")
}

/// The language that was chosen, or else the first that the browser asks for and that is spoken here. An account's goes before both.
fn language(headers: &HeaderMap) -> Language {
    let chosen = cookies::read(headers, cookies::LANGUAGE).and_then(|tag| tag.parse().ok());
    chosen
        .or_else(|| {
            let asked = headers.get(ACCEPT_LANGUAGE)?.to_str().ok()?;
            // Browsers send them in order of preference; weights only repeat that order.
            asked.split(',').find_map(|range| range.split([';', '-']).next()?.trim().parse().ok())
        })
        .unwrap_or_default()
}

#[derive(Template)]
#[template(path = "fault.html")]
struct FaultPage<'a> {
    shell: &'a Shell,
    title: String,
    text: String,
}

/// A fault as a page in the reader's language; anything else as it is.
fn in_words(response: Response, shell: &Shell) -> Response {
    let Some(fault) = response.extensions().get::<PageFault>().cloned() else { return response };
    if let PageFault::Unavailable(what) = &fault {
        tracing::error!(path = shell.path, %what, "a page could not be made");
    }
    let said = |part: &str| shell.t.say(&format!("fault-{}-{part}", fault.name()));
    let template = FaultPage { shell, title: said("title"), text: said("text") };
    page_with(fault.status(), &template).unwrap_or(response)
}

/// Extractors of what admission put beside the request; missing only when the table admits others than the handler expects.
macro_rules! proof {
    ($proof:ty) => {
        impl<S: Sync> FromRequestParts<S> for $proof {
            type Rejection = PageFault;

            async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, PageFault> {
                parts.extensions.get::<Self>().cloned().ok_or(PageFault::Forbidden)
            }
        }
    };
}

proof!(Applicant);
proof!(AsOfficer);
proof!(AsHolder);
proof!(Source);
