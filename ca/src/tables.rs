//! The zone's tables, and the columns that identify their rows in the log. These contain no personal data.

chassis::tables! {
    APPROVALS = "approvals" ["order_number"],
    AUTHORITY = "authority" [],
    CERTIFICATES = "certificates" ["issuer", "serial"],
    CODES = "codes" ["issuer", "serial", "set_at"],
    CRLS = "crls" ["issuer", "number"],
    DOSSIER_KEYS = "dossier_keys" ["order_number"],
    ESCROW = "escrow" ["token", "sealed_at"],
    FACT_FORMS = "fact_forms" ["token", "kind"],
    FEED = "feed" ["sequence"],
    FEED_HEAD = "feed_head" [],
    INTENTS = "intents" ["issuer", "serial"],
    ISSUERS = "issuers" ["name"],
    OFFICERS = "officers" ["id"],
    OFFICER_ROLES = "officer_roles" ["officer", "role"],
    PERSONS = "persons" ["id"],
    PIN_RELEASES = "pin_releases" ["token", "sealed_at"],
    PUK_RELEASES = "puk_releases" ["token"],
    REMEMBERED = "remembered" ["caller", "idempotency_key"],
    REVOCATIONS = "revocations" ["id"],
    REVOCATION_PROGRESS = "revocation_progress" ["revocation", "stage"],
    REVOCATION_REQUESTS = "revocation_requests" ["id"],
    REVOKED_SERIALS = "revoked_serials" ["issuer", "serial"],
    SEALS = "seals" ["signing_key"],
    SIGNING_KEYS = "signing_keys" ["id"],
    TOKENS = "tokens" ["number"],
    TOKEN_EVENTS = "token_events" ["sequence"],
    TOKEN_EVENTS_HEAD = "token_events_head" [],
}

#[cfg(test)]
mod tests {
    use chassis::db::Db;
    use test_databases::on_both_engines;

    #[tokio::test]
    async fn every_table_has_the_columns_of_its_key() {
        on_both_engines(async |url| {
            let db = Db::open(&url).await.unwrap();
            db.migrate(crate::MIGRATIONS).await.unwrap();
            for table in super::ALL {
                let mut tx = db.begin_read().await.unwrap();
                assert_eq!(table.probe(&mut tx).await, Ok(()), "{table:?}");
            }
            db.close().await;
        })
        .await;
    }
}
