//! Officers: a list, and proposals to enrol, dismiss or renew one.

use std::time::Duration;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use i18n::Words;
use pki::{Timestamp, pem};
use registration::access::{Action, Role, allows};
use registration::accounts::EmailAddressFault;
use registration::officers::{
    Candidate, CandidateFault, CandidateField, Change, ConfirmError, Enrolled, Officer, OfficersOverview, Outcome, Proposal,
    ProposalId, ProposeError,
};

use super::recorded::recorded_despite;
use super::refusal;
use crate::web::{
    AsOfficer, FieldErrors, Form, FormKey, NoPage, PageFault, Portal, Refusal, Shell, file, page_with, see_other, told,
};

#[derive(Template)]
#[template(path = "officer/officers.html")]
struct OfficersPage<'a> {
    shell: &'a Shell,
    /// What the officer should know about the decision that they just made.
    notice: Option<&'a str>,
    errors: &'a FieldErrors,
    officers: Vec<OfficerView>,
    proposals: Vec<ProposalView>,
    may_change: bool,
    roles: Vec<(&'static str, String, bool)>,
    typed: &'a Typed,
    form_key: FormKey,
}

struct OfficerView {
    id: String,
    name: String,
    email: String,
    roles: String,
    since: String,
    removed: Option<String>,
    /// When their certificate expires.
    until: String,
    /// Whether it has expired or expires soon.
    ends: bool,
    may_leave: bool,
    may_renew: bool,
}

struct ProposalView {
    id: String,
    what: String,
    by: String,
    state: String,
    /// The officer in service who has the same name as the candidate.
    namesake: Option<String>,
    may_confirm: bool,
    has_certificate: bool,
}

/// The values entered about a candidate.
#[derive(Default)]
struct Typed {
    name: String,
    email: String,
    request: String,
    roles: Vec<Role>,
}

/// A role's name in forms, and the key of its text.
const fn role(role: Role) -> (&'static str, &'static str) {
    match role {
        Role::RegistrationOfficer => ("registration-officer", "officers-role-registration-officer"),
        Role::ProductionOperator => ("production-operator", "officers-role-production-operator"),
        Role::Accountant => ("accountant", "officers-role-accountant"),
        Role::SecurityOfficer => ("security-officer", "officers-role-security-officer"),
        Role::Visitor | Role::Applicant | Role::Holder => ("", "officers-role-none"),
    }
}

fn role_texts(roles: &[Role], t: Words) -> String {
    let texts: Vec<String> = roles.iter().map(|held| t.say(role(*held).1)).collect();
    if texts.is_empty() { t.say("officers-role-none") } else { texts.join(", ") }
}

/// `GET /officer/officers`.
pub(super) async fn list(State(portal): State<Portal>, shell: Shell, officer: AsOfficer) -> Result<Response, NoPage> {
    shown(&portal, &shell, &officer, &FieldErrors::default(), &Typed::default(), None).await
}

async fn shown(
    portal: &Portal,
    shell: &Shell,
    officer: &Officer,
    errors: &FieldErrors,
    typed: &Typed,
    form_key: Option<FormKey>,
) -> Result<Response, NoPage> {
    render(portal, shell, officer, None, errors, typed, form_key).await
}

async fn render(
    portal: &Portal,
    shell: &Shell,
    officer: &Officer,
    notice: Option<&str>,
    errors: &FieldErrors,
    typed: &Typed,
    form_key: Option<FormKey>,
) -> Result<Response, NoPage> {
    let overview = portal.registration.officers.officers().await?;
    let t = shell.t;
    let soon = portal.registration.settings().officer_reminders.iter().max().copied().unwrap_or_default();
    let view = |known| OfficerView::of(known, &overview, officer, soon, t);
    let roles = Role::OF_OFFICERS.map(|held| (role(held).0, t.say(role(held).1), typed.roles.contains(&held)));
    let template = OfficersPage {
        shell,
        notice,
        errors,
        officers: overview.officers.iter().map(view).collect(),
        proposals: overview.proposals.iter().map(|proposal| ProposalView::of(proposal, &overview, officer, t)).collect(),
        may_change: allows(officer.roles(), Action::ChangeOfficers),
        roles: roles.into(),
        typed,
        form_key: form_key.unwrap_or_else(FormKey::draw),
    };
    page_with(errors.status(), &template)
}

