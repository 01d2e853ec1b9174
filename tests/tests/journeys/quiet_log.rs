//! What strangers send causes no line of level `error` or `warn`: they could hide what operators must see, and fill the disk
//! (docs/operating.md#logs).

use std::cell::Cell;
use std::path::Path;
use std::time::Duration;

use demo::browser::Browser;
use pki::pem;
use testbed::Ports;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::program;

/// How long a listener may take to answer junk or to hang up.
const PATIENCE: Duration = Duration::from_secs(2);

/// What is no request, no handshake, or half of one.
const JUNK: [&[u8]; 12] = [
    b"",
    b"\n",
    b"\x00\x00\x00\x00",
    b"GET",
    b"GET / HTTP/9.9\r\n\r\n",
    b"GET /ocsp/advanced/%zz HTTP/1.1\r\nHost: x\r\n\r\n",
    b"POST /ocsp/advanced HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n0",
    b"POST /ocsp/advanced HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\xff\xff\xff\xff\xff\xff\xff\xff\xff",
    // TLS: a record of no known type, a ClientHello of zeros, an alert, SSL 2.
    b"\x99\x03\x03\x00\x05hello",
    b"\x16\x03\x01\x00\x10\x01\x00\x00\x0c\x03\x03\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00",
    b"\x80\x2e\x01\x03\x01\x00\x15\x00\x00\x00\x10",
];

/// Sends `junk` to a listener, and reads until it hangs up or waits for more.
async fn throw(address: std::net::SocketAddr, junk: &[u8]) {
    let Ok(mut stream) = TcpStream::connect(address).await else { return };
    // The listener may have hung up already.
    let _ = stream.write_all(junk).await;
    let mut answer = Vec::new();
    let _ = tokio::time::timeout(PATIENCE, stream.read_to_end(&mut answer)).await;
}

/// Bodies that are no OCSP request, no form, no file.
fn garbage() -> Vec<Vec<u8>> {
    let long = vec![0x30; 100_000];
    [b"".as_slice(), b"%PDF-1.7 broken", b"\xff\xd8\xff\xe0 broken", b"\x30\x82\xff\xff", b"email=%ff&password=%", &long]
        .map(<[u8]>::to_vec)
        .into()
}

async fn visit(browser: &Browser) {
    for body in garbage() {
        for path in ["/sign-in", "/sign-up", "/sign-in/code", "/revocation", "/revocation/confirm", "/language", "/nowhere"] {
            for kind in ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain"] {
                let request = browser.request(http::Method::POST, path).header("content-type", kind).body(body.clone());
                let _ = browser.execute(request.build().expect("a request")).await;
            }
        }
    }
}

/// Signs in with a wrong password; more at once than passwords are hashed in time.
async fn turned_away(browser: &Browser) {
    let answered = Cell::new(0);
    let attempts = (0..60).map(async |number: u32| {
        // The listener may hang up on some.
        let Ok(form) = browser.open("/sign-in").await.and_then(|page| page.form("/sign-in")) else { return };
        let form = form.with("email", &format!("stranger-{number}@sceau.example.org")).with("password", "not the password");
        if form.send().await.is_ok() {
            answered.set(answered.get() + 1);
        }
    });
    futures_of(attempts).await;
    assert!(answered.get() > 0, "nobody was turned away");
}

/// Awaits all of them at once.
async fn futures_of<F: Future<Output = ()>>(all: impl Iterator<Item = F>) {
    let mut pending: Vec<_> = all.map(Box::pin).collect();
    std::future::poll_fn(|context| {
        pending.retain_mut(|future| future.as_mut().poll(context).is_pending());
        if pending.is_empty() { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
    })
    .await;
}

#[tokio::test]
async fn no_stranger_writes_an_error_or_a_warning_into_the_log() {
    let folder = tempfile::tempdir().expect("a folder");
    let (data, ports) = (folder.path().join("demo"), Ports::reserve());
    let log = folder.path().join("log");
    let demonstration = program::demonstration(&data, ports.first(), &log).await;
    let anchor = std::fs::read_to_string(data.join("browser-ca.pem")).expect("the throwaway authority");
    let anchor = pem::decode_all(pem::Label::Certificate, &anchor).expect("PEM").remove(0);
    let public = format!("https://localhost:{}", ports.first());
    let browser = Browser::new(&public, &anchor, "fr").expect("a browser");

    let logged = || std::fs::read_to_string(Path::new(&log)).expect("the log");
    let before = logged().len();
    assert!(before > 0, "it logs its start");

    let [.., status, _] = ports.addresses();
    for address in ports.addresses() {
        futures_of(JUNK.iter().map(|junk| throw(address, junk))).await;
    }
    let client = reqwest::Client::new();
    for body in garbage() {
        drop(client.post(format!("http://{status}/ocsp/advanced")).body(body).send().await);
    }
    for path in ["ocsp/advanced/MAA", "ocsp/advanced/%ff", "ocsp/../../etc", "crl/nobody.crl", "ca/%00.cer", "health?"] {
        drop(client.get(format!("http://{status}/{path}")).send().await);
    }
    visit(&browser).await;
    // With new connections: the listener may have closed those that brought garbage.
    turned_away(&Browser::new(&public, &anchor, "fr").expect("a browser")).await;

    let well = client.get(format!("http://{status}/health")).send().await.expect("the responder answers");
    assert_eq!(well.status(), 200, "it still works");
    drop(demonstration);
    let caused = logged().split_off(before);
    for level in ["ERROR", "WARN", "panicked"] {
        assert!(!caused.contains(level), "{caused}");
    }
}
