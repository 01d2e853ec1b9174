//! Product files have a maximum length, so that each can be read in one go.

use super::{File, Finding, assert_none, example, places, repository};

const AT_MOST: usize = 400;

fn check(files: &[File]) -> Vec<Finding> {
    let product = files.iter().filter(|file| file.is_rust() && !file.is_of_tests());
    let weighed = product.map(|file| (file, file.lines().count()));
    let long = weighed.filter(|(_, lines)| *lines > AT_MOST);
    long.map(|(file, lines)| {
        file.finding(AT_MOST + 1, format!("{lines} lines, and {AT_MOST} are the most"), "divide it by the things that it holds")
    })
    .collect()
}

#[test]
fn no_file_of_the_product_is_too_long() {
    assert_none(&check(&repository::files()));
}

#[test]
fn one_line_too_many_is_refused_in_the_product_only() {
    let files = [
        example("ca/src/full.rs", &"\n".repeat(AT_MOST)),
        example("ca/src/long.rs", &"\n".repeat(AT_MOST + 1)),
        example("ca/src/codes/tests.rs", &"\n".repeat(AT_MOST + 1)),
    ];
    assert_eq!(places(&check(&files)), ["ca/src/long.rs:401"]);
}
