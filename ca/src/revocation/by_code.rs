//! The decision on four answers: name; e-mail or token number; birth date; code (docs/codes.md#four-answers).
//!
//! An unknown holder takes the same way as a known one: the same questions to the rows, one slow hash, the same answer.

use ca_contract::events::TokenChange;
use ca_contract::revocation::{Channel, Contact, RevokeByCode, RevokeByCodeError, RevokedByCode};
use ca_contract::statement::Person;
use chassis::db::StoreError;
use pki::{Digest, Id, TokenNumber};
use serde_json::json;
use subtle::{Choice, ConstantTimeEq};

use super::store::Request;
use super::{held, revocation_decided, store};
use crate::codes::{self, Attempt, Budget, NameAttempt, TokenCodes};
use crate::column;
use crate::core::{Core, SELF};
use crate::events;
use crate::server::{Call, Fault};

type ByCodeFault = Fault<RevokeByCodeError>;

const LONGEST_SOURCE: usize = 64;
/// Tokens of one holder beyond this are not looked at.
const MOST_TOKENS: i64 = 16;

/// Revokes every certificate of the token that the answers open.
pub(crate) async fn by_code(core: &Core, call: &Call, question: RevokeByCode) -> Result<RevokedByCode, ByCodeFault> {
    if question.source.is_empty() || question.source.len() > LONGEST_SOURCE {
        return Err(Fault::Invalid("a source has 1 to 64 octets"));
    }
    let claim = claim(core, &question).await?;
    let attempt = Attempt::new(
        &core.secrets.facts,
        claim.counted_under,
        &claim.contact,
        &question.source,
        question.channel,
        question.further.is_some(),
    );
    let (granted, in_a_row) = grant(core, call, &attempt).await?;
    let guess = codes::attempted(&question.code);
    let slow_hash = match question.channel {
        Channel::Web => &core.slow_hashes.web,
        Channel::Telephone => &core.slow_hashes.telephone,
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
            if in_a_row.is_multiple_of(codes::ALERT_EVERY) {
                alert(core, claim.about.as_ref(), in_a_row).await?;
            }
            Err(Fault::Refused(RevokeByCodeError::NotRecognised))
        }
        Chosen::Several(numbers) => {
            let mut tx = core.db.begin_write().await?;
            codes::take_back(&mut tx, granted, attempt.subject).await?;
            let detail = json!({ "channel": question.channel, "tokens": numbers });
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
                channel: question.channel.into(),
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
async fn grant(core: &Core, call: &Call, attempt: &Attempt) -> Result<(Id<codes::WrongAnswer>, u32), ByCodeFault> {
    let mut tx = core.db.begin_write().await?;
    match codes::begin_attempt(&mut tx, attempt, call.received_at).await? {
        Budget::Granted { attempt: granted, in_a_row } => {
            // REV-6.4.5-09: every request and its outcome; whom it is about only as a keyed digest.
            let detail = json!({ "channel": attempt.channel, "source": attempt.source, "contact": attempt.contact });
            core.record(&mut tx, &call.actor(), "revocation.asked", &attempt.subject.to_string(), detail).await?;
            tx.commit().await?;
            Ok((granted, in_a_row))
        }
        Budget::SlowDown { retry_after } => {
            let retry_after_seconds = u32::try_from(retry_after.as_secs()).unwrap_or(u32::MAX);
            Err(Fault::Refused(RevokeByCodeError::SlowDown { retry_after_seconds }))
        }
        Budget::FurtherFactsNeeded => Err(Fault::Refused(RevokeByCodeError::FurtherFactsNeeded)),
    }
}

/// Ten more wrong answers in a row: on record, and whoever follows the tokens can tell the holder. About nobody there is nobody to
/// tell; that takes as long.
async fn alert(core: &Core, about: Option<&TokenNumber>, count: u32) -> Result<(), StoreError> {
    tracing::warn!(count, "wrong answers about one holder pile up");
    let mut tx = core.db.begin_write().await?;
    core.record(&mut tx, SELF, "codes.wrong-answers-pile-up", "", json!({ "count": count })).await?;
    if let Some(token) = about {
        events::append(&mut tx, token, &TokenChange::WrongCodes { count }, core.now()).await?;
    }
    tx.commit().await?;
    core.announce_token_events();
    Ok(())
}

/// What the answers but the code lead to.
struct Claim {
    contact: Digest,
    salt: [u8; 16],
    counted_under: Option<Id<Person>>,
    /// The token that was named, else the newest of whom the attempt is counted under.
    about: Option<TokenNumber>,
    holder: Option<Holder>,
}

struct Holder {
    person: Id<Person>,
    /// Whether name, birth date and the further facts fit.
    facts_fit: Choice,
    tokens: Vec<TokenCodes>,
}

async fn claim(core: &Core, question: &RevokeByCode) -> Result<Claim, StoreError> {
    let key = &core.secrets.facts;
    let contact = codes::contact_digest(key, &question.contact);
    let mut tx = core.db.begin_read().await?;
    let rows = match &question.contact {
        Contact::Email(_) => tx.rows(BY_EMAIL, &[contact.into(), MOST_TOKENS.into()]).await?,
        Contact::Token(number) => tx.rows(BY_NUMBER, &[number.as_str().into(), MOST_TOKENS.into()]).await?,
    };
    let answers = Answers::of(core, question);
    let mut holder: Option<Holder> = None;
    let mut salt = codes::salt_of_nobody(key, &contact);
    let counted_under = rows.first().map(|row| column::id(row, "person")).transpose()?;
    let about = rows.first().map(|row| column::token_number(row, "number")).transpose()?;
    for row in &rows {
        let person = column::id(row, "person")?;
        let fit = answers.fit(row)?;
        // Several persons may share an address: the one whose facts fit is meant, else the first. Wrong answers are counted under
        // the first in any case, lest the count tell whose facts fit.
        let better = holder.as_ref().is_none_or(|known| known.person != person && bool::from(fit & !known.facts_fit));
        if better {
            salt = held::salt(row.blob("code_salt")?)?;
            holder = Some(Holder { person, facts_fit: fit, tokens: Vec::new() });
        }
        if let Some(known) = holder.as_mut().filter(|known| known.person == person) {
            known.facts_fit |= fit;
            let number: TokenNumber = column::token_number(row, "number")?;
            known.tokens.push(codes::token_codes(&mut tx, number).await?);
        }
    }
    Ok(Claim { contact, salt, counted_under, about, holder })
}

const BY_EMAIL: &str = "select t.*, p.code_salt from tokens t join persons p on p.id = t.person \
     where t.email_digest = $1 order by t.person, t.produced_at desc limit $2";
const BY_NUMBER: &str = "select t.*, p.code_salt from tokens t join persons p on p.id = t.person where t.number = $1 limit $2";

/// The digests of the answers.
struct Answers {
    name: NameAttempt,
    birth_date: Digest,
    further: Option<(Digest, Digest)>,
}

impl Answers {
    fn of(core: &Core, question: &RevokeByCode) -> Self {
        let key = &core.secrets.facts;
        let further = question.further.as_ref().map(|further| {
            (codes::place_digest(key, further.birth_place.expose()), codes::document_digest(key, further.document_expires))
        });
        Self {
            name: NameAttempt::new(key, question.name.expose()),
            birth_date: codes::birth_date_digest(key, question.birth_date),
            further,
        }
    }

    fn fit(&self, row: &chassis::db::Row) -> Result<Choice, StoreError> {
        let mut fit = self.name.holds(&row.digest("name_digest")?);
        fit &= self.birth_date.as_bytes().ct_eq(row.digest("birth_date_digest")?.as_bytes());
        if let Some((place, document)) = &self.further {
            fit &= place.as_bytes().ct_eq(row.digest("birth_place_digest")?.as_bytes());
            fit &= document.as_bytes().ct_eq(row.digest("document_digest")?.as_bytes());
        }
        Ok(fit)
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
