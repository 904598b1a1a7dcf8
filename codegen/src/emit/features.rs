//! The Cargo features of the crate: one for each product, beside those of the runtime.

use proc_macro2::TokenStream;
use quote::quote;

use super::layout::Layout;
use crate::error::{Error, Result};
use crate::model::{Model, Product};

/// Features of the runtime that the crate hands on. They are there whatever the products are, and so is `default`.
pub(super) const FORWARDED: &[&str] = &[
    "axum", "chrono", "dedup", "jiff", "kinesis", "schemars", "time", "validate", "webhook",
];

/// The feature of a product: `comms-api` for the module `comms_api`.
pub fn name(product: &Product) -> String {
    let module = &product.module;
    module
        .strip_prefix("r#")
        .unwrap_or(module)
        .replace('_', "-")
}

/// The features of all products, in their order.
///
/// # Errors
/// A product has the name of another feature.
pub(crate) fn names(model: &Model) -> Result<Vec<String>> {
    let names: Vec<String> = model.products.iter().map(name).collect();
    let is_taken = |name: &&String| *name == "default" || FORWARDED.contains(&name.as_str());
    match names.iter().find(is_taken) {
        Some(taken) => Err(Error::new(format!(
            "a product has the feature name {taken}, which is taken"
        ))
        .help("leave its schemas out of schemas.lock")),
        None => Ok(names),
    }
}

/// What stands before everything of a product. The modules of another crate have no features.
pub(crate) fn gate(product: &Product, layout: Layout) -> TokenStream {
    let name = name(product);
    match layout {
        Layout::Crate => quote!(#[cfg(feature = #name)]),
        Layout::Modules => quote!(),
    }
}
