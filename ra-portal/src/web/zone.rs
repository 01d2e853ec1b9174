//! The portal's implementation of [`pages::Zone`]: admission, and the pages for visitors who are not admitted.

use axum::response::{IntoResponse, Response};
use http::Method;
use http::header::CONTENT_TYPE;
use i18n::{Catalogues, Language};
use pages::{Assets, Entrance, PageFault, Proofs, Request, Zone, see_other};
use registration::access::{Action, allows};

use super::fault_page::fault_page;
use super::frame::{ASSETS, Frame};
use super::public::accounts::signed_out;
use super::visitor::{NoCertificate, SESSION, Visitor};
use super::{Form, NoPage, Portal, Shell, cookies, holder, officer};
use crate::CATALOGUES;

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

    async fn choose_language(&self, visitor: &Visitor, language: Language) -> Result<(), Response> {
        let Visitor::Applicant(session) = visitor else { return Ok(()) };
        let chosen = self.registration.accounts.choose_language(session.account, language).await;
        chosen.map_err(|fault| NoPage::from(fault).into_response())
    }

    fn welcome(&self, visitor: &Visitor, frame: &mut Frame) {
        match visitor {
            Visitor::Applicant(session) => frame.signed_in = Some(session.email.clone()),
            Visitor::Officer(officer) => frame.officer = Some(officer.clone()),
            Visitor::Anybody | Visitor::Expired(_) | Visitor::Holder(_) | Visitor::Nobody(_) => {}
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
            Visitor::Anybody | Visitor::Expired(_) | Visitor::Nobody(_) => {}
        }
    }

    /// Forms with text are those of an order's sections; files are not kept.
    fn keeps(&self, visitor: &Visitor, request: &Request<'_, Action>) -> bool {
        let is_form = request
            .parts
            .headers
            .get(CONTENT_TYPE)
            .is_some_and(|kind| kind.as_bytes().starts_with(b"application/x-www-form-urlencoded"));
        matches!(visitor, Visitor::Expired(_))
            && request.action == Action::Order
            && request.parts.method == Method::POST
            && is_form
    }

    async fn keep(&self, visitor: &Visitor, path: &str, form: &Form) {
        let Visitor::Expired(account) = visitor else { return };
        let fields: Vec<_> = form.kept().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        if let Err(fault) = self.registration.accounts.keep_form(*account, path, &fields).await {
            tracing::warn!(%fault, "a form could not be kept");
        }
    }

    fn refuse(&self, visitor: Visitor, request: &Request<'_, Action>, shell: &Shell) -> Response {
        match visitor {
            Visitor::Nobody(reason) => not_admitted(shell, &reason).unwrap_or_else(IntoResponse::into_response),
            // Signing out twice, for instance by a double click.
            Visitor::Anybody | Visitor::Expired(_)
                if request.action == Action::SignOut && cookies::read(&request.parts.headers, SESSION).is_some() =>
            {
                signed_out()
            }
            Visitor::Anybody | Visitor::Expired(_) => see_other(&sign_in(request)),
            // A signed-in applicant does not need the sign-in page.
            Visitor::Applicant(_) if request.action == Action::SignIn => see_other("/orders"),
            _ => PageFault::Forbidden.into_response(),
        }
    }

    fn fault_page(&self, shell: &Shell, fault: &PageFault) -> Result<Response, PageFault> {
        fault_page(shell, fault)
    }
}

/// The page for a visitor without a certificate, or with one that is not admitted here.
fn not_admitted(shell: &Shell, reason: &NoCertificate) -> Result<Response, NoPage> {
    match reason {
        NoCertificate::Missing if officer::is_for_officers(&shell.path) => officer::refused(shell, None),
        NoCertificate::NotAnOfficer(why) => officer::refused(shell, Some(*why)),
        NoCertificate::Missing => holder::refused(shell, None),
        NoCertificate::NotAHolder(why) => holder::refused(shell, Some(why)),
    }
}

/// The sign-in page that leads back to the requested page.
fn sign_in(request: &Request<'_, Action>) -> String {
    request.page().map_or_else(|| "/sign-in".to_owned(), |page| format!("/sign-in?next={page}"))
}
