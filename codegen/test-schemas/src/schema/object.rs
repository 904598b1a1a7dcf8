//! Random objects and maps: members by name, by pattern and under a condition.

use serde_json::{Map, Value, json};

use super::{Draft, Generator};
use crate::random::describes_all;
use crate::words::{NAMES, PATTERNS};

impl Generator<'_> {
    /// An object with members.
    pub fn object(&mut self, depth: u8) -> Value {
        let mut object = self.members(depth);
        object["type"] = json!("object");
        match self.rng.u8(0..10) {
            1 if self.shapes => object["additionalProperties"] = self.schema(depth.min(1)),
            2.. if self.shapes => {}
            0 if describes_all(&object) => object["additionalProperties"] = json!(false),
            1 => object["additionalProperties"] = self.schema(depth.min(1)),
            2 => object["additionalProperties"] = json!(true),
            3 => object["patternProperties"] = self.patterns(depth),
            4 => self.condition(&mut object, depth),
            5 => self.dependencies(&mut object, depth),
            6 => self.restriction(&mut object),
            7 if depth > 0 => {
                object["oneOf"] = json!([self.members(depth - 1), self.members(depth - 1)]);
            }
            _ => {}
        }
        object
    }

    /// `properties` and `required`, without a `type`.
    pub(super) fn members(&mut self, depth: u8) -> Value {
        let mut properties = Map::new();
        let mut required = Vec::new();
        for name in NAMES {
            let described = self.rng.u8(0..if self.shapes { 2 } else { 3 }) == 0;
            if described {
                properties.insert((*name).to_owned(), self.schema(depth));
            }
            // Now and then a member is required and not described.
            let likely = if described { 3 } else { 30 };
            if self.rng.u8(0..likely) == 0 {
                required.push(*name);
            }
        }
        if properties.is_empty() {
            properties.insert("a".to_owned(), self.scalar());
        }
        let mut members = json!({"properties": properties});
        if !required.is_empty() {
            members["required"] = json!(required);
        }
        members
    }

    pub(super) fn patterns(&mut self, depth: u8) -> Value {
        let mut table = Map::new();
        for _ in 0..self.rng.u8(1..3) {
            let (pattern, ..) = self.pick(PATTERNS);
            table.insert(pattern.to_owned(), self.schema(depth.min(1)));
        }
        table.into()
    }

    pub(super) fn condition(&mut self, object: &mut Value, depth: u8) {
        let name = self.pick(NAMES);
        object["if"] = self.pick(&[
            json!({"required": [name]}),
            json!({"properties": {name: {"type": ["string", "null"]}}, "required": [name]}),
            json!({"properties": {name: {"const": "on"}}}),
        ]);
        if self.rng.u8(0..4) > 0 {
            object["then"] = self.members(depth.min(1));
        }
        if self.rng.bool() || object.get("then").is_none() {
            object["else"] = self.members(depth.min(1));
        }
    }

    pub(super) fn dependencies(&mut self, object: &mut Value, depth: u8) {
        let (name, other) = (self.pick(NAMES), self.pick(NAMES));
        let members = self.members(depth.min(1));
        match (self.draft, self.rng.bool()) {
            (Draft::Seven, true) => object["dependencies"] = json!({name: [other]}),
            (Draft::Seven, false) => object["dependencies"] = json!({name: members}),
            (Draft::Newest, true) => object["dependentRequired"] = json!({name: [other]}),
            (Draft::Newest, false) => object["dependentSchemas"] = json!({name: members}),
        }
    }

    /// Something that only refuses.
    pub(super) fn restriction(&mut self, object: &mut Value) {
        let first = self.rng.usize(0..NAMES.len() - 1);
        let (name, other) = (NAMES[first], NAMES[first + 1]);
        match self.rng.u8(0..4) {
            0 => object["minProperties"] = json!(1),
            1 => object["propertyNames"] = json!({"maxLength": 10}),
            2 => object["not"] = json!({"required": [name, other]}),
            _ => object["anyOf"] = json!([{"required": [name]}, {"required": [other]}]),
        }
    }

    pub(super) fn map(&mut self, depth: u8) -> Value {
        let mut map = json!({"type": "object", "additionalProperties": self.schema(depth)});
        if self.shapes {
            return map;
        }
        match self.rng.u8(0..6) {
            0 => map["propertyNames"] = json!({"pattern": "^[a-z]"}),
            1 => map["maxProperties"] = json!(3),
            2 => map = json!({"type": "object", "patternProperties": self.patterns(depth)}),
            3 => {
                let patterns = self.patterns(depth);
                let rest = self.pick(&[json!(false), json!(true), json!({"type": "string"})]);
                map = json!({"type": "object", "patternProperties": patterns, "additionalProperties": rest});
            }
            _ => {}
        }
        self.nullable_at_times(map)
    }
}
