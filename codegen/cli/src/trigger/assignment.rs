//! `StateTo=closed`: a change to sample data.

use std::str::FromStr;

use serde_json::{Map, Value};

use twilio_events_codegen::error::{Error, Result};

/// A field of the data and the value that it shall have.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Assignment {
    /// The names of the objects' members, or the places in lists, from the outermost inwards.
    path: Vec<String>,
    value: Value,
}

impl FromStr for Assignment {
    type Err = Error;

    /// Reads `a.b=value`. The value is JSON, or else text as it stands.
    fn from_str(text: &str) -> Result<Self> {
        let wrong = || {
            Error::new(format!("{text:?} sets no field")).help(
                "write the field, an equals sign and the value: StateTo=closed, or network.mcc=310",
            )
        };
        let (path, value) = text.split_once('=').ok_or_else(wrong)?;
        let path: Vec<String> = path.split('.').map(str::to_owned).collect();
        if path.iter().any(String::is_empty) {
            return Err(wrong());
        }
        let value = serde_json::from_str(value).unwrap_or_else(|_| Value::from(value));
        Ok(Self { path, value })
    }
}

impl Assignment {
    /// The field as it is written: `network.mcc`.
    pub(crate) fn field(&self) -> String {
        self.path.join(".")
    }

    /// Whether the data has such a field already.
    pub(crate) fn names_a_field(&self, data: &Value) -> bool {
        let mut path = self.path.iter();
        let found = path.try_fold(data, |here, name| match here {
            Value::Array(items) => items.get(name.parse::<usize>().ok()?),
            here => here.get(name),
        });
        found.is_some()
    }

    /// Changes the data. Objects that are missing on the way are made.
    ///
    /// # Errors
    /// There is a value on the way that has no members, or a list that has no such place.
    pub(crate) fn apply(&self, data: &mut Value) -> Result<()> {
        let mut here = data;
        for (depth, name) in self.path.iter().enumerate() {
            let error = |what: &str| {
                let place = self.path[..depth].join(".");
                let place = if place.is_empty() { "data" } else { &place };
                let path = self.path.join(".");
                Error::new(format!("cannot set {path}: {place} {what}"))
            };
            if here.is_null() {
                *here = Value::Object(Map::new());
            }
            here = match here {
                Value::Object(members) => members.entry(name.as_str()).or_insert(Value::Null),
                Value::Array(items) => {
                    let last = items.len();
                    let index = name.parse().unwrap_or(last);
                    items
                        .get_mut(index)
                        .ok_or_else(|| error(&format!("is a list of {last}, counted from 0")))?
                }
                _ => return Err(error("has no members")),
            };
        }
        *here = self.value.clone();
        Ok(())
    }
}
