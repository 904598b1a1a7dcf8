//! What unions without a tag cost beside `serde_json::Value`, where they hold themselves: data of each kind is read into a
//! union of three branches, and as any JSON.

use std::collections::BTreeMap;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use serde::de::DeserializeOwned;
use serde_json::Value;
use twilio_events_runtime::{object, open_union};

object! {
    struct A {
        #[member(0, "child", optional Opt)]
        child: Option<Box<Node>>,
        #[member(1, "a", required Int)]
        a: i64,
    }
}

object! {
    struct B {
        #[member(0, "child", optional Opt)]
        child: Option<Box<Node>>,
        #[member(1, "b", required Int)]
        b: i64,
    }
}

object! {
    struct C {
        #[member(0, "child", optional Opt)]
        child: Option<Box<Node>>,
        #[member(1, "items", optional Opt)]
        items: Option<Vec<Node>>,
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Node {
    A(A),
    B(B),
    C(C),
    Unknown(Value),
}
open_union! { Node { A, B, C } }

#[derive(Clone, Debug, PartialEq)]
enum Maps {
    Nested(BTreeMap<String, Maps>),
    Lists(BTreeMap<String, (Box<Maps>,)>),
    Number(i64),
    Unknown(Value),
}
open_union! { Maps { Nested, Lists, Number } }

object! {
    /// Holds itself beside a union that holds it too: read to its end for each value on the way.
    struct Plain {
        #[member(0, "child", optional Opt)]
        child: Option<Box<Plain>>,
        #[member(1, "a", required Int)]
        a: i64,
    }
}

object! {
    struct Other {
        #[member(0, "child", optional Opt)]
        child: Option<Box<Either>>,
        #[member(1, "a", optional Opt)]
        a: Option<Value>,
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Either {
    Plain(Plain),
    Other(Other),
    Unknown(Value),
}
open_union! { Either { Plain, Other } }

/// As deep as `serde_json` reads.
const DEEPEST: usize = 120;

fn chain(open: &str, inner: &str) -> String {
    format!("{}{inner}{}", open.repeat(DEEPEST), "}".repeat(DEEPEST))
}

fn tree(depth: usize) -> String {
    let inside = if depth == 0 {
        String::new()
    } else {
        vec![tree(depth - 1); 4].join(",")
    };
    format!(r#"{{"b":2,"items":[{inside}],"new":true}}"#)
}

/// The data by name.
const DATA: &[&str] = &[
    "the first branch",
    "the second branch",
    "unknown members",
    "unknown",
    "a tree",
    "maps",
    "maps, wrong end",
    "plain beside itself, wrong end",
];

fn data(name: &str) -> String {
    match name {
        "the first branch" => chain(r#"{"a":1,"child":"#, r#"{"a":1}"#),
        "the second branch" => chain(r#"{"b":1,"child":"#, r#"{"b":1}"#),
        "unknown members" => chain(r#"{"a":1,"new":2,"child":"#, r#"{"a":1,"new":2}"#),
        "unknown" => chain(r#"{"z":[1,2,3],"child":"#, r#"{"z":1}"#),
        "a tree" => tree(6),
        "maps" => chain(r#"{"x":"#, "1"),
        "maps, wrong end" => chain(r#"{"x":"#, "true"),
        _ => chain(r#"{"a":1,"child":"#, r#"{"a":"x"}"#),
    }
}

fn read<T: DeserializeOwned>(bencher: Bencher<'_, '_>, text: &str) {
    bencher
        .counter(BytesCount::of_str(text))
        .bench(|| serde_json::from_str::<T>(black_box(text)).unwrap());
}

#[divan::bench(args = DATA)]
fn union(bencher: Bencher<'_, '_>, name: &str) {
    let text = data(name);
    match name {
        name if name.starts_with("maps") => read::<Maps>(bencher, &text),
        name if name.starts_with("plain") => read::<Either>(bencher, &text),
        _ => read::<Node>(bencher, &text),
    }
}

#[divan::bench(args = DATA)]
fn value(bencher: Bencher<'_, '_>, name: &str) {
    read::<Value>(bencher, &data(name));
}

fn main() {
    divan::main();
}
