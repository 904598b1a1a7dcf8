//! Generates what is locked, in both layouts: as modules, which `src/lib.rs` includes, and as the crate that `tests/golden.rs` holds
//! against `generated/`.

use twilio_events_codegen::{Builder, Result, emit::Layout};

fn main() -> Result<()> {
    Builder::new("codegen/schemas").also(Layout::Crate).build()
}
