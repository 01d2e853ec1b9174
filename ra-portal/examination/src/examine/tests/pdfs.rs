//! PDFs: what surrounds them, how they are written, and what they contain.

use std::collections::BTreeMap;
use std::sync::Arc;

use lopdf::encryption::crypt_filters::{Aes128CryptFilter, Aes256CryptFilter, CryptFilter, Rc4CryptFilter};
use lopdf::{Document, EncryptionState, EncryptionVersion, Object, Permissions, Stream, dictionary};
use proptest::prelude::*;

use super::{document, media_of, pages_of, pdf, written};
use crate::{FileFault, Media};

/// Written by qpdf, with its objects in object streams: its first section ends with an end-of-file marker.
const LINEARISED: &[u8] = include_bytes!("files/linearised.pdf");

fn modern(mut document: Document) -> Vec<u8> {
    let mut file = Vec::new();
    document.save_modern(&mut file).unwrap();
    file
}

/// A file without its last `startxref`, and the offset behind that.
fn without_reference(file: &[u8]) -> (&[u8], i64) {
    let at = file.windows(10).rposition(|octets| octets == b"startxref\n").unwrap();
    let offset = std::str::from_utf8(&file[at + 10..]).unwrap().split_whitespace().next().unwrap().parse().unwrap();
    (&file[..at], offset)
}

/// An incremental update that adds an object, as signing and form-filling programs write it.
fn updated(file: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(file);
    let after = |word: &str| -> i64 {
        let number = text.rsplit(word).next().unwrap().trim_start();
        number.split(|letter: char| !letter.is_ascii_digit()).next().unwrap().parse().unwrap()
    };
    let (previous, size, root) = (after("startxref"), after("/Size"), after("/Root"));
    let mut file = file.to_vec();
    let object = file.len();
    file.extend_from_slice(format!("{size} 0 obj\n<</Title(signed)>>\nendobj\n").as_bytes());
    let table = file.len();
    let next = size + 1;
    file.extend_from_slice(
        format!(
            "xref\n{size} 1\n{object:010} 00000 n \ntrailer\n<</Size {next}/Root {root} 0 R/Prev {previous}>>\nstartxref\n{table}\n%%EOF\n"
        )
        .as_bytes(),
    );
    file
}

/// The ways in which programs write a document.
fn ways() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("table", pdf(2)),
        ("object streams", modern(document(2))),
        ("linearised", LINEARISED.to_vec()),
        ("updated", updated(&pdf(2))),
        ("updated twice", updated(&updated(&pdf(2)))),
        ("a document in the document", {
            let mut document = document(1);
            document.add_object(Stream::new(dictionary! { "Type" => "EmbeddedFile" }, pdf(3)).with_compression(false));
            written(document)
        }),
    ]
}

#[test]
fn what_is_before_and_behind_a_document_does_not_matter() {
    let before: [&[u8]; 4] = [
        b"",
        b"\xef\xbb\xbf\r\n\r\n",
        b"\x1b%-12345X@PJL JOB\r\n@PJL ENTER LANGUAGE=PDF\r\n",
        &b"Content-Type: application/pdf\r\nContent-Transfer-Encoding: binary\r\n\r\n".repeat(12),
    ];
    let page = b"<!DOCTYPE html>\n<html><body>\nxref and trailer are words, \n1 page of 2\n</body></html>\n".repeat(40);
    let behind: [&[u8]; 10] = [
        b"",
        b"\n",
        b"\0",
        &[0; 4845],
        &[b' '; 64 << 10],
        b"\r\n%%EOF\r\n",
        b"\r\n0\r\n\r\n",
        b"\x1b%-12345X@PJL EOJ\r\n\x1b%-12345X",
        b"\r\n------=_Part_1--\r\n",
        &page,
    ];
    for (way, file) in ways() {
        let ended = file.trim_ascii_end();
        for before in before {
            for behind in behind {
                let sent = [before, ended, behind].concat();
                assert_eq!(media_of(&sent), Ok(Media::Pdf), "{way}, {before:x?}, {:x?}", &behind[..behind.len().min(20)]);
            }
        }
    }
}

