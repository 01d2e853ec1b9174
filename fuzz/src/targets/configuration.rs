//! Configuration files of every role.

use std::fs;

use deployment::configuration::{AuthorityFile, PortalFile, ResponderFile, StationFile};

use crate::specimens;
use crate::target::Target;

pub(crate) const TARGET: Target = Target { name: "configuration", at_most: 64 << 10, check, seeds };

fn check(text: &[u8]) -> bool {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let path = folder.path().join("sceau.toml");
    fs::write(&path, text).expect("a temporary file can be written");
    let accepted = [
        AuthorityFile::read(&path).is_ok(),
        PortalFile::read(&path).is_ok(),
        ResponderFile::read(&path).is_ok(),
        StationFile::read(&path).is_ok(),
    ];
    let roles = accepted.iter().filter(|accepted| **accepted).count();
    assert!(roles <= 1, "a file of {roles} roles");
    roles == 1
}

fn seeds() -> Vec<Vec<u8>> {
    specimens::files("configuration")
}
