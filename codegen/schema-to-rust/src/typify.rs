//! The one file that touches typify: definitions whose slots hold schemas go in, and come back with Rust types in them. typify is
//! asked for structure, and where a type that contains itself needs a `Box`.

use std::collections::BTreeMap;

use schemars08::schema::{InstanceType, Schema};
use typify::{TypeDetails, TypeId, TypeSpace, TypeSpaceSettings};

use crate::error::{Error, Result};
use crate::guard::{DEFECT, guarded};
use crate::model::{Kind, Ty, Type};
use crate::slot_schema;

/// The keys of definitions that stand for a type of their own.
pub(crate) const LEAVES: [(&str, Ty); 3] = [
    ("Timestamp", Ty::Timestamp),
    ("I128", Ty::I128),
    ("IntegerOrText", Ty::IntegerOrText),
];

/// Gives slots their Rust types. References in them name definitions by key, or one of [`LEAVES`].
///
/// # Errors
/// typify refuses a definition or panics over it: a defect of the generator.
pub(crate) fn resolve(definitions: &[(String, Type<Schema>)]) -> Result<Vec<Type>> {
    guarded("typify", || {
        resolve_unguarded(definitions).map_err(|error| error.help(DEFECT))
    })
}

fn resolve_unguarded(definitions: &[(String, Type<Schema>)]) -> Result<Vec<Type>> {
    let text = slot_schema::plain(InstanceType::String);
    let leaves = LEAVES
        .iter()
        .map(|(key, _)| ((*key).to_owned(), text.clone()));
    let schemas = definitions
        .iter()
        .map(|(key, ty)| (key.clone(), schema(&ty.kind)));
    let mut settings = TypeSpaceSettings::default();
    let mut space = TypeSpace::new(settings.with_map_type("::std::collections::BTreeMap"));
    space
        .add_ref_types(leaves.chain(schemas))
        .map_err(|error| Error::new("typify refuses this document").cause(error))?;
    let names = definitions
        .iter()
        .map(|(key, ty)| (key.as_str(), ty.name.as_str()));
    let resolver = Resolver {
        names: names.collect(),
        space: &space,
    };
    let made: BTreeMap<String, typify::Type<'_>> =
        space.iter_types().map(|ty| (ty.name(), ty)).collect();
    let mut types = Vec::new();
    for (key, ty) in definitions {
        let made = made
            .get(key)
            .ok_or_else(|| Error::new(format!("typify made no type for `{}`", ty.name)))?;
        types.push(Type {
            name: ty.name.clone(),
            docs: ty.docs.clone(),
            kind: resolver.kind(ty, &made.details())?,
        });
    }
    Ok(types)
}

/// What typify sees of a definition. It boxes what contains itself in objects as well as in unions: of these it sees an object
/// with all branches.
fn schema(kind: &Kind<Schema>) -> Schema {
    match kind {
        Kind::Struct(_) | Kind::Union(_) => {
            let slots = kind.slots().into_iter().enumerate();
            slot_schema::object(slots.map(|(index, slot)| (opaque(index), slot.clone())))
        }
        Kind::OpenEnum(_) => slot_schema::plain(InstanceType::String),
        Kind::Alias(slot) => slot.clone(),
    }
}

/// A name that no name of a document can collide with, be a keyword, or be spelled in a way that typify does not expect.
fn opaque(index: usize) -> String {
    format!("m{index:06}")
}

struct Resolver<'a> {
    space: &'a TypeSpace,
    /// The Rust names of definitions.
    names: BTreeMap<&'a str, &'a str>,
}

impl Resolver<'_> {
    fn kind(&self, ty: &Type<Schema>, details: &TypeDetails<'_>) -> Result<Kind> {
        let types = match (&ty.kind, details) {
            (Kind::Struct(_) | Kind::Union(_), TypeDetails::Struct(made)) => {
                self.slots(ty.kind.slots().len(), made)?
            }
            (Kind::Alias(_), TypeDetails::Newtype(made)) => vec![self.ty(&made.inner())?],
            (Kind::OpenEnum(_), _) => Vec::new(),
            _ => {
                let message = format!("typify made something other than expected of `{}`", ty.name);
                return Err(Error::new(message));
            }
        };
        let mut types = types.into_iter();
        let slot = |_: &Schema| types.next().expect("there is a type for each slot");
        Ok(ty.kind.with(slot))
    }

    /// The types of the slots of an object, in their order.
    fn slots(&self, count: usize, made: &typify::TypeStruct<'_>) -> Result<Vec<Ty>> {
        let ids: BTreeMap<String, TypeId> = made
            .properties()
            .map(|(key, id)| (key.to_owned(), id))
            .collect();
        let slot = |index| {
            let id = ids
                .get(&opaque(index))
                .ok_or_else(|| Error::new("typify lost a member"))?;
            self.ty(id)
        };
        (0..count).map(slot).collect()
    }

    fn ty(&self, id: &TypeId) -> Result<Ty> {
        let inner = |id: &TypeId| self.ty(id).map(Box::new);
        let found = self
            .space
            .get_type(id)
            .map_err(|error| Error::new("typify lost a type").cause(error))?;
        Ok(match found.details() {
            TypeDetails::Struct(_) | TypeDetails::Newtype(_) => self.named(&found.name())?,
            TypeDetails::Option(id) => Ty::Option(inner(&id)?),
            TypeDetails::Vec(id) => Ty::Vec(inner(&id)?),
            TypeDetails::Map(_, id) => Ty::Map(inner(&id)?),
            TypeDetails::Box(id) => Ty::Box(inner(&id)?),
            TypeDetails::Tuple(ids) => {
                Ty::Tuple(ids.map(|id| self.ty(&id)).collect::<Result<_>>()?)
            }
            TypeDetails::String => Ty::String,
            TypeDetails::Builtin("bool") => Ty::Bool,
            TypeDetails::Builtin("i64") => Ty::I64,
            TypeDetails::Builtin("u64") => Ty::U64,
            TypeDetails::Builtin("f64") => Ty::F64,
            TypeDetails::Builtin("::serde_json::Value") => Ty::Value,
            // What typify makes of an object without a word on its members.
            TypeDetails::Builtin(
                "::serde_json::Map<::std::string::String, ::serde_json::Value>",
            ) => Ty::Map(Box::new(Ty::Value)),
            _ => {
                let message = format!("typify made an unexpected type: {}", found.describe());
                return Err(Error::new(message));
            }
        })
    }

    fn named(&self, key: &str) -> Result<Ty> {
        if let Some((_, leaf)) = LEAVES.iter().find(|(leaf, _)| *leaf == key) {
            return Ok(leaf.clone());
        }
        let name = self
            .names
            .get(key)
            .ok_or_else(|| Error::new(format!("typify made a type that nothing defines: {key}")))?;
        Ok(Ty::Named((*name).to_owned()))
    }
}
