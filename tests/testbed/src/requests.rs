//! Requests of a production station, built without a token, for scenarios that need many or unusual ones.

use ca_contract::issuance::{Issue, Issued, SlotRequest};
use ca_contract::statement::Person;
use ca_contract::{Confidential, Der};
use pki::{Curve, Digest, Id, SoftwareKey, csr};

use super::callers::ask;
use super::{Scenario, Testbed};

impl Scenario {
    /// A new key as a slot generates it.
    #[must_use]
    pub fn key() -> SoftwareKey {
        SoftwareKey::generate(Curve::P256).expect("a key")
    }

    /// A station's request for two new keys.
    #[must_use]
    pub fn question(order: &str, statement: Digest, token: &str) -> Issue {
        let requests = [0, 1].map(|slot| SlotRequest { slot, request: Der(csr::request(&Self::key()).expect("a request")) });
        Issue {
            order: order.parse().expect("an order number"),
            statement,
            token: token.parse().expect("a token number"),
            model: "software".to_owned(),
            requests: requests.to_vec(),
        }
    }

    /// Approves and issues for keys in memory, without escrow of PIN and PUK.
    pub async fn issue(testbed: &Testbed, order: &str, person: Id<Person>, token: &str) -> Issued {
        let digest = Self::approve(testbed, Self::statement(testbed, order, "expert-card", person)).await;
        ask(&testbed.callers.station, &Self::question(order, digest, token)).await.expect("the pair is issued")
    }

    /// An escrow request with a PIN and a PUK for a token.
    #[must_use]
    pub fn activation(token: &str, puk: &str) -> ca_contract::issuance::EscrowActivationData {
        ca_contract::issuance::EscrowActivationData {
            token: token.parse().expect("a token number"),
            transport_pin: Confidential::new("48151623"),
            puk: Confidential::new(puk),
        }
    }
}
