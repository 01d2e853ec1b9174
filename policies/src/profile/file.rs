//! The format of a profile and its validation.

use pki::Curve;
use pki::certificate::{ExtendedKeyUsage, KeyUsage};
use pki::lint::Kind;
use pki::name::Attribute;
use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::{Profile, SubjectRule, ValidityRule};
use crate::ProfileName;
use crate::document::Document;
use crate::error::PolicyError;
use crate::kind::{Choice, KINDS, KindRule, PolicySource, rule};
use crate::object_identifier::{Arc, Policy};
use crate::period::Period;
use crate::problem::{List, Problem, written};
use crate::status_extension::StatusExtension;

const MOST_BACKDATE: Period = Period::hours(1);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProfileToml {
    kind: Spanned<Kind>,
    curve: Spanned<Curve>,
    validity: ValidityToml,
    key_usage: Vec<Spanned<KeyUsage>>,
    #[serde(default)]
    extended_key_usage: Vec<Spanned<ExtendedKeyUsage>>,
    path_length: Option<Spanned<u8>>,
    #[serde(default)]
    policies: Vec<Spanned<Policy>>,
    #[serde(default)]
    writes: Vec<Spanned<StatusExtension>>,
    subject: SubjectToml,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ValidityToml {
    default: Spanned<Period>,
    at_most: Spanned<Period>,
    backdate: Spanned<Period>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SubjectToml {
    must: Vec<Spanned<Attribute>>,
    #[serde(default)]
    may: Vec<Spanned<Attribute>>,
}

/// Validates a profile against the limits for its kind.
struct Check<'a> {
    document: Document<'a>,
    kind: &'a Spanned<Kind>,
    rule: KindRule,
}

impl Profile {
    pub(crate) fn read(name: ProfileName, document: Document<'_>, arc: &Arc) -> Result<Self, PolicyError> {
        let toml: ProfileToml = document.read()?;
        let check = Check { document, kind: &toml.kind, rule: rule(*toml.kind.get_ref()) };
        let (key_usage, extended_key_usage) = check.usages(&toml)?;
        Ok(Self {
            name,
            kind: check.kind(),
            curve: check.curve(&toml.curve)?,
            validity: check.validity(&toml.validity)?,
            key_usage,
            extended_key_usage,
            policies: check.policies(&toml.policies, arc)?,
            path_length: check.path_length(toml.path_length.as_ref())?,
            writes: check.list(List::Writes, &toml.writes, |rule| &rule.writes)?,
            subject: check.subject(&toml.subject)?,
        })
    }
}

impl Check<'_> {
    fn kind(&self) -> Kind {
        *self.kind.get_ref()
    }

    /// Checks that a list has every value that the kind requires.
    fn refuse(&self, problem: Problem) -> PolicyError {
        self.document.refuse(self.kind, problem)
    }

    /// The values of a list: each allowed, no duplicates, all required ones present.
    fn list<T: Copy + PartialEq + Serialize>(
        &self,
        list: List,
        values: &[Spanned<T>],
        choice: fn(&KindRule) -> &Choice<T>,
    ) -> Result<Vec<T>, PolicyError> {
        let admitted = self.admitted(list, values, |rule, value| choice(rule).admits(value))?;
        match choice(&self.rule).must.iter().find(|value| !admitted.contains(value)) {
            Some(value) => Err(self.refuse(Problem::MissingForKind { list, value: written(value), kind: self.kind() })),
            None => Ok(admitted),
        }
    }

    /// The values of a list: each allowed, no duplicates.
    fn admitted<'v, T: Copy + PartialEq + Serialize + 'v>(
        &self,
        list: List,
        values: impl IntoIterator<Item = &'v Spanned<T>>,
        admits: impl Fn(&KindRule, &T) -> bool,
    ) -> Result<Vec<T>, PolicyError> {
        let mut admitted = Vec::new();
        for place in values {
            let value = place.get_ref();
            if !admits(&self.rule, value) {
                let fits = KINDS.into_iter().filter(|kind| admits(&rule(*kind), value)).collect();
                let problem = Problem::NotForKind { list, value: written(value), kind: self.kind(), fits };
                return Err(self.document.refuse(place, problem));
            }
            if admitted.contains(value) {
                let problem = Problem::Duplicate { what: list.singular(), value: written(value) };
                return Err(self.document.refuse(place, problem));
            }
            admitted.push(*value);
        }
        Ok(admitted)
    }

    /// keyUsage and extKeyUsage, in a combination that the kind allows.
    fn usages(&self, toml: &ProfileToml) -> Result<(Vec<KeyUsage>, Vec<ExtendedKeyUsage>), PolicyError> {
        let key = self.admitted(List::KeyUsage, &toml.key_usage, |rule, usage| rule.admits_usage(usage))?;
        let extended =
            self.admitted(List::ExtendedKeyUsage, &toml.extended_key_usage, |rule, usage| rule.admits_extended_usage(usage))?;
        let combines =
            self.rule.usages.iter().any(|usages| is_same_set(&key, usages.key) && is_same_set(&extended, usages.extended));
        if combines {
            Ok((key, extended))
        } else {
            Err(self.refuse(Problem::UsagesDoNotCombine { kind: self.kind(), fits: self.rule.usages }))
        }
    }

    fn curve(&self, place: &Spanned<Curve>) -> Result<Curve, PolicyError> {
        if *place.get_ref() == self.rule.curve {
            Ok(self.rule.curve)
        } else {
            let problem = Problem::WrongCurve { kind: self.kind(), wanted: self.rule.curve };
            Err(self.document.refuse(place, problem))
        }
    }

    fn path_length(&self, place: Option<&Spanned<u8>>) -> Result<Option<u8>, PolicyError> {
        let wanted = self.rule.path_length;
        if place.map(|place| *place.get_ref()) == wanted {
            return Ok(wanted);
        }
        let problem = Problem::WrongPathLength { kind: self.kind(), wanted };
        Err(match place {
            Some(place) => self.document.refuse(place, problem),
            None => self.refuse(problem),
        })
    }

    fn policies(&self, policies: &[Spanned<Policy>], arc: &Arc) -> Result<Vec<String>, PolicyError> {
        let source = self.rule.policies;
        let mut written = Vec::new();
        for place in policies {
            let any = matches!(place.get_ref(), Policy::Any);
            if source == PolicySource::Authority {
                return Err(self.document.refuse(place, Problem::PoliciesOfIssuingCa));
            }
            let policy = place.get_ref().under(arc);
            if any != (source == PolicySource::Any) {
                let fits = KINDS.into_iter().filter(|kind| matches!(rule(*kind).policies, PolicySource::Any) == any);
                let fits = fits.filter(|kind| rule(*kind).policies != PolicySource::Authority).collect();
                let problem = Problem::NotForKind { list: List::Policies, value: policy, kind: self.kind(), fits };
                return Err(self.document.refuse(place, problem));
            }
            if written.contains(&policy) {
                return Err(self.document.refuse(place, Problem::Duplicate { what: "policy", value: policy }));
            }
            written.push(policy);
        }
        if written.is_empty() && matches!(source, PolicySource::Any | PolicySource::Profile) {
            return Err(self.refuse(Problem::NoneForKind { list: List::Policies, kind: self.kind() }));
        }
        Ok(written)
    }

    fn validity(&self, toml: &ValidityToml) -> Result<ValidityRule, PolicyError> {
        let (default, at_most, backdate) = (*toml.default.get_ref(), *toml.at_most.get_ref(), *toml.backdate.get_ref());
        if at_most > self.rule.ceiling {
            let problem = Problem::AboveCeiling { at_most, kind: self.kind(), ceiling: self.rule.ceiling };
            return Err(self.document.refuse(&toml.at_most, problem));
        }
        if default > at_most {
            return Err(self.document.refuse(&toml.default, Problem::DefaultAboveMost { default, at_most }));
        }
        if backdate > MOST_BACKDATE {
            let problem = Problem::Backdated { backdate, ceiling: MOST_BACKDATE };
            return Err(self.document.refuse(&toml.backdate, problem));
        }
        Ok(ValidityRule { default: default.duration(), at_most: at_most.duration(), backdate: backdate.duration() })
    }

    fn subject(&self, toml: &SubjectToml) -> Result<SubjectRule, PolicyError> {
        let attributes = toml.must.iter().chain(&toml.may);
        self.admitted(List::Subject, attributes, |rule, attribute| rule.subject.admits(attribute))?;
        Ok(SubjectRule {
            must: self.list(List::Subject, &toml.must, |rule| &rule.subject)?,
            may: toml.may.iter().map(|place| *place.get_ref()).collect(),
        })
    }
}

fn is_same_set<T: PartialEq>(found: &[T], wanted: &[T]) -> bool {
    found.len() == wanted.len() && wanted.iter().all(|value| found.contains(value))
}
