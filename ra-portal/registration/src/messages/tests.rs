//! A worker is woken by the act that enqueued a message, on both engines.

use std::sync::Arc;

use pki::SystemClock;
use test_databases::on_both_engines;

use super::*;
use crate::Registration;
use crate::failpoint::Failpoints;
use crate::registration_authority;

fn message(to: Destination) -> Message {
    Message { to, language: Language::Fr, content: Content::NoAccount }
}

fn mail() -> Message {
    message(Destination::Email("maelle@sceau.example.org".to_owned()))
}

fn text() -> Message {
    message(Destination::Sms("+33612345678".to_owned()))
}

/// Whether a worker of this channel would continue now.
async fn is_woken(registration: &Registration, channel: Channel) -> bool {
    tokio::select! {
        biased;
        () = registration.outbox.outbox_filled(channel) => true,
        () = std::future::ready(()) => false,
    }
}

async fn woken(registration: &Registration) -> [bool; 2] {
    [is_woken(registration, Channel::Mail).await, is_woken(registration, Channel::Sms).await]
}

#[tokio::test]
async fn the_worker_of_a_channel_is_woken_once_by_a_committed_act() {
    on_both_engines(async |url| {
        let folder = tempfile::tempdir().unwrap();
        let office = registration_authority::open(&url, folder.path(), Arc::new(SystemClock), Failpoints::none()).await;

        let mut dropped = office.core.begin("portal").await.unwrap();
        enqueue(&mut dropped, &mail()).await.unwrap();
        drop(dropped);
        assert_eq!(woken(&office).await, [false, false], "nothing was enqueued");

        let mut act = office.core.begin("portal").await.unwrap();
        enqueue(&mut act, &mail()).await.unwrap();
        enqueue(&mut act, &mail()).await.unwrap();
        assert_eq!(woken(&office).await, [false, false], "before the commit there is nothing to claim");
        act.commit().await.unwrap();
        assert_eq!(woken(&office).await, [true, false]);
        assert_eq!(woken(&office).await, [false, false]);

        let mut act = office.core.begin("portal").await.unwrap();
        enqueue(&mut act, &text()).await.unwrap();
        enqueue(&mut act, &mail()).await.unwrap();
        act.commit().await.unwrap();
        assert_eq!(woken(&office).await, [true, true]);
        office.close().await;
    })
    .await;
}
