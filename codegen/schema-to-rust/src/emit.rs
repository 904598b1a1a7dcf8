//! Types become Rust: their definitions as tokens. [`print`](crate::print) makes text of these.

pub mod docs;
mod ident;
pub mod keys;
pub mod types;

use proc_macro2::TokenStream;
use quote::format_ident;

use self::docs::escape;
pub use self::ident::ident;
use crate::model::{Kind, Type, named};

/// What generated Rust stands on, and how its files begin.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// The crate that types are made of: it has `object!`, `open_enum!`, `open_union!`, `eq_and_hash!`, `Timestamp` and `UnknownValue`.
    pub runtime: &'static str,
    /// The first line of a file that is made of what is named so.
    pub first_line: fn(origin: &str) -> String,
}

/// The definitions of the types of one document, for a crate in which what they are made of is called `runtime`.
pub fn definitions(types: &[Type], runtime: &str) -> impl Iterator<Item = TokenStream> {
    let (by_name, runtime) = (named(types), format_ident!("{runtime}"));
    let keys = keys::eq_and_hash(types, |_| true, &runtime);
    let definitions = types
        .iter()
        .map(move |ty| types::definition(ty, &by_name, &docs_of(ty), &runtime));
    definitions.chain(keys)
}

/// What a type says of itself, as Markdown.
pub fn docs_of(ty: &Type) -> String {
    match (&ty.kind, ty.docs.is_empty()) {
        (_, false) => escape(&ty.docs),
        (Kind::OpenEnum(_), true) => "A value of a documented set.".to_owned(),
        (Kind::Union(_), true) => "One of several types.".to_owned(),
        (_, true) => "An object.".to_owned(),
    }
}
