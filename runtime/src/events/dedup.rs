//! Telling repeated events from new ones: feature `dedup`.

use std::fmt;
use std::hash::{BuildHasher as _, RandomState};
use std::num::NonZeroUsize;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use lru::LruCache;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

/// Remembers keys for a while. Delivery is at least once and unordered, so the same event may come again.
///
/// It holds a bounded number of keys, each for four hours unless said otherwise: that is how long Twilio keeps
/// trying. When it is full, the oldest key makes room. A key is kept as a hash of 16 bytes, so its length costs
/// nothing. That two of a hundred thousand keys share a hash is less likely than one in 10^28.
///
/// ```
/// # extern crate twilio_events_runtime as twilio_events;
/// use std::num::NonZeroUsize;
/// use twilio_events::dedup::Deduplicator;
///
/// let seen = Deduplicator::new(NonZeroUsize::new(100_000).unwrap());
/// // The key of an event: `event.dedup_key()`.
/// assert!(seen.insert("NO1:6d1e"), "new");
/// assert!(!seen.insert("NO1:6d1e"), "a repetition");
///
/// // The event could not be handled and Twilio is asked to send it again.
/// seen.remove("NO1:6d1e");
/// assert!(seen.insert("NO1:6d1e"), "new once more");
/// ```
///
/// # Which key
///
/// [`dedup_key`](crate::RawEvent::dedup_key) is made of id, type and data, since the id alone is shared by events that differ. It
/// says what it is made of to the byte, so that others can make it too. Any other text will do as a key.
///
/// # Across machines
///
/// It knows what its own process has seen, since its start. Where several processes take events, or a repetition
/// must not pass a restart, let the place where the result is stored decide: a unique key on
/// [`dedup_key`](crate::RawEvent::dedup_key) in the database, in the same transaction as the result, or `SET key NX EX
/// 14400` in Redis.
pub struct Deduplicator {
    keys: Mutex<LruCache<u128, Instant>>,
    hashers: [RandomState; 2],
    lifetime: Duration,
}

impl Deduplicator {
    /// How long a key is remembered unless said otherwise: as long as Twilio keeps sending an event again.
    pub const LIFETIME: Duration = Duration::from_secs(4 * 60 * 60);

    /// Takes the largest number of keys to remember. Memory for all of them, some 50 bytes each, is reserved at once.
    ///
    /// # Panics
    /// With more keys than memory can be asked for.
    pub fn new(capacity: NonZeroUsize) -> Self {
        Self {
            keys: Mutex::new(LruCache::new(capacity)),
            hashers: [RandomState::new(), RandomState::new()],
            lifetime: Self::LIFETIME,
        }
    }

    /// Sets how long a key is remembered.
    #[must_use]
    pub fn with_lifetime(mut self, lifetime: Duration) -> Self {
        self.lifetime = lifetime;
        self
    }

    /// Remembers a key. True when it is new, false when it was inserted within the lifetime.
    pub fn insert(&self, key: impl AsRef<str>) -> bool {
        self.insert_at(key, Instant::now())
    }

    /// As [`insert`](Self::insert), at a time of your choice.
    pub fn insert_at(&self, key: impl AsRef<str>, now: Instant) -> bool {
        let hash = self.hash(key.as_ref());
        self.with(|keys| {
            // `peek` leaves the order alone, so it stays that of insertion.
            let repeated = keys
                .peek(&hash)
                .is_some_and(|then| now.saturating_duration_since(*then) < self.lifetime);
            if !repeated {
                keys.put(hash, now);
            }
            !repeated
        })
    }

    /// Forgets a key: the event was not handled after all, and shall be new when it comes again.
    pub fn remove(&self, key: impl AsRef<str>) {
        let hash = self.hash(key.as_ref());
        self.with(|keys| keys.pop(&hash));
    }

    fn hash(&self, key: &str) -> u128 {
        let [high, low] = self
            .hashers
            .each_ref()
            .map(|hasher| u128::from(hasher.hash_one(key)));
        high << 64 | low
    }

    fn with<T>(&self, action: impl FnOnce(&mut LruCache<u128, Instant>) -> T) -> T {
        // No action leaves the cache half changed.
        action(&mut self.keys.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl fmt::Debug for Deduplicator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Deduplicator")
            .field("keys", &self.with(|keys| keys.len()))
            .field("lifetime", &self.lifetime)
            .finish_non_exhaustive()
    }
}

/// What `dedup_key` gives.
pub(crate) fn key(id: &str, event_type: &str, data: Option<&str>) -> String {
    let mut hash = Sha256::new();
    hash.update(event_type);
    hash.update([0]);
    let data = data.unwrap_or("null");
    match serde_json::from_str(data).map(canonical) {
        Ok(data) => hash.update(data),
        // Nested too deep to be held, or a number beyond `f64`.
        Err(_) => hash.update(data),
    }
    let half: [u8; 16] = *hash.finalize().first_chunk().expect("it has 32 bytes");
    format!("{id}:{:032x}", u128::from_be_bytes(half))
}

/// One text for all that says the same: compact, and members in the order of their names.
fn canonical(mut data: Value) -> String {
    if let Value::String(text) = &data {
        if let Ok(inner @ Value::Object(_)) = serde_json::from_str(text) {
            data = inner;
        }
    }
    // They are in order anyway, unless some crate turns `preserve_order` on.
    data.sort_all_objects();
    data.to_string()
}
