//! A document that tries to be more than types, from one end to the other: `types`, `regen` and `docs` take it, what they write
//! compiles, is nothing but types, runs nothing, and says the text as text.

mod document;
#[path = "../support/mod.rs"]
mod support;

use std::fs;

use document::{TEXTS, document, instance, long};
use pulldown_cmark::{Event, LinkType, Parser, Tag};
use scraper::{Html, Selector};
use support::cargo;
use support::harmless::harmless;
use support::project::{ID, Project, tree};
use support::ran::{Ran, twilio_events};

/// Rust that is nothing but types: macros of the runtime, modules and aliases, with comments that hold nothing but words.
#[track_caller]
fn only_types(text: &str) {
    harmless(text);
    let file = syn::parse_file(text).expect("it is Rust");
    let inner = file
        .attrs
        .iter()
        .filter(|attribute| !attribute.path().is_ident("doc"));
    assert_eq!(inner.count(), 0, "attributes of the whole");
    for item in &file.items {
        let macros = ["object", "open_enum", "open_union", "eq_and_hash"];
        let is_type = match item {
            syn::Item::Macro(item) => {
                let path = &item.mac.path.segments;
                path[0].ident == "twilio_events_runtime"
                    && macros.iter().any(|name| path[1].ident == name)
            }
            syn::Item::Mod(item) => item.content.is_none(),
            syn::Item::Use(_) | syn::Item::Type(_) => true,
            _ => false,
        };
        assert!(is_type, "{}", text.lines().next().unwrap_or_default());
    }
    let mut comment = String::new();
    for line in text.lines().chain([""]) {
        let line = line.trim_start();
        match line.strip_prefix("///").or(line.strip_prefix("//!")) {
            Some(words) => comment = comment + words.strip_prefix(' ').unwrap_or(words) + "\n",
            None => only_words(&std::mem::take(&mut comment)),
        }
    }
}

/// As rustdoc reads it: neither code that it would compile and run, nor HTML, nor a link that acts.
#[track_caller]
fn only_words(comment: &str) {
    for event in Parser::new(comment) {
        let acts = match &event {
            Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::Image { .. })
            | Event::Html(_)
            | Event::InlineHtml(_) => true,
            Event::Start(Tag::Link {
                dest_url,
                link_type,
                ..
            }) => !dest_url.starts_with("https://") && *link_type != LinkType::ShortcutUnknown,
            _ => false,
        };
        assert!(!acts, "{event:?} in {comment}");
    }
}

#[test]
fn types_are_nothing_but_types() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("it is below the folder")).expect("it can be made");
        fs::write(path, text).expect("it can be written");
    };
    cargo::begin(folder.path(), "hostile");
    // Names that look alike are the author's: the compiler says so, and nothing else.
    write(
        "src/lib.rs",
        "#![deny(warnings)]\n#![allow(confusable_idents, mixed_script_confusables, uncommon_codepoints)]\npub mod types;\n",
    );
    write(
        "in/evil.json",
        &document("https://example.com/*/ pub struct Escaped;", &[]).to_string(),
    );
    write("src/instance.json", &instance().to_string());
    write(
        "src/main.rs",
        "fn main() {\n    let json: serde_json::Value = serde_json::from_str(include_str!(\"instance.json\")).unwrap();\n    \
         let read: hostile::types::evil::Evil = serde_json::from_value(json.clone()).unwrap();\n    \
         assert_eq!(serde_json::to_value(read).unwrap(), json);\n}\n",
    );
    let arguments = ["types", "in", "--out", "src/types"];
    let output = Ran::new(&mut twilio_events(folder.path(), &arguments));
    output.succeeds();
    harmless(&output.err);
    only_types(
        &fs::read_to_string(folder.path().join("src/types/evil.rs")).expect("it was written"),
    );
    cargo::run(folder.path(), "written", &["run"]).succeeds();
    cargo::run(folder.path(), "written", &["test", "--doc"])
        .succeeds()
        .prints("running 0 tests");
}

