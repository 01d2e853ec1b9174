//! Lint warnings that are accepted, each for one kind of certificate and with a reason.

use pki::lint::Kind;
use serde::Deserialize;
use toml::Spanned;

use crate::document::Document;
use crate::error::PolicyError;
use crate::name::is_kebab_case;
use crate::problem::{Problem, written};

/// The accepted warnings.
#[derive(Clone, Debug)]
pub(crate) struct Waivers(Vec<(Kind, String)>);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WaiversToml {
    #[serde(default)]
    waiver: Vec<WaiverToml>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WaiverToml {
    kind: Spanned<Kind>,
    code: Spanned<String>,
    because: Spanned<String>,
}

impl Waivers {
    pub(crate) fn read(document: Document<'_>) -> Result<Self, PolicyError> {
        let toml: WaiversToml = document.read()?;
        let mut waivers = Self(Vec::new());
        for waiver in toml.waiver {
            let (kind, code) = (*waiver.kind.get_ref(), waiver.code.get_ref().clone());
            if !is_kebab_case(&code, 80) {
                return Err(document.refuse(&waiver.code, Problem::NotALintCode(code)));
            }
            if waiver.because.get_ref().trim().is_empty() {
                return Err(document.refuse(&waiver.because, Problem::NoReason));
            }
            if waivers.contains(kind, &code) {
                let value = format!("{code} for {}", written(&kind));
                return Err(document.refuse(&waiver.code, Problem::Duplicate { what: "waiver", value }));
            }
            waivers.0.push((kind, code));
        }
        Ok(waivers)
    }

    pub(crate) fn contains(&self, kind: Kind, code: &str) -> bool {
        self.0.iter().any(|(waived_kind, waived)| *waived_kind == kind && waived == code)
    }
}
