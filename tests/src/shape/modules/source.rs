//! The modules of a crate in its source: what each defines, imports and mentions. Code under `#[cfg(test)]` and method calls, whose
//! target only the compiler knows, are ignored.

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::super::File;
use super::path::{Import, Mention, follows_colons, is_punct, read_path, read_use};

/// A module: a file, or an inline module in one.
#[derive(Default)]
pub(super) struct Module {
    /// Its file, relative to the crate's `src/`.
    pub(super) file: String,
    pub(super) parent: Option<usize>,
    pub(super) children: BTreeMap<String, usize>,
    /// Names of the items that it defines.
    pub(super) items: BTreeSet<String>,
    pub(super) imports: Vec<Import>,
    pub(super) mentions: Vec<Mention>,
}

/// Keywords that precede the name of an item.
const NAMED: &[&str] = &["fn", "struct", "enum", "trait", "type", "const", "static", "union"];

/// Keywords of items that end at a semicolon even if they contain braces.
const ENDED_BY_SEMICOLON: &[&str] = &["use", "const", "static", "type", "let"];

/// Parses the modules of the crate with the source folder `src` (`ca/src/`). The first one is its root, `lib.rs`.
pub(super) fn read(files: &[File], src: &str) -> Vec<Module> {
    let of_crate = files.iter().filter_map(|file| Some((file.path.strip_prefix(src)?, file.text.as_str())));
    let mut reader = Reader { sources: of_crate.collect(), modules: Vec::new() };
    reader.file("lib.rs", "", None);
    reader.modules
}

struct Reader<'a> {
    sources: BTreeMap<&'a str, &'a str>,
    modules: Vec<Module>,
}

impl Reader<'_> {
    /// Parses a file as a module whose children are in `folder`.
    fn file(&mut self, file: &str, folder: &str, parent: Option<usize>) -> usize {
        let text = self.sources.get(file).copied().unwrap_or_default();
        let tokens = TokenStream::from_str(text).unwrap_or_else(|error| panic!("{file}: {error}"));
        self.module(tokens, file, folder, parent)
    }

    fn module(&mut self, tokens: TokenStream, file: &str, folder: &str, parent: Option<usize>) -> usize {
        let id = self.modules.len();
        self.modules.push(Module { file: file.to_owned(), parent, ..Module::default() });
        let tokens: Vec<_> = tokens.into_iter().collect();
        let mut at = 0;
        while at < tokens.len() {
            at = match (word(&tokens, at).as_deref(), word(&tokens, at + 1)) {
                (Some("mod"), Some(name)) => {
                    let child = self.child(tokens.get(at + 2), &name, file, folder, id);
                    self.modules[id].children.insert(name, child);
                    at + 3
                }
                (Some("macro_rules"), None) => {
                    self.modules[id].items.extend(word(&tokens, at + 2));
                    at + 3
                }
                (Some(keyword), Some(name)) if NAMED.contains(&keyword) => {
                    self.modules[id].items.insert(name);
                    at + 1
                }
                _ => self.modules[id].read_one(&tokens, at),
            };
        }
        id
    }

    /// The module declared by `mod name`: inline, in `name.rs` or in `name/mod.rs`.
    fn child(&mut self, body: Option<&TokenTree>, name: &str, file: &str, folder: &str, parent: usize) -> usize {
        let below = format!("{folder}{name}/");
        if let Some(TokenTree::Group(body)) = body {
            return self.module(body.stream(), file, &below, Some(parent));
        }
        let flat = format!("{folder}{name}.rs");
        let path = if self.sources.contains_key(flat.as_str()) { flat } else { format!("{below}mod.rs") };
        self.file(&path, &below, Some(parent))
    }
}

impl Module {
    /// Parses what begins at `at`. Returns the position after it.
    fn read_one(&mut self, tokens: &[TokenTree], at: usize) -> usize {
        match &tokens[at] {
            token if is_punct(token, '#') => self.read_attribute(tokens, at + 1),
            token if is_punct(token, '\'') || is_before_field(tokens, at) => at + 2,
            TokenTree::Ident(keyword) if *keyword == "use" => {
                let (imports, next) = read_use(tokens, at + 1, ends_visibility(&tokens[..at]));
                self.imports.extend(imports);
                next
            }
            TokenTree::Ident(_) => {
                let (mention, next) = read_path(tokens, at);
                if !follows_colons(tokens, at) {
                    self.mentions.push(mention);
                }
                next
            }
            TokenTree::Group(group) => {
                self.read_all(group.stream());
                at + 1
            }
            _ => at + 1,
        }
    }

    fn read_all(&mut self, tokens: TokenStream) {
        let tokens: Vec<_> = tokens.into_iter().collect();
        let mut at = 0;
        while at < tokens.len() {
            at = self.read_one(&tokens, at);
        }
    }

    /// Parses an attribute after its `#`. After `#[cfg(test)]` the item is skipped too.
    fn read_attribute(&mut self, tokens: &[TokenTree], at: usize) -> usize {
        let Some(TokenTree::Group(attribute)) = tokens.get(at) else { return at };
        let text: String = attribute.stream().to_string().split_whitespace().collect();
        if text == "cfg(test)" {
            return end_of_item(tokens, at + 1);
        }
        self.read_all(attribute.stream());
        at + 1
    }
}

