//! The index of orders by names and token numbers, which are encrypted in the database. It is in memory only, and holds personal
//! data in clear.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Bound;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use pki::Timestamp;
use pki::letters::{plain, without_digraphs};

use crate::order_id::OrderId;

/// Words of a name that are indexed joined, at most: `de La Tour` is also found as `Delatour`.
const JOINED_AT_MOST: usize = 4;
/// Words of a query beyond which they are not joined.
const QUERY_WORDS: usize = 6;
/// Letters of the shortest beginning of a name that is searched for.
const SHORTEST: usize = 3;

/// What the index knows of an order.
pub(crate) struct Indexed {
    pub(crate) order: OrderId,
    /// The order's number; later orders have greater ones.
    pub(crate) number: String,
    /// The version that was read: an older one does not replace a newer one.
    pub(crate) version: i64,
    /// The holder's names, each a text of one or several words.
    pub(crate) names: Vec<String>,
    /// The number of the order's token.
    pub(crate) token: Option<String>,
}

/// The words of a search by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NameQuery(Vec<String>);

/// The orders by names and token numbers, and those that changed since they were indexed.
#[derive(Default)]
pub(crate) struct OrderIndex {
    entries: RwLock<Entries>,
    changed: Mutex<BTreeSet<OrderId>>,
    /// When every order was last read.
    loaded_at: Mutex<Option<Timestamp>>,
}

#[derive(Default)]
struct Entries {
    by_order: HashMap<OrderId, Entry>,
    /// Orders by the beginnings of words, in plain letters.
    by_word: BTreeMap<Arc<str>, BTreeSet<OrderId>>,
    by_token: HashMap<Arc<str>, OrderId>,
}

struct Entry {
    number: Box<str>,
    version: i64,
    words: Box<[Arc<str>]>,
    token: Option<Arc<str>>,
}

impl NameQuery {
    /// The words of a text; none if no word has three letters.
    pub(crate) fn parse(typed: &str) -> Option<Self> {
        let words = plain_words(typed);
        words.iter().any(|word| word.chars().count() >= SHORTEST).then_some(Self(words))
    }

    /// Every way to read the words with neighbours joined: `Le Goff` is `Le` and `Goff`, or `Legoff`.
    fn readings(&self) -> Vec<Vec<String>> {
        let Some((first, rest)) = self.0.split_first() else { return Vec::new() };
        let mut readings = vec![vec![first.clone()]];
        for word in rest {
            let mut longer = Vec::with_capacity(readings.len() * 2);
            for reading in readings {
                if self.0.len() <= QUERY_WORDS {
                    let mut joined = reading.clone();
                    if let Some(last) = joined.last_mut() {
                        last.push_str(word);
                    }
                    longer.push(joined);
                }
                longer.push([reading, vec![word.clone()]].concat());
            }
            readings = longer;
        }
        readings
    }
}

impl OrderIndex {
    /// Notes that an order changed: it is to be read and indexed again.
    pub(crate) fn note_change(&self, order: OrderId) {
        self.changed.lock().unwrap_or_else(PoisonError::into_inner).insert(order);
    }

