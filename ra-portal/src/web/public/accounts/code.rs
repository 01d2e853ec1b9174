//! `/sign-up/code`, `/sign-in/code`, `/forgotten-password/code`: entering the six-digit code sent by mail.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{FromRequestParts, Query, State};
use axum::response::Response;
use http::request::Parts;
use http::{HeaderMap, StatusCode};
use i18n::Words;
use pki::{SubscriberNetwork, Timestamp};
use registration::accounts::{AwaitedCode, CodeAttempt, CodeError, PendingToken, ResendError, SessionToken};
use registration::fault::Fault;
use registration::messages::CodePurpose;

use super::notice::Notice;
use super::pending::{destination, pending, signed_in};
use crate::web::{FieldErrors, Form, NoPage, PageFault, Portal, Refusal, Shell, Source, page_with, see_other, told};

/// What the code is for.
#[derive(Clone, Copy)]
pub(super) enum Step {
    SignUp,
    SignIn,
    NewPassword,
}

impl Step {
    const fn purpose(self) -> CodePurpose {
        match self {
            Self::SignUp => CodePurpose::SignUp,
            Self::SignIn => CodePurpose::SignIn,
            Self::NewPassword => CodePurpose::NewPassword,
        }
    }

    /// The page on which the step begins.
    const fn path(self) -> &'static str {
        match self {
            Self::SignUp => "/sign-up",
            Self::SignIn => "/sign-in",
            Self::NewPassword => "/forgotten-password",
        }
    }
}

/// From the page's path.
impl<S: Sync> FromRequestParts<S> for Step {
    type Rejection = PageFault;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, PageFault> {
        let steps = [Self::SignUp, Self::SignIn, Self::NewPassword];
        steps.into_iter().find(|step| parts.uri.path().starts_with(step.path())).ok_or(PageFault::NotFound)
    }
}

#[derive(Template)]
#[template(path = "accounts/code.html")]
struct CodePage<'a> {
    shell: &'a Shell,
    errors: FieldErrors,
    path: &'static str,
    /// The address of the mail: as it was just typed at sign-up, otherwise so that nobody reads it over a shoulder.
    address: String,
    /// When the code expires.
    moment: String,
    next: &'a str,
    /// When the newest code was sent, in milliseconds; see [`Accounts::send_code_again`](registration::accounts::Accounts::send_code_again).
    sent: i64,
    sent_again: bool,
}

#[derive(Template)]
#[template(path = "accounts/gone.html")]
struct GonePage<'a> {
    shell: &'a Shell,
    path: &'static str,
}

/// The page if no code is awaited in this browser: it has expired, was used, or belongs to another browser. The page does not say
/// which.
pub(super) fn gone(shell: &Shell, step: Step) -> Result<Response, NoPage> {
    page_with(StatusCode::GONE, &GonePage { shell, path: step.path() })
}

/// The page that asks for a code.
struct Asked<'a> {
    portal: &'a Portal,
    shell: &'a Shell,
    step: Step,
    next: &'a str,
}

