//! Files are examined in a child process: what it may do, how it ends, and how little of its answer is believed.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use examination::{ExamineError, Examined, Examiner, FileFault, Media};
use image::{ExtendedColorType, ImageEncoder};
use lopdf::{Document, Object, Stream, dictionary};

const PROGRAM: &str = env!("CARGO_BIN_EXE_examine-file");

fn examiner() -> Examiner {
    Examiner::program(PROGRAM.into())
}

/// A PDF with a page for each content stream, which may draw `/F`, a form.
fn pdf(pages: Vec<Stream>, form: impl FnOnce(&mut Document) -> Object) -> Vec<u8> {
    let mut document = Document::with_version("1.4");
    let root = document.new_object_id();
    let form = form(&mut document);
    let kids: Vec<Object> = pages
        .into_iter()
        .map(|content| {
            let content = document.add_object(content);
            let resources = dictionary! { "XObject" => dictionary! { "F" => form.clone() } };
            let page = dictionary! { "Type" => "Page", "Parent" => root, "Contents" => content, "Resources" => resources };
            document.add_object(page).into()
        })
        .collect();
    let media_box: Vec<Object> = [0, 0, 200, 100].into_iter().map(Object::from).collect();
    let tree = dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => 1, "MediaBox" => media_box };
    document.objects.insert(root, tree.into());
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => root });
    document.trailer.set("Root", catalog);
    let mut file = Vec::new();
    document.save_to(&mut file).expect("written");
    file
}

fn drawing(operators: &str) -> Stream {
    Stream::new(dictionary! {}, operators.as_bytes().to_vec())
}

/// Two pages, the lower half of the first and the upper half of the second are black.
fn two_pages() -> Vec<u8> {
    pdf(vec![drawing("0 0 200 50 re f"), drawing("0 50 200 50 re f")], |_| Object::Null)
}

async fn examined(examiner: &Examiner, file: Vec<u8>) -> Examined {
    examiner.examine(Arc::new(file)).await.expect("the file is accepted")
}

async fn refused(examiner: &Examiner, file: Vec<u8>) -> FileFault {
    let fault = examiner.examine(Arc::new(file)).await.expect_err("the file is refused");
    let ExamineError::Refused(fault) = fault else { unreachable!("{fault:?}") };
    fault
}

/// The shades of a picture a quarter and three quarters from its top.
fn shades(picture: &[u8]) -> [&'static str; 2] {
    let picture = image::load_from_memory(picture).expect("a picture").into_luma8();
    let (width, height) = picture.dimensions();
    [height / 4, height * 3 / 4].map(|y| match picture.get_pixel(width / 2, y).0[0] {
        ..50 => "dark",
        200.. => "light",
        _ => "between",
    })
}

#[tokio::test]
async fn each_page_is_drawn() {
    let document = examined(&examiner(), two_pages()).await;
    assert_eq!(document.media, Media::Pdf);
    let seen: Vec<_> = document.pages.iter().map(|page| shades(page.as_ref().expect("a picture"))).collect();
    assert_eq!(seen, [["light", "dark"], ["dark", "light"]]);
}

#[tokio::test]
async fn a_picture_is_its_only_page_on_white() {
    let mut file = Vec::new();
    // Transparent above, black below.
    let pixels: Vec<u8> = (0..100 * 80).flat_map(|pixel| if pixel < 4000 { [0; 4] } else { [0, 0, 0, 255] }).collect();
    let encoder = image::codecs::png::PngEncoder::new(&mut file);
    encoder.write_image(&pixels, 100, 80, ExtendedColorType::Rgba8).unwrap();
    let picture = examined(&examiner(), file).await;
    assert_eq!((picture.media, picture.pages.len()), (Media::Png, 1));
    assert_eq!(shades(picture.pages[0].as_ref().expect("a picture")), ["light", "dark"]);
}

#[tokio::test]
async fn a_refusal_reaches_the_portal() {
    assert_eq!(refused(&examiner(), b"MZ\x90\x00 a program".to_vec()).await, FileFault::NotAllowed);
    let half = two_pages();
    assert_eq!(refused(&examiner(), half[..half.len() / 2].to_vec()).await, FileFault::CutOff);
}

