//! Messages as received, and failures of gateways.

mod outbox_worker;
mod server;
mod smtp;
mod snapshots;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use i18n::Language;
use pki::{Clock, Timestamp};
use registration::messages::{CodePurpose, Content, Destination, Message, MessageCode, OrderFacts};

use super::Letterhead;

/// As `date -u -d 2026-11-22T09:00:00Z +%s` prints it.
const NOW: i64 = 1_795_338_000_000;

#[derive(Default)]
struct SetClock(AtomicI64);

impl SetClock {
    fn pass(&self, time: Duration) {
        self.0.fetch_add(i64::try_from(time.as_millis()).unwrap(), Ordering::Relaxed);
    }
}

impl Clock for SetClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(NOW + self.0.load(Ordering::Relaxed))
    }
}

fn clock() -> Arc<SetClock> {
    Arc::new(SetClock::default())
}

fn letterhead() -> Letterhead {
    Letterhead {
        public_site: "https://sceau.example.org".to_owned(),
        certificate_site: "https://id.sceau.example.org".to_owned(),
        policies: policies::Policies::embedded(),
        supplier: fixtures::registration_authority::supplier(),
        code_minutes: 10,
    }
}

fn order() -> OrderFacts {
    OrderFacts {
        id: "0193584a-1c40-7000-8000-0123456789ab".parse().unwrap(),
        number: "SC-2026-000123".parse().unwrap(),
        holder: "Maëlle Kervadec".to_owned(),
        product: "expert-card".to_owned(),
    }
}

fn one_time_code(purpose: CodePurpose) -> Content {
    Content::OneTimeCode { code: MessageCode("042917".to_owned().into()), purpose }
}

fn mail(content: Content) -> Message {
    Message { to: Destination::Email("maelle.kervadec@sceau.example.org".to_owned()), language: Language::Fr, content }
}
