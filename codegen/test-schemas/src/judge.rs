//! What `jsonschema` says of data under any schema of a document.

use std::cell::RefCell;
use std::collections::HashMap;

use jsonschema::Validator;
use serde_json::Value;

use crate::meaning::without_bounds;
use crate::schema::holds_itself;

/// A judge of data.
pub struct Judge {
    /// What it judges by.
    pub document: Value,
    /// By the pointer of the schema, and whether bounds count.
    validators: RefCell<HashMap<(String, bool), Validator>>,
}

impl Judge {
    /// A judge by a document, which is one that `jsonschema` reads.
    pub fn new(document: Value) -> Self {
        Self {
            document,
            validators: RefCell::default(),
        }
    }

    /// Whether data is valid under the schema that a pointer leads to.
    pub fn is_valid(&self, at: &str, data: &Value) -> bool {
        self.says(at, true, data)
    }

    /// The same, as far as types read it.
    pub fn is_readable(&self, at: &str, data: &Value) -> bool {
        self.says(at, false, data)
    }

    fn says(&self, at: &str, bounds: bool, data: &Value) -> bool {
        let mut validators = self.validators.borrow_mut();
        let validator = validators
            .entry((at.to_owned(), bounds))
            .or_insert_with(|| self.validator(at, bounds));
        validator.is_valid(data)
    }

    /// A validator for the schema under a pointer alone. References lead to definitions only: it takes them along.
    fn validator(&self, at: &str, bounds: bool) -> Validator {
        let part = self.document.pointer(at);
        let mut part = part
            .unwrap_or_else(|| panic!("no schema is at {at:?}"))
            .clone();
        if let Some(part) = part.as_object_mut() {
            for keyword in ["$defs", "$schema", "definitions"] {
                let value = self.document.get(keyword).cloned();
                part.extend(value.map(|value| (keyword.to_owned(), value)));
            }
        }
        let part = if bounds {
            part
        } else {
            without_bounds(&self.without_circles(&part))
        };
        jsonschema::validator_for(&part).expect("a part of a schema is a schema")
    }
    /// A part with its definitions, those without what they hold that are lists or maps of themselves.
    fn without_circles(&self, part: &Value) -> Value {
        let mut part = part.clone();
        for keyword in ["$defs", "definitions"] {
            let table = self.document.get(keyword).and_then(Value::as_object);
            for (name, definition) in table.into_iter().flatten() {
                let here = part.get_mut(keyword).and_then(|table| table.get_mut(name));
                if holds_itself(&self.document, definition)
                    && let Some(Value::Object(definition)) = here
                {
                    definition.remove("additionalProperties");
                    definition.remove("items");
                }
            }
        }
        part
    }
}
