//! Configurations that are refused at start, each with the place and the remedy in one line.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use testbed::Engine;

use super::community::copy_policies;
use super::program;
use super::site::{Site, write_secret};

/// A copy of an installation's folders that can be modified.
struct Copy(tempfile::TempDir);

impl Copy {
    fn of(site: &Site) -> Self {
        let copy = Self(tempfile::tempdir().expect("a folder"));
        for zone in ["ca", "responder"] {
            fs::create_dir(copy.path(zone)).expect("a folder");
            for file in fs::read_dir(site.path(&format!("zones/{zone}"))).expect("a folder") {
                let file = file.expect("a file");
                if file.path().is_file() {
                    fs::copy(file.path(), copy.path(zone).join(file.file_name())).expect("a copy");
                }
            }
        }
        copy
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn edit(&self, name: &str, edit: impl FnOnce(String) -> String) {
        let text = fs::read_to_string(self.path(name)).expect("a file");
        let edited = edit(text.clone());
        assert_ne!(edited, text, "nothing was changed");
        fs::write(self.path(name), edited).expect("a file");
    }

    /// The single line that `serve` prints before it exits with a status other than 0.
    async fn refusal(&self, role: &str) -> String {
        let config = self.path(&format!("{role}/sceau.toml"));
        let output = program::run(&["serve", "--role", role, "--config", config.to_str().expect("UTF-8")]).await;
        assert!(!output.status.success(), "the configuration was accepted");
        let said = String::from_utf8(output.stderr).expect("text");
        let lines: Vec<_> = said.lines().filter(|line| line.starts_with("sceau: ")).collect();
        assert_eq!(lines.len(), 1, "expected one line: {said}");
        lines[0].to_owned()
    }

    async fn is_refused(&self, role: &str, words: &[&str]) {
        let said = self.refusal(role).await;
        for word in words {
            assert!(said.contains(word), "{said}\ndoes not say {word}");
        }
    }
}

#[tokio::test]
async fn an_invalid_configuration_is_refused_with_place_and_remedy() {
    let site = Site::initialised(&Engine::Sqlite).await;
    let fresh = || Copy::of(&site);

    let mixed = fresh();
    mixed.edit("ca/sceau.toml", |text| text + "\n[responder]\ndata = \"status\"\n");
    mixed.is_refused("ca", &["ca/sceau.toml", "[responder]", "move it to a file of its own"]).await;
    mixed.edit("responder/sceau.toml", |text| text.replace("[responder]", "[station]"));
    mixed.is_refused("responder", &["responder/sceau.toml", "no section [responder]"]).await;

    for secret in ["ca/master.key", "ca/database.url", "responder/identity.key", "responder/master.key"] {
        let readable = fresh();
        fs::set_permissions(readable.path(secret), fs::Permissions::from_mode(0o644)).expect("its mode");
        let role = secret.split('/').next().expect("a zone");
        readable.is_refused(role, &[secret, "chmod 600"]).await;
    }

    let unknown = fresh();
    unknown.edit("ca/sceau.toml", |text| text.replacen("[ca]\n", "[ca]\norigin = \"x\"\n", 1));
    unknown.is_refused("ca", &["ca/sceau.toml", "line 3", "origin"]).await;
    for (key, value, said) in [
        ("proxies", "[\"0.0.0.0/0\"]", "everybody"),
        ("proxies", "[\"proxy.sceau.example.org\"]", "write an address"),
        ("operators", "[\"192.0.2.7/24\"]", "192.0.2.0/24"),
        ("operators", "\"192.0.2.7\"", "sequence"),
    ] {
        let networks = fresh();
        networks
            .edit("responder/sceau.toml", |text| text.replacen("[responder]\n", &format!("[responder]\n{key} = {value}\n"), 1));
        networks.is_refused("responder", &["responder/sceau.toml", "line 3", said]).await;
    }
    let none = fresh();
    none.edit("ca/sceau.toml", |_| "# nothing\n".to_owned());
    none.is_refused("ca", &["ca/sceau.toml", "no section [ca]"]).await;
    let nowhere = fresh();
    nowhere.edit("ca/sceau.toml", |text| {
        text.lines()
            .map(|line| if line.starts_with("origins") { "origins = []\n".to_owned() } else { format!("{line}\n") })
            .collect()
    });
    nowhere.is_refused("ca", &["ca/sceau.toml", "origins", "name every place"]).await;
    let absent = fresh();
    fs::remove_file(absent.path("ca/sceau.toml")).expect("a file");
    absent.is_refused("ca", &["ca/sceau.toml"]).await;
    let twice = fresh();
    twice.edit("ca/sceau.toml", |text| {
        let pin = text.lines().find_map(|line| line.strip_prefix("portal = ")).expect("a pin").to_owned();
        text.lines()
            .map(|line| if line.starts_with("station =") { format!("station = {pin}\n") } else { format!("{line}\n") })
            .collect()
    });
    twice.is_refused("ca", &["ca/sceau.toml", "pinned twice"]).await;
}

#[tokio::test]
async fn an_unusable_database_is_refused_with_the_remedy() {
    let site = Site::initialised(&Engine::Sqlite).await;
    let fresh = || Copy::of(&site);
    let empty = fresh();
    write_secret(empty.path("ca/database.url").to_str().expect("UTF-8"), "sqlite:empty.db");
    empty.is_refused("ca", &["ca/empty.db", "sceau init"]).await;
    assert!(!empty.path("ca/empty.db").exists(), "`serve` must not create a missing database");
    write_secret(empty.path("ca/empty.db").to_str().expect("UTF-8"), "");
    empty.is_refused("ca", &["migrat", "sceau"]).await;
    let config = empty.path("ca/sceau.toml");
    program::succeed(&["migrate", "--config", config.to_str().expect("UTF-8")]).await;
    empty.is_refused("ca", &["sceau init"]).await;
    let nonsense = fresh();
    write_secret(nonsense.path("ca/database.url").to_str().expect("UTF-8"), "mysql://localhost/ca");
    nonsense.is_refused("ca", &["ca/database.url", "postgres"]).await;
    let gone = fresh();
    write_secret(gone.path("ca/database.url").to_str().expect("UTF-8"), "sqlite:no/such/folder/ca.db");
    gone.is_refused("ca", &["no/such/folder/ca.db"]).await;
}

#[tokio::test]
async fn invalid_policies_are_refused_with_file_and_line() {
    let site = Site::initialised(&Engine::Sqlite).await;
    let faulty = Copy::of(&site);
    copy_policies(&faulty.path("policies"));
    faulty.edit("ca/sceau.toml", |text| text.replacen("[ca]\n", "[ca]\npolicies = \"../policies\"\n", 1));
    faulty.edit("policies/products.toml", |text| text.replacen("issuer = \"classe-3-plus\"", "issuer = \"classe-4\"", 1));
    let text = fs::read_to_string(faulty.path("policies/products.toml")).expect("a file");
    let line = 1 + text.lines().position(|line| line.contains("classe-4")).expect("the fault");
    faulty.is_refused("ca", &["products.toml", &line.to_string(), "classe-4"]).await;
}
