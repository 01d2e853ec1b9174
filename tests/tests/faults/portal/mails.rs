//! The mail server of these scenarios: it writes each accepted mail to a file in a folder that all processes can read.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// The domain of the sender as configured by `init`, with which every `Message-ID` ends.
pub(super) const SENDER_DOMAIN: &str = "sceau.example.org";

/// An accepted mail.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Mail {
    /// Its `Message-ID`.
    pub(crate) id: String,
    /// Its encoded subject.
    pub(crate) subject: String,
    /// Its plain text up to the signature.
    pub(crate) text: String,
}

static NEXT: AtomicUsize = AtomicUsize::new(1);

/// Accepts mails until the runtime ends.
pub(crate) async fn take_into(folder: PathBuf) -> SocketAddr {
    std::fs::create_dir_all(&folder).expect("a folder");
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("loopback has a free port");
    let address = listener.local_addr().expect("a bound socket has an address");
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let folder = folder.clone();
            // Ends when the client disconnects.
            tokio::spawn(async move { converse(stream, &folder).await });
        }
    });
    address
}

/// A minimal SMTP server (RFC 5321).
async fn converse(stream: TcpStream, folder: &Path) -> std::io::Result<()> {
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    write.write_all(b"220 mail.sceau.example.org\r\n").await?;
    while let Some(line) = lines.next_line().await? {
        match line.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase().as_str() {
            "DATA" => {
                write.write_all(b"354 go ahead\r\n").await?;
                let mut content = String::new();
                loop {
                    match lines.next_line().await? {
                        Some(line) if line == "." => break,
                        Some(line) => content += &format!("{}\n", line.strip_prefix('.').unwrap_or(&line)),
                        // Interrupted: the mail is not accepted.
                        None => return Ok(()),
                    }
                }
                let path = folder.join(format!("{:06}.mail", NEXT.fetch_add(1, Ordering::SeqCst)));
                let draft = path.with_extension("draft");
                std::fs::write(&draft, content)?;
                std::fs::rename(&draft, &path)?;
                write.write_all(b"250 taken\r\n").await?;
            }
            "QUIT" => return write.write_all(b"221 bye\r\n").await,
            _ => write.write_all(b"250 mail.sceau.example.org\r\n").await?,
        }
    }
    Ok(())
}

/// The accepted mails, oldest first.
pub(crate) fn taken(folder: &Path) -> Vec<Mail> {
    let files = std::fs::read_dir(folder).expect("the folder").map(|file| file.expect("a file").path());
    let mut files: Vec<PathBuf> = files.filter(|path| path.extension().is_some_and(|kind| kind == "mail")).collect();
    files.sort();
    files.iter().map(|path| Mail::read(&std::fs::read_to_string(path).expect("a mail"))).collect()
}

impl Mail {
    fn read(content: &str) -> Self {
        let header = |name: &str| {
            let line = content.lines().find_map(|line| line.strip_prefix(name));
            line.unwrap_or_else(|| panic!("no {name} in {content}")).trim().to_owned()
        };
        // The mail's headers, and those of its first part, which is the plain text.
        let first = content.splitn(3, "\n\n").nth(2).expect("a first part");
        let text = first.split("\n--").next().unwrap_or_default();
        Self { id: header("Message-ID:"), subject: header("Subject:"), text: text.replace("=\n", "") }
    }

    /// The one-time code in it: six digits on a separate line.
    pub(crate) fn code(&self) -> Option<&str> {
        let lines = self.text.lines().map(str::trim);
        lines.into_iter().find(|line| line.len() == 6 && line.bytes().all(|byte| byte.is_ascii_digit()))
    }
}
