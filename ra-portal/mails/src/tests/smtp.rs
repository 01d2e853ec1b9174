//! Mails over SMTP, read back by Python's `email` package.

use std::process::Command;

use serde_json::Value as Json;

use super::server::{MailServer, header, transport_to};
use super::*;
use crate::rendered::Mail;
use crate::transport::Postmark;
use crate::{BadMailSettings, Encryption, MailTransport, SendFault, SmtpSettings};

const READ: &str = "
import email, email.policy, json, sys
mail = email.message_from_string(sys.argv[1], policy=email.policy.default)
part = lambda kind: mail.get_body((kind,)).get_content()
print(json.dumps({'subject': mail['subject'], 'text': part('plain'), 'html': part('html'), 'date': str(mail['date'].datetime)}))
";

fn read_by_python(mail: &str) -> Json {
    let output = Command::new("python3").args(["-c", READ, mail]).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

const fn mark(to: &str) -> Postmark<'_> {
    Postmark { id: 7, enqueued_at: Timestamp::from_millis(NOW), now: Timestamp::from_millis(NOW), to }
}

#[tokio::test]
async fn a_mail_arrives_unchanged() {
    let server = MailServer::default();
    let transport = transport_to(server.start().await);
    let written =
        Mail::of(&mail(Content::Paid(order(), serde_json::from_str("\"F-2026-000045\"").unwrap())), &letterhead()).unwrap();
    transport.send(&mark("maelle.kervadec@sceau.example.org"), written.clone()).await.unwrap();
    let taken = server.taken().remove(0);
    let (envelope, content) = taken.split_once("\n\n").unwrap();
    assert_eq!(envelope.lines().next(), Some("MAIL FROM:<sceau@sceau.example.org>"));
    assert_eq!(envelope.lines().nth(1), Some("RCPT TO:<maelle.kervadec@sceau.example.org>"));
    assert_eq!(header(content, "From"), "\"Sceau SAS\" <sceau@sceau.example.org>");
    assert_eq!(header(content, "Message-ID"), format!("<{NOW}.7@sceau.example.org>"));
    let read = read_by_python(content);
    assert_eq!(read["subject"], written.subject);
    assert_eq!(read["date"], "2026-11-22 09:00:00+00:00");
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(lines(read["text"].as_str().unwrap()), lines(&written.text));
    assert_eq!(lines(read["html"].as_str().unwrap()), lines(&written.html));
}

#[tokio::test]
async fn failures_are_reported_without_personal_data() {
    let server = MailServer::default();
    let transport = transport_to(server.start().await);
    server.answer_next(&["550 no mailbox maelle.kervadec here"]);
    let mail = Mail { subject: "a".to_owned(), text: "b".to_owned(), html: "c".to_owned() };
    let fault = transport.send(&mark("maelle.kervadec@sceau.example.org"), mail.clone()).await.unwrap_err();
    assert_eq!(fault.to_string(), "the gateway refused it with status 550");
    let fault = transport.send(&mark("no address"), mail.clone()).await.unwrap_err();
    assert!(matches!(fault, SendFault::Unsendable(_)), "{fault}");
    // Bound and not listening: connections are refused, and nobody else can listen there.
    let silent = tokio::net::TcpSocket::new_v4().unwrap();
    silent.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let fault =
        transport_to(silent.local_addr().unwrap()).send(&mark("maelle.kervadec@sceau.example.org"), mail).await.unwrap_err();
    assert!(matches!(fault, SendFault::Unreachable), "{fault}");
}

#[tokio::test]
async fn an_accepted_mail_counts_as_sent_without_a_reply_to_quit() {
    let server = MailServer::silent_at_quit();
    let transport = transport_to(server.start().await);
    let mail = Mail { subject: "a".to_owned(), text: "b".to_owned(), html: "c".to_owned() };
    transport.send(&mark("maelle.kervadec@sceau.example.org"), mail).await.unwrap();
    assert_eq!(server.taken().len(), 1);
}

#[tokio::test]
async fn unencrypted_smtp_to_another_machine_is_refused() {
    let settings = |host: &str, sender: &str| SmtpSettings {
        host: host.to_owned(),
        port: 25,
        encryption: Encryption::None,
        login: None,
        sender: sender.to_owned(),
    };
    for host in ["mail.sceau.example.org", "192.0.2.1", "localhost.sceau.example.org"] {
        let refused = MailTransport::smtp(&settings(host, "a@sceau.example.org"), "Sceau").unwrap_err();
        assert!(matches!(refused, BadMailSettings::InClear(_)), "{host}");
    }
    assert!(MailTransport::smtp(&settings("::1", "a@sceau.example.org"), "Sceau").is_ok());
    let refused = MailTransport::smtp(&settings("localhost", "nobody"), "Sceau").unwrap_err();
    assert!(matches!(refused, BadMailSettings::Sender { .. }));
}
