//! Everything that a file cites must exist: pages below `docs/`, their headings, decisions, requirement tags, and, in pages, source
//! files.
//!
//! A section is cited by the anchor of its heading, as in a link: `docs/profiles.md#crls`. Decisions are cited by number, requirements
//! by tag.

use std::collections::{BTreeMap, BTreeSet};

use super::{File, Finding, assert_none, example, places, repository};

const REQUIREMENTS: &str = "docs/requirements.md";

const DECISIONS: &str = "docs/decisions/";

/// Extensions of source files.
const SOURCES: &[&str] = &["css", "ftl", "html", "py", "rs", "sql", "toml"];

/// Tests of file rules are exempt: their examples name files that do not exist.
const INVENTING: &str = "tests/src/shape/";

/// What can be cited.
struct Citable<'a> {
    /// Every file, and every folder with a trailing slash.
    paths: BTreeSet<&'a str>,
    /// The anchors of each page.
    anchors: BTreeMap<&'a str, BTreeSet<String>>,
}

impl<'a> Citable<'a> {
    fn among(files: &'a [File]) -> Self {
        let folders = files.iter().flat_map(|file| file.path.match_indices('/').map(|(at, _)| &file.path[..=at]));
        let pages = files.iter().filter(|file| file.path.ends_with(".md"));
        Self {
            paths: files.iter().map(|file| file.path.as_str()).chain(folders).collect(),
            anchors: pages.map(|page| (page.path.as_str(), anchors(&page.text))).collect(),
        }
    }

    /// Resolves a path written in `file`: relative to the root, or, in a page and in `include_str!`, also to the file's folder.
    fn resolve(&self, file: &File, written: &str) -> Option<&'a str> {
        let beside = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let is_relative = file.path.ends_with(".md") || written.starts_with("../");
        let relative = Some(join(beside, written)).filter(|_| is_relative);
        let known = |path: &str| self.paths.get(path).or_else(|| self.paths.get(format!("{path}/").as_str())).copied();
        known(written).or_else(|| known(&relative?))
    }
}

fn check(files: &[File]) -> Vec<Finding> {
    let citable = Citable::among(files);
    let citing = files.iter().filter(|file| !file.path.starts_with(INVENTING));
    citing
        .flat_map(|file| {
            let pages = file.lines().flat_map(|(line, text)| pages(&citable, file, line, text));
            let sources = file.lines().flat_map(|(line, text)| sources(&citable, file, line, text));
            let tags = file.lines().flat_map(|(line, text)| tags(&citable, file, line, text));
            let decisions = file.lines().flat_map(|(line, text)| decisions(&citable, file, line, text));
            pages.chain(sources).chain(tags).chain(decisions).collect::<Vec<_>>()
        })
        .collect()
}

/// Cited pages that do not exist, and headings that a page does not have.
fn pages(citable: &Citable<'_>, file: &File, line: usize, text: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    if text.contains(".md §") {
        findings.push(file.finding(line, "a section of a page by `§`", "cite its heading: docs/profiles.md#crls"));
    }
    let in_path = |character: char| character.is_alphanumeric() || "-_./#*".contains(character);
    let words = text.split(|character| !in_path(character)).map(|word| word.trim_end_matches('.'));
    for word in words.filter(|word| !word.starts_with("//") && !word.contains('*')) {
        let (path, anchor) = word.split_once('#').map_or((word, None), |(path, anchor)| (path, Some(anchor)));
        let own = path.is_empty() && file.path.ends_with(".md") && text.contains(&format!("({word})"));
        if !own && !path.ends_with(".md") && !path.starts_with("docs/") {
            continue;
        }
        let found = if own { Some(file.path.as_str()) } else { citable.resolve(file, path) };
        let Some(found) = found else {
            findings.push(file.finding(
                line,
                format!("`{path}` is not in the repository"),
                "cite a page in docs/ or the standard itself",
            ));
            continue;
        };
        let headed = anchor.is_none_or(|anchor| citable.anchors.get(found).is_some_and(|anchors| anchors.contains(anchor)));
        if !headed {
            findings.push(file.finding(
                line,
                format!("`{found}` has no heading for `{word}`"),
                "cite a heading that the page has",
            ));
        }
    }
    findings
}

/// Source files that a page names in backticks, by full or partial path, and that do not exist.
fn sources(citable: &Citable<'_>, file: &File, line: usize, text: &str) -> Vec<Finding> {
    let quoted = text.split('`').skip(1).step_by(2).filter(|_| file.path.ends_with(".md"));
    let named = quoted.filter(|word| {
        let is_source = word.rsplit_once('.').is_some_and(|(_, extension)| SOURCES.contains(&extension));
        is_source
            && word.contains('/')
            && word.chars().all(|character| character.is_ascii_alphanumeric() || "-_./".contains(character))
    });
    let exists = |word: &str| citable.paths.iter().any(|path| *path == word || path.ends_with(&format!("/{word}")));
    let unknown = named.filter(|word| !exists(word));
    unknown.map(|word| file.finding(line, format!("`{word}` is not in the repository"), "name the file that there is")).collect()
}

