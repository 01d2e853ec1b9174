//! From the outbox to the mail server, on both engines: no mail is lost, and a duplicate has the same Message-ID.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use chassis::db::{DatabaseUrl, Db};
use fixtures::{outbox, registration_authority};
use registration::messages::{Channel, LEASE};
use registration::pace::Pace;
use registration::{Failpoints, Registration};
use test_databases::on_both_engines;
use tokio_util::sync::CancellationToken;

use super::server::{MailServer, header, transport_to};
use super::*;
use crate::outbox_worker::{LOOK, OutboxWorker};
use crate::{CapturedMail, MailTransport, Outgoing, SmsGateway};

struct Office {
    registration: Registration,
    clock: Arc<SetClock>,
    server: MailServer,
    outbox_worker: OutboxWorker,
    url: DatabaseUrl,
    folder: PathBuf,
}

impl Office {
    async fn open(url: &DatabaseUrl, folder: &Path, failpoints: Failpoints) -> Self {
        Self::open_until(url, folder, failpoints, CancellationToken::new()).await
    }

    async fn open_until(url: &DatabaseUrl, folder: &Path, failpoints: Failpoints, stop: CancellationToken) -> Self {
        let clock = clock();
        let registration = registration_authority::open(url, folder, Arc::<SetClock>::clone(&clock), failpoints).await;
        let server = MailServer::default();
        let outgoing = Outgoing { mail: transport_to(server.start().await), sms: None };
        let outbox_worker = outbox_worker(&registration, outgoing, stop);
        Self { registration, clock, server, outbox_worker, url: url.clone(), folder: folder.to_owned() }
    }

    /// Puts a message into the outbox.
    async fn tell(&self, message: &Message) {
        outbox::enqueue(&self.url, &self.folder, self.registration.now(), message).await;
    }

    async fn sent(&self) -> usize {
        self.outbox_worker.send_due(Channel::Mail).await.unwrap()
    }

    /// Sends until the injected crash. Returns the mails that the server accepted until then.
    async fn crash(self) -> Vec<String> {
        let outbox_worker = self.outbox_worker;
        assert!(tokio::spawn(async move { outbox_worker.send_due(Channel::Mail).await }).await.is_err());
        self.server.taken()
    }
}

fn dies() -> Failpoints {
    Failpoints::observed(|failpoint| panic!("aborted at {failpoint:?}"))
}

fn outbox_worker(registration: &Registration, outgoing: Outgoing, stop: CancellationToken) -> OutboxWorker {
    let head = Letterhead::new(registration, &letterhead().public_site, &letterhead().certificate_site);
    let pace = Pace { after_incident: Duration::from_secs(1), ..LOOK };
    OutboxWorker { registration: registration.clone(), head, outgoing, pace, stop }
}

async fn in_an_office(scenario: impl AsyncFn(Office)) {
    on_both_engines(async |url| {
        let folder = tempfile::tempdir().unwrap();
        scenario(Office::open(&url, folder.path(), Failpoints::none()).await).await;
    })
    .await;
}

