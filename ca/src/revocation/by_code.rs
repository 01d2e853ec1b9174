//! The decision on the four answers: name; e-mail address or token number; birth date; code (docs/codes.md#four-answers).
//!
//! An unknown holder is treated like a known one: the same queries, one slow hash, the same answer.

use ca_contract::revocation::{Contact, RevokeByCode, RevokeByCodeError, RevokedByCode, Source};
use ca_contract::statement::Person;
use chassis::act::Act;
use chassis::db::StoreError;
use pki::{Digest, Id, TokenNumber};
use serde_json::json;
use subtle::Choice;

use super::store::{self, Request};
use crate::call::{Answered, Call, Decide, Fault, Proceed};
use crate::codes::{self, Attempt, Budget, TokenCodes, WrongAnswer};
use crate::core::Core;
use crate::facts::{self, ClaimedFacts, FactsOnFile};
use crate::recognition;
use crate::tokens::{self, ContactToken};

type ByCodeFault = Fault<RevokeByCodeError>;

/// Maximum tokens of a holder that are considered.
const MOST_TOKENS: u8 = 16;
/// Used instead of the number of a token that was not found, with the same length.
const NO_TOKEN: &str = "ST-000000000000";

/// Revokes every certificate of the token that the answers identify. The attempt counts as wrong from an act of its own on,
/// before anything is compared; the slow hash is computed outside any transaction.
impl Proceed for RevokeByCode {
    async fn proceed(self, core: &Core, call: &Call) -> Result<Answered<RevokedByCode>, ByCodeFault> {
        let found = Found::by_contact(core, &self.contact).await?;
        let further_facts = self.further.is_some();
        let attempt = Attempt::new(&core.secrets.facts, found.counted_under(), &found.contact, &self.source, further_facts);
        let attempt = Counted { granted: call.perform(core, Count(&attempt)).await?, attempt };
        let about = found.about().cloned();
        let claim = found.checked(core, &self);
        let guess = codes::normalised(&self.code);
        let slow_hash = match self.source {
            Source::Web(_) => &core.slow_hashes.web,
            Source::Telephone(_) => &core.slow_hashes.telephone,
        };
        let Ok(hash) = slow_hash.hash(&guess, claim.salt).await else {
            call.perform(core, Withdraw(&attempt)).await?;
            return Err(Fault::Unavailable);
        };

        let tokens = claim.holder.as_ref().map_or(&[][..], |holder| &holder.tokens);
        let facts_fit = claim.holder.as_ref().map_or(Choice::from(0), |holder| holder.facts_fit);
        let matched: Vec<&TokenCodes> =
            tokens.iter().filter(|token| bool::from(facts_fit & token.matches(&core.secrets.codes, &hash))).collect();
        match chosen(&matched, self.token.as_ref()) {
            Chosen::None => {
                codes::judged_wrong(core, attempt.attempt.subject, about.as_ref()).await?;
                Err(Fault::Refused(RevokeByCodeError::NotRecognised))
            }
            Chosen::Several(tokens) => call.answer(core, HaveChosen { attempt: &attempt, tokens }).await,
            Chosen::One(token) => call.answer(core, Revoke { attempt: &attempt, token, question: &self }).await,
        }
    }
}

/// Counts the attempt, or refuses to check it.
struct Count<'a>(&'a Attempt);

/// An attempt that may be checked: it counts as wrong until it is taken back.
struct Counted {
    attempt: Attempt,
    granted: Id<WrongAnswer>,
}

impl Decide for Count<'_> {
    type Output = Id<WrongAnswer>;
    type Refusal = RevokeByCodeError;

    async fn decide(self, act: &mut Act<'_, Core>, call: &Call) -> Result<Self::Output, ByCodeFault> {
        let attempt = self.0;
        match codes::begin_attempt(act.tx(), attempt, call.received_at).await? {
            Budget::Granted { attempt: granted } => {
                // REV-6.4.5-09: every request and its outcome; the holder only as a keyed digest.
                let detail = json!({ "channel": attempt.channel, "source": attempt.source, "contact": attempt.contact });
                act.record("revocation.asked", &attempt.subject.to_string(), detail).await?;
                Ok(granted)
            }
            Budget::RateLimited { retry_after } => {
                let retry_after_seconds = u32::try_from(retry_after.as_secs()).unwrap_or(u32::MAX);
                Err(Fault::Refused(RevokeByCodeError::RateLimited { retry_after_seconds }))
            }
            Budget::FurtherFactsNeeded => Err(Fault::Refused(RevokeByCodeError::FurtherFactsNeeded)),
        }
    }
}

/// The attempt was never checked, and does not count.
struct Withdraw<'a>(&'a Counted);

impl Decide for Withdraw<'_> {
    type Output = ();
    type Refusal = RevokeByCodeError;

    async fn decide(self, act: &mut Act<'_, Core>, _: &Call) -> Result<(), ByCodeFault> {
        Ok(codes::withdraw(act.tx(), self.0.granted, self.0.attempt.subject).await?)
    }
}

/// The answers match several tokens that are still valid: the holder must choose.
struct HaveChosen<'a> {
    attempt: &'a Counted,
    tokens: Vec<TokenNumber>,
}

