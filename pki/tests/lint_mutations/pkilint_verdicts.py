"""Judges many certificates and CRLs with pkilint in one process.

Reads lines of a kind and the hexadecimal digits of a DER encoding; answers each with the codes of its findings of WARNING and above.
The validators are those of the programs lint_pkix_cert, lint_etsi_cert (NCP-NATURAL-PERSON-CERTIFICATE) and lint_crl (CRL, PKIX).
"""

import sys

from pkilint import etsi, finding_filter, loader, pkix
from pkilint.etsi.etsi_constants import CertificateType
from pkilint.pkix import certificate, crl, extension, name
from pkilint.validation import ValidationFindingSeverity

NATURAL_PERSON = CertificateType.NCP_NATURAL_PERSON_CERTIFICATE


def pkix_validator():
    return certificate.create_pkix_certificate_validator_container(
        certificate.create_decoding_validators(name.ATTRIBUTE_TYPE_MAPPINGS, extension.EXTENSION_MAPPINGS),
        [
            certificate.create_issuer_validator_container([]),
            certificate.create_validity_validator_container(),
            certificate.create_subject_validator_container([]),
            certificate.create_extensions_validator_container([]),
            certificate.create_spki_validator_container([]),
        ],
    )


def etsi_validator():
    return certificate.create_pkix_certificate_validator_container(
        etsi.create_decoding_validators(NATURAL_PERSON), etsi.create_validators(NATURAL_PERSON)
    )


def crl_validator():
    return crl.create_pkix_crl_validator_container(
        [pkix.create_attribute_decoder(name.ATTRIBUTE_TYPE_MAPPINGS), pkix.create_extension_decoder(extension.EXTENSION_MAPPINGS)],
        [
            crl.create_issuer_validator_container([]),
            crl.create_validity_validator_container([]),
            crl.create_extensions_validator_container([]),
        ],
    )


def codes(validator, load, der, filters=()):
    # A document of its own for each linter: decoding leaves its traces in it. What the programs cannot read they refuse.
    try:
        results = validator.validate(load(der).root)
        if filters:
            results, _ = finding_filter.filter_results(filters, results)
    except Exception as error:
        return {"unreadable." + type(error).__name__}
    return {
        description.finding.code
        for result in results
        for description in result.finding_descriptions
        if description.finding.severity <= ValidationFindingSeverity.WARNING
    }


def main():
    load_certificate = loader.RFC5280CertificateDocumentLoader().load_der_document
    load_crl = loader.RFC5280CertificateListDocumentLoader().load_der_document
    by_pkix, by_etsi, by_crl = pkix_validator(), etsi_validator(), crl_validator()
    filters = etsi.create_etsi_finding_filters(NATURAL_PERSON)
    for line in sys.stdin.read().splitlines():
        kind, digits = line.split(" ")
        der = bytes.fromhex(digits)
        if kind == "crl":
            found = codes(by_crl, load_crl, der)
        else:
            found = codes(by_pkix, load_certificate, der)
        if kind in ("natural-person", "staff"):
            found |= codes(by_etsi, load_certificate, der, filters)
        print(" ".join(sorted(found)))


main()
