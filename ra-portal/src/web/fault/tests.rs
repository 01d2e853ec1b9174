//! Every refusal is explained in both languages, by the handler's own page or by another page that exists.

use std::time::Duration;

use http::Method;
use i18n::{Language, Words};
use pages::{FieldErrors, PageFault};
use pki::{Id, SystemRandom, Timestamp};
use registration::accounts::{CodeError, NotAwaited, RateLimited, ResendError, SignInError};
use registration::desk::{AuthoriseError, CheckFault, CheckField, PieceDecisionError, RecordCheckError, ReviewError};
use registration::dossiers::{FileFault, HandInError, RemoveError, UploadError, ViewError};
use registration::emergency::NoReceipt;
use registration::fault::Never;
use registration::holders::{AcceptanceError, CodeFault, CodesNotSet, NextStep, PukNotShown};
use registration::officers::{Change, ConfirmError, ProposeError};
use registration::ordering::{AnswerError, NoSuchOrder, NotForSale, PlaceError};
use registration::orders::Section;
use registration::payments::{AssignError, CardError, RecordTransferError, RefundError, ReturnError};
use registration::production::{NotPrinted, OpenLetterError, ShipError};
use registration::revocations::{ConfirmRevocationError, OfficersReason, RecordRevocationError, WithdrawError};
use registration::search::SearchError;

use super::{NoPage, Refusal};
use crate::CATALOGUES;
use crate::web::table;

/// An example of each variant of an enum. A variant without a line does not compile.
macro_rules! each {
    ($kind:ty: $($reason:pat => $example:expr),* $(,)?) => {{
        let _complete = |reason: &$kind| match reason { $($reason => ()),* };
        vec![$($example),*]
    }};
}

/// Checks the texts of each refusal in both languages; `told` returns the texts of a handler's own page.
fn assert_told<E: Refusal + std::fmt::Debug + Clone>(reasons: Vec<E>, told: impl Fn(E::Told, Words) -> Vec<String>) {
    assert!(!reasons.is_empty());
    for t in Language::ALL.map(|language| Words::new(language, &CATALOGUES)) {
        for reason in &reasons {
            let texts = match reason.clone().told(t) {
                Ok(said) => told(said, t),
                Err(NoPage::Fault(fault)) => vec![t.say(&fault.title_key()), t.say(&fault.text_key())],
                Err(NoPage::SeeOther(path)) => {
                    let page = table().into_iter().find(|row| row.method == Method::GET && row.path == path);
                    assert!(page.is_some(), "{reason:?} leads to {path}, where no page is");
                    continue;
                }
            };
            for text in texts {
                assert!(text.contains(' '), "{reason:?} is told as {text:?}");
            }
        }
    }
}

/// For refusals that are answered with another page.
fn elsewhere(never: Never, _: Words) -> Vec<String> {
    match never {}
}

/// For refusals that the handler's page shows as a state, without a sentence.
fn without_words<Told>(_: Told, _: Words) -> Vec<String> {
    Vec::new()
}

fn lines(errors: FieldErrors, _: Words) -> Vec<String> {
    errors.iter().map(|error| error.text.clone()).collect()
}

fn sentence(text: String, _: Words) -> Vec<String> {
    vec![text]
}

const LATER: Duration = Duration::from_secs(7200);
const AT: Timestamp = Timestamp::from_millis(1_795_338_000_000);

#[test]
fn of_accounts() {
    use crate::web::public::accounts::code::NotTaken;
    let code = |not_taken, t| match not_taken {
        NotTaken::Gone => Vec::new(),
        NotTaken::Told(notice) => lines(notice.errors, t),
    };
    assert_told(vec![RateLimited { retry_after: LATER }], |notice, t| lines(notice.errors, t));
    assert_told(vec![NotAwaited], without_words);
    assert_told(
        each!(SignInError: SignInError::Wrong => SignInError::Wrong,
            SignInError::RateLimited { .. } => SignInError::RateLimited { retry_after: LATER }),
        |notice, t| lines(notice.errors, t),
    );
    assert_told(
        each!(CodeError: CodeError::Gone => CodeError::Gone,
            CodeError::Wrong { .. } => CodeError::Wrong { tries_left: 2 },
            CodeError::TooOld => CodeError::TooOld,
            CodeError::TooManyTries => CodeError::TooManyTries,
            CodeError::RateLimited { .. } => CodeError::RateLimited { retry_after: LATER }),
        code,
    );
    assert_told(
        each!(ResendError: ResendError::Gone => ResendError::Gone,
            ResendError::RateLimited { .. } => ResendError::RateLimited { retry_after: LATER }),
        code,
    );
}

