//! PEM (RFC 7468).

use der::pem::{self, LineEnding};

const BEGIN: &str = "-----BEGIN ";
const END: &str = "-----END ";
const DASHES: &str = "-----";

/// The labels that this project writes and reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// `CERTIFICATE`.
    Certificate,
    /// `PRIVATE KEY` (PKCS#8).
    PrivateKey,
    /// `CERTIFICATE REQUEST`.
    CertificationRequest,
}

impl Label {
    const fn text(self) -> &'static str {
        match self {
            Self::Certificate => "CERTIFICATE",
            Self::PrivateKey => "PRIVATE KEY",
            Self::CertificationRequest => "CERTIFICATE REQUEST",
        }
    }
}

/// Encodes `der` as PEM with 64 columns and a final newline.
#[must_use]
pub fn encode(label: Label, der: &[u8]) -> String {
    pem::encode_string(label.text(), LineEnding::LF, der).expect("the label is well-formed and the input in memory")
}

/// All blocks in `text` with the label `label`, in order; `None` if any block of any label is malformed.
///
/// Text around the blocks is ignored (RFC 7468 §2).
#[must_use]
pub fn decode_all(label: Label, text: &str) -> Option<Vec<Vec<u8>>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((_, behind_begin)) = rest.split_once(BEGIN) {
        let block = &rest[rest.len() - behind_begin.len() - BEGIN.len()..];
        let end = block.find(END)? + END.len();
        let length = end + block[end..].find(DASHES)? + DASHES.len();
        let (its_label, der) = pem::decode_vec(&block.as_bytes()[..length]).ok()?;
        if its_label == label.text() {
            found.push(der);
        }
        rest = &block[length..];
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::openssl_cli::OpenSsl;

    #[test]
    fn openssl_and_we_write_the_same_private_key() {
        let openssl = OpenSsl::new();
        let text = openssl.text("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-384", b"");
        let key = openssl.run("pkcs8 -topk8 -nocrypt -outform DER", text.as_bytes());
        assert_eq!(encode(Label::PrivateKey, &key), text);
        assert_eq!(decode_all(Label::PrivateKey, &text), Some(vec![key]));
    }

    #[test]
    fn blocks_of_one_label_are_read_in_order_among_other_blocks_and_text() {
        let block = |label, der| encode(label, der);
        let text = format!(
            "subject=CN = One\n{}\n{}Bag Attributes\n{}",
            block(Label::Certificate, b"one"),
            block(Label::PrivateKey, b"secret"),
            block(Label::Certificate, b"two")
        );
        assert_eq!(decode_all(Label::Certificate, &text), Some(vec![b"one".to_vec(), b"two".to_vec()]));
        assert_eq!(decode_all(Label::Certificate, "nothing here"), Some(vec![]));
    }

    #[test]
    fn one_malformed_block_is_an_error() {
        let sound = encode(Label::Certificate, b"one");
        for spoiled in [
            sound.replace("-----END CERTIFICATE-----", ""),
            sound.replace("END CERTIFICATE", "END PRIVATE KEY"),
            sound.replace("-----\nb25l", "-----\n*25l"),
            sound.trim_end().trim_end_matches('-').to_owned(),
        ] {
            assert_ne!(spoiled, sound);
            assert_eq!(decode_all(Label::Certificate, &spoiled), None, "{spoiled}");
        }
    }
}
