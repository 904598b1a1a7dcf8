//! Random schemas of what shapes types alone.

use fastrand::Rng;
use serde_json::{Value, json};

use super::{Draft, Generator};
use crate::words::DEFINITIONS;

impl<'a> Generator<'a> {
    /// Draws what shapes types alone.
    pub fn of_shapes(rng: &'a mut Rng) -> Self {
        Self {
            rng,
            draft: Draft::Seven,
            definitions: "definitions",
            shapes: true,
        }
    }

    /// A document of what shapes types alone.
    pub fn shapes(mut self) -> Value {
        let mut document = match self.rng.u8(0..12) {
            0 => self.array(2),
            1 => self.map(2),
            _ => self.object(2),
        };
        for name in DEFINITIONS {
            document["definitions"][name] = match self.rng.u8(0..4) {
                0 => self.scalar(),
                1 => self.array(1),
                _ => {
                    let object = self.object(1);
                    self.nullable_at_times(object)
                }
            };
        }
        // Definitions that nothing refers to matter little.
        if let Some(properties) = document.get_mut("properties") {
            for (name, definition) in ["x", "y", "z"].iter().zip(DEFINITIONS) {
                properties[name] = json!({"$ref": format!("#/definitions/{definition}")});
            }
        }
        document
    }

    /// The same, of what shapes types alone.
    pub(super) fn shape(&mut self, depth: u8) -> Value {
        let choice = if depth == 0 {
            self.rng.u8(0..8)
        } else {
            self.rng.u8(0..16)
        };
        match choice {
            0..5 => self.scalar(),
            5 | 6 => self.reference(),
            7 => self.pick(&[
                json!({}),
                json!({"type": "object"}),
                json!({"type": "array"}),
            ]),
            8 | 9 => self.array(depth - 1),
            10 | 11 => self.map(depth - 1),
            _ => {
                let object = self.object(depth - 1);
                self.nullable_at_times(object)
            }
        }
    }
}