#[test]
fn of_searches() {
    assert_told(
        each!(SearchError: SearchError::NoQuery => SearchError::NoQuery, SearchError::NotAllowed => SearchError::NotAllowed),
        lines,
    );
}

#[test]
fn of_orders_and_payments() {
    use crate::web::applicant::steps::NotAnswered;
    use crate::web::officer::transfers::{NotAssigned, NotRecorded};
    assert_told(vec![NoSuchOrder], elsewhere);
    assert_told(vec![NotForSale], elsewhere);
    assert_told(
        each!(PlaceError: PlaceError::NotFound(_) => PlaceError::NotFound(NoSuchOrder),
            PlaceError::Incomplete(_) => PlaceError::Incomplete(Section::Birth),
            PlaceError::NotForSale => PlaceError::NotForSale),
        without_words,
    );
    assert_told(
        each!(AnswerError: AnswerError::NotFound(_) => AnswerError::NotFound(NoSuchOrder),
            AnswerError::Closed => AnswerError::Closed,
            AnswerError::Fields(_) => AnswerError::Fields(registration::orders::FieldFaults::default())),
        |not_answered, t| match not_answered {
            NotAnswered::Faulty(errors) => lines(errors, t),
            NotAnswered::Closed => Vec::new(),
        },
    );
    assert_told(
        each!(CardError: CardError::NoDemonstration => CardError::NoDemonstration,
            CardError::UnknownOrder => CardError::UnknownOrder),
        elsewhere,
    );
    assert_told(
        each!(RefundError: RefundError::UnknownOverpayment => RefundError::UnknownOverpayment,
            RefundError::ChangedMeanwhile => RefundError::ChangedMeanwhile,
            RefundError::NotAllowed => RefundError::NotAllowed),
        lines,
    );
    assert_told(
        each!(RecordTransferError: RecordTransferError::KeyUsed { .. } => RecordTransferError::KeyUsed { recorded: transfer() },
            RecordTransferError::OnRecord => RecordTransferError::OnRecord,
            RecordTransferError::NotAllowed => RecordTransferError::NotAllowed),
        |not_recorded, t| match not_recorded {
            NotRecorded::Twin(errors) | NotRecorded::KeyUsed(errors) => lines(errors, t),
        },
    );
    assert_told(
        each!(AssignError: AssignError::UnknownTransfer => AssignError::UnknownTransfer,
            AssignError::UnknownOrder => AssignError::UnknownOrder,
            AssignError::DealtWith => AssignError::DealtWith,
            AssignError::NotAllowed => AssignError::NotAllowed),
        |not_assigned, _| match not_assigned {
            NotAssigned::Order(text) => vec![text],
            NotAssigned::DealtWith(_) => Vec::new(),
        },
    );
    assert_told(
        each!(ReturnError: ReturnError::UnknownTransfer => ReturnError::UnknownTransfer,
            ReturnError::DealtWith => ReturnError::DealtWith,
            ReturnError::NotAllowed => ReturnError::NotAllowed),
        without_words,
    );
}

fn transfer() -> Box<registration::payments::Transfer> {
    use registration::payments::{StatementDate, Transfer, TransferEntry, TransferState};
    let entry = TransferEntry {
        date: StatementDate::parse("2026-11-22", jiff::civil::date(2026, 11, 22)).unwrap(),
        amount: "190,80".parse().unwrap(),
        reference: "SC-2026-000001".parse().unwrap(),
        payer: "M KERVADEC".parse().unwrap(),
    };
    Box::new(Transfer {
        id: Id::generate(AT, &mut SystemRandom),
        entry,
        recorded_by: Id::generate(AT, &mut SystemRandom),
        recorded_at: AT,
        state: TransferState::Unmatched,
    })
}