/// Tags of requirements that [`REQUIREMENTS`] does not have; in code, only those in comments.
fn tags(citable: &Citable<'_>, file: &File, line: usize, text: &str) -> Vec<Finding> {
    let comment = match file.path.rsplit_once('.') {
        Some((_, "rs")) => text.split_once("//").map(|(_, comment)| comment),
        Some((_, "toml" | "ftl")) => text.split_once('#').map(|(_, comment)| comment),
        Some((_, "md")) => Some(text),
        _ => None,
    };
    let words = comment.unwrap_or_default().split(|character: char| !character.is_alphanumeric());
    let tagged = words.filter(|word| is_tag(word));
    let required = citable.anchors.get(REQUIREMENTS);
    let unknown = tagged.filter(|tag| !required.is_some_and(|anchors| anchors.contains(&tag.to_lowercase())));
    unknown.map(|tag| file.finding(line, format!("no requirement `{tag}`"), "cite a tag of docs/requirements.md")).collect()
}

/// Numbers of decisions that have no page.
fn decisions(citable: &Citable<'_>, file: &File, line: usize, text: &str) -> Vec<Finding> {
    let words: Vec<&str> = text.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let cited = words.windows(2).filter(|pair| pair[0].eq_ignore_ascii_case("decision") && is_number(pair[1]));
    let has_page = |number: &str| citable.paths.iter().any(|path| path.starts_with(&format!("{DECISIONS}{number}-")));
    cited
        .filter(|pair| !has_page(pair[1]))
        .map(|pair| file.finding(line, format!("no decision {}", pair[1]), "cite a page of docs/decisions/"))
        .collect()
}

/// `M` and one or two digits.
fn is_tag(word: &str) -> bool {
    word.strip_prefix('M')
        .is_some_and(|digits| matches!(digits.len(), 1 | 2) && digits.bytes().all(|digit| digit.is_ascii_digit()))
}

fn is_number(word: &str) -> bool {
    word.len() == 4 && word.bytes().all(|digit| digit.is_ascii_digit())
}

/// Resolves `path` relative to `folder`.
fn join(folder: &str, path: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            ".." => drop(parts.pop()),
            "." => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// The anchors of a page's headings, as code-hosting sites generate them: lower case, hyphens for spaces, no other punctuation.
fn anchors(page: &str) -> BTreeSet<String> {
    let mut fenced = false;
    let headings = page.lines().filter(|line| {
        fenced ^= line.starts_with("```");
        !fenced && line.starts_with('#')
    });
    headings
        .map(|heading| {
            let kept = heading.trim_start_matches('#').trim().to_lowercase();
            kept.chars().filter(|character| character.is_alphanumeric() || " -_".contains(*character)).collect::<String>()
        })
        .map(|heading| heading.replace(' ', "-"))
        .collect()
}

#[test]
fn everything_that_is_cited_exists() {
    assert_none(&check(&repository::files()));
}

#[test]
fn a_citation_of_something_that_does_not_exist_is_refused() {
    let cited = "//! The keys (docs/keys.md), (docs/keys.md#how-keys-rest), docs/.\n//! See standards.md §9.\n//! docs/keys.md#lost\n\
        //! docs/decisions/0009\n//! M7 and M8.\nconst M8: u8 = 0;\n//! As decision 0001 says, and decision 0002.\n\
        include_str!(\"../../docs/keys.md\");\ninclude_str!(\"../../docs/lost.md\");\n";
    let page = "# Keys\n## How `keys` rest!\n[here](#keys) [there](../README.md) [gone](#gone)\n```\n# no heading\n```\n\
        [no](keys.md#no-heading) [lost](lost.md) M7 docs/*.md https://www.rfc-editor.org/x.md\n\
        `ca/src/keys.rs` `src/keys.rs` `ca/src/*.rs` `sceau.toml` `rc/keys.rs`\n";
    let files = [
        example("README.md", "[docs](docs/keys.md)"),
        example("ca/src/keys.rs", cited),
        example("docs/decisions/0001-keys.md", "[keys](../keys.md#keys)"),
        example("docs/keys.md", page),
        example("docs/requirements.md", "### M7\n"),
        example("tests/src/shape/citations.rs", "docs/lost.md"),
    ];
    let code = ["2", "2", "3", "4", "5", "7", "9"].map(|line| format!("ca/src/keys.rs:{line}"));
    let page = ["3", "7", "7", "8"].map(|line| format!("docs/keys.md:{line}"));
    let mut found = places(&check(&files));
    found.sort();
    assert_eq!(found, [code.as_slice(), page.as_slice()].concat());
}
