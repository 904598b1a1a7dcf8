//! Random schemas, out of all keywords that the generator reads, or of those that shape types alone.

mod circle;
mod composed;
mod list;
mod object;
mod scalar;
mod shapes;

use fastrand::Rng;
use serde_json::{Value, json};

use self::circle::add_what_is_referred_to;
pub use self::circle::{holds_itself, with_an_end};
use crate::random;
use crate::words::DEFINITIONS;

/// The dialects that name things differently.
#[derive(Clone, Copy, PartialEq)]
enum Draft {
    Seven,
    Newest,
}

/// Draws documents.
pub struct Generator<'a> {
    rng: &'a mut Rng,
    draft: Draft,
    /// `definitions` or `$defs`.
    definitions: &'static str,
    /// Only what shapes types by itself: objects, lists, maps and plain values, without schemas that are made of schemas, conditions
    /// or patterns of names.
    shapes: bool,
}

impl<'a> Generator<'a> {
    /// A document that has an end.
    pub fn document(rng: &mut Rng) -> Value {
        with_an_end(|| Generator::any_document(rng))
    }

    /// A document: an object as a rule, with definitions that refer to each other and to themselves.
    fn any_document(rng: &'a mut Rng) -> Value {
        let draft = if rng.bool() {
            Draft::Seven
        } else {
            Draft::Newest
        };
        let definitions = if draft == Draft::Newest && rng.bool() {
            "$defs"
        } else {
            "definitions"
        };
        let mut generator = Self {
            rng,
            draft,
            definitions,
            shapes: false,
        };
        let mut document = match generator.rng.u8(0..8) {
            0..4 => generator.object(2),
            4 => generator.all_of(1),
            5 => generator.choice(1),
            _ => generator.schema(2),
        };
        if !document.is_object() {
            document = json!({"type": "array", "items": document});
        }
        let table: Vec<(&str, Value)> = DEFINITIONS
            .iter()
            .map(|name| (*name, generator.definition()))
            .collect();
        add_what_is_referred_to(&mut document, definitions, table);
        let url = match draft {
            Draft::Seven => "http://json-schema.org/draft-07/schema#",
            Draft::Newest => "https://json-schema.org/draft/2020-12/schema",
        };
        document["$schema"] = json!(url);
        document
    }

    fn definition(&mut self) -> Value {
        match self.rng.u8(0..8) {
            0 => self.scalar(),
            1 => self.array(1),
            2 => self.choice(1),
            3 => self.schema(1),
            4 => self.all_of(1),
            _ => self.object(1),
        }
    }

    /// Any schema, with at most so many levels of schemas in it.
    pub fn schema(&mut self, depth: u8) -> Value {
        if self.shapes {
            return self.shape(depth);
        }
        let choice = if depth == 0 {
            self.rng.u8(0..10)
        } else {
            self.rng.u8(0..27)
        };
        let below = depth.saturating_sub(1);
        match choice {
            0..6 => self.scalar_or_nothing(),
            6 | 7 => self.reference(),
            8 => self.pick(&[
                json!({}),
                json!(true),
                json!({"type": "object"}),
                json!({"type": "array"}),
            ]),
            9 => self.enumeration(),
            10..13 => self.array(below),
            13 | 14 => self.tuple(below),
            15 => self.map(below),
            16 => self.several_types(below),
            17..20 => self.choice(below),
            20 => self.all_of(below),
            _ => {
                let object = self.object(below);
                self.nullable_at_times(object)
            }
        }
    }

    fn pick<T: Clone>(&mut self, choices: &[T]) -> T {
        random::pick(self.rng, choices)
    }

    fn some(&mut self, values: &[&'static str]) -> Vec<&'static str> {
        random::some(self.rng, values)
    }
}
