//! Requests that others' clients send although DER forbids it: they are answered (docs/profiles.md#ocsp-requests).

use testbed::Transport;

use super::{der, request_list};
use crate::specimens::Specimens;

/// id-pkix-ocsp-nonce, -service-locator and -response, and an unknown extension, 1.3.6.1.4.1.32473.1.
const NONCE: &[u8] = &[0x06, 0x09, 0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x30, 0x01, 0x02];
const SERVICE_LOCATOR: &[u8] = &[0x06, 0x09, 0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x30, 0x01, 0x07];
const ACCEPTABLE_RESPONSES: &[u8] = &[0x06, 0x09, 0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x30, 0x01, 0x04];
const UNKNOWN: &[u8] = &[0x06, 0x0a, 0x2b, 0x06, 0x01, 0x04, 0x01, 0x81, 0xfd, 0x59, 0x01, 0x02];
const FALSE: &[u8] = &[0x01, 0x01, 0x00];
const TRUE: &[u8] = &[0x01, 0x01, 0xff];
const V1: &[u8] = &[0xa0, 0x03, 0x02, 0x01, 0x00];

fn extension(oid: &[u8], critical: &[u8], value: &[u8]) -> Vec<u8> {
    der(0x30, &[oid, critical, &der(0x04, value)].concat())
}

/// A request: what comes before the list, the list, its extensions, if any, and what comes behind.
fn request(before: &[u8], list: &[u8], extensions: Option<&[u8]>, behind: &[u8]) -> Vec<u8> {
    let extensions = extensions.map_or_else(Vec::new, |extensions| der(0xa2, &der(0x30, extensions)));
    der(0x30, &[der(0x30, &[before, list, &extensions].concat()), behind.to_vec()].concat())
}

/// The same list with an extension beside its CertID, as NSS sends serviceLocator.
fn with_single_extension(list: &[u8], extension: &[u8]) -> Vec<u8> {
    let single = super::inside(super::inside(list));
    der(0x30, &der(0x30, &[single, &der(0xa0, &der(0x30, extension))].concat()))
}

#[tokio::test]
async fn each_oddity_is_answered_and_openssl_verifies_it() {
    let specimens = Specimens::pair_over(Transport::InProcess).await;
    let list = request_list(&specimens).await;
    // The directoryName CN=x, and an unsigned "signature" without certificates.
    let requestor = der(0xa1, &der(0xa4, &der(0x30, &der(0x31, &der(0x30, &[0x06, 0x03, 0x55, 0x04, 0x03, 0x0c, 0x01, b'x'])))));
    let algorithm = [0x30, 0x0a, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02];
    let signature = der(0xa0, &der(0x30, &[algorithm.as_slice(), &[0x03, 0x01, 0x00]].concat()));
    let basic = [0x30, 0x0b, 0x06, 0x09, 0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x30, 0x01, 0x01];
    let octets = der(0x04, &[7; 16]);
    let with = |extension: Vec<u8>| request(&[], &list, Some(&extension), &[]);
    for (what, request, nonce) in [
        ("v1 encoded", request(V1, &list, None, &[]), Nonce::Absent),
        ("FALSE encoded", with(extension(UNKNOWN, FALSE, b"?")), Nonce::Absent),
        ("an empty list of extensions", with(Vec::new()), Nonce::Absent),
        ("acceptableResponses", with(extension(ACCEPTABLE_RESPONSES, &[], &basic)), Nonce::Absent),
        ("requestorName", request(&requestor, &list, None, &[]), Nonce::Absent),
        ("v1, requestorName, signature", request(&[V1, &requestor].concat(), &list, None, &signature), Nonce::Absent),
        (
            "an extension beside the CertID",
            request(&[], &with_single_extension(&list, &extension(SERVICE_LOCATOR, FALSE, b"?")), None, &[]),
            Nonce::Absent,
        ),
        ("a nonce marked critical", with(extension(NONCE, TRUE, &octets)), Nonce::Echoed),
        ("a nonce marked FALSE", with(extension(NONCE, FALSE, &octets)), Nonce::Echoed),
        ("a nonce without its OCTET STRING", with(extension(NONCE, &[], &[7; 16])), Nonce::Ignored),
        ("an INTEGER as nonce", with(extension(NONCE, &[], &der(0x02, &[7; 16]))), Nonce::Ignored),
        ("nothing as nonce", with(extension(NONCE, TRUE, &[])), Nonce::Ignored),
        ("something behind the nonce", with(extension(NONCE, &[], &[octets.as_slice(), &[0]].concat())), Nonce::Ignored),
    ] {
        let path = format!("ocsp/advanced/{}", openssl::base64::encode_block(&request).replace('/', "%2F"));
        for reply in [specimens.post(request.clone()).await, specimens.get(&path).await] {
            let checked = specimens.verify("advanced", &request, &reply).await;
            assert!(checked.says(&["Response verify OK", "Cert Status: good"]), "{what}: {checked:?}");
            assert_eq!(checked.text.contains("OCSP Nonce:"), nonce == Nonce::Echoed, "{what}: {checked:?}");
            assert_eq!(checked.text.contains("WARNING: no nonce in response"), nonce == Nonce::Ignored, "{what}: {checked:?}");
        }
    }
}

/// What becomes of a request's nonce.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Nonce {
    Absent,
    Echoed,
    Ignored,
}

#[tokio::test]
async fn other_extensions_that_are_critical_are_refused() {
    let specimens = Specimens::pair_over(Transport::InProcess).await;
    let list = request_list(&specimens).await;
    let critical = extension(UNKNOWN, TRUE, b"?");
    for request in [
        request(&[], &list, Some(&critical), &[]),
        request(V1, &with_single_extension(&list, &critical), None, &[]),
        request(&[0xa0, 0x03, 0x02, 0x01, 0x01], &list, None, &[]),
    ] {
        let reply = specimens.post(request).await;
        assert!(reply.is_error(super::MALFORMED_REQUEST), "{reply:?}");
    }
}
