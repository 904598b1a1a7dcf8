//! Random schemas that are made of schemas: choices, references, and several types at once.

use serde_json::{Value, json};

use super::{Draft, Generator};
use crate::words::DEFINITIONS;

impl Generator<'_> {
    pub(super) fn reference(&mut self) -> Value {
        let name = self.pick(DEFINITIONS);
        let reference = json!({"$ref": format!("#/{}/{name}", self.definitions)});
        if self.shapes {
            return reference;
        }
        match self.rng.u8(0..8) {
            0 => json!({"allOf": [reference], "description": "Said of a reference."}),
            1 => json!({"anyOf": [reference, {"type": "null"}]}),
            2 => json!({"oneOf": [{"type": "null"}, reference]}),
            // Older drafts read nothing beside it.
            3 if self.draft == Draft::Newest => {
                let mut more = self.members(0);
                more["$ref"] = reference["$ref"].clone();
                more
            }
            _ => reference,
        }
    }

    pub(super) fn choice(&mut self, depth: u8) -> Value {
        let count = self.rng.u8(2..4);
        match self.rng.u8(0..6) {
            0 | 1 => self.tagged(count, depth),
            2 => {
                let parts: Vec<Value> = (0..count).map(|_| self.object(depth)).collect();
                json!({"oneOf": parts})
            }
            3 => {
                let parts: Vec<Value> = (0..count).map(|_| self.schema(depth)).collect();
                json!({"anyOf": parts})
            }
            _ => {
                let parts: Vec<Value> = (0..count).map(|_| self.schema(depth)).collect();
                json!({"oneOf": parts})
            }
        }
    }

    /// Objects that say by a member which of several they are: by text, number or boolean, required or not, in the object or in one
    /// inside it. All of them can be alike besides, and one be for all other values.
    pub(super) fn tagged(&mut self, count: u8, depth: u8) -> Value {
        let alike = self.rng.bool().then(|| self.object(depth));
        let (style, optional, nested) = (self.rng.u8(0..6), self.rng.bool(), self.rng.u8(0..4));
        let branches = (0..count).map(|tag| {
            let mut object = alike.clone().unwrap_or_else(|| self.object(depth));
            let text = format!("tag{tag}");
            let value = match style {
                0 => json!({"const": tag}),
                1 => json!({"enum": [tag, f64::from(tag) + 0.5]}),
                2 => json!({"const": tag == 0}),
                3 if tag + 1 == count => json!({"type": "string"}),
                _ => self.pick(&[
                    json!({"const": text}),
                    json!({"type": "string", "enum": [text]}),
                    json!({"enum": [text, format!("other{tag}")]}),
                ]),
            };
            let (name, value) = if nested == 0 {
                (
                    "self",
                    json!({"type": "object", "properties": {"kind": value}}),
                )
            } else {
                ("kind", value)
            };
            object["properties"][name] = value;
            let mut required = object["required"].as_array().cloned().unwrap_or_default();
            if !optional && !required.contains(&json!(name)) {
                required.push(json!(name));
            }
            if !required.is_empty() {
                object["required"] = required.into();
            }
            object
        });
        let branches: Vec<Value> = branches.collect();
        // Of branches that are alike, more than one can hold.
        json!({"anyOf": branches})
    }

    pub(super) fn all_of(&mut self, depth: u8) -> Value {
        let mut parts = Vec::new();
        for _ in 0..self.rng.u8(1..4) {
            parts.push(match self.rng.u8(0..5) {
                0 | 1 => self.object(depth),
                2 => self.members(depth),
                3 => self.choice(depth),
                _ => self.reference(),
            });
        }
        let mut all = json!({"allOf": parts});
        if self.rng.bool() {
            all["type"] = json!("object");
        }
        if self.draft == Draft::Newest && self.rng.u8(0..4) == 0 {
            all["unevaluatedProperties"] = json!(false);
        }
        all
    }

    pub(super) fn several_types(&mut self, depth: u8) -> Value {
        match self.rng.u8(0..6) {
            0 => json!({"type": ["string", "integer"]}),
            1 => json!({"type": ["boolean", "number", "null"]}),
            2 => json!({"type": ["array", "string"], "items": self.schema(depth)}),
            3 => {
                let mut object = self.object(depth);
                object["type"] = json!(["object", "string", "null"]);
                object
            }
            4 => {
                let mut both = self.object(depth);
                both["type"] = json!(["object", "array"]);
                both["items"] = self.schema(depth);
                both
            }
            _ => {
                json!({"type": ["string", "integer"], "if": {"type": "string"}, "then": {"minLength": 1}, "else": {"minimum": 0}})
            }
        }
    }
}
