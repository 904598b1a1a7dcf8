//! Any bytes: the generator makes types of them, or says where it cannot.
#![no_main]

use libfuzzer_sys::fuzz_target;
use twilio_events_codegen_fuzz::generate;

fuzz_target!(|bytes: &[u8]| {
    generate("fuzz", bytes);
});