#[test]
fn of_dossiers() {
    let files = each!(FileFault: FileFault::Empty => FileFault::Empty,
        FileFault::TooLarge { .. } => FileFault::TooLarge { length: 11_000_000 },
        FileFault::NotAllowed => FileFault::NotAllowed,
        FileFault::CutOff => FileFault::CutOff,
        FileFault::Unreadable => FileFault::Unreadable,
        FileFault::TooHeavy => FileFault::TooHeavy,
        FileFault::TooManyPixels { .. } => FileFault::TooManyPixels { pixels: 1 << 40 },
        FileFault::HeicNotRead => FileFault::HeicNotRead,
        FileFault::Password => FileFault::Password,
        FileFault::Encryption => FileFault::Encryption,
        FileFault::NeedsAnotherReader => FileFault::NeedsAnotherReader,
        FileFault::Portfolio => FileFault::Portfolio,
        FileFault::PagesMissing => FileFault::PagesMissing,
        FileFault::TooManyPages { .. } => FileFault::TooManyPages { pages: 1000 });
    let mut uploads = each!(UploadError: UploadError::NotFound => UploadError::NotFound,
        UploadError::NotNow => UploadError::NotNow,
        UploadError::File(_) => UploadError::File(FileFault::Empty),
        UploadError::AlreadyRefused => UploadError::AlreadyRefused,
        UploadError::Outdated => UploadError::Outdated,
        UploadError::TooManyFiles { .. } => UploadError::TooManyFiles { at_most: 4 },
        UploadError::DossierFull { .. } => UploadError::DossierFull { left: 1 });
    uploads.extend(files.into_iter().map(UploadError::File));
    assert_told(uploads, |notice, t| vec![notice.about("scan.pdf", t)]);
    assert_told(
        each!(RemoveError: RemoveError::NotFound => RemoveError::NotFound, RemoveError::NotNow => RemoveError::NotNow),
        elsewhere,
    );
    let policies = policies::Policies::embedded();
    let mut pieces = policies.offer(&"expert-card".parse().unwrap()).unwrap().requirements.pieces.clone();
    pieces[1].files.at_least = 2;
    assert_told(
        each!(HandInError: HandInError::NotFound => HandInError::NotFound,
            HandInError::NotPlaced => HandInError::NotPlaced,
            HandInError::Incomplete(_) => HandInError::Incomplete(Section::Spelling),
            HandInError::Awaited(_) => HandInError::Awaited(pieces)),
        |not_handed_in, t| lines(not_handed_in.in_words(&policies, t), t),
    );
    assert_told(
        each!(ViewError: ViewError::NotAllowed => ViewError::NotAllowed, ViewError::NotFound => ViewError::NotFound),
        elsewhere,
    );
}

#[test]
fn of_the_desk() {
    assert_told(
        each!(ReviewError: ReviewError::NotAllowed => ReviewError::NotAllowed,
            ReviewError::NotFound => ReviewError::NotFound,
            ReviewError::NotNow => ReviewError::NotNow,
            ReviewError::IsHolder => ReviewError::IsHolder,
            ReviewError::Incomplete => ReviewError::Incomplete,
            ReviewError::PiecesOpen => ReviewError::PiecesOpen,
            ReviewError::NotSeen => ReviewError::NotSeen,
            ReviewError::NoIdentityCheck => ReviewError::NoIdentityCheck,
            ReviewError::IdentityCheckEnded => ReviewError::IdentityCheckEnded,
            ReviewError::Stale => ReviewError::Stale),
        lines,
    );
    assert_told(
        each!(AuthoriseError: AuthoriseError::NotAllowed => AuthoriseError::NotAllowed,
            AuthoriseError::NotFound => AuthoriseError::NotFound,
            AuthoriseError::NotReviewed => AuthoriseError::NotReviewed,
            AuthoriseError::FourEyes => AuthoriseError::FourEyes,
            AuthoriseError::IsHolder => AuthoriseError::IsHolder,
            AuthoriseError::NotPaid => AuthoriseError::NotPaid,
            AuthoriseError::NotSeen => AuthoriseError::NotSeen,
            AuthoriseError::IdentityCheckEnded => AuthoriseError::IdentityCheckEnded,
            AuthoriseError::Incomplete => AuthoriseError::Incomplete,
            AuthoriseError::Stale => AuthoriseError::Stale,
            AuthoriseError::Changed => AuthoriseError::Changed,
            AuthoriseError::ReviewerRemoved => AuthoriseError::ReviewerRemoved,
            AuthoriseError::NoStatement => AuthoriseError::NoStatement),
        lines,
    );
    assert_told(
        each!(PieceDecisionError: PieceDecisionError::NotAllowed => PieceDecisionError::NotAllowed,
            PieceDecisionError::NotFound => PieceDecisionError::NotFound,
            PieceDecisionError::NotNow => PieceDecisionError::NotNow,
            PieceDecisionError::IsHolder => PieceDecisionError::IsHolder,
            PieceDecisionError::NotSeen => PieceDecisionError::NotSeen,
            PieceDecisionError::Stale => PieceDecisionError::Stale,
            PieceDecisionError::LookUpMissing => PieceDecisionError::LookUpMissing),
        |not_decided, _| vec![not_decided.text],
    );
    let typed = each!(CheckFault: CheckFault::NotADay => CheckFault::NotADay,
        CheckFault::InTheFuture => CheckFault::InTheFuture,
        CheckFault::TooLongAgo => CheckFault::TooLongAgo,
        CheckFault::Place => CheckFault::Place,
        CheckFault::Document => CheckFault::Document,
        CheckFault::NumberEnd => CheckFault::NumberEnd,
        CheckFault::Expired => CheckFault::Expired,
        CheckFault::TooFarAhead => CheckFault::TooFarAhead,
        CheckFault::IssuedLater => CheckFault::IssuedLater,
        CheckFault::IssuedOfOther => CheckFault::IssuedOfOther,
        CheckFault::IssuedAndPrinted => CheckFault::IssuedAndPrinted);
    let typed: Vec<_> = typed.into_iter().map(|fault| (CheckField::On, fault)).collect();
    assert_told(
        each!(RecordCheckError: RecordCheckError::NotAllowed => RecordCheckError::NotAllowed,
            RecordCheckError::NotFound => RecordCheckError::NotFound,
            RecordCheckError::NotNow => RecordCheckError::NotNow,
            RecordCheckError::IsHolder => RecordCheckError::IsHolder,
            RecordCheckError::Stale => RecordCheckError::Stale,
            RecordCheckError::Typed(_) => RecordCheckError::Typed(typed)),
        lines,
    );
}