#[test]
fn line_ends_of_any_system_end_a_document() {
    for end in ["startxref\r", "startxref\n", "startxref\r\n", "startxref \r\n"] {
        for line in ["\r", "\n", "\r\n", ""] {
            let file = pdf(1);
            let (body, offset) = without_reference(&file);
            let ending = format!("{end}{offset}{}%%EOF{line}", if line.is_empty() { "\n" } else { line });
            assert_eq!(media_of(&[body, ending.as_bytes()].concat()), Ok(Media::Pdf), "{end:?} {line:?}");
        }
    }
}

#[test]
fn a_file_that_is_cut_anywhere_is_refused() {
    for (way, file) in ways() {
        let ended = file.trim_ascii_end().len();
        // Behind the end of an earlier revision, the file is that revision.
        let revisions = [pdf(2), updated(&pdf(2))];
        let revision = |kept: usize| {
            revisions.iter().any(|revision| {
                let end = revision.trim_ascii_end().len();
                file.starts_with(revision) && (end..=revision.len()).contains(&kept)
            })
        };
        for kept in (0..ended).filter(|kept| !revision(*kept)) {
            assert!(media_of(&file[..kept]).is_err(), "{way}, {kept} of {}", file.len());
        }
    }
}

#[test]
fn wrong_offsets_are_repaired() {
    for shift in [-20_i64, -1, 1, 3, 1 << 40] {
        let file = pdf(2);
        let (body, offset) = without_reference(&file);
        let ending = format!("startxref\n{}\n%%EOF\n", offset + shift);
        assert_eq!(media_of(&[body, ending.as_bytes()].concat()), Ok(Media::Pdf), "{shift}");
    }
}

#[test]
fn many_small_pictures_make_a_page_neither_unreadable_nor_many() {
    for count in [1, 1125, 5000] {
        let mut document = document(1);
        for shade in (0..=u8::MAX).cycle().take(count) {
            let picture = dictionary! {
                "Type" => "XObject", "Subtype" => "Image", "Width" => 1, "Height" => 1, "BitsPerComponent" => 8, "ColorSpace" => "DeviceGray"
            };
            document.add_object(Stream::new(picture, vec![shade]));
        }
        for file in [written(document.clone()), modern(document)] {
            assert_eq!(pages_of(&file), Ok(1), "{count}");
        }
    }
}

/// A document with each kind of encryption of ISO 32000, encrypted by lopdf.
fn encrypted(user: &str) -> Vec<(&'static str, Vec<u8>)> {
    let owner = "owner";
    let permissions = Permissions::PRINTABLE;
    let filters = |filter: Arc<dyn CryptFilter>| BTreeMap::from([(b"StdCF".to_vec(), filter)]);
    let prepared = || {
        let mut document = document(2);
        let id = Object::string_literal("0123456789abcdef");
        document.trailer.set("ID", vec![id.clone(), id]);
        document
    };
    let encrypt = |version: EncryptionVersion<'_>, mut document: Document| {
        let state = EncryptionState::try_from(version).unwrap();
        document.encrypt(&state).unwrap();
        written(document)
    };
    let (d, key) = (prepared(), [7; 32]);
    let v4 = |filter: Arc<dyn CryptFilter>| EncryptionVersion::V4 {
        document: &d,
        encrypt_metadata: true,
        crypt_filters: filters(filter),
        stream_filter: b"StdCF".to_vec(),
        string_filter: b"StdCF".to_vec(),
        owner_password: owner,
        user_password: user,
        permissions,
    };
    let v2 =
        |key_length| EncryptionVersion::V2 { document: &d, owner_password: owner, user_password: user, key_length, permissions };
    let v5 = EncryptionVersion::V5 {
        encrypt_metadata: true,
        crypt_filters: filters(Arc::new(Aes256CryptFilter)),
        file_encryption_key: &key,
        stream_filter: b"StdCF".to_vec(),
        string_filter: b"StdCF".to_vec(),
        owner_password: owner,
        user_password: user,
        permissions,
    };
    vec![
        (
            "RC4, 40 bits",
            encrypt(EncryptionVersion::V1 { document: &d, owner_password: owner, user_password: user, permissions }, d.clone()),
        ),
        ("RC4, 64 bits", encrypt(v2(64), d.clone())),
        ("RC4, 128 bits", encrypt(v2(128), d.clone())),
        ("RC4 by crypt filter", encrypt(v4(Arc::new(Rc4CryptFilter)), d.clone())),
        ("AES, 128 bits", encrypt(v4(Arc::new(Aes128CryptFilter)), d.clone())),
        ("AES, 256 bits", encrypt(v5, d.clone())),
    ]
}

