//! The list of officers.

use test_databases::Log;

use super::*;
use crate::fixtures::with_authority;

#[tokio::test]
async fn an_officer_with_a_role_that_cannot_be_read_is_reported_and_left_out_whole() {
    with_authority(async |core| {
        let ids = async || {
            let listed = (ListOfficers {}).read(core).await.unwrap();
            listed.into_iter().map(|officer| officer.id).collect::<Vec<_>>()
        };
        let all = ids().await;
        let (broken, others) = all.split_first().unwrap();
        assert!(!others.is_empty());
        let mut tx = core.db.begin_write().await.unwrap();
        let sql = "update officer_roles set role = 'garbage' where officer = $1 and role = 'accountant'";
        assert_eq!(tx.execute(sql, &[(*broken).into()]).await, Ok(1));
        tx.commit().await.unwrap();
        let log = Log::start();
        // With the roles that can be read, the portal would take the others from them.
        assert_eq!(ids().await, others);
        let row = format!("officer {}", broken.to_string().replace('-', ""));
        let lines = log.lines_with(&["ERROR", "officer_roles.role", &row]);
        assert_eq!(lines.len(), 1, "{lines:?}");
    })
    .await;
}
