//! Generates what is locked, twice: as modules, which `src/lib.rs` includes, and as the crate that `tests/golden.rs` holds
//! against `generated/`.

use twilio_events_codegen::{Builder, Result, emit::Layout};

fn main() -> Result<()> {
    let builder = Builder::new("codegen/schemas");
    builder.build()?;
    builder.layout(Layout::Crate).build()
}