/// Four gibibytes in a hundred kilobytes: runs (ISO 32000-1 §7.4.5), deflated.
fn bomb() -> Stream {
    let mut bomb = Stream::new(dictionary! {}, [129, b' '].repeat(32 << 20));
    bomb.compress().expect("compressed");
    bomb.dict.set("Filter", vec!["FlateDecode".into(), Object::from("RunLengthDecode")]);
    bomb
}

#[tokio::test]
async fn a_bomb_costs_its_page_and_the_next_file_is_examined() {
    let examiner = examiner();
    let file = pdf(vec![drawing("0 0 200 50 re f"), bomb()], |_| Object::Null);
    assert!(file.len() < 1 << 20, "{}", file.len());
    let document = examined(&examiner, file).await;
    assert!(document.pages[0].is_some() && document.pages[1].is_none(), "the first page is drawn, the second is not");
    assert_eq!(examined(&examiner, two_pages()).await.pages.len(), 2);
}

/// A form that draws another ten times, and that another, and so on: 10¹² rectangles.
fn endless(document: &mut Document) -> Object {
    let form =
        dictionary! { "Type" => "XObject", "Subtype" => "Form", "BBox" => vec![0.into(), 0.into(), 200.into(), 100.into()] };
    let mut last = document.add_object(Stream::new(form.clone(), b"0 0 200 50 re f".to_vec()));
    for _ in 0..12 {
        let mut outer = form.clone();
        outer.set("Resources", dictionary! { "XObject" => dictionary! { "F" => last } });
        last = document.add_object(Stream::new(outer, b"/F Do ".repeat(10)));
    }
    last.into()
}

#[tokio::test]
async fn a_page_without_end_leaves_the_file_accepted() {
    let examiner = examiner().within(Duration::from_secs(20), Duration::from_secs(4));
    let begun = Instant::now();
    let document = examined(&examiner, pdf(vec![drawing("0 0 200 50 re f"), drawing("/F Do")], endless)).await;
    assert!(document.pages[0].is_some() && document.pages[1].is_none());
    assert!(begun.elapsed() < Duration::from_secs(15), "{:?}", begun.elapsed());
}

#[test]
fn the_child_can_open_nothing() {
    let output = Command::new(PROGRAM).arg("confined").output().expect("the program runs");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "file false, socket false\n");
}

/// A program that answers so, whatever it is sent.
async fn answering(script: &str) -> Result<Examined, ExamineError> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("liar");
    fs::write(&path, format!("#!/bin/sh\n{script}\n")).expect("a script");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o700)).expect("a program");
    let examiner = Examiner::program(path).within(Duration::from_secs(2), Duration::from_secs(4));
    examiner.examine(Arc::new(two_pages())).await
}

const ACCEPTED: &str = r#"printf 'V\000\000\000\041{"Ok":{"media":"jpeg","pages":2}}\n\n'"#;

#[tokio::test]
async fn a_child_that_lies_is_not_believed() {
    let refused = |answer: Result<Examined, ExamineError>| match answer {
        Err(ExamineError::Refused(fault)) => fault,
        other => panic!("{other:?}"),
    };
    for script in ["echo hello", r"printf 'V\377\377\377\377'", r"printf 'E\000\000\000\000'", "exit 101", "cat /dev/zero"] {
        assert_eq!(refused(answering(script).await), FileFault::Unreadable, "{script}");
    }
    let many = ACCEPTED.replace("\"pages\":2", "\"pages\":9999").replace("\\041", "\\044");
    assert_eq!(refused(answering(&many).await), FileFault::Unreadable);
    for script in ["sleep 60", "kill -9 $$", "kill -SEGV $$"] {
        assert_eq!(refused(answering(script).await), FileFault::TooHeavy, "{script}");
    }
    assert!(matches!(answering("exit 1").await, Err(ExamineError::Failed(_))), "it could not start");
    for lie in ["", "echo hello", r"printf 'P\000\000\000\003<sc'", r"printf 'P\377\377\377\377'", "cat /dev/zero", "sleep 60"] {
        let examined = answering(&format!("{ACCEPTED}\n{lie}")).await.expect("the verdict stands");
        assert_eq!((examined.pages.len(), examined.pages.iter().flatten().count()), (2, 0), "{lie}");
    }
}

#[tokio::test]
async fn a_missing_program_is_no_fault_of_the_file() {
    let examiner = Examiner::program("/nonexistent/sceau".into());
    assert!(matches!(examiner.examine(Arc::new(two_pages())).await, Err(ExamineError::Failed(_))));
}