impl Decide for HaveChosen<'_> {
    type Output = RevokedByCode;
    type Refusal = RevokeByCodeError;

    async fn decide(self, act: &mut Act<'_, Core>, _: &Call) -> Result<RevokedByCode, ByCodeFault> {
        let Counted { attempt, granted } = self.attempt;
        codes::take_back(act.tx(), *granted, attempt.subject).await?;
        let detail = json!({ "channel": attempt.channel, "tokens": self.tokens });
        act.record("revocation.token-to-be-chosen", "", detail).await?;
        Ok(RevokedByCode::Choose { tokens: self.tokens })
    }
}

/// Revokes the token that the answers identify.
struct Revoke<'a> {
    attempt: &'a Counted,
    token: &'a TokenNumber,
    question: &'a RevokeByCode,
}

impl Decide for Revoke<'_> {
    type Output = RevokedByCode;
    type Refusal = RevokeByCodeError;

    async fn decide(self, act: &mut Act<'_, Core>, call: &Call) -> Result<RevokedByCode, ByCodeFault> {
        let (Counted { attempt, granted }, question) = (self.attempt, self.question);
        codes::take_back(act.tx(), *granted, attempt.subject).await?;
        let asked = Request {
            received_at: call.received_at,
            channel: attempt.channel,
            reason: question.reason.into(),
            proof: json!({ "code": true, "further_facts": question.further.is_some() }),
        };
        Ok(RevokedByCode::Revoked(store::revoke_token(act, call, self.token, asked).await?))
    }
}

/// The tokens of a contact.
struct Found {
    contact: Digest,
    tokens: Vec<FoundToken>,
}

struct FoundToken {
    number: TokenNumber,
    person: Id<Person>,
    salt: [u8; 16],
    facts: FactsOnFile,
    codes: TokenCodes,
}

/// The result of the answers other than the code.
struct Claim {
    salt: [u8; 16],
    holder: Option<Holder>,
}

struct Holder {
    person: Id<Person>,
    /// Whether name, birth date and the further facts match.
    facts_fit: Choice,
    tokens: Vec<TokenCodes>,
}

impl Found {
    async fn by_contact(core: &Core, given: &Contact) -> Result<Self, StoreError> {
        let (kind, contact) = facts::contact_digest(&core.secrets.facts, given);
        let number = match given {
            Contact::Email(_) => "",
            Contact::Token(number) => number.as_str(),
        };
        let mut tx = core.db.begin_read().await?;
        let leads_to = tokens::Contact { digest: contact, kind: kind.word(), number };
        let mut found = Vec::new();
        for ContactToken { filed, person, code_salt: salt } in tokens::of_contact(&mut tx, &leads_to, MOST_TOKENS.into()).await? {
            found.push(FoundToken {
                person,
                salt,
                facts: recognition::of_token(&mut tx, &core.secrets, &filed).await?,
                codes: codes::token_codes(&mut tx, filed.token.clone()).await?,
                number: filed.token,
            });
        }
        Ok(Self { contact, tokens: found })
    }

    /// Wrong answers are counted under the first person in any case, so that the count does not reveal whose facts match.
    fn counted_under(&self) -> Option<Id<Person>> {
        self.tokens.first().map(|token| token.person)
    }

    /// The token that was named, or else the newest of the person under whom the attempt is counted.
    fn about(&self) -> Option<&TokenNumber> {
        self.tokens.first().map(|token| &token.number)
    }

    /// Checks the answers, with the same number of comparisons however many tokens were found.
    fn checked(self, core: &Core, question: &RevokeByCode) -> Claim {
        let key = &core.secrets.facts;
        let (claimed, nobody) = (ClaimedFacts::of(question), FactsOnFile::of_nobody());
        let on_file = self.tokens.iter().map(|token| (token.number.as_str(), &token.facts));
        let padded = on_file.chain(std::iter::repeat((NO_TOKEN, &nobody))).take(usize::from(MOST_TOKENS));
        let fits: Vec<Choice> = padded.map(|(number, facts)| claimed.fit(key, number, facts)).collect();
        let mut claim = Claim { salt: codes::dummy_salt(key, &self.contact), holder: None };
        for (token, fit) in self.tokens.into_iter().zip(fits) {
            // Several persons may share an address: the one whose facts match, or else the first.
            let is_meant =
                claim.holder.as_ref().is_none_or(|known| known.person != token.person && bool::from(fit & !known.facts_fit));
            if is_meant {
                claim.salt = token.salt;
                claim.holder = Some(Holder { person: token.person, facts_fit: fit, tokens: Vec::new() });
            }
            if let Some(known) = claim.holder.as_mut().filter(|known| known.person == token.person) {
                known.facts_fit |= fit;
                known.tokens.push(token.codes);
            }
        }
        claim
    }
}

/// The token to revoke.
enum Chosen<'a> {
    None,
    One(&'a TokenNumber),
    Several(Vec<TokenNumber>),
}

/// The named token; or else the only one that is still valid; or else, if none is, the one that was revoked last.
fn chosen<'a>(matched: &[&'a TokenCodes], named: Option<&TokenNumber>) -> Chosen<'a> {
    if let Some(named) = named {
        return matched.iter().find(|token| token.token == *named).map_or(Chosen::None, |token| Chosen::One(&token.token));
    }
    let valid: Vec<&&TokenCodes> = matched.iter().filter(|token| !token.revoked).collect();
    match (valid.as_slice(), matched.first()) {
        ([only], _) => Chosen::One(&only.token),
        ([], Some(newest)) => Chosen::One(&newest.token),
        ([], None) => Chosen::None,
        (several, _) => Chosen::Several(several.iter().map(|token| token.token.clone()).collect()),
    }
}

#[cfg(test)]
mod tests;
