//! The decision on four answers: name; e-mail or token number; birth date; code (docs/codes.md#four-answers).
//!
//! An unknown holder takes the same way as a known one: the same questions to the rows, one slow hash, the same answer.

use ca_contract::revocation::{Contact, RevokeByCode, RevokeByCodeError, RevokedByCode, Source};
use ca_contract::statement::Person;
use chassis::db::StoreError;
use pki::{Digest, Id, TokenNumber};
use serde_json::json;
use subtle::Choice;

use super::store::Request;
use super::{revocation_decided, store};
use crate::call::{Call, Fault};
use crate::codes::{self, Attempt, Budget, TokenCodes};
use crate::core::Core;
use crate::facts::{self, ClaimedFacts, FactsOnFile};
use crate::tokens::{self, ContactToken};

type ByCodeFault = Fault<RevokeByCodeError>;

/// Tokens of one holder beyond this are not looked at.
const MOST_TOKENS: u8 = 16;
/// Stands for the number of a token that was not found: as long as one.
const NO_TOKEN: &str = "ST-000000000000";

/// Revokes every certificate of the token that the answers open.
pub(crate) async fn by_code(core: &Core, call: &Call, question: RevokeByCode) -> Result<RevokedByCode, ByCodeFault> {
    let found = Found::by_contact(core, &question.contact).await?;
    let attempt =
        Attempt::new(&core.secrets.facts, found.counted_under(), &found.contact, &question.source, question.further.is_some());
    let granted = grant(core, call, &attempt).await?;
    let about = found.about().cloned();
    let claim = found.judged(core, &question);
    let guess = codes::attempted(&question.code);
    let slow_hash = match question.source {
        Source::Web(_) => &core.slow_hashes.web,
        Source::Telephone(_) => &core.slow_hashes.telephone,
    };
    let Ok(hash) = slow_hash.hash(&guess, claim.salt).await else {
        let mut tx = core.db.begin_write().await?;
        codes::withdraw(&mut tx, granted, attempt.subject).await?;
        tx.commit().await?;
        return Err(Fault::Unavailable);
    };

    let tokens = claim.holder.as_ref().map_or(&[][..], |holder| &holder.tokens);
    let facts_fit = claim.holder.as_ref().map_or(Choice::from(0), |holder| holder.facts_fit);
    let opened: Vec<&TokenCodes> =
        tokens.iter().filter(|token| bool::from(facts_fit & token.opens(&core.secrets.codes, &hash))).collect();
    match chosen(&opened, question.token.as_ref()) {
        Chosen::None => {
            codes::judged_wrong(core, attempt.subject, about.as_ref()).await?;
            Err(Fault::Refused(RevokeByCodeError::NotRecognised))
        }
        Chosen::Several(numbers) => {
            let mut tx = core.db.begin_write().await?;
            codes::take_back(&mut tx, granted, attempt.subject).await?;
            let detail = json!({ "channel": attempt.channel, "tokens": numbers });
            core.record(&mut tx, &call.actor(), "revocation.token-to-be-chosen", "", detail).await?;
            let answer = RevokedByCode::Choose { tokens: numbers };
            call.remember(&mut tx, &answer).await?;
            tx.commit().await?;
            Ok(answer)
        }
        Chosen::One(token) => {
            let mut tx = core.db.begin_write().await?;
            codes::take_back(&mut tx, granted, attempt.subject).await?;
            let asked = Request {
                received_at: call.received_at,
                channel: attempt.channel,
                reason: question.reason.into(),
                proof: json!({ "code": true, "further_facts": question.further.is_some() }),
            };
            let summary = store::revoke_token(core, &mut tx, call, token, asked).await?;
            let answer = RevokedByCode::Revoked(summary);
            call.remember(&mut tx, &answer).await?;
            tx.commit().await?;
            revocation_decided(core).await;
            Ok(answer)
        }
    }
}

/// Counts the attempt, or says why it is not judged.
async fn grant(core: &Core, call: &Call, attempt: &Attempt) -> Result<Id<codes::WrongAnswer>, ByCodeFault> {
    let mut tx = core.db.begin_write().await?;
    match codes::begin_attempt(&mut tx, attempt, call.received_at).await? {
        Budget::Granted { attempt: granted } => {
            // REV-6.4.5-09: every request and its outcome; whom it is about only as a keyed digest.
            let detail = json!({ "channel": attempt.channel, "source": attempt.source, "contact": attempt.contact });
            core.record(&mut tx, &call.actor(), "revocation.asked", &attempt.subject.to_string(), detail).await?;
            tx.commit().await?;
            Ok(granted)
        }
        Budget::SlowDown { retry_after } => {
            let retry_after_seconds = u32::try_from(retry_after.as_secs()).unwrap_or(u32::MAX);
            Err(Fault::Refused(RevokeByCodeError::SlowDown { retry_after_seconds }))
        }
        Budget::FurtherFactsNeeded => Err(Fault::Refused(RevokeByCodeError::FurtherFactsNeeded)),
    }
}

/// The tokens that a contact leads to.
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

/// What the answers but the code lead to.
struct Claim {
    salt: [u8; 16],
    holder: Option<Holder>,
}

struct Holder {
    person: Id<Person>,
    /// Whether name, birth date and the further facts fit.
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
                facts: facts::of_token(&mut tx, &core.secrets, &filed).await?,
                codes: codes::token_codes(&mut tx, filed.token.clone()).await?,
                number: filed.token,
            });
        }
        Ok(Self { contact, tokens: found })
    }

    /// Wrong answers are counted under the first person in any case, lest the count tell whose facts fit.
    fn counted_under(&self) -> Option<Id<Person>> {
        self.tokens.first().map(|token| token.person)
    }

    /// The token that was named, else the newest of whom the attempt is counted under.
    fn about(&self) -> Option<&TokenNumber> {
        self.tokens.first().map(|token| &token.number)
    }

    /// Judges the answers, the same number of times however many tokens were found.
    fn judged(self, core: &Core, question: &RevokeByCode) -> Claim {
        let key = &core.secrets.facts;
        let (claimed, nobody) = (ClaimedFacts::of(question), FactsOnFile::of_nobody());
        let on_file = self.tokens.iter().map(|token| (token.number.as_str(), &token.facts));
        let padded = on_file.chain(std::iter::repeat((NO_TOKEN, &nobody))).take(usize::from(MOST_TOKENS));
        let fits: Vec<Choice> = padded.map(|(number, facts)| claimed.fit(key, number, facts)).collect();
        let mut claim = Claim { salt: codes::salt_of_nobody(key, &self.contact), holder: None };
        for (token, fit) in self.tokens.into_iter().zip(fits) {
            // Several persons may share an address: the one whose facts fit is meant, else the first.
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

/// Which token is meant.
enum Chosen<'a> {
    None,
    One(&'a TokenNumber),
    Several(Vec<TokenNumber>),
}

/// The named one; else the only one that is still valid; else, where none is, the newest that was revoked.
fn chosen<'a>(opened: &[&'a TokenCodes], named: Option<&TokenNumber>) -> Chosen<'a> {
    if let Some(named) = named {
        return opened.iter().find(|token| token.token == *named).map_or(Chosen::None, |token| Chosen::One(&token.token));
    }
    let valid: Vec<&&TokenCodes> = opened.iter().filter(|token| !token.revoked).collect();
    match (valid.as_slice(), opened.first()) {
        ([only], _) => Chosen::One(&only.token),
        ([], Some(newest)) => Chosen::One(&newest.token),
        ([], None) => Chosen::None,
        (several, _) => Chosen::Several(several.iter().map(|token| token.token.clone()).collect()),
    }
}
