//! Which types are `Eq` and `Hash`: those that hold no floating-point number.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::ident::ident;
use crate::model::{Kind, Ty, Type};

/// Makes those of the types that are wanted `Eq` and `Hash`, if none of what they are made of is in the way. `types` are all of a
/// module, and `runtime` the crate that they are made of.
pub fn eq_and_hash(
    types: &[Type],
    is_wanted: impl Fn(&Type) -> bool,
    runtime: &Ident,
) -> Option<TokenStream> {
    let floats = with_floats(types);
    let keys = types.iter().filter(|ty| {
        // Value sets are by themselves, and another name has nothing of its own.
        let is_made = matches!(ty.kind, Kind::Struct(_) | Kind::Union(_));
        is_made && is_wanted(ty) && !floats.contains(ty.name.as_str())
    });
    let keys: Vec<Ident> = keys.map(|ty| ident(&ty.name)).collect();
    (!keys.is_empty()).then(|| quote!(#runtime::eq_and_hash! { #(#keys)* }))
}

/// The names of types that hold an `f64`, themselves or in what they are made of.
fn with_floats(types: &[Type]) -> BTreeSet<&str> {
    let own = types
        .iter()
        .filter(|ty| ty.kind.slots().into_iter().any(holds_float));
    let mut found: BTreeSet<&str> = own.map(|ty| ty.name.as_str()).collect();
    loop {
        let count = found.len();
        for ty in types {
            if ty.parts().iter().any(|part| found.contains(part)) {
                found.insert(&ty.name);
            }
        }
        if found.len() == count {
            return found;
        }
    }
}

fn holds_float(ty: &Ty) -> bool {
    ty.holds(&|ty| *ty == Ty::F64)
}
