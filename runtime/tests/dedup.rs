//! Repeated events are told from new ones, for four hours and up to a number.

#![cfg(feature = "dedup")]

mod support;

use std::num::NonZeroUsize;
use std::time::{Duration, Instant};

use support::one;
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
        assert!(seen.insert_at(number.to_string(), now));
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
        assert!(!seen.insert_at(number.to_string(), now), "{number}");
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
            .map(|_| scope.spawn(|| (0..500).filter(|key| seen.insert(key.to_string())).count()))
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().expect("it ends"))
            .sum()
    });
    assert_eq!(new, 500);
}

fn key(body: &str) -> String {
    one(body).dedup_key()
}

/// A2P events carry one id for each campaign and type, and test events the account's.
#[test]
fn what_shares_an_id_and_differs_is_new() {
    let verdict = |time: &str| {
        key(&format!(
            r#"{{"id":"CM1","type":"com.twilio.messaging.compliance.campaign-registration.campaign-failure",
            "data":{{"campaignsid":"CM1","timestamp":"{time}"}}}}"#
        ))
    };
    assert_eq!(verdict("1"), verdict("1"), "sent again");
    assert_ne!(verdict("1"), verdict("2"), "a second verdict");
    let deleted = |date: &str| {
        key(&format!(
            r#"{{"id":"CM1","type":"t","data":{{"updateddate":"{date}"}}}}"#
        ))
    };
    assert_ne!(deleted("1"), deleted("2"));
    let test = |id: &str| {
        key(&format!(
            r#"{{"id":"AC1","type":"com.twilio.eventstreams.test-event","data":{{"test_id":"{id}"}}}}"#
        ))
    };
    assert_ne!(test("1"), test("2"));
    assert_ne!(
        key(r#"{"id":"1","type":"a"}"#),
        key(r#"{"id":"1","type":"b"}"#)
    );
    assert_ne!(
        key(r#"{"id":"1","type":"a"}"#),
        key(r#"{"id":"2","type":"a"}"#)
    );
}

#[test]
fn however_it_is_written_an_event_that_comes_again_is_known() {
    let first = key(r#"{"id":"1","type":"t","data":{"a":1,"b":[true,"x"]}}"#);
    for again in [
        r#"{"type":"t","time":"later","data":{ "b" : [true, "\u0078"], "a" : 1 },"id":"1","subject":"s"}"#,
        r#"{"id":"1","type":"t","data":"{\"a\":1,\"b\":[true,\"x\"]}"}"#,
        r#"{"id":"1","type":"t","data_base64":"eyJhIjoxLCJiIjpbdHJ1ZSwieCJdfQ=="}"#,
    ] {
        assert_eq!(key(again), first, "{again}");
        let event = one(again).decode().expect("no schema is known");
        assert_eq!(event.dedup_key(), first, "owned");
    }
    assert_ne!(
        key(r#"{"id":"1","type":"t","data":{"a":1,"b":["x",true]}}"#),
        first
    );
    let deep = format!(
        r#"{{"id":"1","type":"t","data":{}1{}}}"#,
        "[".repeat(10_000),
        "]".repeat(10_000)
    );
    assert_eq!(key(&deep), key(&deep));
    assert_ne!(
        key(&deep),
        key(&deep.replace('1', "2").replace(r#""2""#, r#""1""#))
    );
}

/// Stored keys must not change with a release. These are Python's `hashlib.sha256`, cut in half.
#[test]
fn the_key_is_what_it_is_documented_to_be() {
    assert_eq!(
        key(r#"{"id":"NO1","type":"t","data":{ "b":1.50, "a":"\u00e9" }}"#),
        "NO1:81d5c80700dce77b196559ca674c5ff5"
    );
    assert_eq!(
        key(r#"{"id":"NO1","type":"t"}"#),
        "NO1:77413b11a83af4269e0b4368e4355639"
    );
}
