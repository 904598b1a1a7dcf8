//! The one file that touches typify: a prepared document goes in, the types of one version come out.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use schemars08::schema::Schema;
use serde::Deserialize as _;
use typify::{TypeDetails, TypeId, TypeSpace, TypeSpaceSettings};

use crate::error::{Error, Result};
use crate::model::{Branch, Field, Kind, Ty, Type, Union};
use crate::prepare::{self, Body, Definition, Member, Prepared};

/// typify recurses over what it reads; this much stack is enough for documents of the depth that `load` admits.
const STACK: usize = 64 * 1024 * 1024;

/// Lowers a prepared document to types, the root type first.
///
/// # Errors
/// typify refuses the document or panics over it: a defect of the generator.
pub fn lower(prepared: &Prepared) -> Result<Vec<Type>> {
    let guarded = || catch_unwind(AssertUnwindSafe(|| lower_unguarded(prepared)));
    let outcome = std::thread::scope(|scope| {
        let thread = std::thread::Builder::new()
            .name("typify".to_owned())
            .stack_size(STACK);
        thread
            .spawn_scoped(scope, guarded)
            .map(std::thread::ScopedJoinHandle::join)
    });
    match outcome {
        Ok(Ok(Ok(types))) => types,
        Ok(Ok(Err(panic)) | Err(panic)) => Err(Error::new(format!(
            "typify panicked: {}",
            panic_text(&*panic)
        ))
        .help("this is a defect of the generator: please report the document")),
        Err(error) => Err(Error::new("cannot start a thread for typify").cause(error)),
    }
}

fn panic_text(panic: &(dyn std::any::Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("without a message")
}

fn lower_unguarded(prepared: &Prepared) -> Result<Vec<Type>> {
    let mut schemas = Vec::new();
    for (key, schema) in &prepared.schemas {
        let schema: Schema = Schema::deserialize(schema).map_err(|error| {
            Error::new("this schema is not of the form that typify reads").cause(error)
        })?;
        schemas.push((key.clone(), schema));
    }
    let mut space =
        TypeSpace::new(TypeSpaceSettings::default().with_map_type("::std::collections::BTreeMap"));
    space
        .add_ref_types(schemas)
        .map_err(|error| Error::new("typify refuses this document").cause(error))?;
    let lowering = Lowering {
        definitions: prepared
            .definitions
            .iter()
            .map(|definition| (definition.key.as_str(), definition))
            .collect(),
        space: &space,
    };
    lowering.types(&prepared.definitions)
}

struct Lowering<'a> {
    space: &'a TypeSpace,
    definitions: BTreeMap<&'a str, &'a Definition>,
}

impl Lowering<'_> {
    fn types(&self, definitions: &[Definition]) -> Result<Vec<Type>> {
        let lowered: BTreeMap<String, typify::Type<'_>> =
            self.space.iter_types().map(|ty| (ty.name(), ty)).collect();
        let mut types = Vec::new();
        for definition in definitions {
            let lowered = lowered.get(&definition.key).ok_or_else(|| {
                Error::new(format!("typify made no type for `{}`", definition.name))
            })?;
            let kind = match (&definition.body, lowered.details()) {
                (Body::Timestamp | Body::Number | Body::IntegerOrText, _) => continue,
                (Body::Object(members), TypeDetails::Struct(details)) => {
                    Kind::Struct(self.fields(members, &ids(&details))?)
                }
                (Body::Union(union), TypeDetails::Struct(details)) => {
                    Kind::Union(self.union(union, &ids(&details))?)
                }
                (Body::Values(values), _) => Kind::OpenEnum(values.clone()),
                (Body::Plain, TypeDetails::Newtype(newtype)) => {
                    Kind::Alias(self.ty(&newtype.inner())?)
                }
                (_, _) => {
                    return Err(Error::new(format!(
                        "typify made something else than expected of `{}`",
                        definition.name
                    )));
                }
            };
            types.push(Type {
                name: definition.name.clone(),
                docs: definition.docs.clone(),
                kind,
            });
        }
        Ok(types)
    }

    fn fields(&self, members: &[Member], ids: &BTreeMap<String, TypeId>) -> Result<Vec<Field>> {
        let mut fields = Vec::new();
        for member in members {
            let id = ids
                .get(&member.key)
                .ok_or_else(|| Error::new(format!("typify lost the member {:?}", member.json)))?;
            fields.push(Field {
                json: member.json.clone(),
                name: member.name.clone(),
                docs: member.docs.clone(),
                required: member.required,
                nullable: member.nullable,
                ty: self.ty(id)?,
                rest: member.rest,
            });
        }
        Ok(fields)
    }

    fn union(&self, union: &prepare::Union, ids: &BTreeMap<String, TypeId>) -> Result<Union> {
        let branches = union.branches.iter().map(|branch| {
            let id = ids
                .get(&branch.key)
                .ok_or_else(|| Error::new(format!("typify lost the variant {:?}", branch.name)))?;
            Ok(Branch {
                name: branch.name.clone(),
                docs: branch.docs.clone(),
                guards: branch.guards.clone(),
                ty: self.ty(id)?,
            })
        });
        Ok(Union {
            branches: branches.collect::<Result<_>>()?,
        })
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
                return Err(Error::new(format!(
                    "typify made an unexpected type: {}",
                    found.describe()
                )));
            }
        })
    }

    fn named(&self, key: &str) -> Result<Ty> {
        let definition = self
            .definitions
            .get(key)
            .ok_or_else(|| Error::new(format!("typify made a type that nothing defines: {key}")))?;
        Ok(match definition.body {
            Body::Timestamp => Ty::Timestamp,
            Body::Number => Ty::Number,
            Body::IntegerOrText => Ty::IntegerOrText,
            _ => Ty::Named(definition.name.clone()),
        })
    }
}

/// The types of an object's members, by opaque name.
fn ids(details: &typify::TypeStruct<'_>) -> BTreeMap<String, TypeId> {
    let properties = details.properties();
    properties.map(|(key, id)| (key.to_owned(), id)).collect()
}
