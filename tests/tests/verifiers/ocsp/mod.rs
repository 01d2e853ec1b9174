//! OCSP over HTTP: requests whose response the standards leave open (docs/profiles.md#ocsp-requests), and caching.

mod cert_ids;
mod encoded_apart;
mod malformed;
mod nonces;
mod oddities;
mod silence;
mod transport;

use reqwest::header::{CONTENT_TYPE, HeaderMap};
use reqwest::{Response, StatusCode};

use crate::specimens::Specimens;
use crate::verifier::Verdict;

/// The complete error responses (RFC 6960 §4.2.1): a SEQUENCE that contains only the ENUMERATED.
const MALFORMED_REQUEST: [u8; 5] = [0x30, 0x03, 0x0a, 0x01, 1];
const TRY_LATER: [u8; 5] = [0x30, 0x03, 0x0a, 0x01, 3];
const UNAUTHORIZED: [u8; 5] = [0x30, 0x03, 0x0a, 0x01, 6];

/// An HTTP response with its body.
#[derive(Debug)]
struct Reply {
    status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Reply {
    async fn read(response: reqwest::Result<Response>) -> Self {
        let response = response.expect("the status responder replies");
        let (status, headers) = (response.status(), response.headers().clone());
        Self { status, headers, body: response.bytes().await.expect("a whole body").to_vec() }
    }

    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("ASCII"))
    }

    /// Whether it is this OCSP error response, with HTTP status 200 and not cacheable.
    fn is_error(&self, error: [u8; 5]) -> bool {
        self.status == StatusCode::OK
            && self.header("content-type") == "application/ocsp-response"
            && self.header("cache-control") == "no-store"
            && self.body == error
    }
}

impl Specimens {
    async fn get(&self, path: &str) -> Reply {
        Reply::read(reqwest::get(self.url(path)).await).await
    }

    /// Posts to the OCSP path of the main certificate's CA.
    async fn post(&self, request: Vec<u8>) -> Reply {
        let client = reqwest::Client::new();
        let post = client.post(self.url("ocsp/advanced")).header(CONTENT_TYPE, "application/ocsp-request").body(request);
        Reply::read(post.send().await).await
    }

    /// A request made by OpenSSL, also written to `request.der`.
    async fn request(&self, question: &str) -> Vec<u8> {
        self.openssl(&format!("ocsp {question} -reqout request.der")).await.accepted();
        self.read("request.der")
    }

    /// OpenSSL's output for a response: it verifies the signature under the chain of `issuing`, compares nonces and prints everything.
    async fn verify(&self, issuing: &str, request: &[u8], reply: &Reply) -> Verdict {
        self.write("request.der", request);
        self.write("response.der", &reply.body);
        let verify = format!("-issuer {issuing}.pem -CAfile {issuing}-chain.pem");
        self.openssl(&format!("ocsp -reqin request.der -respin response.der {verify} -resp_text")).await
    }
}

/// DER of a tag with its content, up to 65,535 octets.
fn der(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len()).expect("short content").to_be_bytes();
    let header = match length {
        [0, short @ ..0x80] => vec![tag, short],
        [0, long] => vec![tag, 0x81, long],
        [high, low] => vec![tag, 0x82, high, low],
    };
    [header.as_slice(), content].concat()
}

/// The requestList about the main certificate, taken from OpenSSL's request: the only element of its only element (RFC 6960 §4.1.1).
async fn request_list(specimens: &Specimens) -> Vec<u8> {
    let request = specimens.request("-issuer advanced.pem -cert main.pem -no_nonce").await;
    inside(inside(&request)).to_vec()
}

/// The content of the single DER element in `element`.
fn inside(element: &[u8]) -> &[u8] {
    match element {
        [_, ..=0x7f, content @ ..] | [_, 0x81, _, content @ ..] | [_, 0x82, _, _, content @ ..] => content,
        _ => &[],
    }
}

/// An unsigned request about the main certificate with a nonce of these octets (RFC 9654 §2.1).
async fn request_with_nonce(specimens: &Specimens, nonce: &[u8]) -> Vec<u8> {
    /// id-pkix-ocsp-nonce, 1.3.6.1.5.5.7.48.1.2.
    const NONCE: [u8; 11] = [0x06, 0x09, 0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x30, 0x01, 0x02];
    let extension = der(0x30, &[NONCE.to_vec(), der(0x04, &der(0x04, nonce))].concat());
    let extensions = der(0xa2, &der(0x30, &extension));
    der(0x30, &der(0x30, &[request_list(specimens).await, extensions].concat()))
}
