//! The zone's tables, and what identifies their rows in the log. No key says anything about a person.

use chassis::db::Table;

pub(crate) const APPROVALS: Table = Table::new("approvals", &["order_number"]);
pub(crate) const AUTHORITY: Table = Table::new("authority", &[]);
pub(crate) const CERTIFICATES: Table = Table::new("certificates", &["issuer", "serial"]);
pub(crate) const CODES: Table = Table::new("codes", &["issuer", "serial", "set_at"]);
pub(crate) const CRLS: Table = Table::new("crls", &["issuer", "number"]);
pub(crate) const DOSSIER_KEYS: Table = Table::new("dossier_keys", &["order_number"]);
pub(crate) const ESCROW: Table = Table::new("escrow", &["token", "sealed_at"]);
pub(crate) const FACT_FORMS: Table = Table::new("fact_forms", &["token", "kind"]);
pub(crate) const FEED: Table = Table::new("feed", &["sequence"]);
pub(crate) const FEED_HEAD: Table = Table::new("feed_head", &[]);
pub(crate) const INTENTS: Table = Table::new("intents", &["issuer", "serial"]);
pub(crate) const ISSUERS: Table = Table::new("issuers", &["name"]);
pub(crate) const OFFICERS: Table = Table::new("officers", &["id"]);
pub(crate) const PERSONS: Table = Table::new("persons", &["id"]);
pub(crate) const PIN_RELEASES: Table = Table::new("pin_releases", &["token", "sealed_at"]);
pub(crate) const PUK_RELEASES: Table = Table::new("puk_releases", &["token"]);
pub(crate) const REMEMBERED: Table = Table::new("remembered", &["caller", "idempotency_key"]);
pub(crate) const REVOCATIONS: Table = Table::new("revocations", &["id"]);
pub(crate) const REVOCATION_PROGRESS: Table = Table::new("revocation_progress", &["revocation", "stage"]);
pub(crate) const REVOCATION_REQUESTS: Table = Table::new("revocation_requests", &["id"]);
pub(crate) const REVOKED_SERIALS: Table = Table::new("revoked_serials", &["issuer", "serial"]);
pub(crate) const SEALS: Table = Table::new("seals", &["signing_key"]);
pub(crate) const SIGNING_KEYS: Table = Table::new("signing_keys", &["id"]);
pub(crate) const TOKENS: Table = Table::new("tokens", &["number"]);
pub(crate) const TOKEN_EVENTS: Table = Table::new("token_events", &["sequence"]);
pub(crate) const TOKEN_EVENTS_HEAD: Table = Table::new("token_events_head", &[]);
