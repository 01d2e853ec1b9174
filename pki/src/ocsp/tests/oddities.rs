//! Requests as some clients encode them, although DER forbids it or nobody asks for it.

use proptest::prelude::*;

use super::*;

const TRUE: &[u8] = &[0x01, 0x01, 0xff];

/// What a request may have besides its CertIDs and still be answered as if it had not: before the list, beside each CertID, among the
/// extensions, behind everything. OpenSSL reads each, so that their senders see no fault in them.
#[derive(Clone, Debug, Default)]
struct Oddities {
    version: bool,
    requestor: bool,
    single: Option<Vec<u8>>,
    extensions: Option<Vec<Vec<u8>>>,
    signature: bool,
}

/// An algorithm, an empty signature and no certificate.
fn signature() -> Vec<u8> {
    let algorithm = hex::decode("300a06082a8648ce3d040302").unwrap();
    tlv(0xa0, &[&tlv(0x30, &[&algorithm, &[0x03, 0x01, 0x00], &tlv(0xa0, &[&tlv(0x30, &[])])])])
}

impl Oddities {
    fn write(&self, serials: &[u8]) -> Vec<u8> {
        let list = |extensions: &[Vec<u8>]| tlv(0x30, &[&extensions.concat()]);
        let single = self.single.as_ref().map_or_else(Vec::new, |one| tlv(0xa0, &[&list(std::slice::from_ref(one))]));
        let ids: Vec<_> = serials.iter().map(|serial| tlv(0x30, &[&cert_id(&[*serial]), &single])).collect();
        let extensions = self.extensions.as_ref().map_or_else(Vec::new, |all| tlv(0xa2, &[&list(all)]));
        let version: &[u8] = if self.version { V1 } else { &[] };
        let requestor: &[u8] = if self.requestor { &REQUESTOR } else { &[] };
        let tbs = tlv(0x30, &[version, requestor, &list(&ids), &extensions]);
        let signature = if self.signature { signature() } else { Vec::new() };
        tlv(0x30, &[&tbs, &signature])
    }
}

/// An extension that a request may have besides its nonce.
fn odd_extension() -> impl Strategy<Value = Vec<u8>> {
    let critical = prop::sample::select(vec![&[][..], FALSE]);
    // acceptableResponses, serviceLocator, an unknown one, and CRL references.
    let named = prop::sample::select(vec!["06092b0601050507300104", "06092b0601050507300107", UNKNOWN, "06092b0601050507300103"]);
    (named, critical, prop::collection::vec(any::<u8>(), 0..20))
        .prop_map(|(oid, critical, value)| extension(oid, critical, &value))
}

/// A nonce that cannot be read: raw octets, an INTEGER, nothing, an OCTET STRING with something behind it.
fn odd_nonce() -> impl Strategy<Value = Vec<u8>> {
    let raw = prop::collection::vec(any::<u8>(), 0..40).prop_filter(
        "no OCTET STRING",
        |raw| !matches!(raw.as_slice(), [0x04, length, content @ ..] if usize::from(*length) == content.len()),
    );
    let value = prop_oneof![raw, Just(tlv(0x02, &[&[7; 16]])), Just([tlv(0x04, &[&[7; 16]]), vec![0]].concat())];
    (value, prop::sample::select(vec![&[][..], FALSE, TRUE])).prop_map(|(value, critical)| extension(NONCE, critical, &value))
}

fn oddities() -> impl Strategy<Value = Oddities> {
    let flags = (any::<bool>(), any::<bool>(), any::<bool>());
    let extensions = (prop::collection::vec(odd_extension(), 0..3), prop::option::of(odd_nonce()));
    let extensions = extensions.prop_map(|(mut extensions, nonce)| {
        extensions.extend(nonce);
        extensions
    });
    (flags, prop::option::of(odd_extension()), prop::option::of(extensions)).prop_map(
        |((version, requestor, signature), single, extensions)| Oddities { version, requestor, single, extensions, signature },
    )
}

proptest! {
    #[test]
    fn a_request_with_any_list_of_oddities_reads_as_the_plain_one(
        oddities in oddities(),
        serials in prop::collection::vec(1..0x80_u8, 1..=MAX_CERT_IDS),
        nonce in prop::option::of(1..=128_usize),
    ) {
        let plain = OcspRequest::from_der(&Oddities::default().write(&serials)).unwrap();
        let odd = OcspRequest::from_der(&oddities.write(&serials)).unwrap();
        prop_assert_eq!(&odd.cert_ids, &plain.cert_ids);
        prop_assert_eq!(odd.nonce, None);
        // A nonce that can be read is one, whatever else the request has.
        let mut with_nonce = oddities;
        let others: Vec<_> = with_nonce.extensions.into_iter().flatten().filter(|extension| !is_nonce(extension)).collect();
        let nonces = nonce.map(|length| extension(NONCE, FALSE, &tlv(0x04, &[&vec![9; length]])));
        with_nonce.extensions = Some(nonces.into_iter().chain(others).collect());
        let read = OcspRequest::from_der(&with_nonce.write(&serials)).unwrap();
        prop_assert_eq!(&read.cert_ids, &plain.cert_ids);
        prop_assert_eq!(read.nonce.map(|nonce| nonce.octets().to_vec()), nonce.map(|length| vec![9; length]));
    }

    /// The part that is echoed stays DER: whatever octet of a CertID is changed, the request is refused, or the CertID is what was sent.
    #[test]
    fn a_cert_id_is_echoed_as_it_was_sent_or_refused(at in any::<prop::sample::Index>(), by: u8) {
        let id = replaced(&cert_id(&[5]), at, by);
        let request = tlv(0x30, &[&tlv(0x30, &[&tlv(0x30, &[&tlv(0x30, &[&id])])])]);
        if let Ok(request) = OcspRequest::from_der(&request) {
            prop_assert_eq!(request.cert_ids[0].der(), &id);
        }
    }
}

fn is_nonce(extension: &[u8]) -> bool {
    let oid = hex::decode(NONCE).unwrap();
    extension.windows(oid.len()).any(|octets| octets == oid)
}
