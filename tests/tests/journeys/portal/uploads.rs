//! Uploads that are too large or do not arrive whole: there is a page, and what has arrived is kept.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::Bytes;
use chassis::http::Pace;
use demo::actors::{KERVADEC, identity_picture};
use http_body::{Body, Frame};
use testbed::office::Office;
use testbed::{Engine, Testbed, Transport};

use super::people::KERVADEC_EMAIL;
use super::placed::Placed;

/// A body of which only the beginning is sent.
struct Stalled(Option<Bytes>);

impl Body for Stalled {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        self.0.take().map_or(Poll::Pending, |octets| Poll::Ready(Some(Ok(Frame::data(octets)))))
    }
}

#[tokio::test]
async fn an_upload_that_is_too_large_or_stalls_gets_a_page_and_keeps_what_has_arrived() {
    let pace = Pace { grace: Duration::from_secs(3), ..Pace::default() };
    let office = Office::receiving_at(Testbed::open(Engine::Sqlite, Transport::InProcess).await, pace).await;
    let order = Placed::by(&office, KERVADEC_EMAIL, KERVADEC).await;
    order.pay().await;
    let film = vec![0x5a; 131 << 20];

    let form = order.page("/dossier").await.form("/dossier/identity-document").expect("a form");
    let form = form.with_file("files", "recto.png", identity_picture("recto")).with_file("files", "film.mp4", film.clone());
    let page = form.send().await.expect("an answer").answered(422).expect("one is refused");
    let errors = page.texts("p.error").concat();
    assert!(errors.contains("film.mp4") && errors.contains("10 Mo au plus"), "{errors}");
    assert!(page.texts("#piece-identity-document .steps li").concat().contains("recto.png"), "the other was kept");

    let posted = order.expert.browser.request(http::Method::POST, "/sign-in").body(film).send().await.expect("an answer");
    assert_eq!(posted.status(), 413);
    assert!(posted.text().await.expect("a page").contains("<h1>Envoi trop volumineux</h1>"));

    let (mark, mut begun) = ("3b9ac9ff", Vec::new());
    for (name, content) in [("verso.png", identity_picture("verso")), ("page3.png", b"\x89PNG".to_vec())] {
        let head = format!("--{mark}\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\r\n");
        begun.extend([head.as_bytes(), content.as_slice(), b"\r\n".as_slice()].concat());
    }
    begun.truncate(begun.len() - 4);
    let path = format!("{}/dossier/identity-document", order.path);
    let stalled = order.expert.browser.request(http::Method::POST, &path);
    let stalled = stalled.header("content-type", format!("multipart/form-data; boundary={mark}"));
    let answer = stalled.body(reqwest::Body::wrap(Stalled(Some(begun.into())))).send().await.expect("an answer");
    assert_eq!(answer.status(), 422);
    let text = answer.text().await.expect("a page");
    assert!(text.contains("page3.png"), "{text}");
    let kept = order.page("/dossier").await.texts("#piece-identity-document .steps li").concat();
    assert!(kept.contains("recto.png") && kept.contains("verso.png") && !kept.contains("page3.png"), "{kept}");
    office.close().await;
}