#[test]
fn of_production_and_revocations() {
    assert_told(
        each!(OpenLetterError: OpenLetterError::NotAllowed => OpenLetterError::NotAllowed,
            OpenLetterError::NothingToPrint => OpenLetterError::NothingToPrint),
        elsewhere,
    );
    assert_told(
        each!(NotPrinted: NotPrinted::NotAllowed => NotPrinted::NotAllowed, NotPrinted::NoLetter => NotPrinted::NoLetter),
        sentence,
    );
    assert_told(
        each!(ShipError: ShipError::NotAllowed => ShipError::NotAllowed,
            ShipError::NothingToShip => ShipError::NothingToShip,
            ShipError::LetterNotPrinted => ShipError::LetterNotPrinted),
        sentence,
    );
    assert_told(
        each!(RecordRevocationError: RecordRevocationError::KeyUsed { .. } => RecordRevocationError::KeyUsed {
                order: "SC-2026-000001".parse().unwrap(),
                reason: OfficersReason::Death,
            },
            RecordRevocationError::NotAllowed => RecordRevocationError::NotAllowed,
            RecordRevocationError::NothingToRevoke => RecordRevocationError::NothingToRevoke,
            RecordRevocationError::AlreadyRevoked => RecordRevocationError::AlreadyRevoked,
            RecordRevocationError::Arrived => RecordRevocationError::Arrived,
            RecordRevocationError::AlreadyRecorded => RecordRevocationError::AlreadyRecorded),
        lines,
    );
    assert_told(
        each!(ConfirmRevocationError: ConfirmRevocationError::NotAllowed => ConfirmRevocationError::NotAllowed,
            ConfirmRevocationError::Gone => ConfirmRevocationError::Gone,
            ConfirmRevocationError::AlreadyConfirmed => ConfirmRevocationError::AlreadyConfirmed,
            ConfirmRevocationError::FourEyes => ConfirmRevocationError::FourEyes,
            ConfirmRevocationError::Arrived => ConfirmRevocationError::Arrived,
            ConfirmRevocationError::RecorderRemoved => ConfirmRevocationError::RecorderRemoved),
        lines,
    );
    assert_told(
        each!(WithdrawError: WithdrawError::NotAllowed => WithdrawError::NotAllowed,
            WithdrawError::TooLate => WithdrawError::TooLate),
        lines,
    );
    assert_told(
        each!(NoReceipt: NoReceipt::NotYetPublished => NoReceipt::NotYetPublished, NoReceipt::Unknown => NoReceipt::Unknown),
        without_words,
    );
}

