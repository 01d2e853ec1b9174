//! Messages of the contract: writing what was read and reading it again gives the same message.

use ca_contract::escrow::{DossierKey, ReleasePin};
use ca_contract::events::FollowTokens;
use ca_contract::holder::{FindCertificateHolder, ReleasePuk, SetCode};
use ca_contract::issuance::{Approve, EscrowActivationData, Issue, ListApproved, ListIssuers};
use ca_contract::officers::{DismissOfficer, EnrolOfficer, ListOfficers, RenewOfficer};
use ca_contract::revocation::{FetchRevocationReceipt, RevokeByCode, RevokeByOfficers};
use ca_contract::status::{CertifyResponderKey, FetchCrl, FollowStatus, StatusSnapshot};
use ca_contract::{OPERATIONS, Operation};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::specimens;
use crate::target::Target;

pub(crate) const TARGET: Target = Target { name: "contract", at_most: 64 << 10, check, seeds };

fn check(message: &[u8]) -> bool {
    let readers: [fn(&[u8]) -> bool; 22] = [
        operation::<Approve>,
        operation::<ListIssuers>,
        operation::<ListApproved>,
        operation::<Issue>,
        operation::<EscrowActivationData>,
        operation::<SetCode>,
        operation::<ReleasePuk>,
        operation::<FindCertificateHolder>,
        operation::<FollowTokens>,
        operation::<DossierKey>,
        operation::<ReleasePin>,
        operation::<RevokeByCode>,
        operation::<RevokeByOfficers>,
        operation::<FetchRevocationReceipt>,
        operation::<EnrolOfficer>,
        operation::<RenewOfficer>,
        operation::<DismissOfficer>,
        operation::<ListOfficers>,
        operation::<StatusSnapshot>,
        operation::<FollowStatus>,
        operation::<FetchCrl>,
        operation::<CertifyResponderKey>,
    ];
    assert_eq!(readers.len(), OPERATIONS.len());
    readers.map(|reader| reader(message)).contains(&true)
}

/// Reads the message as the operation's request, answer and refusal.
fn operation<Asked: Operation>(message: &[u8]) -> bool {
    [read::<Asked>(message), read::<Asked::Answer>(message), read::<Asked::Error>(message)].contains(&true)
}

fn read<Message: Serialize + DeserializeOwned>(message: &[u8]) -> bool {
    let Ok(read) = serde_json::from_slice::<Message>(message) else { return false };
    let written = serde_json::to_vec(&read).expect("what was read can be written");
    let again: Message = serde_json::from_slice(&written).expect("what was written can be read");
    assert_eq!(serde_json::to_vec(&again).expect("what was read can be written"), written);
    true
}

fn seeds() -> Vec<Vec<u8>> {
    specimens::files("contract")
}
