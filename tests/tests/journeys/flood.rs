//! A status responder under ten thousand malformed requests.

use std::fs;

use ca_contract::status::StatusChange;
use pki::ocsp::{CertId, CertStatus, OcspRequest, OcspResponse};
use pki::{Certificate, SerialNumber, SystemRandom};
use rand::Rng;
use reqwest::{Client, StatusCode};
use testbed::{Engine, until};

use super::site::Site;

/// Resident memory of a process, in KiB.
fn resident(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).expect("the process runs");
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("a line about memory");
    line.trim().trim_end_matches(" kB").parse().expect("a number")
}

/// The number of established connections with local port `port` (proc(5): state 01).
fn connections(port: u16) -> usize {
    let table = fs::read_to_string("/proc/net/tcp").expect("the kernel's table");
    let own = format!(":{port:04X}");
    let fields = table.lines().map(|line| line.split_whitespace().collect::<Vec<_>>());
    fields.filter(|fields| fields.len() > 3 && fields[1].ends_with(&own) && fields[3] == "01").count()
}

/// A malformed request, different for each number.
fn malformed(whole: &[u8], number: usize) -> Vec<u8> {
    let mut noise = vec![0; 1 + number % 300];
    SystemRandom.fill_bytes(&mut noise);
    match number % 5 {
        0 => noise,
        1 => whole[..number % whole.len()].to_vec(),
        2 => [whole, &noise].concat(),
        3 => {
            let mut turned = whole.to_vec();
            turned[0] = 0x31;
            turned
        }
        _ => [&[0x30, 0x84, 0x7f, 0xff, 0xff, 0xff], noise.as_slice()].concat(),
    }
}

async fn flood(base: &str, whole: &[u8], numbers: std::ops::Range<usize>) {
    let client = Client::new();
    for number in numbers {
        let request = malformed(whole, number);
        let reply = if number % 7 == 0 {
            client.get(format!("{base}/00{}", hex::encode(&request))).send().await
        } else {
            client.post(base).body(request).send().await
        };
        let reply = reply.expect("an answer");
        let answer = reply.bytes().await.expect("a body");
        let answer = OcspResponse::from_der(&answer);
        // RFC 6960 §4.2.1: malformedRequest.
        assert!(matches!(answer, Ok(OcspResponse::Error(1))), "request {number}: {answer:?}");
    }
}

/// An issuer, and the serial number of a certificate that it issued for the service.
async fn known(site: &Site) -> (Certificate, SerialNumber) {
    let (mut issuer, mut serial) = (None, None);
    for event in site.history().await {
        match event.change {
            StatusChange::IssuerAdded(added) if added.name.as_str() == "advanced" => issuer = Some(added.certificate),
            StatusChange::Issued(issued) if issued.issuer.as_str() == "advanced" => serial = Some(issued.serial),
            _ => {}
        }
    }
    let issuer = Certificate::from_der(&issuer.expect("the issuing CA").0).expect("a certificate");
    (issuer, serial.expect("the seal's certificate"))
}

#[tokio::test]
async fn ten_thousand_malformed_requests_leave_no_memory_or_connections_in_use() {
    let site = Site::initialised(&Engine::Sqlite).await;
    let (mut authority, mut responder) = (site.zone("ca"), site.zone("responder"));
    authority.until_ready(1).await;
    responder.until_ready(1).await;
    let (issuer, serial) = known(&site).await;
    let good = async || assert_eq!(site.status("advanced", &issuer, &serial).await, CertStatus::Good);
    let whole = OcspRequest::encode(&[CertId::sha256(&issuer, &serial)], None);
    let base = format!("http://127.0.0.1:{}/ocsp/advanced", site.status_port());
    good().await;

    let before = connections(site.status_port());
    flood(&base, &whole, 0..1_000).await;
    let early = resident(responder.id());
    flood(&base, &whole, 1_000..10_000).await;
    let late = resident(responder.id());
    assert!(late <= early + 8 * 1024, "{early} KiB after 1,000 requests, {late} KiB after 10,000");
    until("no connection is left open", async || (connections(site.status_port()) <= before).then_some(())).await;

    good().await;
    let large = Client::new().post(&base).body(vec![0x30; 1_000_000]).send().await.expect("an answer");
    assert_eq!(large.status(), StatusCode::PAYLOAD_TOO_LARGE);
    good().await;
    for zone in [authority, responder] {
        zone.terminate().await;
        assert!(zone.end().await.success());
    }
}