/// Names without a letter meet that of what they are in, and long ones each other, and of those that look alike
/// the compiler warns: in a crate, that is an error.
const MEETING: [&str; 11] = ["", "_", "__", "!!!", "+", "\0", "\n", "😀", "е", "ﬁ", "１"];

#[test]
fn a_crate_and_a_site_are_nothing_but_that() {
    let project = Project::new();
    let path = project.schemas().join(ID).join("2.json");
    let evil = document(
        &format!("https://events-schemas.twilio.com/{ID}/2"),
        &[&MEETING[..], &[&long()]].concat(),
    );
    fs::write(&path, evil.to_string()).expect("it can be written");
    project.write("codegen/schemas/overrides.toml", "");
    let run = |arguments: &[&str]| {
        let output = project.command(arguments, "http://127.0.0.1:9");
        output.succeeds();
        harmless(&output.err);
        harmless(&output.out);
    };
    let id = format!("{ID}/2");
    run(&["pin", &id, "--provenance", "partial", "--basis", "example"]);
    run(&["regen", "--offline"]);
    run(&["verify", "--offline"]);
    run(&["diff", &format!("{ID}/1"), &id]);
    run(&["docs", "--offline", "--out", "site"]);
    let source = project.root.path().join("generated/src/conversations");
    for (path, bytes) in tree(&source) {
        let text = String::from_utf8(bytes).expect("it is text");
        println!("{}", path.display());
        only_types(&text);
    }
    let mut shown = String::new();
    for (path, bytes) in tree(&project.root.path().join("site")) {
        let text = String::from_utf8(bytes).expect("it is text");
        if path
            .extension()
            .is_some_and(|extension| extension == "html")
        {
            harmless(&text);
            shown += &words(&Html::parse_document(&text));
        }
    }
    let seen = |text: &str| shown.contains(&even(text));
    for text in [
        "*/ pub struct Escaped; /*",
        "<script>alert(1)</script><img src=x onerror=alert(1)>",
    ] {
        assert!(TEXTS.contains(&text) && seen(text), "{text}");
    }
    project.compiles();
}

fn even(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of a page that does nothing.
#[track_caller]
fn words(page: &Html) -> String {
    let acts = Selector::parse(
        "script:not([src]), img, iframe, object, embed, base, form[action], [onerror], [onclick], [onload], [style], meta[http-equiv]",
    );
    let found = page.select(&acts.expect("it is a selector")).next();
    assert!(found.is_none(), "{:?}", found.map(|found| found.html()));
    let links = Selector::parse("[href], [src]").expect("it is a selector");
    for link in page.select(&links) {
        let link = link.attr("href").or(link.attr("src")).unwrap_or_default();
        assert!(
            !link.contains("script:") && !link.starts_with("data:"),
            "{link}"
        );
    }
    even(&page.root_element().text().collect::<String>())
}

/// A file of a module has a name that every system can have, and no two differ in capitals alone.
#[test]
fn modules_have_files_that_every_system_can_have() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let names = [
        "con", "CON", "prn", "aux", "nul", "com1", "LPT9", "con_", "foo", "Foo", "FOO", "é", "É",
        "mod", "a.", "a b", "a:b",
    ];
    fs::create_dir(folder.path().join("in")).expect("it can be made");
    for name in names {
        let path = folder.path().join("in").join(format!("{name}.json"));
        fs::write(path, r#"{"type": "object"}"#).expect("it can be written");
    }
    let arguments = ["types", "in", "--out", "out"];
    Ran::new(&mut twilio_events(folder.path(), &arguments)).succeeds();
    let mut files: Vec<String> = tree(&folder.path().join("out"))
        .iter()
        .filter_map(|(path, _)| Some(path.file_stem()?.to_str()?.to_lowercase()))
        .collect();
    assert_eq!(files.len(), names.len() + 1, "{files:?}");
    files.dedup();
    assert_eq!(files.len(), names.len() + 1, "{files:?}");
    for file in files {
        let device = ["con", "prn", "aux", "nul", "com1", "lpt9"].contains(&&*file);
        assert!(
            !device && !file.ends_with(['.', ' ']) && !file.contains(['/', '\\', ':']),
            "{file}"
        );
    }
}
