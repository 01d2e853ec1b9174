//! A table of the certificate authority that a module owns is queried in that module only.

use super::{File, Finding, assert_none, example, places, repository};

/// Tables, each with the folder of the module that owns it.
const OWNED: &[(&str, &str)] = &[("tokens", "ca/src/tokens/")];

/// Product code of the certificate authority. Fixtures may insert rows that tests need.
const QUERYING: &str = "ca/src/";
const FIXTURES: &str = "ca/src/fixtures.rs";

fn check(files: &[File]) -> Vec<Finding> {
    let querying = files.iter().filter(|file| file.path.starts_with(QUERYING) && file.path != FIXTURES);
    querying.flat_map(judge_one).collect()
}

fn judge_one(file: &File) -> Vec<Finding> {
    let foreign = OWNED.iter().filter(|(_, owner)| !file.path.starts_with(owner));
    let queried = foreign.flat_map(|(table, _)| {
        let code = file.product_lines().filter(|(_, text)| !text.trim_start().starts_with("//"));
        code.filter(move |(_, text)| names(text, table)).map(move |(line, _)| (line, table))
    });
    let remedy = "call a function of the module that owns it, or add one";
    queried.map(|(line, table)| file.finding(line, format!("a query on the table `{table}`"), remedy)).collect()
}

/// Whether a line of SQL reads or writes the table.
fn names(line: &str, table: &str) -> bool {
    let words: Vec<&str> = line.split(|character: char| !character.is_alphanumeric() && character != '_').collect();
    words.windows(2).any(|pair| matches!(pair[0], "from" | "join" | "into" | "update") && pair[1] == table)
}

#[test]
fn tables_are_queried_by_their_owners() {
    assert_none(&check(&repository::files()));
}

#[test]
fn a_query_on_the_table_of_another_module_is_refused() {
    let text = "/// Reads from tokens.\n\"select number from tokens t\"\n\"from certificates c join tokens t on t.number\"\nfrom(tokens_of)\n\
        \"update tokens set form_rules = $2\"\n\"insert into tokens (number)\"\n\"select sequence from token_events\"\n";
    let files = [example("ca/src/holder.rs", text), example("ca/src/tokens/store.rs", text), example("crl/src/lib.rs", text)];
    assert_eq!(places(&check(&files)), [2, 3, 5, 6].map(|line| format!("ca/src/holder.rs:{line}")));
}
