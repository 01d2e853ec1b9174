//! Every place where a certificate admits a person, with every kind of invalid certificate: on the pages and at the CA, which does not
//! trust the pages.

mod forge;

use std::sync::Arc;
use std::time::Duration;

use ca_contract::holder::{ReleasePuk, SetCode};
use ca_contract::officers::{DismissOfficer, EnrolOfficer, OfficerRoles};
use ca_contract::revocation::{OfficersReason, RevokeByOfficers};
use ca_contract::{Confidential, Der};
use demo::actors::KERVADEC;
use demo::browser::ClientCertificate;
use pki::{Certificate, Clock, Digest, TokenNumber, csr};
use testbed::office::Office;
use testbed::{CODES, Engine, Scenario, Testbed, Transport, ask};

use super::super::officers_acts::{OfficerId, answered, every_officers_act};
use super::fresh_postgres;
use super::people::KERVADEC_EMAIL;
use super::placed::Placed;
use forge::{Forge, Forged, plant, plant_under_the_pin, validity};

const DAY: Duration = Duration::from_secs(24 * 3600);
const YEAR: Duration = Duration::from_secs(365 * 24 * 3600);

/// The condition of the certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Condition {
    Valid,
    NotYetValid,
    ExpiredByASecond,
    ExpiredBy1100Days,
    /// It has the right subject and issuer, but another key than the one on file.
    OtherKey,
    /// It is on file, but was signed by a false authority of the same name.
    OtherIssuer,
    /// The officer was dismissed, the token revoked.
    Ended,
}

impl Condition {
    /// [`Condition::Ended`] comes last: nothing comes after it.
    const ALL: [Self; 7] = [
        Self::Valid,
        Self::NotYetValid,
        Self::ExpiredByASecond,
        Self::ExpiredBy1100Days,
        Self::OtherKey,
        Self::OtherIssuer,
        Self::Ended,
    ];

    /// The response of an operation that names an officer.
    const fn officers_code(self) -> Option<&'static str> {
        match self {
            Self::Valid => None,
            Self::NotYetValid => Some("officer-certificate-not-yet-valid"),
            Self::ExpiredByASecond | Self::ExpiredBy1100Days => Some("officer-certificate-expired"),
            Self::OtherKey => Some("officer-certificate-not-pinned"),
            Self::OtherIssuer => Some("officer-certificate-foreign-issuer"),
            Self::Ended => Some("unknown-officer"),
        }
    }

    /// The response of an operation for the holder of a certificate.
    const fn holders_code(self) -> Option<&'static str> {
        match self {
            Self::Valid => None,
            Self::Ended => Some("revoked"),
            _ => Some("not-admitted"),
        }
    }

    /// The headings of the officers' and the holder's page that explain the refusal.
    const fn headings(self) -> Option<[&'static str; 2]> {
        match self {
            Self::Valid => None,
            Self::NotYetValid => Some(["Ce certificat n’est pas encore valable"; 2]),
            Self::ExpiredByASecond | Self::ExpiredBy1100Days => {
                Some(["Votre certificat d’agent a expiré", "Ce certificat a expiré"])
            }
            Self::OtherKey => Some(["Ce certificat n’est pas celui d’un agent", "Ce certificat ne donne pas accès à cet espace"]),
            Self::OtherIssuer => Some(["Ce certificat vient d’une autre autorité", "Nous n’avons pas délivré ce certificat"]),
            Self::Ended => Some(["Vous n’êtes plus agent", "Ce certificat est révoqué"]),
        }
    }
}

/// A person whose certificate is put into each condition.
struct Subject {
    original: Certificate,
    /// The certificate that is pinned now.
    pin: Digest,
}

impl Subject {
    fn of(der: &[u8]) -> Self {
        let original = Certificate::from_der(der).expect("a certificate");
        Self { pin: original.fingerprint(), original }
    }

    /// Puts the certificate into a condition. Returns the certificate that the person presents.
    async fn put(&mut self, testbed: &Testbed, forge: &Forge, condition: Condition) -> Forged {
        let now = testbed.clock.now();
        let valid = validity(now, DAY, YEAR);
        let shown = match condition {
            Condition::Valid | Condition::OtherKey | Condition::Ended => forge.issue(&self.original, valid),
            Condition::NotYetValid => forge.issue(&self.original, validity(now.plus(DAY), Duration::ZERO, YEAR)),
            Condition::ExpiredByASecond => forge.issue(&self.original, validity(now, YEAR, YEAR - Duration::from_secs(1))),
            Condition::ExpiredBy1100Days => forge.issue(&self.original, validity(now, YEAR + 1100 * DAY, YEAR)),
            Condition::OtherIssuer => Forge::imitate(&self.original, valid),
        };
        if condition == Condition::OtherKey {
            plant_under_the_pin(testbed, self.pin, &shown.certificate).await;
        } else {
            plant(testbed, self.pin, &shown.certificate).await;
            self.pin = shown.certificate.fingerprint();
        }
        shown
    }
}

