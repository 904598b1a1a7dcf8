//! Keywords whose value makes no sense: an error that names the place.

use super::Normalizer;
use crate::error::Result;
use crate::json_types::JsonTypes;
use crate::keyword::{Holds, Keyword};
use crate::suggest::meant;
use crate::tree::{NodeId, Schema};

impl Normalizer {
    /// Looks through the keywords that types come of.
    pub(super) fn checked(&self, schema: Schema<'_>) -> Result<()> {
        self.check_types(schema)?;
        self.check_required(schema)?;
        for (name, value) in self.tree.members(schema.id) {
            let Some(keyword) = Keyword::named(name) else {
                continue;
            };
            let is_list = self.tree.items(value).is_some();
            let is_object = self.tree.is_object(value);
            let is_schema = is_object || self.tree.bool(value).is_some();
            let not = |what: &str| format!("{} is not a {what}", self.shown(value));
            let message = match keyword {
                Keyword::Enum if !is_list => not("list of values"),
                Keyword::Properties if !is_object => not("table of properties"),
                Keyword::AdditionalProperties if !is_schema => return Err(self.not_a_schema(value)),
                Keyword::Items if !is_schema && !is_list => return Err(self.not_a_schema(value)),
                _ if keyword.holds() == Holds::Schemas && !is_list => {
                    format!("`{name}` is not a list of schemas")
                }
                _ => continue,
            };
            return Err(self.tree.error(value, message));
        }
        Ok(())
    }

    fn check_types(&self, schema: Schema<'_>) -> Result<()> {
        let Some(value) = schema.get(Keyword::Type) else {
            return Ok(());
        };
        let names = self.tree.items(value);
        if names.is_some_and(<[NodeId]>::is_empty) {
            let message = "an empty list of types: no value is valid";
            return Err(self.tree.error(value, message));
        }
        let names = names.unwrap_or(std::slice::from_ref(&value));
        match names.iter().find(|name| self.tree.str(**name).is_none()) {
            Some(name) => {
                let message = format!("{} is not a type", self.shown(*name));
                Err(self.tree.error(value, message).help(types_are("")))
            }
            None => Ok(()),
        }
    }

    /// A word that is not a type, such as `date`, says nothing of types.
    pub(super) fn warn_of_unknown_types(&mut self) {
        for name in self.unknown_types.take() {
            let message = format!(
                "{} is not a type: read as if there were no `type`",
                self.shown(name)
            );
            let help = types_are(self.tree.str(name).unwrap_or_default());
            self.warnings
                .push(self.tree.warning(name, message).help(help));
        }
    }

    fn check_required(&self, schema: Schema<'_>) -> Result<()> {
        // Draft 3 has a boolean on the property itself; it says nothing about this object.
        let required = schema.get(Keyword::Required);
        let Some(required) = required.filter(|value| self.tree.bool(*value).is_none()) else {
            return Ok(());
        };
        let names = self.tree.items(required).ok_or_else(|| {
            let message = format!("{} is not a list of member names", self.shown(required));
            self.tree.error(required, message)
        })?;
        match names.iter().find(|name| self.tree.str(**name).is_none()) {
            Some(name) => {
                let message = format!("{} is not a member name", self.shown(*name));
                Err(self.tree.error(*name, message))
            }
            None => Ok(()),
        }
    }
}

/// What to do about a word that is not a type.
fn types_are(word: &str) -> String {
    let (last, others) = JsonTypes::NAMES.split_last().expect("there are seven");
    let meant = meant(word, JsonTypes::NAMES);
    format!("{meant}types are {} and {last}", others.join(", "))
}
