//! The responder's health report.

use chassis::http::Health;
use pki::Timestamp;
use serde::Serialize;

use crate::core::Core;
use crate::index::{Index, Issuer};

/// The facts reported to the operator.
#[derive(Serialize)]
struct Facts {
    feed: Feed,
    /// Why the feed is currently not followed.
    fault: Option<String>,
    sequence: Option<u64>,
    presigned_responses: usize,
    issuers: Vec<IssuerFacts>,
}

/// How recent the known state is.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case", tag = "state")]
enum Feed {
    NeverHeard,
    Lagging {
        age_seconds: u64,
    },
    /// It has a critical change that this version does not know; `fault` says which.
    NotUnderstood,
    Current {
        age_seconds: u64,
    },
}

#[derive(Serialize)]
struct IssuerFacts {
    name: String,
    issued: u64,
    revoked: u64,
    ocsp: bool,
    responder_key_ends: Option<String>,
    crl_number: Option<u64>,
    crl_next_update: Option<String>,
    #[serde(skip)]
    is_well: bool,
}

/// The health at `now`: good while the feed is current, every issuing CA with OCSP has a responder key, and no CRL is overdue.
pub(crate) fn health(core: &Core, now: Timestamp) -> Health {
    let age = core.heard.read().map(|heard| now.since(heard).as_secs());
    let feed = match age {
        _ if *core.unknown_change.read() => Feed::NotUnderstood,
        None => Feed::NeverHeard,
        Some(age_seconds) if core.is_lagging(now) => Feed::Lagging { age_seconds },
        Some(age_seconds) => Feed::Current { age_seconds },
    };
    let index = core.index.read();
    let issuers: Vec<_> = index
        .as_ref()
        .map(|index| index.issuers().map(|issuer| issuer_facts(core, index, issuer, now)).collect())
        .unwrap_or_default();
    let ok = matches!(feed, Feed::Current { .. }) && issuers.iter().all(|issuer| issuer.is_well);
    let facts = Facts {
        feed,
        fault: core.fault.read().clone(),
        sequence: index.as_ref().map(Index::sequence),
        presigned_responses: core.responses.count(),
        issuers,
    };
    Health { ok, facts: serde_json::to_value(facts).unwrap_or_default() }
}

fn issuer_facts(core: &Core, index: &Index, issuer: &Issuer, now: Timestamp) -> IssuerFacts {
    let crl = core.crls.newest(&issuer.name);
    let has_key = core.keys.signing(&issuer.name, now).is_some();
    let counts = index.counts(&issuer.name);
    IssuerFacts {
        name: issuer.name.to_string(),
        issued: counts.issued,
        revoked: counts.revoked,
        ocsp: issuer.ocsp,
        responder_key_ends: core.keys.end(&issuer.name).map(|end| end.to_string()),
        is_well: (has_key || !issuer.ocsp) && crl.as_ref().is_none_or(|crl| crl.next_update >= now),
        crl_number: crl.as_ref().map(|crl| crl.number),
        crl_next_update: crl.map(|crl| crl.next_update.to_string()),
    }
}
