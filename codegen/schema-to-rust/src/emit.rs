//! Types become Rust: their definitions as tokens. [`print`](crate::print) makes text of these.

pub mod docs;
mod ident;
pub mod keys;
pub mod types;

use proc_macro2::TokenStream;
use quote::format_ident;

use self::docs::escape;
pub use self::ident::ident;
use crate::model::{Kind, Ty, Type, named};

/// What generated Rust stands on, and how its files begin.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// The crate that types are made of: it has `object!`, `open_enum!`, `open_union!`, `eq_and_hash!`, `Timestamp`,
    /// `Tolerant` and `UnknownValue`.
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
    if !ty.docs.is_empty() {
        return escape(&ty.docs);
    }
    let words = match &ty.kind {
        Kind::OpenEnum(_) => "A value of a documented set.",
        Kind::Union(_) => "One of several types.",
        Kind::Struct(_) => "An object.",
        Kind::Alias(ty) => kind_of(ty),
    };
    words.to_owned()
}

fn kind_of(ty: &Ty) -> &'static str {
    match ty {
        Ty::Value => "Any JSON.",
        Ty::Bool => "A boolean.",
        Ty::I64 | Ty::U64 | Ty::I128 | Ty::IntegerOrText => "An integer.",
        Ty::F64 => "A number.",
        Ty::String => "Text.",
        Ty::Timestamp => "A point in time.",
        Ty::Vec(_) | Ty::Tuple(_) => "A list.",
        Ty::Map(_) => "An object with free names.",
        Ty::Named(_) => "Another name for a type.",
        Ty::Option(ty) | Ty::Box(ty) => kind_of(ty),
    }
}
