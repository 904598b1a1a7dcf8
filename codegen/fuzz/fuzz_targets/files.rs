//! Any text as a documentation page, the index of them, a lock, a catalog or overrides: it is read, or refused, and what is read of a lock
//! or a catalog is the same when it is read again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use twilio_events_codegen::docs::documentation;
use twilio_events_codegen::project::catalog::Catalog;
use twilio_events_codegen::project::lock::Lock;
use twilio_events_codegen::project::overrides::Overrides;

fuzz_target!(|text: &str| {
    if let Ok(page) = documentation::parse(text) {
        assert_eq!(
            format!("{page:?}"),
            format!("{:?}", documentation::parse(text).expect("it was read"))
        );
    }
    let _ = documentation::parse_index(text);
    let _ = Catalog::parse(text);
    let _ = Overrides::parse(text);
    if let Ok(lock) = Lock::parse(text) {
        let written = lock.to_text();
        let again = Lock::parse(&written)
            .unwrap_or_else(|error| panic!("what was written is refused: {error}\n{written}"));
        assert_eq!(written, again.to_text());
    }
});
