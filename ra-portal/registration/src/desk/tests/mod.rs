//! The desk on both engines, with a scripted certificate authority.

mod admission;
mod authority;
mod broken;
mod changed;
mod dossier;
mod earlier_rows;
mod four_eyes;
mod officers;
mod other_product;
mod queue;
mod renewal;
mod repeated;
mod revocation;
mod search;
mod viewings;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use chassis::db::Db;
use chassis::encryption::MasterKey;
use chassis::incident::IncidentId;
use chassis::ledger;
use jiff::civil::date;
use pki::{Clock, Digest, SystemRandom, Timestamp};
use policies::Policies;
use serde_json::json;
use tempfile::TempDir;
use test_databases::on_both_engines;

use super::{AuthoriseError, PieceDecisionError, Reason, RecordCheckError, ReviewError, TypedCheck};
use crate::Registration;
use crate::access::Role;
use crate::accounts::AccountId;
use crate::core::Environment;
use crate::dossiers::{LookedUp, PieceName, Upload};
use crate::failpoint::Failpoints;
use crate::fault::Fault;
use crate::migrations;
use crate::officers::Officer;
use crate::orders::{self, EventKind, OrderId, OrderState};
use crate::people::PersonId;
use crate::registration_authority::supplier;
use crate::settings::Settings;
use authority::Script;

/// As `date -u -d 2026-11-22T09:00:00Z +%s` prints it.
const NOW: i64 = 1_795_338_000_000;
const DAY: Duration = Duration::from_secs(24 * 3600);

/// The pieces of the expert card's dossier.
const SIGNED: &str = "signed-dossier";
const IDENTITY: &str = "identity-document";
const LISTING: &str = "proof-of-listing";
const PIECES: [&str; 3] = [SIGNED, IDENTITY, LISTING];

const CHECK: TypedCheck<'static> = TypedCheck {
    on: "2026-11-20",
    place: "Rennes",
    document: "passport",
    number_end: "7F3A",
    document_expires: "2031-09-30",
    document_issued: "",
};

/// The list of the court that the officers consulted.
fn looked_up() -> LookedUp {
    LookedUp { address: "https://courts.sceau.example.org/rennes/experts-2026.pdf".to_owned(), on: date(2026, 11, 20) }
}

struct SetClock(AtomicI64);

impl Clock for SetClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millis(self.0.load(Ordering::Relaxed))
    }
}

fn piece(name: &str) -> PieceName {
    name.parse().unwrap()
}

/// A registration authority with one placed order and the officers that the certificate authority lists.
struct Office {
    registration: Registration,
    authority: Arc<Script>,
    clock: Arc<SetClock>,
    folder: TempDir,
    account: AccountId,
    order: OrderId,
}

/// Runs a scenario with a new registration authority on each engine.
async fn in_an_office(scenario: impl AsyncFn(&Office)) {
    on_both_engines(async |url| {
        let db = Db::open(&url).await.unwrap();
        db.migrate(migrations::migrations()).await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(SetClock(AtomicI64::new(NOW)));
        let account = AccountId::generate(clock.now(), &mut SystemRandom);
        let order = place(&db, account, 1, "Maëlle Anne", "Kervadec").await;
        db.close().await;
        let authority = Arc::new(Script::new(&clock));
        let mut settings = Settings::of(supplier());
        settings.demonstration_card = true;
        let environment = Environment {
            authority: authority.client(),
            internal_authority: Arc::new(authority.internal.certificate().clone()),
            policies: Arc::new(Policies::embedded()),
            master_key: Arc::new(MasterKey::create(&folder.path().join("master.key"), &mut SystemRandom).unwrap()),
            clock: Arc::<SetClock>::clone(&clock),
            settings,
            dossiers: folder.path().join("dossiers"),
            examiner: crate::dossiers::Examiner::here(),
            failpoints: Failpoints::none(),
        };
        let registration = Registration::open(&url, environment).await.unwrap();
        for (name, email) in
            [("Inès Vautrin", "ines.vautrin"), ("Octave Delmas", "octave.delmas"), ("Aïda Le Goff", "aida.legoff")]
        {
            authority.enrol(name, &format!("{email}@sceau.example.org"));
        }
        registration.officers.follow_officers().await.unwrap();
        let office = Office { registration, authority, clock, folder, account, order };
        scenario(&office).await;
        office.registration.close().await;
    })
    .await;
}