/// The heading of the page shown for a certificate.
async fn heading(office: &Office, path: &str, shown: Forged) -> Option<String> {
    let shown = ClientCertificate::signed_by(vec![shown.certificate.der().to_vec()], Arc::new(shown.key));
    let page = office.at_certificate_entrance(Some(shown)).open(path).await.expect("an answer");
    match page.answered(403) {
        Ok(page) => {
            assert!(!page.texts("main p").is_empty(), "it says what to do");
            Some(page.texts("h1").concat())
        }
        Err(_) => None,
    }
}

async fn every_admission_in_every_condition(office: &Office) {
    let testbed = &office.testbed;
    let forge = Forge::of(testbed).await;
    let order = Placed::by(office, KERVADEC_EMAIL, KERVADEC).await;
    let sent = order.sent(office).await;
    let [first, second] = [0, 1].map(|place| testbed.bootstrapped.officers[place].id);
    let third = EnrolOfficer {
        request: Der(csr::request(&Scenario::key()).expect("a request")),
        name: "Solveig Arnoux".to_owned(),
        email: "solveig.arnoux@sceau.example.org".to_owned(),
        roles: OfficerRoles::all(),
        proposed_by: first,
        confirmed_by: second,
    };
    let third = ask(&testbed.callers.portal, &third).await.expect("enrolled");
    let mut officer = Subject::of(&third.certificate.0);
    let mut holder = Subject::of(&sent.issued.certificates[0].certificate.0);
    for (round, condition) in Condition::ALL.into_iter().enumerate() {
        let (shown_by_officer, shown_by_holder) =
            (officer.put(testbed, &forge, condition).await, holder.put(testbed, &forge, condition).await);
        if condition == Condition::Ended {
            let dismiss = DismissOfficer { officer: third.officer, proposed_by: first, confirmed_by: second };
            ask(&testbed.callers.portal, &dismiss).await.expect("dismissed");
            revoke(testbed, &sent.issued.token, [first, second]).await;
        }
        office.registration.officers.follow_officers().await.expect("the list is followed");

        for (what, answer, admitted) in every_officers_act(testbed, third.officer, round).await {
            assert_eq!(answer, condition.officers_code().unwrap_or(admitted), "{what}: {condition:?}");
        }
        let set = SetCode { certificate: holder.pin, code: Confidential::new(CODES[0]) };
        let holders = [answered(testbed, &set).await, answered(testbed, &ReleasePuk { certificate: holder.pin }).await];
        assert_eq!(holders, [condition.holders_code().unwrap_or("granted"); 2], "{condition:?}");
        let headings =
            [heading(office, "/officer/officers", shown_by_officer).await, heading(office, "/holder", shown_by_holder).await];
        let expected = condition.headings().map_or([None, None], |headings| headings.map(|text| Some(text.to_owned())));
        // The new officer has no role in the portal, so the page is the one for officers without permission.
        let headings =
            if condition == Condition::Valid { headings.map(|text| text.filter(|text| text != FORBIDDEN)) } else { headings };
        assert_eq!(headings, expected, "{condition:?}");
    }
    let refused = testbed.refusals().await;
    for code in ["officer-certificate-expired", "officer-certificate-foreign-issuer", "unknown-officer"] {
        assert!(refused.iter().any(|row| *row == format!("portal Approve {code}")), "{code} is on record");
    }
}

/// The heading of the page for an admitted visitor without permission.
const FORBIDDEN: &str = "Accès refusé";

async fn revoke(testbed: &Testbed, token: &TokenNumber, [recorded_by, confirmed_by]: [OfficerId; 2]) {
    let question = RevokeByOfficers {
        token: token.clone(),
        reason: OfficersReason::StruckOff,
        evidence: "Décision de radiation".parse().expect("evidence"),
        recorded_by,
        confirmed_by,
        received_at: testbed.clock.now(),
    };
    ask(&testbed.callers.portal, &question).await.expect("revoked");
}

#[tokio::test]
async fn every_admission_checks_the_whole_certificate_on_sqlite() {
    let office = Office::open(Engine::Sqlite, Transport::InProcess).await;
    every_admission_in_every_condition(&office).await;
    office.close().await;
}

#[tokio::test]
async fn every_admission_checks_the_whole_certificate_on_postgresql() {
    let office = Office::open(fresh_postgres().await, Transport::InProcess).await;
    every_admission_in_every_condition(&office).await;
    office.close().await;
}