#[test]
fn a_document_with_an_owner_password_alone_is_accepted() {
    for (kind, file) in encrypted("") {
        assert_eq!(media_of(&file), Ok(Media::Pdf), "{kind}");
        assert_eq!(media_of(&file[..file.len() / 2]), Err(FileFault::CutOff), "{kind}");
    }
}

#[test]
fn a_document_that_asks_for_a_password_says_so() {
    for (kind, file) in encrypted("user") {
        assert_eq!(media_of(&file), Err(FileFault::Password), "{kind}");
    }
    // A handler other than the standard one: the document is encrypted for certain recipients.
    let mut document = document(1);
    document.trailer.set("Encrypt", dictionary! { "Filter" => "Adobe.PubSec", "V" => 4 });
    assert_eq!(media_of(&written(document)), Err(FileFault::Encryption));
}

/// A document whose catalog has these entries.
fn with_catalog(add: impl FnOnce(&mut Document) -> lopdf::Dictionary) -> Vec<u8> {
    let mut document = document(1);
    let entries = add(&mut document);
    document.catalog_mut().unwrap().extend(&entries);
    written(document)
}

fn form(fields: usize, packets: &[&str], needs_rendering: Option<bool>) -> Vec<u8> {
    with_catalog(|document| {
        let field =
            |document: &mut Document| document.add_object(dictionary! { "FT" => "Tx", "T" => Object::string_literal("name") });
        let fields: Vec<Object> = (0..fields).map(|_| field(document).into()).collect();
        let streams: Vec<Object> = packets
            .iter()
            .flat_map(|packet| {
                let stream = document.add_object(Stream::new(dictionary! {}, packet.as_bytes().to_vec()));
                [Object::string_literal("packet"), stream.into()]
            })
            .collect();
        let mut entries = dictionary! { "AcroForm" => dictionary! { "Fields" => fields, "XFA" => streams } };
        if let Some(needs_rendering) = needs_rendering {
            entries.set("NeedsRendering", needs_rendering);
        }
        entries
    })
}

#[test]
fn a_form_that_only_its_own_reader_shows_is_refused_and_any_other_accepted() {
    let config =
        |value: &str| format!("<config><acrobat><acrobat7><dynamicRender>{value}</dynamicRender></acrobat7></acrobat></config>");
    let refused = Err(FileFault::NeedsAnotherReader);
    assert_eq!(media_of(&form(0, &["<template/>"], Some(true))), refused);
    assert_eq!(media_of(&form(0, &["<template/>"], None)), refused);
    assert_eq!(media_of(&form(2, &["<template/>"], Some(true))), refused);
    assert_eq!(media_of(&form(2, &["<template/>", &config("required")], None)), refused);
    assert_eq!(media_of(&form(2, &["<template/>", &config("forbidden")], None)), Ok(Media::Pdf));
    assert_eq!(media_of(&form(2, &["<template/>"], Some(false))), Ok(Media::Pdf));
    let plain = with_catalog(|_| dictionary! { "AcroForm" => dictionary! { "Fields" => Vec::<Object>::new() } });
    assert_eq!(media_of(&plain), Ok(Media::Pdf), "a form without XFA");
}

