//! Folders that the program creates are private: only `chassis::private_folder` creates them.

use super::{File, Finding, assert_none, example, places, repository};

const HELPER: &str = "chassis/src/private_folder.rs";

/// Crates of tests and maintainers' tools.
const NOT_OF_THE_PROGRAM: [&str; 2] = ["tests/", "fuzz/"];

fn check(files: &[File]) -> Vec<Finding> {
    let product = files.iter().filter(|file| file.is_rust() && file.path != HELPER);
    let product = product.filter(|file| !NOT_OF_THE_PROGRAM.iter().any(|folder| file.path.starts_with(folder)));
    product.flat_map(check_one).collect()
}

fn check_one(file: &File) -> Vec<Finding> {
    let creating = file.product_lines().filter(|(_, text)| text.contains("create_dir") || text.contains("DirBuilder"));
    let remedy = "use chassis::private_folder, which sets its mode";
    creating.map(|(line, _)| file.finding(line, "a folder whose mode depends on the umask", remedy)).collect()
}

#[test]
fn only_one_function_creates_folders() {
    assert_none(&check(&repository::files()));
}

#[test]
fn creating_a_folder_in_another_way_is_refused() {
    let text = "fs::create_dir_all(path)?;\nprivate_folder::create(path)?;\ntokio::fs::create_dir(path).await?;\nDirBuilder::new()\n\
        #[cfg(test)]\nmod tests {\n    fs::create_dir(path).unwrap();\n}\n";
    let files = [example("token/src/file.rs", text), example(HELPER, text), example("tests/src/lib.rs", text)];
    assert_eq!(places(&check(&files)), [1, 3, 4].map(|line| format!("token/src/file.rs:{line}")));
}