    /// Takes the orders that changed since the last call.
    pub(crate) fn take_changed(&self) -> BTreeSet<OrderId> {
        std::mem::take(&mut *self.changed.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Adds or replaces orders, unless the index has a newer version.
    pub(crate) fn insert(&self, orders: Vec<Indexed>) {
        let mut entries = self.entries.write().unwrap_or_else(PoisonError::into_inner);
        for indexed in orders {
            entries.insert(indexed);
        }
    }

    /// The order of a token, whose number is given in any spelling with dashes or without.
    pub(crate) fn of_token(&self, token: &str) -> Option<OrderId> {
        self.entries.read().unwrap_or_else(PoisonError::into_inner).by_token.get(&*token_key(token)).copied()
    }

    /// Orders of holders whose names have, for each word of the query, a word that begins with it; the latest first. At most
    /// `at_most`, and whether there are more.
    pub(crate) fn of_names(&self, query: &NameQuery, at_most: usize) -> (Vec<OrderId>, bool) {
        let entries = self.entries.read().unwrap_or_else(PoisonError::into_inner);
        let mut found = BTreeSet::new();
        let mut known = HashMap::new();
        for reading in query.readings() {
            let mut orders: Option<BTreeSet<OrderId>> = None;
            for word in reading {
                let with = known.entry(word).or_insert_with_key(|word| entries.beginning_with(&without_digraphs(word)));
                orders = Some(match orders {
                    None => with.clone(),
                    Some(orders) => orders.intersection(with).copied().collect(),
                });
            }
            found.extend(orders.unwrap_or_default());
        }
        let mut found: Vec<(&str, OrderId)> =
            found.into_iter().filter_map(|order| Some((&*entries.by_order.get(&order)?.number, order))).collect();
        found.sort_unstable_by(|one, other| other.cmp(one));
        let more = found.len() > at_most;
        (found.into_iter().take(at_most).map(|(_, order)| order).collect(), more)
    }

    /// When every order was last read; none before that.
    pub(crate) fn loaded_at(&self) -> Option<Timestamp> {
        *self.loaded_at.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Records that every order was read.
    pub(crate) fn set_loaded(&self, at: Timestamp) {
        *self.loaded_at.lock().unwrap_or_else(PoisonError::into_inner) = Some(at);
    }

    /// How many orders are indexed.
    pub(crate) fn len(&self) -> usize {
        self.entries.read().unwrap_or_else(PoisonError::into_inner).by_order.len()
    }
}

impl Entries {
    fn insert(&mut self, indexed: Indexed) {
        let Indexed { order, number, version, names, token } = indexed;
        let known = self.by_order.get(&order);
        if known.is_some_and(|known| known.version > version) {
            return;
        }
        if let Some(known) = self.by_order.remove(&order) {
            self.forget(order, &known);
        }
        let words: BTreeSet<String> = names.iter().flat_map(|name| indexed_words(name)).collect();
        let words: Box<[Arc<str>]> = words.into_iter().map(|word| self.add_word(word, order)).collect();
        let token: Option<Arc<str>> = token.map(|token| token_key(&token).into());
        if let Some(token) = &token {
            self.by_token.insert(Arc::clone(token), order);
        }
        self.by_order.insert(order, Entry { number: number.into(), version, words, token });
    }

    fn add_word(&mut self, word: String, order: OrderId) -> Arc<str> {
        let word: Arc<str> =
            self.by_word.get_key_value(word.as_str()).map_or_else(|| word.into(), |(known, _)| Arc::clone(known));
        self.by_word.entry(Arc::clone(&word)).or_default().insert(order);
        word
    }

    fn forget(&mut self, order: OrderId, entry: &Entry) {
        for word in &entry.words {
            if let Some(orders) = self.by_word.get_mut(word) {
                orders.remove(&order);
                if orders.is_empty() {
                    self.by_word.remove(word);
                }
            }
        }
        if let Some(token) = &entry.token {
            self.by_token.remove(token);
        }
    }

    fn beginning_with(&self, beginning: &str) -> BTreeSet<OrderId> {
        let words = self
            .by_word
            .range::<str, _>((Bound::Included(beginning), Bound::Unbounded))
            .take_while(|(word, _)| word.starts_with(beginning));
        words.flat_map(|(_, orders)| orders.iter().copied()).collect()
    }
}

/// The words of a text in plain letters, in their order.
fn plain_words(text: &str) -> Vec<String> {
    plain(text).split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The words under which a name is indexed: each of them, and neighbours joined.
fn indexed_words(name: &str) -> Vec<String> {
    let words = plain_words(name);
    let starts = 0..words.len();
    let runs = starts.flat_map(|start| (start + 1..=words.len().min(start + JOINED_AT_MOST)).map(move |end| start..end));
    runs.map(|run| without_digraphs(&words[run].concat())).collect()
}

/// A token number without its dashes.
fn token_key(token: &str) -> String {
    token.replace('-', "")
}

#[cfg(test)]
mod tests;