impl OfficerView {
    fn of(known: &Enrolled, overview: &OfficersOverview, reader: &Officer, soon: Duration, t: Words) -> Self {
        let (until, ends) = until(known, overview.at.plus(soon), t);
        Self {
            id: known.officer.id().to_string(),
            name: known.officer.name().to_owned(),
            email: known.officer.email().to_owned(),
            roles: role_texts(known.officer.roles(), t),
            since: t.day_of(known.since),
            removed: known.removed_at.map(|at| t.moment(at)),
            until,
            ends: ends && known.removed_at.is_none(),
            may_renew: overview.may_propose_renewal(reader, known.officer.id()).is_ok(),
            may_leave: overview.may_propose_departure(reader, known.officer.id()),
        }
    }
}

/// When an officer's certificate expires, in words, and whether that is before `moment`.
pub(super) fn until(known: &Enrolled, moment: Timestamp, t: Words) -> (String, bool) {
    let Some(validity) = known.validity else { return (t.say("officers-until-unknown"), false) };
    let at = validity.not_after();
    (t.with("officers-until", [("at", t.moment(at).as_str())]), at < moment)
}

impl ProposalView {
    fn of(proposal: &Proposal, overview: &OfficersOverview, reader: &Officer, t: Words) -> Self {
        let name_of = |id| overview.name_of(id).unwrap_or_default().to_owned();
        let by = [("name", name_of(proposal.proposed_by)), ("at", t.moment(proposal.proposed_at))];
        let state = match (&proposal.outcome, &proposal.confirmed) {
            (Some(Outcome::Enrolled { .. } | Outcome::Renewed { .. }), _) => t.say("officers-enrolled"),
            (Some(Outcome::Dismissed { at }), _) => t.with("officers-dismissed", [("at", t.moment(*at).as_str())]),
            (Some(Outcome::Refused { code }), _) => t.with("officers-refused", [("why", refusal::in_words(t, code).as_str())]),
            (None, Some((confirmed_by, at))) => {
                let (name, at) = (name_of(*confirmed_by), t.moment(*at));
                t.with("officers-confirmed-by", [("name", name.as_str()), ("at", at.as_str())])
            }
            (None, None) if proposal.waits(overview.at) => t.say("officers-waits"),
            (None, None) => t.say("officers-lapsed"),
        };
        Self {
            id: proposal.id.to_string(),
            what: in_words(&proposal.change, overview, t),
            by: t.with("officers-proposed-by", by.each_ref().map(|(key, value)| (*key, value.as_str()))),
            state,
            namesake: overview.namesake(proposal).map(|officer| t.with("officers-namesake", [("name", officer.name())])),
            may_confirm: overview.may_confirm(reader, proposal),
            has_certificate: proposal.outcome.as_ref().and_then(Outcome::certificate).is_some(),
        }
    }
}

/// The proposed change, in words.
pub(super) fn in_words(change: &Change, overview: &OfficersOverview, t: Words) -> String {
    match change {
        Change::Join { name, email, roles, .. } => {
            let roles = role_texts(roles, t);
            t.with("officers-joins", [("name", name.as_str()), ("email", email.as_str()), ("roles", roles.as_str())])
        }
        Change::Leave { officer } => t.with("officers-leaves", [("name", overview.name_of(*officer).unwrap_or_default())]),
        Change::Renew { officer, .. } => t.with("officers-renews", [("name", overview.name_of(*officer).unwrap_or_default())]),
    }
}

