//! Password hashing: Argon2id (RFC 9106) with configurable cost and bounded concurrency.

use std::sync::Arc;
use std::time::Duration;

use argon2::{Algorithm, Argon2, Params, Version};
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::Semaphore;
use zeroize::Zeroizing;

/// How long a computation may wait for a permit.
const TIMEOUT: Duration = Duration::from_secs(5);

/// Length of a hash in octets.
const LENGTH: usize = 32;

/// The cost of one hash. Values below Argon2's minimum (8 KiB, one pass) count as the minimum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cost {
    /// Memory, in KiB.
    pub memory_kib: u32,
    /// Number of passes.
    pub passes: u32,
}

/// The second recommendation of RFC 9106 §4 (64 MiB, three passes), with one lane.
impl Default for Cost {
    fn default() -> Self {
        Self { memory_kib: 64 * 1024, passes: 3 }
    }
}

/// Computes hashes with bounded concurrency. Clones share the bound.
#[derive(Clone, Debug)]
pub struct SlowHash {
    cost: Cost,
    permits: Arc<Semaphore>,
    timeout: Duration,
}

/// Too many computations are waiting; try again later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("too many hash computations are waiting")]
pub struct Busy;

impl SlowHash {
    /// Sets the cost, and the maximum number `permits` of concurrent computations, which bounds memory and processor use.
    #[must_use]
    pub fn new(cost: Cost, permits: usize) -> Self {
        let cost = Cost { memory_kib: cost.memory_kib.max(Params::MIN_M_COST), passes: cost.passes.max(Params::MIN_T_COST) };
        Self { cost, permits: Arc::new(Semaphore::new(permits.clamp(1, Semaphore::MAX_PERMITS))), timeout: TIMEOUT }
    }

    /// The hash of `secret` with `salt`, computed on a blocking thread.
    ///
    /// # Errors
    /// [`Busy`] if no permit is free within five seconds, or the program is shutting down.
    pub async fn hash(&self, secret: &SecretString, salt: [u8; 16]) -> Result<Zeroizing<[u8; LENGTH]>, Busy> {
        let permit = tokio::time::timeout(self.timeout, Arc::clone(&self.permits).acquire_owned()).await;
        let permit = permit.map_err(|_| Busy)?.map_err(|_| Busy)?;
        let (secret, cost) = (secret.clone(), self.cost);
        let work = tokio::task::spawn_blocking(move || {
            let hash = argon2id(cost, secret.expose_secret().as_bytes(), salt);
            // Held until here even if the caller has gone, because the computation still uses memory and processor time.
            drop(permit);
            hash
        });
        work.await.map_err(|_| Busy)
    }
}

fn argon2id(cost: Cost, secret: &[u8], salt: [u8; 16]) -> Zeroizing<[u8; LENGTH]> {
    let parameters = Params::new(cost.memory_kib, cost.passes, 1, Some(LENGTH)).expect("the cost is at least Argon2's minimum");
    let mut hash = Zeroizing::new([0; LENGTH]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, parameters)
        .hash_password_into(secret, &salt, hash.as_mut())
        .expect("a salt of 16 octets and a hash of 32 are within Argon2's bounds, as is any secret that fits in memory");
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: Cost = Cost { memory_kib: 256, passes: 2 };

    #[tokio::test]
    async fn a_hash_equals_that_of_the_reference_implementation() {
        // argon2-cffi: hash_secret_raw(b"open sesame", b"0123456789abcdef", 2, 256, 1, 32, Type.ID, 19)
        let hash = SlowHash::new(SMALL, 1).hash(&"open sesame".into(), *b"0123456789abcdef").await.unwrap();
        assert_eq!(hex::encode(*hash), "06a82bce7456fd859476c6c0a011eacb32ff546b35c2a342f5d8b663c0b5dda9");
    }

    #[tokio::test]
    async fn a_computation_without_a_permit_in_time_is_refused() {
        let slow_hash = SlowHash { timeout: Duration::ZERO, ..SlowHash::new(SMALL, 1) };
        let taken = Arc::clone(&slow_hash.permits).acquire_owned().await.unwrap();
        assert_eq!(slow_hash.hash(&"open sesame".into(), [0; 16]).await.map(drop), Err(Busy));
        drop(taken);
        assert!(slow_hash.hash(&"open sesame".into(), [0; 16]).await.is_ok());
    }

    #[tokio::test]
    async fn a_cost_below_the_minimum_counts_as_the_minimum() {
        let floor = SlowHash::new(Cost { memory_kib: 8, passes: 1 }, 1).hash(&"x".into(), [0; 16]).await.unwrap();
        assert_eq!(SlowHash::new(Cost { memory_kib: 0, passes: 0 }, 0).hash(&"x".into(), [0; 16]).await.unwrap(), floor);
    }
}
