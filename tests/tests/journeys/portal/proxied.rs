//! A portal behind a proxy that passes connections on with a PROXY header.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use chassis::http::Pace;
use demo::browser::Page;
use deployment::configuration::PortalFile;
use testbed::office::Office;
use testbed::{Engine, Testbed, Transport};
use tokio::io::{AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};

use super::people::PASSWORD;

/// A proxy in front of `portal`, and the address that its clients have from now on.
async fn proxy(portal: SocketAddr) -> (SocketAddr, Arc<Mutex<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let client = Arc::new(Mutex::new(String::new()));
    let stated = Arc::clone(&client);
    tokio::spawn(async move {
        loop {
            let (mut inside, _) = listener.accept().await.expect("a connection");
            let header = format!("PROXY TCP4 {} 198.51.100.1 54321 443\r\n", stated.lock().expect("an address"));
            tokio::spawn(async move {
                let mut outside = TcpStream::connect(portal).await.expect("the portal listens");
                outside.write_all(header.as_bytes()).await.expect("the header is sent");
                let _ = copy_bidirectional(&mut inside, &mut outside).await;
            });
        }
    });
    (address, client)
}

/// Asks for an account with a new browser, whose connections are its own.
async fn sign_up(office: &Office, email: &str) -> Page {
    let page = office.visitor().open("/sign-up").await.expect("an answer");
    let form = page.form("/sign-up").expect("a form").with("email", email).with("password", PASSWORD);
    form.send().await.expect("an answer")
}

#[tokio::test]
async fn what_one_subscriber_uses_up_stops_only_that_one() {
    let testbed = Testbed::open(Engine::Sqlite, Transport::InProcess).await;
    let path = testbed.installation.portal_file();
    let listen = PortalFile::read(&path).expect("the configuration").portal.public.listen;
    let (proxy, client) = proxy(listen).await;
    let text = std::fs::read_to_string(&path).expect("the configuration");
    let site = |port: u16| format!("site = \"https://localhost:{port}\"");
    let text = text.replacen("[portal.public]\n", "[portal.public]\nproxies = [\"127.0.0.1\"]\n", 1);
    let text = text.replacen(&site(listen.port()), &site(proxy.port()), 1);
    std::fs::write(&path, text).expect("a file");
    let office = Office::receiving_at(testbed, Pace::default()).await;

    let from = |address: &str| address.clone_into(&mut client.lock().expect("an address"));
    from("203.0.113.9");
    for attempt in 0..30 {
        sign_up(&office, &format!("essai{attempt}@sceau.example.org")).await.answered(200).expect("a code is sent");
    }
    sign_up(&office, "essai30@sceau.example.org").await.answered(429).expect("thirty an hour are enough");
    from("203.0.113.10");
    sign_up(&office, "voisin@sceau.example.org").await.answered(200).expect("another subscriber is served");
    office.close().await;
}
