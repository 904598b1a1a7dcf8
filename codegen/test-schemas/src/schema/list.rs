//! Random lists, and those of which each place has a schema of its own.

use serde_json::{Value, json};

use super::{Draft, Generator};

impl Generator<'_> {
    pub(super) fn array(&mut self, depth: u8) -> Value {
        let mut array = json!({"type": "array", "items": self.schema(depth)});
        if self.shapes {
            return array;
        }
        match self.rng.u8(0..8) {
            0 => array["minItems"] = json!(1),
            1 => array["maxItems"] = json!(2),
            2 => array["uniqueItems"] = json!(true),
            // Nothing that bounds an integer: items are not typed by it.
            3 => {
                array["contains"] = self.pick(&[
                    json!({"type": "string"}),
                    json!({"type": "integer", "maximum": 9}),
                    json!({"const": 3}),
                    json!({"type": "object"}),
                ]);
            }
            _ => {}
        }
        self.nullable_at_times(array)
    }

    pub(super) fn tuple(&mut self, depth: u8) -> Value {
        let first: Vec<Value> = (0..self.rng.u8(1..4)).map(|_| self.schema(depth)).collect();
        let (items, rest) = match self.draft {
            Draft::Seven => ("items", "additionalItems"),
            Draft::Newest => ("prefixItems", "items"),
        };
        let length = first.len();
        let mut tuple = json!({"type": "array", items: first});
        match self.rng.u8(0..6) {
            0 => {}
            1 => tuple[rest] = self.schema(depth),
            2 => tuple[rest] = json!(false),
            3 => {
                tuple[rest] = json!(false);
                tuple["minItems"] = json!(length);
            }
            _ => {
                tuple["minItems"] = json!(length);
                tuple["maxItems"] = json!(length);
            }
        }
        tuple
    }
}