/// `POST /officer/officers/propose`: proposes that somebody is enrolled.
pub(super) async fn propose(
    State(portal): State<Portal>,
    shell: Shell,
    officer: AsOfficer,
    form: Form,
) -> Result<Response, NoPage> {
    let key = form.key().ok_or(PageFault::Unreadable)?;
    let roles = Role::OF_OFFICERS.into_iter().filter(|held| form.ticked(role(*held).0)).collect();
    let typed = Typed {
        name: form.text("name").to_owned(),
        email: form.text("email").to_owned(),
        request: form.text("request").to_owned(),
        roles,
    };
    let mut errors = FieldErrors::default();
    if form.asked_again() {
        return shown(&portal, &shell, &officer, &errors, &typed, Some(key)).await;
    }
    match Candidate::parse(&typed.name, &typed.email, &typed.roles, &typed.request) {
        Ok(candidate) => match portal.registration.officers.propose_officer(&officer, proposal_id(key)?, candidate).await {
            Ok(()) => return Ok(see_other("/officer/officers#proposals")),
            Err(fault) => match told(fault, shell.t)? {
                NotProposed::AddressTaken(told) => errors = told,
                NotProposed::Oneself(_) => return Err(PageFault::Forbidden.into()),
                NotProposed::KeyUsed(proposed) => return already_used(&portal, &shell, &officer, &proposed, &typed).await,
            },
        },
        Err(faults) => {
            for (field, fault) in faults {
                errors.add(field_name(field), shell.t.say(text_of(fault)));
            }
        }
    }
    shown(&portal, &shell, &officer, &errors, &typed, Some(key)).await
}

/// `POST /officer/officers/{officer}/leave`: proposes that an officer is dismissed.
pub(super) async fn propose_departure(
    State(portal): State<Portal>,
    shell: Shell,
    officer: AsOfficer,
    Path(leaving): Path<String>,
    form: Form,
) -> Result<Response, NoPage> {
    let leaving = leaving.parse().map_err(|_| PageFault::NotFound)?;
    let key = form.key().ok_or(PageFault::Unreadable)?;
    match portal.registration.officers.propose_departure(&officer, proposal_id(key)?, leaving).await {
        Ok(()) => Ok(see_other("/officer/officers#proposals")),
        Err(fault) => match told(fault, shell.t)? {
            NotProposed::Oneself(errors) => shown(&portal, &shell, &officer, &errors, &Typed::default(), None).await,
            NotProposed::KeyUsed(proposed) => already_used(&portal, &shell, &officer, &proposed, &Typed::default()).await,
            NotProposed::AddressTaken(_) => Err(PageFault::ChangedMeanwhile.into()),
        },
    }
}

/// `POST /officer/officers/{proposal}/confirm`.
pub(super) async fn confirm(
    State(portal): State<Portal>,
    shell: Shell,
    officer: AsOfficer,
    Path(proposal): Path<String>,
) -> Result<Response, NoPage> {
    let proposal = proposal.parse().map_err(|_| PageFault::NotFound)?;
    match portal.registration.officers.confirm_officer_proposal(&officer, proposal).await {
        Ok(Some(incident)) => {
            let notice = recorded_despite(incident, shell.t);
            render(&portal, &shell, &officer, Some(&notice), &FieldErrors::default(), &Typed::default(), None).await
        }
        Ok(None) => Ok(see_other("/officer/officers#proposals")),
        Err(fault) => shown(&portal, &shell, &officer, &told(fault, shell.t)?, &Typed::default(), None).await,
    }
}

/// The page with new form keys, and a note of what the submitted key was used for before.
async fn already_used(
    portal: &Portal,
    shell: &Shell,
    officer: &Officer,
    proposed: &Change,
    typed: &Typed,
) -> Result<Response, NoPage> {
    let recorded = in_words(proposed, &portal.registration.officers.officers().await?, shell.t);
    let errors = FieldErrors::at("proposals", shell.t.with("shell-form-used", [("recorded", recorded.as_str())]));
    shown(portal, shell, officer, &errors, typed, None).await
}

