//! What tests of the crates above stand on: a registration authority whose certificate authority never answers.
//!
//! Only with the feature `testing`. Failures of the fixture are panics: a test has no other use for them.

mod authority;

pub use authority::TestAuthority;

use std::path::Path;
use std::sync::Arc;

use ca_contract::{CertificateAuthority, Unreachable};
use chassis::db::{DatabaseUrl, Db};
use chassis::sealing::MasterKey;
use pki::{Clock, SystemRandom};
use policies::Policies;

use crate::Registration;
use crate::boundary::Boundaries;
use crate::core::Environment;
use crate::messages::{self, Message};
use crate::migrations;
use crate::settings::{Settings, Supplier};

/// A supplier that nobody has to do with.
#[must_use]
pub fn supplier() -> Supplier {
    Supplier {
        name: "Sceau SAS".to_owned(),
        legal_form: "SAS au capital de 100 000 €".to_owned(),
        address: vec!["12 rue des Tilleuls".to_owned(), "35000 Rennes".to_owned()],
        siren: "123456782".to_owned(),
        vat_number: "FR32123456782".to_owned(),
        iban: "FR76 1234 5678 9012 3456 7890 123".to_owned(),
        bic: "SCEAFRPPXXX".to_owned(),
        support_telephone: "01 99 00 12 34".to_owned(),
        support_email: "assistance@sceau.example.org".to_owned(),
        revocation_telephone: "01 99 00 56 78".to_owned(),
        dossier_address: vec!["Sceau, dossiers".to_owned(), "35000 Rennes".to_owned()],
    }
}

/// Opens one over a new or an existing database; its key and its dossiers lie in `folder`.
///
/// # Panics
/// When it cannot be opened.
pub async fn open(url: &DatabaseUrl, folder: &Path, clock: Arc<dyn Clock>, boundaries: Boundaries) -> Registration {
    let db = Db::open(url).await.expect("the database opens");
    db.migrate(migrations::migrations()).await.expect("the database migrates");
    db.close().await;
    let key = folder.join("master.key");
    let master_key = if key.exists() { MasterKey::from_file(&key) } else { MasterKey::create(&key, &mut SystemRandom) };
    let environment = Environment {
        authority: CertificateAuthority::over(tower::service_fn(|_| async { Err(Unreachable) })),
        internal_authority: Arc::new(TestAuthority::new(clock.now()).certificate().clone()),
        policies: Arc::new(Policies::embedded()),
        master_key: Arc::new(master_key.expect("the folder takes a key")),
        clock,
        settings: Settings { sms: true, ..Settings::of(supplier()) },
        dossiers: folder.join("dossiers"),
        boundaries,
    };
    Registration::open(url, environment).await.expect("the registration authority opens")
}

impl Registration {
    /// Tells somebody something, in an act of its own.
    ///
    /// # Panics
    /// When the database refuses.
    pub async fn tell(&self, message: &Message) {
        let mut tx = self.core.db.begin_write().await.expect("the database answers");
        messages::enqueue(&self.core, &mut tx, message).await.expect("the outbox takes a message");
        tx.commit().await.expect("the database answers");
    }
}