#[test]
fn a_portfolio_is_refused_and_a_document_with_attachments_accepted() {
    let attached = |document: &mut Document| {
        let content = document.add_object(Stream::new(dictionary! { "Type" => "EmbeddedFile" }, pdf(1)));
        let file = document.add_object(dictionary! { "Type" => "Filespec", "EF" => dictionary! { "F" => content } });
        dictionary! { "EmbeddedFiles" => dictionary! { "Names" => vec![Object::string_literal("a.pdf"), file.into()] } }
    };
    let portfolio =
        with_catalog(|document| dictionary! { "Names" => attached(document), "Collection" => dictionary! { "View" => "D" } });
    assert_eq!(media_of(&portfolio), Err(FileFault::Portfolio));
    assert_eq!(media_of(&with_catalog(|document| dictionary! { "Names" => attached(document) })), Ok(Media::Pdf));
}

/// A document whose page tree was rearranged.
fn with_tree(pages: usize, arrange: impl FnOnce(&mut Document, &mut Vec<Object>)) -> Vec<u8> {
    let mut document = document(pages);
    let root = document.catalog().unwrap().get(b"Pages").unwrap().as_reference().unwrap();
    let mut kids = document.get_dictionary(root).unwrap().get(b"Kids").unwrap().as_array().unwrap().clone();
    arrange(&mut document, &mut kids);
    document.get_dictionary_mut(root).unwrap().set("Kids", kids);
    written(document)
}

#[test]
fn pages_are_counted_from_the_tree() {
    for pages in 1..=60 {
        let expected = if pages > 50 { Err(FileFault::TooManyPages { pages }) } else { Ok(pages) };
        assert_eq!(pages_of(&pdf(pages)), expected, "{pages}");
    }
    for depth in [1, 10, 200] {
        let nested = with_tree(60, |document, kids| {
            for _ in 0..depth {
                let node = document.add_object(dictionary! { "Type" => "Pages", "Kids" => kids.clone(), "Count" => 1 });
                *kids = vec![node.into()];
            }
        });
        assert_eq!(pages_of(&nested), Err(FileFault::TooManyPages { pages: 60 }), "{depth} deep");
    }
    for count in [-1, 0, 1, 1_000_000] {
        let mut lies = document(2);
        let root = lies.catalog().unwrap().get(b"Pages").unwrap().as_reference().unwrap();
        lies.get_dictionary_mut(root).unwrap().set("Count", count);
        assert_eq!(pages_of(&written(lies)), Ok(2), "Count is {count}");
    }
}

#[test]
fn a_damaged_page_tree_is_noticed() {
    let missing = Err(FileFault::PagesMissing);
    assert_eq!(pages_of(&with_tree(2, |_, kids| kids.push(Object::Reference((900, 0))))), missing, "a dangling reference");
    assert_eq!(pages_of(&with_tree(2, |_, kids| kids.push(Object::Null))), missing, "no reference");
    let no_kids = |document: &mut Document, kids: &mut Vec<Object>| {
        kids.push(document.add_object(dictionary! { "Type" => "Pages" }).into())
    };
    assert_eq!(pages_of(&with_tree(2, no_kids)), missing, "a node without kids");
    let untyped = with_tree(2, |document, kids| {
        let node = document.add_object(dictionary! { "Kids" => kids.clone() });
        *kids = vec![node.into()];
    });
    assert_eq!(pages_of(&untyped), missing, "a node that looks like a page");
    let twice = with_tree(2, |_, kids| kids.push(kids[0].clone()));
    assert_eq!(pages_of(&twice), Ok(2), "a page twice");
    let cycle = with_tree(2, |document, kids| {
        let root = document.catalog().unwrap().get(b"Pages").unwrap().clone();
        kids.push(root);
    });
    assert_eq!(pages_of(&cycle), Ok(2), "a tree that leads back to its root");
    assert_eq!(pages_of(&with_tree(2, |_, kids| kids.clear())), Err(FileFault::Unreadable), "no pages");
}

proptest! {
    #[test]
    fn any_octets_but_those_of_a_document_may_follow_it(tail in prop::collection::vec(any::<u8>(), 0..200), which in 0..3usize) {
        let file = &ways()[which].1;
        // An unfinished last line can be the beginning of an object.
        let sent = [file.trim_ascii_end(), b"\n\0", &tail, b"\n"].concat();
        prop_assert_eq!(media_of(&sent), Ok(Media::Pdf));
    }
}
