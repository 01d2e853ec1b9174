//! Turns: acts on the same thing wait for each other, in the order in which they came, so that a repeated act finds what the first
//! one did.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::OwnedMutexGuard;

/// How many acts on one thing may be in progress: one acts, the others wait.
const AT_ONCE: usize = 9;

/// The acts in progress by what they act on. Clones share them.
#[derive(Clone, Debug)]
pub struct Turns<K>(Arc<Mutex<HashMap<K, Queue>>>);

#[derive(Debug, Default)]
struct Queue {
    turn: Arc<tokio::sync::Mutex<()>>,
    acts: usize,
}

/// An act's place in the queue.
#[derive(Debug)]
pub struct Queued<K: Eq + Hash> {
    turns: Turns<K>,
    key: K,
    turn: Arc<tokio::sync::Mutex<()>>,
}

/// While it exists, no other act with the same key proceeds.
#[derive(Debug)]
pub struct Turn<K: Eq + Hash> {
    // Dropped first: the next act may proceed before this one has left the queue.
    _acting: OwnedMutexGuard<()>,
    _queued: Queued<K>,
}

impl<K> Default for Turns<K> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<K: Clone + Eq + Hash> Turns<K> {
    /// Queues an act behind earlier ones with the same key. `None` if eight are waiting already.
    #[must_use]
    pub fn enter(&self, key: K) -> Option<Queued<K>> {
        let mut queues = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let queue = queues.entry(key.clone()).or_default();
        if queue.acts == AT_ONCE {
            return None;
        }
        queue.acts += 1;
        Some(Queued { turns: Self(Arc::clone(&self.0)), key, turn: Arc::clone(&queue.turn) })
    }
}

impl<K: Eq + Hash> Queued<K> {
    /// Waits until earlier acts with the same key have ended.
    pub async fn turn(self) -> Turn<K> {
        let acting = Arc::clone(&self.turn).lock_owned().await;
        Turn { _acting: acting, _queued: self }
    }
}

impl<K: Eq + Hash> Drop for Queued<K> {
    fn drop(&mut self) {
        let mut queues = self.turns.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(queue) = queues.get_mut(&self.key) {
            queue.acts -= 1;
            if queue.acts == 0 {
                queues.remove(&self.key);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use tokio::task::JoinSet;

    use super::*;

    #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
    async fn acts_with_the_same_key_proceed_one_after_the_other_and_leave_nothing_behind() {
        let turns = Turns::default();
        for key in 0..50 {
            let acting = Arc::new(AtomicUsize::new(0));
            let mut acts = JoinSet::new();
            for _ in 0..AT_ONCE {
                let queued = turns.enter(key).expect("there is room");
                let acting = Arc::clone(&acting);
                acts.spawn(async move {
                    let _turn = queued.turn().await;
                    assert_eq!(acting.fetch_add(1, Ordering::SeqCst), 0, "another act with this key proceeds");
                    tokio::task::yield_now().await;
                    acting.fetch_sub(1, Ordering::SeqCst);
                });
            }
            while let Some(ended) = acts.join_next().await {
                ended.expect("no act failed");
            }
        }
        assert!(turns.0.lock().unwrap().is_empty());
    }

    #[tokio::test]
    async fn other_keys_do_not_wait_and_too_many_acts_are_refused() {
        let turns = Turns::default();
        let _first = turns.enter("one").unwrap().turn().await;
        let mut waiting: Vec<_> = (1..AT_ONCE).map(|_| turns.enter("one").expect("there is room")).collect();
        assert!(turns.enter("one").is_none());
        let _other = turns.enter("other").unwrap().turn().await;
        waiting.pop();
        assert!(turns.enter("one").is_some(), "an act that gave up left the queue");
    }
}
