//! What a child process answers about a file: a file may have taken it over.

use examination::frames::{Rest, read_verdict};
use examination::{FileFault, Found, Frame, MOST_PAGES, Media};
use zeroize::Zeroizing;

use crate::target::Target;

pub(crate) const TARGET: Target = Target { name: "frames", at_most: 4 << 10, check, seeds };

fn check(content: &[u8]) -> bool {
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    runtime.block_on(async {
        let mut answer = content;
        let Ok(verdict) = read_verdict(&mut answer).await else { return false };
        let Ok(found) = verdict else { return true };
        assert!((1..=MOST_PAGES).contains(&found.pages));
        let mut rest = Rest::default();
        let complete = rest.read(&mut answer, found).await.is_ok();
        assert!(rest.pages.len() <= found.pages);
        let pictures = rest.pages.iter().chain([&rest.reduced]).flatten();
        assert!(pictures.into_iter().all(|picture| picture.starts_with(&[0xff, 0xd8, 0xff])), "only JPEGs are shown");
        complete
    })
}

fn seeds() -> Vec<Vec<u8>> {
    let picture = || Zeroizing::new(vec![0xff, 0xd8, 0xff, 0xe0]);
    let accepted = |media, pages| Frame::Verdict(Ok(Found { media, pages }));
    let answers = [
        vec![Frame::Verdict(Err(FileFault::TooManyPages { pages: 51 }))],
        vec![accepted(Media::Pdf, 3), Frame::Page(picture()), Frame::NotDrawn, Frame::Page(picture()), Frame::End],
        vec![accepted(Media::Jpeg, 1), Frame::Reduced(picture()), Frame::Page(picture()), Frame::End],
    ];
    let written = |frames: &Vec<Frame>| {
        let mut answer = Vec::new();
        frames.iter().for_each(|frame| frame.write(&mut answer).expect("memory takes a frame"));
        answer
    };
    answers.iter().map(written).collect()
}
