//! `Cargo.toml` of the generated crate.

use super::features;
use crate::emit::header::header;
use crate::error::Result;
use crate::model::Model;

/// The text of the manifest. It inherits from the workspace what every crate there shares.
pub(crate) fn file(model: &Model) -> Result<String> {
    let products = features::names(model)?;
    let default: Vec<String> = products
        .iter()
        .map(|name| format!("    \"{name}\",\n"))
        .collect();
    let default = match default.concat() {
        names if names.is_empty() => names,
        names => format!("\n{names}"),
    };
    let products: Vec<String> = products
        .iter()
        .map(|name| format!("{name} = []\n"))
        .collect();
    let products = products.concat();
    let forwarded: Vec<String> = features::FORWARDED
        .iter()
        .map(|&name| {
            // The extractor verifies, and its verifier is named by users.
            let also = if name == "axum" { "\"webhook\", " } else { "" };
            format!("{name} = [{also}\"twilio-events-runtime/{name}\"]\n")
        })
        .collect();
    let forwarded = forwarded.concat();
    Ok(format!(
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
# The types of each product.
default = [{default}]
{products}
# What else the crate can do.
{forwarded}
[dependencies]
serde_json = {{ workspace = true, features = ["raw_value"] }}
twilio-events-runtime = {{ workspace = true }}

[dev-dependencies]
# Blocks of the manual are a whole service, and its limits.
axum = {{ workspace = true, features = ["http1", "tokio"] }}
tokio = {{ workspace = true, features = ["macros", "net", "rt-multi-thread"] }}
tower = {{ workspace = true, features = ["limit", "util"] }}
tower-http = {{ workspace = true }}
"#,
        header = header("#", "the schemas that are locked"),
    ))
}
