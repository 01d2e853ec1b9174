//! The header with which a proxy begins a connection (PROXY protocol, versions 1 and 2): the address of the proxy's client.
//!
//! It is read only from the configured proxies, so that nobody else can pretend an address. It is used instead of a header of HTTP
//! because the proxy must not end TLS: the certificate entrance needs the client's own handshake.

use std::io::{self, ErrorKind};
use std::net::IpAddr;
use std::time::Duration;

use proxy_protocol_rs::{ParseError, V2_SIGNATURE};
use tokio::io::{AsyncRead, AsyncReadExt};
use tokio::time::timeout;

/// Longest header of version 1 with the end of its line, and longest one of version 2 that is accepted.
const LONGEST_V1: usize = 107;
const LONGEST_V2: usize = 4096;

/// The beginning of a header of version 2: signature, command, family and the length of the rest.
const HEAD_V2: usize = 16;

/// Reads the header, and nothing after it. `None` if the proxy states no address: it speaks for itself, or its client has none.
///
/// # Errors
/// If there is no valid header, or it does not arrive in time.
pub(super) async fn client(stream: &mut (impl AsyncRead + Unpin), within: Duration) -> io::Result<Option<IpAddr>> {
    let header = timeout(within, header(stream)).await.map_err(|_| io::Error::from(ErrorKind::TimedOut))??;
    let (stated, length) = proxy_protocol_rs::parse(&header).map_err(|fault| malformed(&fault))?;
    if length != header.len() {
        return Err(malformed(&ParseError::Incomplete));
    }
    Ok(stated.source_ip())
}

fn malformed(fault: &ParseError) -> io::Error {
    io::Error::new(ErrorKind::InvalidData, format!("a proxy sent no valid PROXY header: {fault}"))
}

async fn header(stream: &mut (impl AsyncRead + Unpin)) -> io::Result<Vec<u8>> {
    // Shorter than any header of either version.
    let mut header = vec![0; V2_SIGNATURE.len()];
    stream.read_exact(&mut header).await?;
    if header == V2_SIGNATURE {
        header.resize(HEAD_V2, 0);
        stream.read_exact(&mut header[V2_SIGNATURE.len()..]).await?;
        let length = HEAD_V2 + usize::from(u16::from_be_bytes([header[HEAD_V2 - 2], header[HEAD_V2 - 1]]));
        if length > LONGEST_V2 {
            return Err(io::Error::new(ErrorKind::InvalidData, "a proxy sent too long a PROXY header"));
        }
        header.resize(length, 0);
        stream.read_exact(&mut header[HEAD_V2..]).await?;
        return Ok(header);
    }
    if !header.starts_with(b"PROXY ") {
        return Err(malformed(&ParseError::NotProxyProtocol));
    }
    // Octet by octet, because what follows the line belongs to the client.
    while !header.ends_with(b"\r\n") && header.len() < LONGEST_V1 {
        header.push(stream.read_u8().await?);
    }
    Ok(header)
}

#[cfg(test)]
mod tests {
    use super::*;

    const WITHIN: Duration = Duration::from_millis(200);

    /// What is read, and what is left for the client.
    async fn read(octets: &[u8]) -> io::Result<(Option<IpAddr>, Vec<u8>)> {
        let mut stream = octets;
        let client = client(&mut stream, WITHIN).await?;
        Ok((client, stream.to_vec()))
    }

    /// A header of version 2 (PROXY protocol §2.2).
    fn v2(command: u8, family: u8, rest: &[u8]) -> Vec<u8> {
        let length = u16::try_from(rest.len()).unwrap().to_be_bytes();
        [b"\r\n\r\n\0\r\nQUIT\n".as_slice(), &[0x20 | command, family], &length, rest].concat()
    }

    fn ipv4(rest: &[u8]) -> Vec<u8> {
        [[192, 0, 2, 7, 198, 51, 100, 1, 0xd4, 0x31, 1, 0xbb].as_slice(), rest].concat()
    }

    fn ipv6() -> Vec<u8> {
        let client: std::net::Ipv6Addr = "2001:db8::7".parse().unwrap();
        [client.octets().as_slice(), &[0; 16], &[0xd4, 0x31, 1, 0xbb]].concat()
    }

