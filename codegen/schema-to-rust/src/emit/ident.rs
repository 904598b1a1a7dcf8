//! Names become identifiers.

use proc_macro2::{Ident, Span};
use quote::format_ident;

/// The identifier of a name that `names` made.
pub fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(raw) => Ident::new_raw(raw, Span::call_site()),
        None => format_ident!("{name}"),
    }
}
