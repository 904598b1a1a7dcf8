//! `docs`: the site, read by an HTML parser that knows nothing of how it was made. `.ci/site` looks at it in a browser.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use scraper::{ElementRef, Html, Selector};
use serde_json::{Value, json};

use super::NOWHERE;
use super::support::project::{ID, Project, frozen, tree};

/// The pages of a site, by path.
struct Site(BTreeMap<PathBuf, Html>);

const PAGE: &str = "schemas/conversations/conversation_state_updated.html";

impl Site {
    /// The site of a project: its own, or another.
    fn written(project: &Project, root: &Path) -> Self {
        let site = project.root.path().join("site");
        let root = root.to_str().expect("the path is text");
        let arguments = ["docs", "--offline", "--root", root, "--out", "site"];
        let output = project.command(&arguments, NOWHERE);
        assert!(output.is_ok(), "{}", output.err);
        let mut pages = BTreeMap::new();
        for (path, bytes) in tree(&site) {
            if path
                .extension()
                .is_some_and(|extension| extension == "html")
            {
                let text = String::from_utf8(bytes).expect("pages are UTF-8");
                let path = path.strip_prefix(&site).expect("it lies there");
                pages.insert(path.to_owned(), Html::parse_document(&text));
            }
        }
        Self(pages)
    }

    fn page(&self, path: &str) -> &Html {
        &self.0[Path::new(path)]
    }
}

fn all<'a>(page: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    let selector = Selector::parse(selector).expect("it is a selector");
    page.select(&selector).collect()
}