/// `GET /officer/officers/{proposal}/certificate.pem`: the certificate that was issued on a proposal, followed by its issuer's.
pub(super) async fn certificate(State(portal): State<Portal>, Path(proposal): Path<String>) -> Result<Response, NoPage> {
    let proposal = proposal.parse().map_err(|_| PageFault::NotFound)?;
    let proposal = portal.registration.officers.officer_proposal(proposal).await?;
    let outcome = proposal.and_then(|proposal| proposal.outcome).ok_or(PageFault::NotFound)?;
    let (certificate, chain) = outcome.certificate().ok_or(PageFault::NotFound)?;
    let pem: String =
        std::iter::once(certificate).chain(chain).map(|der| pem::encode(pem::Label::Certificate, der.octets())).collect();
    Ok(file("officer.pem", "application/x-pem-file", pem.into_bytes()))
}

pub(super) fn proposal_id(key: FormKey) -> Result<ProposalId, NoPage> {
    Ok(ProposalId::from_slice(key.as_bytes()).ok_or(PageFault::Unreadable)?)
}

/// Why nothing was proposed.
pub(crate) enum NotProposed {
    /// Another officer has the address, or has been proposed with it.
    AddressTaken(FieldErrors),
    /// Another officer must propose this.
    Oneself(FieldErrors),
    /// The form has already made another proposal.
    KeyUsed(Box<Change>),
}

impl Refusal for ProposeError {
    type Told = NotProposed;

    fn told(self, t: Words) -> Result<NotProposed, NoPage> {
        match self {
            Self::AddressInUse => Ok(NotProposed::AddressTaken(FieldErrors::at("email", t.say("officers-address-in-use")))),
            Self::AlreadyProposed => Ok(NotProposed::AddressTaken(FieldErrors::at("email", t.say("officers-address-proposed")))),
            Self::Oneself => Ok(NotProposed::Oneself(FieldErrors::at("proposals", t.say("officers-not-oneself")))),
            Self::KeyUsed { proposed } => Ok(NotProposed::KeyUsed(proposed)),
            Self::NotAllowed => Err(PageFault::Forbidden.into()),
            Self::UnknownOfficer => Err(PageFault::NotFound.into()),
            Self::LastTwo => Err(PageFault::ChangedMeanwhile.into()),
        }
    }
}

impl Refusal for ConfirmError {
    type Told = FieldErrors;

    fn told(self, t: Words) -> Result<FieldErrors, NoPage> {
        match self {
            Self::FourEyes => Ok(FieldErrors::at("proposals", t.say("officers-four-eyes"))),
            Self::Oneself => Ok(FieldErrors::at("proposals", t.say("officers-not-oneself"))),
            Self::NotAllowed => Err(PageFault::Forbidden.into()),
            Self::ProposerRemoved => Ok(FieldErrors::at("proposals", t.say("officers-proposer-gone"))),
            Self::Lapsed | Self::AlreadyConfirmed => Ok(FieldErrors::conflict("proposals", t.say("officers-confirm-too-late"))),
        }
    }
}

const fn field_name(field: CandidateField) -> &'static str {
    match field {
        CandidateField::Name => "name",
        CandidateField::Email => "email",
        CandidateField::Roles => "registration-officer",
        CandidateField::Request => "request",
    }
}

pub(super) const fn text_of(fault: CandidateFault) -> &'static str {
    match fault {
        CandidateFault::Name => "officers-name-wrong",
        CandidateFault::Email(EmailAddressFault::Missing) => "officers-email-missing",
        CandidateFault::Email(_) => "officers-email-wrong",
        CandidateFault::NoRole => "officers-role-missing",
        CandidateFault::NoRequest => "officers-request-missing",
        CandidateFault::Request(_) => "officers-request-wrong",
        CandidateFault::Curve => "officers-request-curve",
    }
}