    /// Valid headers, with the address that they state.
    fn valid() -> Vec<(Vec<u8>, Option<&'static str>)> {
        let line = |text: &str| format!("{text}\r\n").into_bytes();
        // A type and length of each TLV: an unknown one, NOOP, and a unique identifier (§2.2.1 to §2.2.7).
        let tlvs = [&[0xe0, 0, 3, 1, 2, 3][..], &[4, 0, 2, 0, 0], &[5, 0, 1, 9]].concat();
        vec![
            (line("PROXY TCP4 192.0.2.7 198.51.100.1 54321 443"), Some("192.0.2.7")),
            (line("PROXY TCP6 2001:db8::7 2001:db8::1 54321 443"), Some("2001:db8::7")),
            (line("PROXY TCP6 ::ffff:192.0.2.7 ::1 54321 443"), Some("::ffff:192.0.2.7")),
            (line("PROXY UNKNOWN"), None),
            (line("PROXY UNKNOWN 192.0.2.7 198.51.100.1 54321 443"), None),
            (
                line(&format!("PROXY TCP6 {0} {0} 65535 65535", ["ffff"; 8].join(":"))),
                Some("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
            ),
            (v2(1, 0x11, &ipv4(&[])), Some("192.0.2.7")),
            (v2(1, 0x11, &ipv4(&tlvs)), Some("192.0.2.7")),
            (v2(1, 0x21, &ipv6()), Some("2001:db8::7")),
            (v2(1, 0x31, &[b'x'; 216]), None),
            (v2(0, 0x00, &[]), None),
            (v2(0, 0x11, &ipv4(&[])), None),
            (v2(0, 0x00, &[7; 300]), None),
        ]
    }

    #[tokio::test]
    async fn the_header_is_read_and_nothing_after_it() {
        for (header, client) in valid() {
            for after in [&b""[..], b"\x16\x03\x01", b"PROXY TCP4 203.0.113.9 198.51.100.1 1 2\r\n", b"\r\n"] {
                let (read, left) = read(&[&header, after].concat()).await.unwrap();
                assert_eq!(read, client.map(|address| address.parse().unwrap()), "{header:?}");
                assert_eq!(left, after, "{header:?}");
            }
        }
    }

    #[tokio::test]
    async fn a_header_that_is_cut_anywhere_is_refused() {
        for (header, _) in valid() {
            for length in 0..header.len() {
                assert!(read(&header[..length]).await.is_err(), "{length} of {header:?}");
            }
        }
    }

    #[tokio::test]
    async fn what_is_not_a_header_is_refused() {
        let too_long = format!("PROXY UNKNOWN {}\r\n", "x".repeat(100));
        let mut wrong_sum = v2(1, 0x11, &ipv4(&[3, 0, 4, 1, 2, 3, 4]));
        for octets in [
            b"GET / HTTP/1.1\r\nHost: x\r\n\r\n".as_slice(),
            b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\x00\x00\x00\x00\x00",
            b"PROXY TCP4 192.0.2.7 198.51.100.1 54321\r\n            ",
            b"PROXY TCP4 192.0.2.7 198.51.100.1 54321 65536\r\n",
            b"PROXY TCP4 2001:db8::7 198.51.100.1 54321 443\r\n",
            b"PROXY TCP4 192.0.2.7 198.51.100.1 54321 443 1\r\n",
            b"PROXY TCP4  192.0.2.7 198.51.100.1 54321 443\r\n",
            b"PROXY UDP4 192.0.2.7 198.51.100.1 54321 443\r\n",
            b"PROXY TCP4 192.0.2.7 198.51.100.1 54321 443\n                                                                        ",
            b"proxy TCP4 192.0.2.7 198.51.100.1 54321 443\r\n",
            too_long.as_bytes(),
            &v2(1, 0x11, &[1, 2, 3]),
            &v2(2, 0x11, &ipv4(&[])),
            &v2(1, 0x51, &ipv4(&[])),
            &v2(1, 0x13, &ipv4(&[])),
            &v2(1, 0x11, &ipv4(&[0xe0, 0, 9, 1])),
            &v2(0, 0, &[0; 5000]),
            &v2(0, 0, &[0; 65535]),
        ] {
            assert!(read(octets).await.is_err(), "{:?}", &octets[..octets.len().min(60)]);
        }
        assert!(read(&wrong_sum).await.is_err(), "a checksum that is wrong");
        wrong_sum[12] = 0x11;
        assert!(read(&wrong_sum).await.is_err(), "version 1 in the form of version 2");
    }

    #[tokio::test]
    async fn a_header_that_does_not_arrive_is_waited_for_a_limited_time() {
        for (header, _) in valid() {
            let (mut ours, mut theirs) = tokio::io::duplex(8192);
            tokio::io::AsyncWriteExt::write_all(&mut theirs, &header[..header.len() - 1]).await.unwrap();
            let refused = client(&mut ours, WITHIN).await.unwrap_err();
            assert_eq!(refused.kind(), ErrorKind::TimedOut, "{header:?}");
        }
    }
}
