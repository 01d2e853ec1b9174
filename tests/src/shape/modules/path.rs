//! Parses paths and `use` declarations from tokens.

use proc_macro2::{Delimiter, TokenTree};

/// What a `use` brings into a module.
#[derive(Debug)]
pub(super) struct Import {
    /// The imported name; `None` for a glob (`use path::*`).
    pub(super) name: Option<String>,
    pub(super) path: Vec<String>,
    /// Whether it is a re-export: `pub use`, `pub(crate) use`.
    pub(super) re_exported: bool,
    pub(super) line: usize,
}

/// A path in code: `crate::orders::Order`, or a single name.
#[derive(Debug)]
pub(super) struct Mention {
    pub(super) path: Vec<String>,
    pub(super) line: usize,
}

/// Parses the path that begins at `at`, up to its generics. Returns the position after it.
pub(super) fn read_path(tokens: &[TokenTree], at: usize) -> (Mention, usize) {
    let mut path = Vec::new();
    let mut next = at;
    while let Some(TokenTree::Ident(segment)) = tokens.get(next) {
        path.push(segment.to_string());
        next += 1;
        if !is_colons(tokens, next) || !matches!(tokens.get(next + 2), Some(TokenTree::Ident(_))) {
            break;
        }
        next += 2;
    }
    (Mention { path, line: line(&tokens[at]) }, next)
}

/// Parses a `use` declaration after the keyword. Returns the position of the next item.
pub(super) fn read_use(tokens: &[TokenTree], at: usize, re_exported: bool) -> (Vec<Import>, usize) {
    let end = tokens[at..].iter().position(|token| is_punct(token, ';')).map_or(tokens.len(), |end| at + end);
    let mut imports = Vec::new();
    // `use ::name::…` names another crate.
    if !is_colons(tokens, at) {
        read_branch(&tokens[at..end], &[], re_exported, &mut imports);
    }
    (imports, end + 1)
}

fn read_branch(tokens: &[TokenTree], above: &[String], re_exported: bool, imports: &mut Vec<Import>) {
    let Some(line) = tokens.first().map(line) else { return };
    let mut path = above.to_vec();
    let mut name = None;
    let mut tokens = tokens.iter();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Ident(word) if *word == "as" => name = tokens.next().map(ToString::to_string),
            TokenTree::Ident(word) if *word == "self" && !path.is_empty() => {}
            TokenTree::Ident(word) => path.push(word.to_string()),
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                let branches: Vec<_> = group.stream().into_iter().collect();
                for branch in branches.split(|token| is_punct(token, ',')) {
                    read_branch(branch, &path, re_exported, imports);
                }
                return;
            }
            token if is_punct(token, '*') => {
                imports.push(Import { name: None, path, re_exported, line });
                return;
            }
            _ => {}
        }
    }
    let name = name.or_else(|| path.last().cloned());
    imports.push(Import { name, path, re_exported, line });
}

/// Whether `::` precedes `at`, so that the path continues one of a type or another crate.
pub(super) fn follows_colons(tokens: &[TokenTree], at: usize) -> bool {
    at >= 2 && is_colons(tokens, at - 2)
}

fn is_colons(tokens: &[TokenTree], at: usize) -> bool {
    [at, at + 1].iter().all(|at| tokens.get(*at).is_some_and(|token| is_punct(token, ':')))
}

pub(super) fn is_punct(token: &TokenTree, character: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == character)
}

fn line(token: &TokenTree) -> usize {
    token.span().start().line
}

#[cfg(test)]
mod tests {
    use std::str::FromStr;

    use proc_macro2::TokenStream;

    use super::*;

    fn imports(text: &str) -> Vec<String> {
        let tokens: Vec<_> = TokenStream::from_str(text).expect("the example is Rust").into_iter().collect();
        let (imports, next) = read_use(&tokens, 1, false);
        assert_eq!(next, tokens.len());
        let name = |import: &Import| import.name.clone().unwrap_or_else(|| "*".to_owned());
        imports.iter().map(|import| format!("{} = {}", name(import), import.path.join("::"))).collect()
    }

    #[test]
    fn every_form_of_use_is_read() {
        assert_eq!(imports("use crate::keys;"), ["keys = crate::keys"]);
        assert_eq!(imports("use super::keys::Key as Held;"), ["Held = super::keys::Key"]);
        assert_eq!(imports("use super::*;"), ["* = super"]);
        assert_eq!(
            imports("use crate::{keys::{self, Key}, feed::*,};"),
            ["keys = crate::keys", "Key = crate::keys::Key", "* = crate::feed"]
        );
        assert!(imports("use ::pki::Digest;").is_empty());
    }
}