impl Asked<'_> {
    async fn awaited(&self, headers: &HeaderMap) -> Result<Option<(PendingToken, AwaitedCode)>, NoPage> {
        let Some(token) = pending(headers) else { return Ok(None) };
        let awaited = self.portal.registration.accounts.awaited_code(&token, self.step.purpose()).await?;
        Ok(awaited.map(|awaited| (token, awaited)))
    }

    fn render(
        &self,
        status: StatusCode,
        awaited: &AwaitedCode,
        errors: FieldErrors,
        sent_again: bool,
    ) -> Result<Response, NoPage> {
        let address = match self.step {
            Step::SignUp => awaited.email.as_str().to_owned(),
            Step::SignIn | Step::NewPassword => awaited.email.masked(),
        };
        let moment = self.shell.t.moment(awaited.good_until);
        let (shell, path, next) = (self.shell, self.step.path(), destination(self.next));
        let sent = awaited.sent_at.as_millis();
        page_with(status, &CodePage { shell, errors, path, address, moment, next, sent, sent_again })
    }

    async fn show(&self, headers: &HeaderMap, sent_again: bool) -> Result<Response, NoPage> {
        match self.awaited(headers).await? {
            None => gone(self.shell, self.step),
            Some((_, awaited)) if awaited.accepted_at.is_some() => Ok(see_other("/forgotten-password/new")),
            Some((_, awaited)) => self.render(StatusCode::OK, &awaited, FieldErrors::default(), sent_again),
        }
    }

    async fn submit(&self, headers: &HeaderMap, source: SubscriberNetwork, typed: &str) -> Result<Response, NoPage> {
        let t = self.shell.t;
        let Some((token, awaited)) = self.awaited(headers).await? else { return gone(self.shell, self.step) };
        let Ok(code) = typed.parse::<CodeAttempt>() else {
            return self.not_taken(&awaited, NotTaken::Told(Notice::at("code", t.say("accounts-code-form"))));
        };
        match self.confirm(&token, &code, source).await {
            Ok(Some(session)) => Ok(signed_in(destination(self.next), &session)),
            Ok(None) => Ok(see_other("/forgotten-password/new")),
            Err(fault) => self.not_taken(&awaited, told(fault, t)?),
        }
    }

    fn not_taken(&self, awaited: &AwaitedCode, why: NotTaken) -> Result<Response, NoPage> {
        match why {
            NotTaken::Gone => gone(self.shell, self.step),
            NotTaken::Told(notice) => notice.answer(|status, errors| self.render(status, awaited, errors, false)),
        }
    }

    /// Signing up and signing in start a session; a forgotten password leads to the page for the new one.
    async fn confirm(
        &self,
        token: &PendingToken,
        code: &CodeAttempt,
        source: SubscriberNetwork,
    ) -> Result<Option<SessionToken>, Fault<CodeError>> {
        let registration = &self.portal.registration;
        match self.step {
            Step::SignUp => registration.accounts.confirm_sign_up(token, code, source).await.map(Some),
            Step::SignIn => registration.accounts.confirm_sign_in(token, code, source).await.map(Some),
            Step::NewPassword => registration.accounts.confirm_new_password(token, code, source).await.map(|()| None),
        }
    }

    async fn resend(
        &self,
        headers: &HeaderMap,
        source: SubscriberNetwork,
        replaces: Option<Timestamp>,
    ) -> Result<Response, NoPage> {
        let Some((token, awaited)) = self.awaited(headers).await? else { return gone(self.shell, self.step) };
        match self.portal.registration.accounts.send_code_again(&token, self.step.purpose(), source, replaces).await {
            Ok(()) => Ok(see_other(&format!("{}/code?sent=again&next={}", self.step.path(), destination(self.next)))),
            Err(fault) => self.not_taken(&awaited, told(fault, self.shell.t)?),
        }
    }
}

/// Why a code was not accepted, or not sent again.
pub(crate) enum NotTaken {
    /// No code is awaited in this browser.
    Gone,
    Told(Notice),
}

impl Refusal for CodeError {
    type Told = NotTaken;

    fn told(self, t: Words) -> Result<NotTaken, NoPage> {
        let text = match self {
            Self::Gone => return Ok(NotTaken::Gone),
            Self::RateLimited { retry_after } => return Ok(NotTaken::Told(Notice::rate_limited(t, "code", retry_after))),
            Self::Wrong { tries_left } => t.count("accounts-code-wrong", tries_left),
            Self::TooOld => t.say("accounts-code-too-old"),
            Self::TooManyTries => t.say("accounts-code-too-many-tries"),
        };
        Ok(NotTaken::Told(Notice::at("code", text)))
    }
}

impl Refusal for ResendError {
    type Told = NotTaken;

    fn told(self, t: Words) -> Result<NotTaken, NoPage> {
        Ok(match self {
            Self::Gone => NotTaken::Gone,
            Self::RateLimited { retry_after } => NotTaken::Told(Notice::rate_limited(t, "code", retry_after)),
        })
    }
}

/// `GET …/code`.
pub(super) async fn show(
    State(portal): State<Portal>,
    shell: Shell,
    step: Step,
    Query(query): Query<BTreeMap<String, String>>,
    headers: HeaderMap,
) -> Result<Response, NoPage> {
    let next = query.get("next").map_or("", String::as_str);
    Asked { portal: &portal, shell: &shell, step, next }.show(&headers, query.contains_key("sent")).await
}

/// `POST …/code`.
pub(super) async fn submit(
    State(portal): State<Portal>,
    shell: Shell,
    step: Step,
    Source(source): Source,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, NoPage> {
    let asked = Asked { portal: &portal, shell: &shell, step, next: form.text("next") };
    if form.asked_again() {
        return asked.show(&headers, false).await;
    }
    asked.submit(&headers, source, form.text("code")).await
}

/// `POST …/code/resend`.
pub(super) async fn resend(
    State(portal): State<Portal>,
    shell: Shell,
    step: Step,
    Source(source): Source,
    headers: HeaderMap,
    form: Form,
) -> Result<Response, NoPage> {
    let replaces = form.text("sent").parse().ok().map(Timestamp::from_millis);
    Asked { portal: &portal, shell: &shell, step, next: form.text("next") }.resend(&headers, source, replaces).await
}
