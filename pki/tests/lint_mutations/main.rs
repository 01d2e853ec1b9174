//! The lint refuses everything that pkilint refuses: checked with valid certificates and CRLs of each kind and many mutants of them.

mod damage;
mod pkilint;
mod rules;
mod specimens;
mod tree;

use std::collections::BTreeSet;

use pki::lint::{Kind, Severity};
use specimens::{Specimen, Subject};

/// What the policies waive for natural persons (docs/profiles.md#holders), by pkilint's name and by ours.
const WAIVED_BY_PKILINT: &str = "etsi.en_319_412_2.nat-4.3.2-1.mixed_key_usage_setting";
const WAIVED: &str = "mixed-key-usage";

/// Staff are outside status (docs/profiles.md#staff), which EN 319 412-2 does not provide for.
const OUTSIDE_STATUS: [&str; 2] =
    ["etsi.en_319_412_2.authority_info_access_extension_absent", "etsi.en_319_412_2.gen-4.3.11-2.crldp_extension_missing"];

/// The specimens of which every mutant is tested. Of the others one mutant in seven is enough: pkilint checks only 200 a second.
const THOROUGHLY: [&str; 2] = ["natural person of an entity", "CRL"];

fn expected_of_pkilint(subject: Subject) -> BTreeSet<String> {
    let codes: &[&str] = match subject {
        Subject::Certificate(Kind::NaturalPerson) => &[WAIVED_BY_PKILINT],
        Subject::Certificate(Kind::Staff) => &OUTSIDE_STATUS,
        _ => &[],
    };
    codes.iter().map(|code| (*code).to_owned()).collect()
}

#[test]
fn valid_specimens_pass_both_linters_except_for_waived_findings() {
    let specimens = specimens::all();
    let verdicts = pkilint::verdicts(specimens.iter().map(|specimen| (specimen.subject.name(), specimen.der.as_slice())));
    for (specimen, verdict) in specimens.iter().zip(verdicts) {
        assert_eq!(verdict, expected_of_pkilint(specimen.subject), "pkilint on the {}", specimen.name);
        let codes: Vec<_> = specimen.findings(&specimen.der).iter().map(|finding| (finding.code, finding.severity)).collect();
        let expected: &[_] = match specimen.subject {
            Subject::Certificate(Kind::NaturalPerson) => &[(WAIVED, Severity::Warning)],
            _ => &[],
        };
        assert_eq!(codes, expected, "our lint on the {}", specimen.name);
    }
}

#[test]
fn the_lint_refuses_each_mutant_that_pkilint_refuses() {
    let specimens = specimens::all();
    let mutants: Vec<_> = specimens
        .iter()
        .flat_map(|specimen| {
            let step = if THOROUGHLY.contains(&specimen.name) { 1 } else { 7 };
            damage::mutants(&specimen.der).into_iter().step_by(step).map(move |mutant| (specimen, mutant))
        })
        .collect();
    let verdicts = pkilint::verdicts(mutants.iter().map(|(specimen, mutant)| (specimen.subject.name(), mutant.der.as_slice())));
    let mut refused = 0;
    let mut missed = Vec::new();
    for ((specimen, mutant), verdict) in mutants.iter().zip(verdicts) {
        if let Some(miss) = missed_by_ours(specimen, &mutant.what, &mutant.der, &verdict) {
            missed.push(miss);
        }
        refused += usize::from(verdict != expected_of_pkilint(specimen.subject));
    }
    assert!(missed.is_empty(), "{} of {refused} are accepted by ours alone:\n{}", missed.len(), missed.join("\n"));
    assert!(refused > 1000, "pkilint refuses only {refused} of {}: is it asked rightly?", mutants.len());
}

#[test]
fn each_broken_rule_is_found_under_its_code_and_nothing_that_pkilint_finds_is_missed() {
    let specimens = specimens::all();
    let mutants: Vec<_> = rules::all()
        .map(|rule| {
            let specimen = specimens.iter().find(|specimen| specimen.name == rule.specimen).expect("a specimen of that name");
            let mut mutant = tree::Node::read(&specimen.der).expect("a specimen is DER");
            (rule.change)(&mut mutant);
            (rule, specimen, mutant.encode())
        })
        .collect();
    let verdicts = pkilint::verdicts(mutants.iter().map(|(_, specimen, der)| (specimen.subject.name(), der.as_slice())));
    let mut wrong = Vec::new();
    for ((rule, specimen, der), verdict) in mutants.iter().zip(verdicts) {
        let codes: Vec<_> = specimen.findings(der).iter().map(|finding| finding.code).collect();
        if !codes.contains(&rule.code) {
            wrong.push(format!("{}, {}: {codes:?} without {}", rule.specimen, rule.what, rule.code));
        }
        wrong.extend(missed_by_ours(specimen, rule.what, der, &verdict));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What pkilint finds in a mutant that the lint accepts.
fn missed_by_ours(specimen: &Specimen, what: &str, der: &[u8], verdict: &BTreeSet<String>) -> Option<String> {
    let expected = expected_of_pkilint(specimen.subject);
    let codes: Vec<_> = verdict.difference(&expected).cloned().collect();
    let accepted = specimen.findings(der).iter().all(|finding| finding.code == WAIVED);
    (accepted && !codes.is_empty()).then(|| format!("{}, {what}: {}", specimen.name, codes.join(" ")))
}
