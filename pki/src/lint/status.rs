//! Rules for cRLDistributionPoints, authorityInfoAccess and ocsp-nocheck.

use const_oid::ObjectIdentifier;
use const_oid::db::rfc5280::{ID_AD_CA_ISSUERS, ID_AD_OCSP, ID_CE_CRL_DISTRIBUTION_POINTS, ID_PE_AUTHORITY_INFO_ACCESS};
use const_oid::db::rfc6960::ID_PKIX_OCSP_NOCHECK;

use super::element::{Element, NULL, SEQUENCE, context, context_constructed};
use super::envelope::Certificate;
use super::finding::{Finding, Rule};
use super::hosts::{self, Scheme};

const CRL_DISTRIBUTION_POINT: Rule = Rule::must("crl-distribution-point", "RFC 5280 §4.2.1.13; EN 319 412-2 GEN-4.3.11-2, -4");
const AUTHORITY_INFORMATION_ACCESS: Rule =
    Rule::must("authority-information-access", "RFC 5280 §4.2.2.1; EN 319 412-2 GEN-4.4.1-3, -4, -6");
const OCSP_NOCHECK: Rule = Rule::must("ocsp-nocheck", "RFC 6960 §4.2.2.2.1");

/// The tag of a GeneralName that is a URI.
const URI: u8 = context(6);

/// What status is published for a kind of certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Status {
    /// None: roots, OCSP responders (nocheck), and certificates of the internal authority (removing the pin revokes them).
    Outside,
    /// CRL and issuer's certificate: issuing CAs.
    Crl,
    /// CRL, issuer's certificate and OCSP.
    CrlAndOcsp,
}

/// Checks the addresses at which status is published.
pub(super) fn check(certificate: &Certificate<'_>, status: Status) -> Vec<Finding> {
    let responders = match status {
        Status::Outside => return Vec::new(),
        Status::Crl => 0,
        Status::CrlAndOcsp => 1,
    };
    let mut findings = Vec::new();
    if let Some(value) = certificate.extension(ID_CE_CRL_DISTRIBUTION_POINTS) {
        let problem = match distribution_point(value) {
            Some(url) => hosts::url_problem(url, &[Scheme::Http]),
            None => Some("not one distribution point with one full name"),
        };
        findings.extend(problem.map(|problem| CRL_DISTRIBUTION_POINT.broken(problem)));
    }
    if let Some(value) = certificate.extension(ID_PE_AUTHORITY_INFO_ACCESS) {
        findings.extend(access_problem(value, responders).map(|problem| AUTHORITY_INFORMATION_ACCESS.broken(problem)));
    }
    findings
}

/// Checks that the value of ocsp-nocheck is NULL.
pub(super) fn check_nocheck(certificate: &Certificate<'_>) -> Option<Finding> {
    let value = certificate.extension(ID_PKIX_OCSP_NOCHECK)?;
    (value != [NULL, 0]).then(|| OCSP_NOCHECK.broken("its value is not NULL"))
}

/// The URI of a single DistributionPoint with nothing but a fullName of one URI.
fn distribution_point(value: &[u8]) -> Option<&[u8]> {
    let point = Element::only(value)?.only_child(SEQUENCE)?;
    let full_name = point.only_child(SEQUENCE)?.only_child(context_constructed(0))?;
    full_name.only_child(context_constructed(0))?.content_of(URI)
}

fn access_problem(value: &[u8], responders_due: usize) -> Option<&'static str> {
    let Some(descriptions) = read_access(value) else {
        return Some("not a list of access methods with URIs");
    };
    let mut issuers = 0;
    let mut responders = 0;
    for (method, url) in descriptions {
        let problem = match method {
            ID_AD_CA_ISSUERS => {
                issuers += 1;
                hosts::url_problem(url, &[Scheme::Http, Scheme::Https])
            }
            ID_AD_OCSP => {
                responders += 1;
                hosts::url_problem(url, &[Scheme::Http])
            }
            _ => Some("another access method than caIssuers and ocsp"),
        };
        if problem.is_some() {
            return problem;
        }
    }
    if issuers != 1 {
        return Some("not one caIssuers");
    }
    (responders != responders_due).then_some("not one ocsp in a leaf, or one in a CA")
}

fn read_access(value: &[u8]) -> Option<Vec<(ObjectIdentifier, &[u8])>> {
    let mut descriptions = Vec::new();
    for description in Element::only(value)?.children(SEQUENCE)? {
        let parts = description.children(SEQUENCE)?;
        let [method, location] = parts.as_slice() else {
            return None;
        };
        descriptions.push((method.object_identifier()?, location.content_of(URI)?));
    }
    Some(descriptions)
}