fn word(tokens: &[TokenTree], at: usize) -> Option<String> {
    match tokens.get(at)? {
        TokenTree::Ident(word) => Some(word.to_string()),
        _ => None,
    }
}

/// Whether the token at `at` is the dot before a field or method, and not the end of `..`.
fn is_before_field(tokens: &[TokenTree], at: usize) -> bool {
    let is_dot = |token: &TokenTree| is_punct(token, '.');
    is_dot(&tokens[at]) && !tokens[..at].last().is_some_and(is_dot) && word(tokens, at + 1).is_some()
}

/// Whether the tokens end with `pub` or `pub(…)`.
fn ends_visibility(tokens: &[TokenTree]) -> bool {
    let is_pub = |token: &TokenTree| matches!(token, TokenTree::Ident(word) if *word == "pub");
    match tokens {
        [.., word, TokenTree::Group(scope)] if scope.delimiter() == Delimiter::Parenthesis => is_pub(word),
        [.., word] => is_pub(word),
        [] => false,
    }
}

/// The position after the item that begins at `at`.
fn end_of_item(tokens: &[TokenTree], at: usize) -> usize {
    let is_visibility = |token: &&TokenTree| match token {
        TokenTree::Ident(word) => *word == "pub",
        TokenTree::Group(scope) => scope.delimiter() == Delimiter::Parenthesis,
        _ => false,
    };
    let keyword = tokens[at..].iter().find(|token| !is_visibility(token)).map(ToString::to_string);
    let braces_end_it = keyword.is_none_or(|keyword| !ENDED_BY_SEMICOLON.contains(&keyword.as_str()));
    let is_end = |token: &TokenTree| match token {
        TokenTree::Group(group) => braces_end_it && group.delimiter() == Delimiter::Brace,
        token => is_punct(token, ';'),
    };
    tokens[at..].iter().position(is_end).map_or(tokens.len(), |end| at + end + 1)
}

#[cfg(test)]
mod tests {
    use super::super::super::example;
    use super::*;

    fn modules(files: &[(&str, &str)]) -> Vec<Module> {
        let files: Vec<_> = files.iter().map(|(path, text)| example(&format!("ca/src/{path}"), text)).collect();
        read(&files, "ca/src/")
    }

    fn mentions(text: &str) -> Vec<String> {
        let modules = modules(&[("lib.rs", text)]);
        modules[0].mentions.iter().map(|mention| mention.path.join("::")).collect()
    }

    #[test]
    fn modules_in_files_folders_and_inline_are_found() {
        let modules = modules(&[
            ("lib.rs", "mod keys;\npub(crate) mod feed;\nmod inner { mod deep; struct Held; }"),
            ("keys.rs", "mod queue;"),
            ("keys/queue.rs", "pub fn enqueue() {}"),
            ("feed/mod.rs", "enum Event {}"),
            ("inner/deep.rs", "const DEPTH: u8 = 1;"),
            ("stray.rs", "struct NotDeclared;"),
        ]);
        let found: Vec<_> =
            modules.iter().map(|module| (module.file.as_str(), module.items.iter().next().map_or("", |item| item))).collect();
        let expected = [
            ("lib.rs", ""),
            ("keys.rs", ""),
            ("keys/queue.rs", "enqueue"),
            ("feed/mod.rs", "Event"),
            ("lib.rs", "Held"),
            ("inner/deep.rs", "DEPTH"),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn test_code_is_skipped_and_the_code_after_it_is_not() {
        let text = "#[cfg(test)]\nuse a::{B, C};\n#[cfg(test)]\n#[must_use]\npub(crate) fn d() { e::f() }\n#[cfg(test)]\nmod tests { g::h!(); }\n\
            #[cfg(test)]\nconst I: J = { K };\n#[cfg(not(test))]\nstatic L: m::N = 0;";
        assert_eq!(mentions(text), ["cfg", "not", "test", "L", "m::N"]);
    }

    #[test]
    fn paths_are_found_in_generics_macros_and_attributes_and_fields_are_not() {
        let text = "impl a::B<c::D> for E { fn f(&self) { json!({ \"x\": g::H }); self.i.j::<k::L>(..m::n()); } } #[o(p::q)] struct R<'s>;";
        let found = mentions(text);
        for path in ["a::B", "c::D", "g::H", "k::L", "m::n", "p::q"] {
            assert!(found.iter().any(|mention| mention == path), "{path} in {found:?}");
        }
        assert!(!found.iter().any(|mention| matches!(mention.as_str(), "i" | "j" | "s")), "{found:?}");
    }

    #[test]
    fn string_literals_and_comments_are_ignored() {
        let text = "// a::b\n/* c::d /* e::f */ */ const G: &str = r#\"h::i\"#; /// j::k\nfn l() { 'm'; }";
        assert!(!mentions(text).iter().any(|mention| mention.contains("::")), "{:?}", mentions(text));
    }
}
