//! What a call leaves behind that was answered, refused or interrupted, on both engines.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use ca_contract::{Access, Caller, IdempotencyKey};
use chassis::ledger;
use pki::{Digest, SystemRandom};
use serde::Deserialize;
use serde_json::json;
use tokio::sync::watch;

use super::*;
use crate::announcements::Announcement;
use crate::fixtures::{NOW, with_authority};

static REMEMBERED: Access = access(true);
static NOT_STORED: Access = access(false);

const fn access(stored: bool) -> Access {
    Access { name: "Play", callers: &[Caller::Portal], at_most: 1024, deadline: Duration::from_secs(10), stored }
}

/// An operation with scripted behaviour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Play {
    BeAnswered,
    WriteAndBeRefused,
    BeRefusedOnSight,
    RunAStatementThatFails,
    BeCountedAndRefused,
}

/// A different number each time, so that a stored answer differs from a new one.
fn next() -> u32 {
    static NUMBER: AtomicU32 = AtomicU32::new(1);
    NUMBER.fetch_add(1, Ordering::Relaxed)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[error("refused for the {0}th time")]
struct No(u32);

impl Refusal for No {
    fn code(&self) -> &'static str {
        "no"
    }
}

impl Operation for Play {
    const NAME: &'static str = "Play";
    type Answer = u32;
    type Error = No;
}

impl Proceed for Play {
    async fn proceed(self, core: &Core, call: &Call) -> Result<Answered<u32>, Fault<No>> {
        let waiting = core.announcements.token_events();
        if self == Self::BeCountedAndRefused {
            call.perform(core, Played { play: Self::BeAnswered, waiting }).await?;
            return Err(Fault::Refused(No(next())));
        }
        call.answer(core, Played { play: self, waiting }).await
    }
}

struct Played {
    play: Play,
    waiting: watch::Receiver<()>,
}

impl Decide for Played {
    type Output = u32;
    type Refusal = No;

    fn check(&self, _: &Core, _: &Call) -> Result<(), Fault<No>> {
        if self.play == Play::BeRefusedOnSight { Err(Fault::Refused(No(next()))) } else { Ok(()) }
    }

    async fn decide(self, act: &mut Act<'_, Core>, _: &Call) -> Result<u32, Fault<No>> {
        assert_ne!(self.play, Play::BeRefusedOnSight, "decided although the check refused it");
        act.announce(Announcement::TokenEvents);
        act.record("played", "", json!({})).await?;
        match self.play {
            Play::WriteAndBeRefused => return Err(Fault::Refused(No(next()))),
            Play::RunAStatementThatFails => drop(act.tx().execute("insert into ledger (idx) values (1)", &[]).await),
            _ => {}
        }
        assert!(!self.waiting.has_changed().unwrap(), "announced before the commit");
        Ok(next())
    }
}

fn call(access: &'static Access, question: &[u8]) -> Call {
    let key = IdempotencyKey::generate(&mut SystemRandom);
    Call { caller: Caller::Portal, key, access, request_digest: Digest::of(question), received_at: NOW }
}

async fn ask(core: &Core, call: &Call, play: Play) -> Result<String, Fault<No>> {
    answer::<Play, InSeveralActs>(core, call, play).await
}

/// The portal's rows in the ledger: action and detail.
async fn recorded(core: &Core) -> Vec<(String, String)> {
    let entries = ledger::entries(&mut core.db.begin_read().await.unwrap(), 0, 1000).await.unwrap();
    entries.into_iter().filter(|entry| entry.actor == "portal").map(|entry| (entry.action, entry.detail)).collect()
}

fn row(action: &str, detail: &str) -> (String, String) {
    (action.to_owned(), detail.to_owned())
}

#[tokio::test]
async fn a_repeated_call_returns_the_first_answer_and_changes_nothing() {
    with_authority(async |core| {
        let call = call(&REMEMBERED, b"question");
        let waiting = core.announcements.token_events();
        let first = ask(core, &call, Play::BeAnswered).await.unwrap();
        assert!(waiting.has_changed().unwrap(), "announced after the commit");

        let waiting = core.announcements.token_events();
        assert_eq!(ask(core, &call, Play::BeAnswered).await.unwrap(), first);
        assert_eq!(recorded(core).await, [row("played", "{}")]);
        assert!(!waiting.has_changed().unwrap());
    })
    .await;
}

#[tokio::test]
async fn a_key_is_valid_for_one_request() {
    with_authority(async |core| {
        let first = call(&REMEMBERED, b"question");
        ask(core, &first, Play::BeAnswered).await.unwrap();
        let other = Call { request_digest: Digest::of(b"another question"), ..first };
        assert!(matches!(ask(core, &other, Play::BeAnswered).await, Err(Fault::KeyReused)));
        assert_eq!(recorded(core).await, [row("played", "{}"), row("refused", r#"{"code":"key-reused"}"#)]);
    })
    .await;
}

#[tokio::test]
async fn answers_that_are_not_stored_are_computed_again() {
    with_authority(async |core| {
        let call = call(&NOT_STORED, b"question");
        let first = ask(core, &call, Play::BeAnswered).await.unwrap();
        assert_ne!(ask(core, &call, Play::BeAnswered).await.unwrap(), first);
        assert_eq!(recorded(core).await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_refused_act_leaves_only_its_refusal_which_is_stored() {
    with_authority(async |core| {
        for play in [Play::WriteAndBeRefused, Play::BeRefusedOnSight] {
            let before = recorded(core).await.len();
            let waiting = core.announcements.token_events();
            let call = call(&REMEMBERED, b"question");
            let Err(Fault::Refused(first)) = ask(core, &call, play).await else { panic!("not refused") };
            let Err(Fault::Refused(again)) = ask(core, &call, play).await else { panic!("not refused again") };
            assert_eq!(again, first);
            assert_eq!(recorded(core).await[before..], [row("refused", r#"{"code":"no"}"#)]);
            assert!(!waiting.has_changed().unwrap());
        }
    })
    .await;
}

#[tokio::test]
async fn writes_of_an_earlier_act_of_the_call_survive_its_refusal() {
    with_authority(async |core| {
        let call = call(&REMEMBERED, b"question");
        let waiting = core.announcements.token_events();
        assert!(matches!(ask(core, &call, Play::BeCountedAndRefused).await, Err(Fault::Refused(No(_)))));
        assert_eq!(recorded(core).await, [row("played", "{}"), row("refused", r#"{"code":"no"}"#)]);
        assert!(waiting.has_changed().unwrap());
    })
    .await;
}

#[tokio::test]
async fn an_interrupted_call_leaves_nothing_and_is_decided_again() {
    with_authority(async |core| {
        let call = call(&REMEMBERED, b"question");
        let waiting = core.announcements.token_events();
        let broken = ask(core, &call, Play::RunAStatementThatFails).await;
        assert!(matches!(broken, Err(Fault::Unavailable | Fault::Incident(_))), "{broken:?}");
        assert_eq!(recorded(core).await, []);
        assert!(!waiting.has_changed().unwrap());
        ask(core, &call, Play::BeAnswered).await.unwrap();
        assert_eq!(recorded(core).await, [row("played", "{}")]);
    })
    .await;
}
