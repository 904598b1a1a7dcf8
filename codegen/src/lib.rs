//! Generates Rust types from the JSON Schemas that Twilio publishes for its Event Streams.
//!
//! [`Builder`] is for build scripts; the command `twilio-events` is for maintainers of a committed crate. Both run the
//! same stages, each in the file of its name:
//!
//! 1. [`snapshot`]: the locked documents, from disk, cache or [network](fetch), checked against their digests
//! 2. [`load`]: bytes become a document
//! 3. [`fixups`]: what people add, from `overrides.toml`
//! 4. [`bundle`](mod@bundle): references lead to places of the same document
//! 5. [`compose`](mod@compose): schemas that are made of schemas become plain ones
//! 6. [`prepare`](mod@prepare): a document becomes what typify reads without surprise
//! 7. [`lower`](mod@lower): typify makes types of it; they enter the [`model`]
//! 8. [`emit`](mod@emit): the model becomes files
//! 9. [`write`](mod@write): the files are put where they belong, or compared with what is there; a [`transaction`] changes
//!    several together
//!
//! [`standalone`] runs the middle of it over any JSON Schema. [`diff`](mod@diff) says what a new version of a schema means to those who have the old one.
//! [`documentation`] and [`conformance`] hold the result against Twilio's documentation pages.
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
//! use twilio_events_codegen::{Builder, digest};
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
//! std::fs::write(schemas.join("schemas.lock"), format!(r#"
//!     version = 1
//!     [[schema]]
//!     id = "Demo.LightSwitched"
//!     version = 1
//!     url = "https://events-schemas.twilio.com/Demo.LightSwitched/1"
//!     sha256 = "{}"
//!     shape = "{}"
//!     provenance = "published"
//! "#, digest::sha256(document.as_bytes()), digest::shape(&serde_json::from_str(document)?)))?;
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
//! `fetch` (on by default) downloads what is locked and missing; `cli` (on by default) is the command, with what it alone
//! needs: sample events, in `trigger`.

pub mod address;
pub mod builder;
pub mod bundle;
pub mod catalog;
pub mod changelog;
mod compat;
pub mod compose;
pub mod conformance;
pub mod coverage;
pub mod diff;
pub mod digest;
pub mod documentation;
#[cfg(feature = "cli")]
pub mod documentation_site;
pub mod emit;
pub mod error;
#[cfg(feature = "cli")]
pub mod events_api;
#[cfg(feature = "fetch")]
pub mod fetch;
pub mod files;
pub mod fixups;
mod format;
pub mod generate;
pub mod id;
pub mod load;
pub mod locate;
pub mod lock;
pub mod lower;
mod merge;
#[cfg(feature = "cli")]
pub mod mirror;
pub mod model;
pub mod names;
#[cfg(feature = "fetch")]
pub mod newer;
#[cfg(feature = "cli")]
pub mod outdated;
pub mod overrides;
mod places;
mod pointer;
pub mod prepare;
pub mod prose;
pub mod report;
pub mod sanitize;
mod since;
pub mod snapshot;
pub mod standalone;
pub mod transaction;
#[cfg(feature = "cli")]
pub mod trigger;
pub mod write;
mod written;

pub use builder::Builder;
pub use error::{Error, Result};
