//! The program beside the running tests.

use std::path::PathBuf;

/// `target/debug/sceau`, in the parent folder of this test program; `make test` builds it first.
pub(crate) fn path() -> PathBuf {
    let own = std::env::current_exe().expect("the path of this program");
    own.ancestors().nth(2).expect("target/debug/deps").join("sceau")
}

/// Its path.
///
/// # Panics
/// If it was not built.
#[must_use]
pub fn binary() -> PathBuf {
    let built = path();
    assert!(built.exists(), "{} is missing: cargo build --bin sceau", built.display());
    built
}
