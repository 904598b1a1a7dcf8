//! `Cargo.toml` of the generated crate.

use crate::format::header;

/// Features of the runtime that the crate hands on.
const FORWARDED: &[&str] = &[
    "axum", "chrono", "dedup", "jiff", "kinesis", "time", "webhook",
];

/// The text of the manifest. It inherits from the workspace what every crate there shares.
pub(crate) fn file() -> String {
    let forwarded: Vec<String> = FORWARDED
        .iter()
        .map(|name| format!("{name} = [\"twilio-events-runtime/{name}\"]\n"))
        .collect();
    let forwarded = forwarded.concat();
    format!(
        r#"{header}
[package]
name = "twilio-events"
description = "Types for the events of Twilio Event Streams, generated from their JSON Schemas"
version.workspace = true
edition.workspace = true
license.workspace = true
authors.workspace = true
rust-version = "1.85"
readme = "README.md"
keywords = ["twilio", "webhook", "cloudevents", "events", "kinesis"]
categories = ["api-bindings", "web-programming"]

[package.metadata.docs.rs]
all-features = true
rustdoc-args = ["--cfg", "docsrs"]

[lints.rust]
unsafe_code = "forbid"
missing_docs = "warn"
unexpected_cfgs = {{ level = "warn", check-cfg = ['cfg(docsrs)'] }}

[features]
default = []
{forwarded}schemars = ["dep:schemars", "twilio-events-runtime/schemars"]
validate = ["twilio-events-runtime/validate"]

[dependencies]
schemars = {{ workspace = true, optional = true }}
serde = {{ workspace = true }}
serde_json = {{ workspace = true, features = ["raw_value"] }}
twilio-events-runtime = {{ workspace = true }}
"#,
        header = header("#", "the schemas that are locked"),
    )
}
