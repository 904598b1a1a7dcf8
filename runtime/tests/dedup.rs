//! Repeated events are told from new ones, for four hours and up to a number.

#![cfg(feature = "dedup")]

use std::num::NonZeroUsize;
use std::time::{Duration, Instant};

use twilio_events_runtime::dedup::Deduplicator;

fn keeping(capacity: usize) -> Deduplicator {
    Deduplicator::new(NonZeroUsize::new(capacity).expect("not zero"))
}

#[test]
fn a_key_is_new_once() {
    let seen = keeping(10);
    assert!(seen.insert("NO1"));
    assert!(!seen.insert("NO1"));
    assert!(seen.insert("NO2"));
    assert!(seen.insert(""));
    assert!(!seen.insert(""));
}

#[test]
fn a_key_is_new_again_after_four_hours() {
    let seen = keeping(10);
    let start = Instant::now();
    let hours = |hours: u64| start + Duration::from_secs(hours * 3600);
    assert!(seen.insert_at("NO1", start));
    assert!(!seen.insert_at("NO1", hours(3)));
    let almost = hours(4)
        .checked_sub(Duration::from_nanos(1))
        .expect("a time");
    assert!(
        !seen.insert_at("NO1", almost),
        "a repetition does not extend it"
    );
    assert!(seen.insert_at("NO1", hours(4)));
    assert!(!seen.insert_at("NO1", hours(7)));
    assert!(!seen.insert_at("NO1", start), "a clock that is behind");

    let short = keeping(10).with_lifetime(Duration::from_secs(1));
    assert!(short.insert_at("NO1", start));
    assert!(short.insert_at("NO1", start + Duration::from_secs(1)));
}

#[test]
fn the_oldest_key_makes_room() {
    let seen = keeping(1_000);
    let now = Instant::now();
    for number in 0..1_000 {
        assert!(seen.insert_at(&number.to_string(), now));
    }
    assert!(
        !seen.insert_at("0", now),
        "seen again, and still the oldest"
    );
    assert!(seen.insert_at("one more", now));
    assert!(
        !seen.insert_at("one more", now),
        "what just came is not what goes"
    );
    for number in 1..1_000 {
        assert!(!seen.insert_at(&number.to_string(), now), "{number}");
    }
    assert!(seen.insert_at("0", now), "forgotten");
    assert!(format!("{seen:?}").contains("keys: 1000"), "{seen:?}");
}

#[test]
fn a_key_can_be_taken_back() {
    let seen = keeping(10);
    assert!(seen.insert("NO1"));
    seen.remove("NO1");
    seen.remove("NO2");
    assert!(seen.insert("NO1"));
}

#[test]
fn of_many_at_once_one_is_told_that_the_key_is_new() {
    let seen = keeping(1_000);
    let new: usize = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4)
            .map(|_| scope.spawn(|| (0..500).filter(|key| seen.insert(&key.to_string())).count()))
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().expect("it ends"))
            .sum()
    });
    assert_eq!(new, 500);
}