/// Places an order for a holder with these names.
async fn place(db: &Db, account: AccountId, number: u32, given_names: &str, surname: &str) -> OrderId {
    let rng = &mut SystemRandom;
    let now = Timestamp::from_millis(NOW);
    let (person, order) = (PersonId::generate(now, rng), OrderId::generate(now, rng));
    let email = format!("holder.{number}@sceau.example.org");
    let address = json!({
        "recipient": "Maëlle Kervadec", "complement": null, "street": "3 rue des Tanneurs", "postcode": "35000", "town": "Rennes",
        "country": "FR",
    });
    let application = json!({
        "identity": { "birth_name": surname, "name_in_use": null, "given_names": given_names, "latin": null },
        "birth": { "date": "1978-03-03", "place": "Quimper", "country": "FR" },
        "listing": { "court": "Rennes", "ends": "2031-12-31", "compagnie": "Compagnie des experts de Bretagne" },
        "delivery": { "token": address, "pin_letter": null },
        "contact": "email",
        "billing": { "holder": address },
        "terms": { "version": "2026-11-01", "digest": Digest::of(b"terms"), "accepted_at": now },
    });
    let mut tx = db.begin_write().await.unwrap();
    tx.execute(
        "insert into accounts (id, email, address, language, salt, verifier, created_at, password_changed_at) \
         values ($1, $2, $2, 'fr', $3, $3, $4, $4)",
        &[account.into(), email.into(), [0; 16].into(), now.into()],
    )
    .await
    .unwrap();
    let values = [person.into(), account.into(), now.into()];
    tx.execute("insert into people (id, account, known_since) values ($1, $2, $3)", &values).await.unwrap();
    tx.execute(
        "insert into orders (id, account, person, product, application, begun_at, state, since, facts, number, placed_at, \
         price_excluding_vat_cents, vat_per_mille, version) \
         values ($1, $2, $3, 'expert-card', $4, $5, 'dossier-awaited', $5, $6, $7, $5, 15900, 200, 1)",
        &[
            order.into(),
            account.into(),
            person.into(),
            application.to_string().into(),
            now.into(),
            json!({ "state": "dossier-awaited", "since": now }).to_string().into(),
            format!("SC-2026-{number:06}").into(),
        ],
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    order
}

impl Office {
    /// The officer with an address, as authenticated by their certificate.
    async fn officer(&self, user: &str) -> Officer {
        let shown = self.authority.certificate_of(&format!("{user}@sceau.example.org"));
        self.registration.officers.officer_by_certificate(&shown).await.unwrap()
    }

    async fn state(&self) -> OrderState {
        let mut tx = self.registration.core.db.begin_read().await.unwrap();
        orders::find(&self.registration.core.order_keys, &mut tx, self.order).await.unwrap().unwrap().state().clone()
    }

    async fn events(&self) -> Vec<EventKind> {
        let mut tx = self.registration.core.db.begin_read().await.unwrap();
        let events = orders::events(&self.registration.core.order_keys, &mut tx, self.order).await.unwrap();
        events.into_iter().map(|event| event.what).collect()
    }

    /// The ledger's actions, oldest first.
    async fn acts(&self) -> Vec<String> {
        let mut tx = self.registration.core.db.begin_read().await.unwrap();
        ledger::entries(&mut tx, 0, 1000).await.unwrap().into_iter().map(|entry| entry.action).collect()
    }

    /// Sets the clock of the registration authority.
    fn at(&self, moment: Timestamp) {
        self.clock.0.store(moment.as_millis(), Ordering::Relaxed);
    }

    async fn pass(&self, duration: Duration) {
        self.clock.0.fetch_add(i64::try_from(duration.as_millis()).unwrap(), Ordering::Relaxed);
    }

    /// A picture whose content differs by `shade`.
    fn picture(shade: u8) -> Upload {
        let mut content = Vec::new();
        let encoder = image::codecs::png::PngEncoder::new(&mut content);
        image::ImageEncoder::write_image(encoder, &[shade; 16], 4, 4, image::ExtendedColorType::L8).unwrap();
        Upload { name: format!("scan {shade}.png"), content }
    }

    /// Hands in a dossier with one file for each piece.
    async fn hand_in(&self) {
        for (name, shade) in PIECES.into_iter().zip(1..) {
            let upload = Self::picture(shade);
            self.registration.dossiers.add_piece_file(self.account, self.order, &piece(name), upload).await.unwrap();
        }
        self.registration.dossiers.hand_in_dossier(self.account, self.order).await.unwrap();
    }

    /// Does everything up to the review, as `officer`.
    async fn prepare(&self, officer: &Officer) {
        self.hand_in().await;
        for name in PIECES {
            self.accept(officer, name).await.unwrap();
        }
        self.check(officer, &CHECK).await.unwrap();
    }

    /// The digest of what the desk's page shows `officer`.
    async fn seen(&self, officer: &Officer) -> String {
        self.registration.desk.desk_order(officer, self.order).await.unwrap().unwrap().seen.to_string()
    }

    /// Opens the files of the pieces for which `which` holds.
    async fn view(&self, officer: &Officer, which: impl Fn(&str) -> bool) {
        let dossier = self.registration.dossiers.dossier(self.account, self.order).await.unwrap().unwrap().dossier;
        for piece in dossier.pieces.iter().filter(|piece| which(piece.name().as_str())) {
            for file in &piece.files {
                let viewed = self.registration.dossiers.download_piece_file(officer, self.order, piece.name(), file.id).await;
                assert!(matches!(viewed, Ok(_) | Err(Fault::Refused(_))), "{:?}", viewed.err());
            }
        }
    }

    /// Opens the files of a piece, and accepts it as the page shows it, with the consulted list.
    async fn accept(&self, officer: &Officer, name: &str) -> Result<(), Fault<PieceDecisionError>> {
        self.view(officer, |piece| piece == name).await;
        let seen = self.seen(officer).await;
        self.registration.desk.accept_piece(officer, self.order, &piece(name), Some(looked_up()), &seen).await
    }

    /// Refuses a piece as the page shows it.
    async fn refuse(&self, officer: &Officer, name: &str, reason: &Reason) -> Result<(), Fault<PieceDecisionError>> {
        self.registration.desk.refuse_piece(officer, self.order, &piece(name), reason, &self.seen(officer).await).await
    }

    /// Records an identity check of what the page shows.
    async fn check(&self, officer: &Officer, check: &TypedCheck<'_>) -> Result<(), Fault<RecordCheckError>> {
        self.registration.desk.record_identity_check(officer, self.order, check, &self.seen(officer).await).await
    }

    /// Opens every file, and reviews what the page shows.
    async fn review(&self, officer: &Officer) -> Result<(), Fault<ReviewError>> {
        self.view(officer, |_| true).await;
        self.registration.desk.review(officer, self.order, &self.seen(officer).await).await
    }

    /// Opens every file, and authorises what the page shows.
    async fn authorise(&self, officer: &Officer) -> Result<Option<IncidentId>, Fault<AuthoriseError>> {
        self.view(officer, |_| true).await;
        self.registration.desk.authorise(officer, self.order, &self.seen(officer).await).await
    }

    async fn pay(&self) {
        self.registration.payments.pay_by_demonstration_card(self.account, self.order).await.unwrap();
    }
}
