//! What the targets have in common.

use schema_to_rust::{Library, Source, module};
use twilio_events_codegen::emit::STYLE;

/// Generates. What is refused is refused with a place, and never because of what the generator itself made.
pub fn generate(name: &str, bytes: &[u8]) -> Option<String> {
    let source = Source {
        file: "fuzz.json".into(),
        ..Source::new(name, bytes)
    };
    match module(&STYLE, &source, &mut Library::default()) {
        Ok(module) => Some(module.text),
        Err(error) => {
            let said = error.to_string();
            assert!(said.contains("fuzz.json"), "no place: {said}");
            // In the help: what an error says may quote the bytes, and the fuzzer finds out what is looked for.
            let advice = error.advice().unwrap_or_default();
            assert!(
                !advice.contains("this is a defect of the generator"),
                "{said}"
            );
            None
        }
    }
}
