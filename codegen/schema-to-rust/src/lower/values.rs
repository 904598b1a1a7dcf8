//! Strings and integers that are more than that: sets of values, points in time, integers that come as text.

use std::collections::{BTreeMap, HashMap, HashSet};

use schemars08::schema::Schema;
use serde_json::Value;

use super::{Definition, Identity, Lowering};
use crate::error::Result;
use crate::hints::{Mark, Values, What};
use crate::json_types::JsonTypes;
use crate::keyword::Keyword;
use crate::model::{Kind, Type, Variant};
use crate::names::{self, collide};
use crate::normalize::Plain;
use crate::slot_schema::{self, Slot};
use crate::tree::{NodeId, Schema as Written};

/// The variant of an open enum that takes every value without a variant of its own.
const UNKNOWN: &str = "Unknown";

impl Lowering<'_> {
    /// What a hint makes of a string or an integer.
    pub(super) fn marked(&mut self, id: NodeId) -> Result<Option<Slot>> {
        let hints = self.hints;
        if hints.marks.is_empty() {
            return Ok(None);
        }
        let pointer = self.tree.pointer(id);
        let Some(mark) = self.wanted(What::Mark, &pointer, hints.marks.get(&pointer)) else {
            return Ok(None);
        };
        let schema = match mark {
            Mark::Values(values) => self.hinted(id, values)?,
            Mark::Timestamp => slot_schema::reference("Timestamp"),
            Mark::IntegerOrText => slot_schema::reference("IntegerOrText"),
        };
        let types = self.tree.schema(id).and_then(Written::types);
        let null = types.is_some_and(|types| types.holds(JsonTypes::NULL));
        Ok(Some(Slot::new(schema).or_null(null)))
    }

    /// A set of values that a person lists.
    fn hinted(&mut self, id: NodeId, values: &Values) -> Result<Schema> {
        let listed = values.values.iter().map(|value| {
            let short = value.strip_prefix(&values.prefix).unwrap_or(value);
            (value.clone(), Some(names::variant(short)))
        });
        let variants = variants(listed, &values.meanings).map_err(|message| {
            let help = "list one of them only: the other is read as an unknown value";
            self.tree.error(id, message).help(help)
        })?;
        let name = values.type_name.clone();
        let identity = Identity::Values(name.clone());
        if let Some(key) = self.keys.get(&identity) {
            return Ok(slot_schema::reference(key));
        }
        let key = self.key(identity);
        let schema = slot_schema::reference(&key);
        let ty = Type {
            name,
            docs: values.description.clone(),
            kind: Kind::OpenEnum(variants),
        };
        self.definitions.push(Definition {
            key,
            schema: None,
            ty,
        });
        Ok(schema)
    }

    /// A set of values that the schema lists. `null` among them says what the type says too.
    pub(super) fn enumeration(
        &mut self,
        id: NodeId,
        values: &[Value],
        plain: &Plain,
    ) -> Result<Slot> {
        if let Some(key) = self.keys.get(&Identity::Schema(id)) {
            return Ok(Slot::new(slot_schema::reference(key)));
        }
        let mut texts: Vec<&str> = values.iter().filter_map(Value::as_str).collect();
        self.count(id, texts.len())?;
        let named: Vec<(String, Option<String>)> = if self.hints.naming.is_none() {
            let mut seen = HashSet::new();
            texts.retain(|text| seen.insert(*text));
            let found = collide::apart(&texts, names::variant, names::TAKEN_VARIANTS);
            let named = texts.iter().zip(found);
            named
                .map(|(text, name)| ((*text).to_owned(), Some(name)))
                .collect()
        } else {
            let mut wanted = self.variant_names(id);
            let named = texts.iter();
            named
                .map(|text| ((*text).to_owned(), wanted.remove(*text)))
                .collect()
        };
        let variants = variants(named, &plain.meanings);
        let listed = self
            .tree
            .schema(id)
            .and_then(|schema| schema.get(Keyword::Enum))
            .unwrap_or(id);
        let variants = variants.map_err(|message| {
            let error = self.tree.error(listed, message);
            match self.hints.naming {
                Some(remedy) => error.help(remedy),
                None => error,
            }
        })?;
        let key = self.key(Identity::Schema(id));
        let schema = slot_schema::reference(&key);
        let place = self.define(id, key)?;
        self.definitions[place].ty.kind = Kind::OpenEnum(variants);
        Ok(Slot::new(schema))
    }

    /// The names that a person wants for values.
    fn variant_names(&mut self, id: NodeId) -> HashMap<String, String> {
        let hints = self.hints;
        let schema = self.tree.schema(id).filter(|_| !hints.names.is_empty());
        let listed = schema.map_or(&[][..], |schema| schema.schemas(Keyword::Enum));
        let mut names = HashMap::new();
        for value in listed {
            let pointer = self.tree.pointer(*value);
            let name = self.wanted(What::Variant, &pointer, hints.name(What::Variant, &pointer));
            if let (Some(text), Some(name)) = (self.tree.str(*value), name) {
                names.insert(text.to_owned(), name.to_owned());
            }
        }
        names
    }
}

/// A variant for each value, each value once; a name that a person wants goes before the rules. The error is a message.
fn variants(
    values: impl IntoIterator<Item = (String, Option<String>)>,
    meanings: &BTreeMap<String, String>,
) -> Result<Vec<Variant>, String> {
    let mut scope = open_scope();
    let mut variants: Vec<Variant> = Vec::new();
    let mut seen = HashSet::new();
    for (value, name) in values {
        if !seen.insert(value.clone()) {
            continue;
        }
        let name = name.unwrap_or_else(|| names::variant(&value));
        scope
            .take(&name, &value)
            .map_err(|error| error.message().to_owned())?;
        let docs = meanings.get(&value).cloned().unwrap_or_default();
        variants.push(Variant { value, name, docs });
    }
    Ok(variants)
}

/// The names of an open enum, or of an open union, before its values have any.
pub(super) fn open_scope() -> names::Scope {
    let mut scope = names::Scope::default();
    scope
        .take(UNKNOWN, "any other value")
        .expect("the first name collides with no other");
    scope
}