#[test]
fn of_officers() {
    use crate::web::officer::officers::NotProposed;
    let leaves = Box::new(Change::Leave { officer: Id::generate(AT, &mut SystemRandom) });
    assert_told(
        each!(ProposeError: ProposeError::KeyUsed { .. } => ProposeError::KeyUsed { proposed: leaves },
            ProposeError::NotAllowed => ProposeError::NotAllowed,
            ProposeError::AddressInUse => ProposeError::AddressInUse,
            ProposeError::AlreadyProposed => ProposeError::AlreadyProposed,
            ProposeError::UnknownOfficer => ProposeError::UnknownOfficer,
            ProposeError::Oneself => ProposeError::Oneself,
            ProposeError::LastTwo => ProposeError::LastTwo),
        |not_proposed, t| match not_proposed {
            NotProposed::AddressTaken(errors) | NotProposed::Oneself(errors) => lines(errors, t),
            NotProposed::KeyUsed(_) => Vec::new(),
        },
    );
    assert_told(
        each!(ConfirmError: ConfirmError::NotAllowed => ConfirmError::NotAllowed,
            ConfirmError::Lapsed => ConfirmError::Lapsed,
            ConfirmError::AlreadyConfirmed => ConfirmError::AlreadyConfirmed,
            ConfirmError::FourEyes => ConfirmError::FourEyes,
            ConfirmError::Oneself => ConfirmError::Oneself,
            ConfirmError::ProposerRemoved => ConfirmError::ProposerRemoved),
        lines,
    );
}

#[test]
fn of_holders() {
    assert_told(
        each!(AcceptanceError: AcceptanceError::Accepted { .. } => AcceptanceError::Accepted { at: AT },
            AcceptanceError::WrongDataReported { .. } => AcceptanceError::WrongDataReported { at: AT },
            AcceptanceError::Revoked => AcceptanceError::Revoked),
        without_words,
    );
    let role = || "main".to_owned();
    let mut codes = each!(CodesNotSet: CodesNotSet::Unsuitable { .. } => CodesNotSet::Unsuitable { role: role(), fault: CodeFault::Length },
        CodesNotSet::KeyUsed { .. } => CodesNotSet::KeyUsed { role: role() },
        CodesNotSet::Ended => CodesNotSet::Ended,
        CodesNotSet::Incomplete => CodesNotSet::Incomplete);
    let faults = each!(CodeFault: CodeFault::Length => CodeFault::Length,
        CodeFault::Symbol => CodeFault::Symbol,
        CodeFault::DigitsOnly => CodeFault::DigitsOnly,
        CodeFault::Guessable => CodeFault::Guessable);
    codes.extend(faults.into_iter().map(|fault| CodesNotSet::Unsuitable { role: role(), fault }));
    assert_told(codes, |(_, text), _| vec![text]);
    let mut puks = each!(PukNotShown: PukNotShown::TooEarly { .. } => PukNotShown::TooEarly { step: NextStep::Puk },
        PukNotShown::Collected { .. } => PukNotShown::Collected { at: AT },
        PukNotShown::Nothing => PukNotShown::Nothing,
        PukNotShown::Later { .. } => PukNotShown::Later { retry_after: LATER },
        PukNotShown::Ended => PukNotShown::Ended);
    let steps = each!(NextStep: NextStep::Acceptance => NextStep::Acceptance,
        NextStep::Code => NextStep::Code,
        NextStep::Puk => NextStep::Puk);
    puks.extend(steps.into_iter().map(|step| PukNotShown::TooEarly { step }));
    assert_told(puks, without_words);
}

#[test]
fn of_what_a_page_cannot_be_made_for() {
    for t in Language::ALL.map(|language| Words::new(language, &CATALOGUES)) {
        for fault in each!(PageFault: PageFault::NotFound => PageFault::NotFound,
            PageFault::MethodNotAllowed => PageFault::MethodNotAllowed,
            PageFault::Forbidden => PageFault::Forbidden,
            PageFault::ForeignForm => PageFault::ForeignForm,
            PageFault::Unreadable => PageFault::Unreadable,
            PageFault::TooLarge => PageFault::TooLarge,
            PageFault::TooSlow => PageFault::TooSlow,
            PageFault::TooManyUploads => PageFault::TooManyUploads,
            PageFault::ChangedMeanwhile => PageFault::ChangedMeanwhile,
            PageFault::Unavailable(_) => PageFault::Unavailable(String::new()),
            PageFault::Busy => PageFault::Busy,
            PageFault::Incident(_) => PageFault::Incident("7f3a00c1".parse().unwrap()))
        {
            for key in [fault.title_key(), fault.text_key()] {
                assert!(t.say(&key).contains(' '), "{key}");
            }
        }
    }
}
