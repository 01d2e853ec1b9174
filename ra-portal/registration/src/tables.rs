//! The zone's tables, and the columns that identify their rows in the log. These contain no personal data.

chassis::tables! {
    ACCEPTANCES = "acceptances" ["order_id"],
    ACCOUNTS = "accounts" ["id"],
    AUTHORISATIONS = "authorisations" ["id", "order_id"],
    CODES_TOLD = "codes_told" ["token"],
    DOSSIERS = "dossiers" ["order_id"],
    OVERPAYMENTS = "excesses" ["id", "order_id"],
    IDENTITY_CHECKS = "identity_checks" ["id", "order_id"],
    INVOICES = "invoices" ["number"],
    INVOICE_NUMBERS = "invoice_numbers" ["year"],
    KEPT_FORMS = "kept_forms" ["account"],
    LOOSE_FILES = "loose_files" ["id", "order_id"],
    OFFICERS = "officers" ["id"],
    OFFICER_PROPOSALS = "officer_proposals" ["id"],
    OFFICER_REVOCATIONS = "officer_revocations" ["id", "order_id"],
    ORDERS = "orders" ["id"],
    ORDER_EVENTS = "order_events" ["order_id", "position"],
    ORDER_KEYS = "order_keys" ["order_id", "purpose"],
    ORDER_NUMBERS = "order_numbers" ["year"],
    PAGE_PICTURES = "page_pictures" ["file_id"],
    PAYMENTS = "payments" ["id", "order_id"],
    PENDING_LOGINS = "pending_logins" ["token"],
    PEOPLE = "people" ["id"],
    PIECES = "pieces" ["order_id", "kind"],
    PIECE_FILES = "piece_files" ["id", "order_id"],
    PIECE_VIEWINGS = "piece_viewings" ["file", "officer"],
    PIN_LETTERS = "pin_letters" ["order_id"],
    SESSIONS = "sessions" ["account"],
    TOKEN_FEED = "token_feed" ["id"],
    TRANSFERS = "transfers" ["id"],
}

#[cfg(test)]
mod tests {
    use chassis::db::Db;
    use test_databases::on_both_engines;

    #[tokio::test]
    async fn every_table_has_the_columns_of_its_key() {
        on_both_engines(async |url| {
            let db = Db::open(&url).await.unwrap();
            db.migrate(crate::migrations()).await.unwrap();
            for table in super::ALL {
                let mut tx = db.begin_read().await.unwrap();
                assert_eq!(table.probe(&mut tx).await, Ok(()), "{table:?}");
            }
            db.close().await;
        })
        .await;
    }
}