/// The text of an element, white space made even.
fn text(element: ElementRef<'_>) -> String {
    let text: String = element.text().collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn texts(page: &Html, selector: &str) -> Vec<String> {
    all(page, selector).into_iter().map(text).collect()
}

/// Another schema in place of version 2, and another catalog.
fn changed(edit: impl Fn(&mut Value), catalog: impl Fn(&str) -> String) -> Project {
    let project = Project::new();
    let path = project.schemas().join(ID).join("2.json");
    let document = fs::read_to_string(&path).expect("it is there");
    let mut document = serde_json::from_str(&document).expect("it is JSON");
    edit(&mut document);
    fs::write(&path, document.to_string()).expect("it can be written");
    let id = format!("{ID}/2");
    let arguments = ["pin", &id, "--provenance", "partial", "--basis", "example"];
    project.command(&arguments, NOWHERE).succeeds();
    let path = project.schemas().join("catalog.toml");
    let text = fs::read_to_string(&path).expect("it is there");
    fs::write(&path, catalog(&text)).expect("it can be written");
    project
}

#[test]
fn a_schema_shows_all_that_is_known_of_it() {
    let project = changed(
        |document| {
            document["properties"]["ClosedBy"] =
                json!({"type": "string", "description": "Who closed it."});
            document["required"] = json!(["StateTo"]);
        },
        str::to_owned,
    );
    let site = Site::written(&project, project.root.path());
    let page = site.page(PAGE);
    assert_eq!(texts(page, "h1"), [ID]);
    assert_eq!(
        texts(page, "#events ~ dl dt"),
        ["com.twilio.conversations.conversation-state.updated"]
    );
    // What a match gives: of both versions, so nothing is required.
    assert_eq!(
        texts(page, "[id='every.ConversationStateUpdated.state_to']"),
        ["StateTo optional state_to: Option<ConversationState> \
          The state the conversation was updated to (active, inactive or closed). \
          Values: active, inactive, closed"]
    );
    assert_eq!(
        texts(page, "[id='v2.ConversationStateUpdated.state_to'] .tag"),
        ["required"]
    );
    let links = all(page, "[id='v2.ConversationStateUpdated.state_to'] a");
    assert_eq!(links[0].attr("href"), Some("#v2.ConversationState"));
    assert_eq!(
        texts(page, "[id='v2.ConversationState'] ~ dl .rust"),
        ["Active", "Inactive", "Closed"].map(|name| format!("ConversationState::{name}"))
    );
    assert_eq!(
        texts(page, ".changes:not(.arm) li"),
        [
            "compatible /ClosedBy optional member added (FIELD_ADDED_OPTIONAL, minor)",
            "compatible /StateTo is always sent now (FIELD_BECAME_REQUIRED, major)",
            "metadata the data as a whole `examples` added (EXAMPLES_CHANGED, patch)",
        ]
    );
    assert_eq!(
        texts(page, ".arm li"),
        ["minor /ClosedBy the field closed_by is added"]
    );
    assert_eq!(
        texts(page, "#v2 + p .tag, #v1 + p .tag"),
        ["partial", "documented"]
    );
    let [json, code] = &all(page, "pre")[..] else {
        panic!("a sample is JSON and code");
    };
    let json: Value = serde_json::from_str(&json.text().collect::<String>()).expect("it is JSON");
    assert_eq!(json["data"]["StateTo"], "inactive");
    let code: String = code.text().collect();
    assert!(
        code.contains("assert_eq!(data.state_to, Some(ConversationState::Inactive));"),
        "{code}"
    );
    syn::parse_str::<syn::File>(&format!("fn main() {{ {code} }}")).expect("it is Rust");
}

#[test]
fn links_lead_to_what_is_there_and_no_name_is_taken_twice() {
    let project = Project::new();
    let site = Site::written(&project, frozen());
    let ids: BTreeMap<&Path, BTreeSet<&str>> = site
        .0
        .iter()
        .map(|(path, page)| {
            let ids: Vec<&str> = all(page, "[id]")
                .iter()
                .filter_map(|it| it.attr("id"))
                .collect();
            let unique: BTreeSet<&str> = ids.iter().copied().collect();
            assert_eq!(ids.len(), unique.len(), "{}: {ids:?}", path.display());
            (path.as_path(), unique)
        })
        .collect();
    let lead = |from: &Path, link: &str| {
        let (path, id) = link.split_once('#').unwrap_or((link, ""));
        let mut place = from.to_owned();
        if !path.is_empty() {
            place.pop();
            for part in path.split('/') {
                if part == ".." {
                    assert!(place.pop(), "{link}");
                } else {
                    place.push(part);
                }
            }
        }
        let there = match ids.get(place.as_path()) {
            Some(ids) => id.is_empty() || ids.contains(id),
            None => id.is_empty() && project.root.path().join("site").join(&place).is_file(),
        };
        assert!(there, "{} leads to {link}", from.display());
    };
    let mut count = 0;
    for (path, page) in &site.0 {
        for link in all(page, "[href], [src]") {
            let link = link
                .attr("href")
                .or(link.attr("src"))
                .expect("it was selected by them");
            if !link.starts_with("https://") {
                lead(path, link);
                count += 1;
            }
        }
        for label in all(page, "[aria-labelledby], [aria-describedby], label[for]") {
            let names = ["aria-labelledby", "aria-describedby", "for"];
            let id = names
                .iter()
                .find_map(|name| label.attr(name))
                .expect("it has one");
            assert!(ids[path.as_path()].contains(id), "{}: {id}", path.display());
        }
    }
    assert!(count > 300, "{count} links");
    // What is found leads somewhere too.
    let index = fs::read_to_string(project.root.path().join("site/assets/search-index.js"));
    let index = index.expect("it was written");
    let (_, json) = index.split_once("searchIndex = ").expect("it is a list");
    let json = json
        .trim_end()
        .strip_suffix(';')
        .expect("it is a statement");
    let entries: Vec<Value> = serde_json::from_str(json).expect("it is JSON");
    for entry in &entries {
        lead(
            Path::new("index.html"),
            entry["url"].as_str().expect("it is text"),
        );
    }
    for (kind, title) in [
        (
            "event type",
            "com.twilio.conversations.conversation-state.updated",
        ),
        ("schema", ID),
        ("product", "Conversations"),
        ("field", "StateTo"),
    ] {
        let is_there = |entry: &Value| entry["kind"] == kind && entry["title"] == title;
        assert!(entries.iter().any(is_there), "{kind} {title}");
    }
}

#[test]
fn text_of_schemas_is_shown_and_does_nothing() {
    let evil = "</p></script><script>alert(1)</script> <img src=x onerror=alert(1)> \
        [link](javascript:alert(1)) <a href='javascript:alert(1)'>x</a> {{ root }} {% if %} &lt; \" ' `";
    let project = changed(
        |document| {
            document["description"] = json!(evil);
            document["properties"]["StateTo"]["description"] = json!(format!("{evil}\u{202e}"));
            document["properties"][evil] = json!({"type": "string", "enum": [evil]});
        },
        |catalog| {
            let (before, _) = catalog.split_once("page = ").expect("it has a page");
            let evil = json!(evil);
            format!(
                "{before}page = \"javascript:alert(1)\"\n\n[[event]]\ntype = {evil}\nproduct = {evil}\nstatus = \"available\"\nuntyped = {evil}\n"
            )
        },
    );
    let site = Site::written(&project, project.root.path());
    for (path, page) in &site.0 {
        let path = path.display();
        assert_eq!(all(page, "script").len(), 2, "{path}");
        assert_eq!(
            all(page, "script:not([src]), img, [onerror], base").len(),
            0,
            "{path}"
        );
        for link in all(page, "[href]") {
            let link = link.attr("href").expect("it was selected by it");
            assert!(!link.contains("script:"), "{path} links to {link}");
        }
    }
    let even = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let page = site.page(PAGE);
    assert!(
        texts(page, ".words").contains(&even(evil)),
        "{:?}",
        texts(page, ".words")
    );
    let words = texts(page, "[id$='.ConversationStateUpdated.state_to'] .words");
    let expected = even(&format!("{evil}\\u{{202e}}"));
    assert!(words.contains(&expected), "{words:?}");
    assert!(texts(page, ".name").contains(&even(evil)));
    assert!(texts(page, ".values code").contains(&even(evil)));
    let home = site.page("index.html");
    assert!(texts(home, ".events a").contains(&even(evil)));
    let index = fs::read_to_string(project.root.path().join("site/assets/search-index.js"));
    assert!(!index.expect("it was written").contains('<'));
}

#[test]
fn the_same_is_written_again_and_nothing_else_is_touched() {
    let project = Project::new();
    let site = project.root.path().join("site");
    Site::written(&project, frozen());
    let first = tree(&site);
    let write = || project.command(&["docs", "--offline", "--out", "site"], NOWHERE);
    Site::written(&project, frozen());
    assert_eq!(tree(&site), first);
    // Another project's pages take the place of these.
    write().succeeds();
    assert!(!site.join("schemas/messaging/message_status.html").exists());
    let second = tree(&site);
    // What somebody put there stays, and is named.
    for (name, mine) in [
        ("notes.html", "<p>mine"),
        ("assets/site.css", "mine {}"),
        ("index.html", "mine"),
    ] {
        let path = site.join(name);
        let before = fs::read(&path).ok();
        fs::write(&path, mine).expect("it can be written");
        write().fails().says("stands in the way").says(name);
        assert_eq!(fs::read_to_string(&path).ok().as_deref(), Some(mine));
        match before {
            Some(bytes) => fs::write(&path, bytes).expect("it can be written"),
            None => fs::remove_file(&path).expect("it is there"),
        }
    }
    assert_eq!(tree(&site), second);
    // What is ours is made anew, edited or not.
    let page = site.join("index.html");
    let text = fs::read_to_string(&page).expect("it is there");
    fs::write(&page, text + "edited").expect("it can be written");
    write().succeeds();
    assert_eq!(tree(&site), second);
}
