//! An officer for tests of officers' acts.

use chassis::db::Tx;
use pki::{SystemRandom, Timestamp};

use super::{Officer, OfficerId, find};
use crate::access::Role;
use crate::internal_authority::TestAuthority;

/// Inserts an officer, and authenticates them with a certificate of their own.
pub(crate) async fn admitted(tx: &mut Tx, name: &str, email: &str, roles: &[Role], now: Timestamp) -> Officer {
    let (id, (shown, certificate)) = (OfficerId::generate(now, &mut SystemRandom), TestAuthority::new(now).admit(name, now));
    let sql = "insert into officers (id, name, email, fingerprint, valid_from, valid_until, roles, since) \
         values ($1, $2, $3, $4, $5, $6, $7, $8)";
    let validity = shown.validity();
    let values = [
        id.as_bytes().into(),
        name.into(),
        email.into(),
        shown.fingerprint().into(),
        validity.not_before().into(),
        validity.not_after().into(),
        serde_json::to_string(roles).unwrap().into(),
        now.into(),
    ];
    tx.execute(sql, &values).await.unwrap();
    Officer { record: find(tx, id).await.unwrap().unwrap().officer, certificate }
}
