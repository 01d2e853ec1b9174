//! A minimal SMTP server (RFC 5321) for the tests.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

use crate::{Encryption, MailTransport, SmtpSettings};

/// Accepts mails, unless another reply is queued.
#[derive(Clone, Default)]
pub(super) struct MailServer {
    taken: Arc<Mutex<Vec<String>>>,
    answers: Arc<Mutex<VecDeque<&'static str>>>,
    /// While it is locked, the reply to an accepted mail is held back.
    pub(super) gate: Arc<tokio::sync::Mutex<()>>,
    /// A server that neither replies to `QUIT` nor closes the connection.
    silent_at_quit: bool,
}

impl MailServer {
    pub(super) fn silent_at_quit() -> Self {
        Self { silent_at_quit: true, ..Self::default() }
    }

    pub(super) async fn start(&self) -> SocketAddr {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let server = self.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let server = server.clone();
                tokio::spawn(async move { server.converse(stream).await });
            }
        });
        address
    }

    /// Queues replies to the next mails, one each.
    pub(super) fn answer_next(&self, answers: &[&'static str]) {
        self.answers.lock().unwrap().extend(answers);
    }

    /// The accepted mails, envelope lines first.
    pub(super) fn taken(&self) -> Vec<String> {
        self.taken.lock().unwrap().clone()
    }

    async fn converse(&self, stream: TcpStream) -> std::io::Result<()> {
        let (read, mut write) = stream.into_split();
        let mut lines = BufReader::new(read).lines();
        let mut envelope = String::new();
        write.write_all(b"220 mail.sceau.example.org\r\n").await?;
        while let Some(line) = lines.next_line().await? {
            let verb = line.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
            match verb.as_str() {
                "MAIL" | "RCPT" => {
                    envelope += &format!("{line}\n");
                    write.write_all(b"250 OK\r\n").await?;
                }
                "DATA" => {
                    write.write_all(b"354 go ahead\r\n").await?;
                    let mut content = String::new();
                    while let Some(line) = lines.next_line().await?.filter(|line| line != ".") {
                        content += &format!("{}\r\n", line.strip_prefix('.').unwrap_or(&line));
                    }
                    let answer = self.answers.lock().unwrap().pop_front().unwrap_or("250 taken");
                    if answer.starts_with('2') {
                        self.taken.lock().unwrap().push(format!("{envelope}\n{content}"));
                    }
                    drop(self.gate.lock().await);
                    write.write_all(format!("{answer}\r\n").as_bytes()).await?;
                }
                "QUIT" if self.silent_at_quit => {}
                "QUIT" => return write.write_all(b"221 bye\r\n").await,
                _ => write.write_all(b"250 mail.sceau.example.org\r\n").await?,
            }
        }
        Ok(())
    }
}

pub(super) fn transport_to(address: SocketAddr) -> MailTransport {
    let settings = SmtpSettings {
        host: address.ip().to_string(),
        port: address.port(),
        encryption: Encryption::None,
        login: None,
        sender: "sceau@sceau.example.org".to_owned(),
    };
    MailTransport::smtp(&settings, "Sceau SAS").unwrap()
}

/// A header of an accepted mail.
pub(super) fn header(mail: &str, name: &str) -> String {
    let line = mail.lines().find(|line| line.to_ascii_lowercase().starts_with(&format!("{}:", name.to_ascii_lowercase())));
    line.unwrap().split_once(':').unwrap().1.trim().to_owned()
}
