//! Generates Rust types from the JSON Schemas that Twilio publishes for its Event Streams.
//!
//! [`Builder`] is for build scripts; the command `twilio-events` is for maintainers of a committed crate. Both run the
//! same stages, each in the file of its name:
//!
//! 1. `project/`[`snapshot`](project::snapshot): the bytes that are locked, from disk, cache or [network](net::fetch)
//! 2. `schema-to-rust/`[`load`](schema_to_rust::load): they become a document, which is a [`tree`](schema_to_rust::tree)
//! 3. `schema-to-rust/`[`resolve`](mod@schema_to_rust::resolve): references lead to nodes of the tree
//! 4. `schema-to-rust/`[`normalize`](mod@schema_to_rust::normalize): schemas that are made of schemas become plain ones
//! 5. `schema-to-rust/`[`lower`](mod@schema_to_rust::lower): plain schemas become types, with what people add in
//!    `project/`[`overrides`](project::overrides)
//! 6. `schema-to-rust/typify`: typify says what stands in the slots of types; they enter the [`model`]
//! 7. [`emit`]: the model becomes files
//! 8. `project/`[`write`](mod@project::write): they are put where they belong, or compared with what is there
//!
//! [`builder`] calls the first, [`generate`] those in the middle, and the command `regen` the last, in one
//! [`transaction`](project::transaction) with all else that changes.
//!
//! [`breaking`] says what a new version of a schema means to those who have the old one. [`docs`] holds the result against Twilio's
//! documentation pages.
//!
//! # In a build script
//!
//! A folder `schemas` holds `catalog.toml`, `schemas.lock`, optionally `overrides.toml`, and the documents as
//! `<SchemaId>/<version>.json`. In `build.rs`:
//!
//! ```no_run
//! fn main() -> Result<(), twilio_events_codegen::Error> {
//!     twilio_events_codegen::Builder::new("schemas").build()
//! }
//! ```
//!
//! What this does, on a folder made for the purpose:
//!
//! ```
//! use twilio_events_codegen::Builder;
//! use twilio_events_codegen::project::{document::Document, lock::{Entry, Lock, Provenance}};
//!
//! let folder = tempfile::tempdir()?;
//! let schemas = folder.path().join("schemas");
//! std::fs::create_dir_all(schemas.join("Demo.LightSwitched"))?;
//!
//! let document = r#"{"type": "object", "required": ["room"], "properties": {
//!     "room": {"type": "string", "description": "Where the light is."},
//!     "on": {"type": "boolean"}
//! }}"#;
//! std::fs::write(schemas.join("Demo.LightSwitched/1.json"), document)?;
//! std::fs::write(schemas.join("catalog.toml"), "[[schema]]\nid = \"Demo.LightSwitched\"\nlatest = 1\n")?;
//! let id = "Demo.LightSwitched/1".parse()?;
//! let entry = Entry::new(&Document::parse(&id, document.as_bytes())?, Provenance::Published, &[]);
//! std::fs::write(schemas.join("schemas.lock"), Lock([(id, entry)].into()).to_text())?;
//!
//! Builder::new(&schemas).out_dir(folder.path()).build()?;
//!
//! let types = std::fs::read_to_string(folder.path().join("twilio_events/demo/light_switched/v1.rs"))?;
//! assert!(types.contains("pub room: String"));
//! assert!(types.contains("pub on: Option<bool>"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Features
//!
//! `fetch` (on by default) downloads what is locked and missing.

pub mod breaking;
pub mod builder;
pub mod docs;
pub mod emit;
pub mod generate;
mod merge_versions;
pub mod model;
#[cfg(feature = "fetch")]
pub mod net;
pub mod project;
mod since;
mod words;

pub use builder::Builder;
pub use schema_to_rust::error::{self, Error, Result};
