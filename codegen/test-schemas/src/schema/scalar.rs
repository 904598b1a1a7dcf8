//! Random schemas of values that are neither objects nor lists.

use serde_json::{Value, json};

use super::Generator;
use crate::words::{FORMATS, TEXTS, VALUES};

impl Generator<'_> {
    pub(super) fn enumeration(&mut self) -> Value {
        let some = self.some(VALUES);
        self.pick(&[
            json!({"enum": some}),
            json!({"enum": ["on", "On", null]}),
            json!({"type": ["string", "null"], "enum": ["on", null]}),
            json!({"enum": ["on", 1, true, null]}),
            json!({"enum": [1, 2, 3]}),
            json!({"type": "integer", "enum": [1, 2]}),
            json!({"enum": [0.5, 2, -7]}),
            json!({"enum": [true]}),
            json!({"enum": [true, "off"]}),
            json!({"enum": [2]}),
            json!({"const": "on"}),
            json!({"const": 7}),
            json!({"const": 0.5}),
            json!({"const": true}),
            json!({"const": false}),
            json!({"const": "off"}),
        ])
    }

    pub(super) fn scalar_or_nothing(&mut self) -> Value {
        if self.rng.u8(0..40) == 0 {
            return self.untypable();
        }
        self.scalar()
    }

    /// What becomes any JSON, or nothing.
    pub(super) fn untypable(&mut self) -> Value {
        self.pick(&[
            json!(false),
            json!({"type": "null"}),
            json!({"const": null}),
            json!({"enum": [null]}),
            json!({"enum": [{"a": 1}, [1, null], "on"]}),
            json!({"const": {"a": {"b": null}}}),
            json!({"const": []}),
        ])
    }

    /// A value that is neither an object nor a list, where nothing but its shape is drawn.
    pub(super) fn plain(&mut self) -> Value {
        let schema = match self.rng.u8(0..12) {
            0 => json!({"type": "boolean"}),
            1 => json!({"type": "integer"}),
            2 => {
                json!({"type": "integer", "minimum": 0, "maximum": self.pick(&[json!(9), json!(u64::MAX)])})
            }
            3 => json!({"type": "number"}),
            4 => json!({"type": "string", "enum": self.some(VALUES)}),
            5 => {
                json!({"type": "string", "minLength": self.rng.u8(0..3), "maxLength": self.rng.u8(3..6)})
            }
            6 => json!({"type": "string", "pattern": self.pick(TEXTS).0}),
            7 => {
                json!({"type": "string", "description": format!("State ({}).", self.some(VALUES).join(" or "))})
            }
            8 => self.pick(&[
                json!({"type": ["string", "integer"]}),
                json!({"type": ["boolean", "number", "null"]}),
            ]),
            9 => self.pick(&[
                json!({"type": "integer", "enum": [1, 2]}),
                json!({"enum": ["on", 1, null]}),
                json!({"enum": ["on", "off"]}),
                json!({"const": "on"}),
                json!({"type": "string", "const": "on"}),
            ]),
            _ => json!({"type": "string"}),
        };
        self.nullable_at_times(schema)
    }

    pub(super) fn scalar(&mut self) -> Value {
        if self.shapes {
            return self.plain();
        }
        let mut schema = match self.rng.u8(0..14) {
            0 => json!({"type": "boolean"}),
            1 => json!({"type": "integer"}),
            2 | 3 => self.integer(),
            4 => json!({"type": "number"}),
            5 => json!({"type": "number", "minimum": -1.5, "exclusiveMaximum": 100}),
            6 => json!({"type": "string", "enum": self.some(VALUES)}),
            7 => {
                json!({"type": "string", "minLength": self.rng.u8(0..3), "maxLength": self.rng.u8(3..6)})
            }
            8 => json!({"type": "string", "pattern": self.pick(TEXTS).0}),
            9 | 10 => json!({"type": "string", "format": self.pick(FORMATS).0}),
            11 => json!({"type": "string", "not": {"const": "off"}}),
            _ => json!({"type": "string"}),
        };
        match self.rng.u8(0..10) {
            0 => schema["default"] = self.pick(&[json!("on"), json!(1), json!(null), json!({})]),
            1 => schema["description"] = json!("State (on or off)."),
            2 => schema["title"] = json!("A title"),
            3 => schema["deprecated"] = json!(true),
            _ => {}
        }
        if schema.get("enum").is_some() {
            return schema;
        }
        self.nullable_at_times(schema)
    }

    /// An integer with bounds: with those that decide which Rust integer it becomes, too.
    pub(super) fn integer(&mut self) -> Value {
        self.pick(&[
            json!({"type": "integer", "minimum": 0}),
            json!({"type": "integer", "minimum": -5, "maximum": 9}),
            json!({"type": "integer", "minimum": 0, "maximum": u64::MAX}),
            json!({"type": "integer", "minimum": -1, "maximum": u64::MAX}),
            json!({"type": "integer", "maximum": 1e20}),
            json!({"type": "integer", "exclusiveMinimum": 0, "exclusiveMaximum": 10}),
            json!({"type": "integer", "multipleOf": 3}),
            json!({"type": "integer", "format": "int64"}),
            json!({"type": "integer", "format": "uint64", "minimum": 0, "maximum": u64::MAX}),
        ])
    }

    /// Null in addition, now and then, said in one of two ways.
    pub(super) fn nullable_at_times(&mut self, mut schema: Value) -> Value {
        let Some(name) = schema.get("type").and_then(Value::as_str) else {
            return schema;
        };
        match self.rng.u8(0..8) {
            0 => schema["type"] = json!([name, "null"]),
            1 if self.shapes => schema["type"] = json!([name, "null"]),
            1 => schema["nullable"] = json!(true),
            _ => {}
        }
        schema
    }
}
