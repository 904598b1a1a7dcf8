//! What callers rely on: places in what is said, and who is asked for other documents.

use std::cell::RefCell;
use std::rc::Rc;

use schema_to_rust::error::Severity;
use schema_to_rust::{Error, Library, Module, Result, Source, Style, Url, module};

const STYLE: Style = Style {
    runtime: "my_runtime",
    first_line: |origin| format!("// Made from {origin}."),
};

fn made(source: &Source, library: &mut Library) -> Result<Module> {
    module(&STYLE, source, library)
}

#[test]
fn what_is_said_has_its_place() {
    let text = "{\"properties\": {\n  \"a\": {\"type\": 7}}}";
    let error = made(&Source::new("thing", text), &mut Library::default()).unwrap_err();
    let place = error.place();
    assert_eq!(place.line, Some((2, 17)));
    assert_eq!(place.pointer.as_deref(), Some("/properties/a/type"));
    assert_eq!(place.shown_file().as_deref(), Some("thing.json"));
    assert!(error.advice().is_some_and(|help| help.contains("string")));

    let text = "{\"properties\": {\n  \"a\": {\"type\": \"null\"}}}";
    let made = made(&Source::new("thing", text), &mut Library::default()).unwrap();
    let [warning] = &made.warnings[..] else {
        panic!("one place is any JSON: {:?}", made.warnings)
    };
    assert_eq!(warning.severity(), Severity::Warning);
    assert_eq!(warning.place().line, Some((2, 8)));
    assert_eq!(
        made.text.lines().next(),
        Some("// Made from thing.json."),
        "{}",
        made.text
    );
}

#[test]
fn only_what_is_not_there_is_retrieved() {
    let asked = Rc::new(RefCell::new(Vec::new()));
    let mut library = Library::default();
    library.add(&Source::new("given", r#"{"$id": "https://a/given"}"#));
    let seen = Rc::clone(&asked);
    library.retrieve_with(move |url: &Url| {
        seen.borrow_mut().push(url.to_string());
        Err(Error::new("the line is cut"))
    });
    let to = |url: &str| Source::new("thing", format!(r#"{{"items": {{"$ref": "{url}"}}}}"#));
    made(&to("https://a/given"), &mut library).unwrap();
    made(&to("#"), &mut library).unwrap();
    assert_eq!(*asked.borrow(), [""; 0]);
    let error = made(&to("https://a/other#/x"), &mut library).unwrap_err();
    assert_eq!(*asked.borrow(), ["https://a/other"]);
    assert_eq!(error.place().pointer.as_deref(), Some("/items/$ref"));
    assert!(
        error.causes().concat().contains("the line is cut"),
        "{error}"
    );
}
