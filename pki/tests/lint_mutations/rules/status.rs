//! Rules of status and hosts.

use super::{
    ALTERNATIVE_NAME, Broken, CA_REPOSITORY, DISTRIBUTION_POINTS, INFORMATION_ACCESS, PERSON, URI, access_url, broken, crl_url,
    host, set, value,
};
use crate::tree::Node;

pub(super) const STATUS: &[Broken] = &[
    broken(PERSON, "CRL by https alone", "crl-distribution-point", |it| crl_url(it, "https://status.sceau.example.org/a.crl")),
    broken(PERSON, "CRL in an internal domain", "crl-distribution-point", |it| crl_url(it, "http://status.sceau.local/a.crl")),
    broken(PERSON, "CRL in a reserved domain", "crl-distribution-point", |it| crl_url(it, "http://status.sceau.test/a.crl")),
    broken(PERSON, "CRL at localhost", "crl-distribution-point", |it| crl_url(it, "http://localhost/a.crl")),
    broken(PERSON, "CRL at an address", "crl-distribution-point", |it| crl_url(it, "http://192.0.2.1/a.crl")),
    broken(PERSON, "CRL with a port of letters", "crl-distribution-point", |it| {
        crl_url(it, "http://status.example.org:http/a.crl")
    }),
    broken(PERSON, "CRL with a space", "crl-distribution-point", |it| crl_url(it, "http://status.example.org/a b.crl")),
    broken(PERSON, "CRL at no host", "crl-distribution-point", |it| crl_url(it, "http:///a.crl")),
    broken(PERSON, "CRL at an empty label", "crl-distribution-point", |it| crl_url(it, "http://status..example.org/a.crl")),
    broken(PERSON, "CRL at a label of 64", "crl-distribution-point", |it| {
        crl_url(it, &format!("http://{}.example.org/a.crl", "a".repeat(64)));
    }),
    broken(PERSON, "CRL at a host of 254", "crl-distribution-point", |it| {
        crl_url(it, &format!("http://{}example.org/a.crl", "abc.".repeat(61)));
    }),
    broken(PERSON, "a point with reasons alone", "crl-distribution-point", |it| {
        *value(it, DISTRIBUTION_POINTS).at(&[0]) = Node::constructed(0x30, [Node::primitive(0x81, [1, 0x02])]);
    }),
    broken(PERSON, "no points", "crl-distribution-point", |it| value(it, DISTRIBUTION_POINTS).nodes().clear()),
    broken(PERSON, "no caIssuers", "authority-information-access", |it| {
        value(it, INFORMATION_ACCESS).nodes().remove(0);
    }),
    broken(PERSON, "no ocsp", "authority-information-access", |it| {
        value(it, INFORMATION_ACCESS).nodes().pop();
    }),
    broken(PERSON, "caIssuers by ldap", "authority-information-access", |it| access_url(it, 0, "ldap://status.example.org/cn=a")),
    broken(PERSON, "ocsp in an internal domain", "authority-information-access", |it| access_url(it, 1, "http://ocsp.internal/")),
    broken(PERSON, "ocsp by https", "authority-information-access", |it| access_url(it, 1, "https://status.example.org/ocsp")),
    broken(PERSON, "another access method", "authority-information-access", |it| {
        let parts = [Node::primitive(0x06, CA_REPOSITORY), Node::primitive(URI, "http://status.example.org/")];
        value(it, INFORMATION_ACCESS).nodes().push(Node::constructed(0x30, parts));
    }),
    broken("issuing CA", "ocsp for a CA", "authority-information-access", |it| {
        let mut access = value(it, INFORMATION_ACCESS).at(&[0]).clone();
        set(access.at(&[0]), 0x06, [0x2b, 6, 1, 5, 5, 7, 0x30, 1]);
        value(it, INFORMATION_ACCESS).nodes().push(access);
    }),
    broken("service TLS", "localhost", "subject-alternative-name", |it| host(it, "localhost")),
    broken("service TLS", "internal host", "subject-alternative-name", |it| host(it, "ca.internal")),
    broken("service TLS", "wildcard", "subject-alternative-name", |it| host(it, "*.example.org")),
    broken("service TLS", "upper case", "subject-alternative-name", |it| host(it, "CA.example.org")),
    broken("service TLS", "address", "subject-alternative-name", |it| {
        set(value(it, ALTERNATIVE_NAME).at(&[0]), 0x87, [192, 0, 2, 1]);
    }),
    broken("service TLS", "no names", "subject-alternative-name", |it| value(it, ALTERNATIVE_NAME).nodes().clear()),
];
