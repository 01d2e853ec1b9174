//! The portal's implementation of [`pages::Zone`]: admission, and the pages for visitors who are not admitted.

use axum::response::{IntoResponse, Response};
use i18n::{Catalogues, Language};
use pages::{Assets, Entrance, PageFault, Proofs, Request, Zone, see_other};
use registration::access::{Action, allows};

use super::frame::{ASSETS, Frame, fault_page};
use super::visitor::{NoCertificate, Visitor};
use super::{NoPage, Portal, Shell, holder, officer};
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