#[tokio::test]
async fn refused_mails_are_sent_later_exactly_once() {
    in_an_office(async |office| {
        for content in [Content::Accepted(order()), Content::PukShown(order())] {
            office.tell(&mail(content)).await;
        }
        office.server.answer_next(&["451 later", "451 later", "250 taken", "451 later"]);
        assert_eq!(office.sent().await, 0);
        let waiting = office.registration.outbox.waiting_messages(10).await.unwrap();
        let faults: Vec<_> = waiting.iter().map(|waiting| (waiting.attempts, waiting.last_fault.as_deref())).collect();
        assert_eq!(faults, [(1, Some("the gateway refused it with status 451")); 2]);
        assert_eq!(office.sent().await, 0, "they wait for their next attempt");
        office.clock.pass(Duration::from_secs(5));
        assert_eq!(office.sent().await, 1);
        office.clock.pass(Duration::from_secs(3600));
        assert_eq!(office.sent().await, 1);
        assert_eq!((office.sent().await, office.server.taken().len()), (0, 2));
        assert_eq!(office.registration.outbox.waiting_messages(10).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn a_mail_sent_but_not_marked_before_a_crash_is_sent_once_more_with_the_same_message_id() {
    on_both_engines(async |url| {
        let folder = tempfile::tempdir().unwrap();
        let first = Office::open(&url, folder.path(), dies()).await;
        first.tell(&mail(Content::Accepted(order()))).await;
        let mut taken = first.crash().await;
        for crash in 1..=3 {
            let again = Office::open(&url, folder.path(), if crash < 3 { dies() } else { Failpoints::none() }).await;
            again.clock.pass(LEASE * crash - Duration::from_millis(1));
            assert_eq!(again.sent().await, 0, "the dead worker's claim has not expired");
            again.clock.pass(Duration::from_millis(1));
            if crash < 3 {
                taken.extend(again.crash().await);
            } else {
                assert_eq!(again.sent().await, 1);
                again.clock.pass(LEASE * 2);
                assert_eq!(again.sent().await, 0, "it is marked as sent");
                taken.extend(again.server.taken());
            }
        }
        assert_eq!(taken.len(), 4, "once, and once more for each crash");
        assert!(taken.iter().all(|copy| header(copy, "Message-ID") == header(&taken[0], "Message-ID")));
    })
    .await;
}

#[tokio::test]
async fn a_crash_delays_only_the_mail_in_progress() {
    on_both_engines(async |url| {
        let folder = tempfile::tempdir().unwrap();
        let office = Office::open(&url, folder.path(), dies()).await;
        for content in [Content::Accepted(order()), Content::PukShown(order())] {
            office.tell(&mail(content)).await;
        }
        let taken = office.crash().await;
        assert_eq!(taken.len(), 1);
        let again = Office::open(&url, folder.path(), Failpoints::none()).await;
        assert_eq!(again.sent().await, 1, "the other one was not claimed");
        assert_ne!(header(&taken[0], "Message-ID"), header(&again.server.taken()[0], "Message-ID"));
    })
    .await;
}

#[tokio::test]
async fn a_mail_that_the_database_does_not_mark_at_once_is_not_sent_again() {
    on_both_engines(async |url| {
        let folder = tempfile::tempdir().unwrap();
        let office = Office::open(&url, folder.path(), Failpoints::none()).await;
        let db = Db::open(&url).await.unwrap();
        office.tell(&mail(Content::Accepted(order()))).await;
        let gate = office.server.gate.lock().await;
        let taken_away_and_brought_back = async {
            while office.server.taken().is_empty() {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
            alter(&db, "alter table outbox rename to outbox_elsewhere").await;
            drop(gate);
            tokio::time::sleep(Duration::from_millis(500)).await;
            office.clock.pass(LEASE * 2);
            alter(&db, "alter table outbox_elsewhere rename to outbox").await;
        };
        let (sent, ()) = tokio::join!(office.sent(), taken_away_and_brought_back);
        assert_eq!((sent, office.server.taken().len()), (1, 1));
        assert_eq!(office.registration.outbox.waiting_messages(10).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn a_mark_that_meets_an_incident_is_retried_once_when_the_program_stops() {
    on_both_engines(async |url| {
        let folder = tempfile::tempdir().unwrap();
        let (stop, tries) = (CancellationToken::new(), Arc::new(AtomicUsize::new(0)));
        let counted = Arc::clone(&tries);
        let failpoints = Failpoints::observed(move |_| {
            counted.fetch_add(1, Ordering::SeqCst);
        });
        let mut office = Office::open_until(&url, folder.path(), failpoints, stop.clone()).await;
        office.outbox_worker.pace = LOOK;
        let db = Db::open(&url).await.unwrap();
        office.tell(&mail(Content::Accepted(order()))).await;
        let gate = office.server.gate.lock().await;
        let broken = async {
            while office.server.taken().is_empty() {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
            alter(&db, "alter table outbox rename to outbox_elsewhere").await;
            drop(gate);
            // Twice the pause after a failure.
            tokio::time::sleep(LOOK.after_failure * 2 + Duration::from_millis(500)).await;
            assert_eq!(tries.load(Ordering::SeqCst), 1);
            stop.cancel();
        };
        let (sent, ()) = tokio::join!(office.outbox_worker.send_due(Channel::Mail), broken);
        assert!(sent.is_err());
        assert_eq!(tries.load(Ordering::SeqCst), 2);
    })
    .await;
}

async fn alter(db: &Db, sql: &'static str) {
    let mut tx = db.begin_write().await.unwrap();
    tx.execute(sql, &[]).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_stopped_worker_finishes_the_mail_in_progress_and_leaves_the_others() {
    on_both_engines(async |url| {
        let folder = tempfile::tempdir().unwrap();
        let stop = CancellationToken::new();
        let told = stop.clone();
        let office = Office::open_until(&url, folder.path(), Failpoints::observed(move |_| told.cancel()), stop).await;
        for content in [Content::Accepted(order()), Content::PukShown(order())] {
            office.tell(&mail(content)).await;
        }
        assert_eq!(office.sent().await, 1);
        let next = Office::open(&url, folder.path(), Failpoints::none()).await;
        assert_eq!(next.sent().await, 1, "at once");
        assert_eq!(next.registration.outbox.waiting_messages(10).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn a_code_that_waited_too_long_is_not_sent() {
    in_an_office(async |office| {
        office.tell(&mail(one_time_code(CodePurpose::SignIn))).await;
        office.tell(&mail(Content::Accepted(order()))).await;
        office.clock.pass(Duration::from_secs(601));
        assert_eq!((office.sent().await, office.server.taken().len()), (1, 1));
        assert!(!office.server.taken()[0].contains("042917"));
        assert_eq!(office.registration.outbox.waiting_messages(10).await.unwrap(), []);
    })
    .await;
}

#[tokio::test]
async fn a_demonstration_captures_messages_instead_of_sending_them() {
    in_an_office(async |office| {
        let kept = CapturedMail::new();
        let outgoing = Outgoing { mail: MailTransport::captured(kept.clone()), sms: Some(SmsGateway::captured(kept.clone())) };
        let outbox_worker = outbox_worker(&office.registration, outgoing, CancellationToken::new());
        let sms = Message { to: Destination::Sms("+33639980123".to_owned()), ..mail(Content::Activate(order())) };
        office.tell(&mail(one_time_code(CodePurpose::SignIn))).await;
        office.tell(&sms).await;
        for channel in Channel::ALL {
            assert_eq!(outbox_worker.send_due(channel).await.unwrap(), 1);
        }
        let messages = kept.messages();
        let to: Vec<_> = messages.iter().map(|message| (message.to.as_str(), message.subject.is_some())).collect();
        assert_eq!(to, [("+33639980123", false), ("maelle.kervadec@sceau.example.org", true)]);
        assert!(messages[1].text.contains("042917"));
        assert!(!format!("{messages:?}").contains("042917"), "not in logs");
    })
    .await;
}
