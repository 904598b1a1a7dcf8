//! Numbers, lists and maps that stand for a whole document, read as the members of objects are.

use std::ops::{Deref, DerefMut};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::place::{Place, Slot, View};
use super::reader;

/// A value of Rust's own types with integers in it, where a schema describes no object: read as the members of objects are, for
/// whom an integer is any number without a fraction.
///
/// ```
/// # use twilio_events_runtime::Tolerant;
///
/// let count: Tolerant<i64> = serde_json::from_str("42.0")?;
/// assert_eq!(count.0, 42);
/// let counts: Tolerant<Vec<u64>> = serde_json::from_str("[1.0, 2]")?;
/// assert_eq!(counts.iter().sum::<u64>(), 3);
/// assert_eq!(serde_json::to_string(&counts)?, "[1,2]");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tolerant<T>(
    /// The value.
    pub T,
);

impl<T> From<T> for Tolerant<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

impl<T> Deref for Tolerant<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> DerefMut for Tolerant<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

impl<T: Slot> Slot for Tolerant<T> {
    fn place(&mut self) -> Place<'_> {
        self.0.place()
    }

    fn view(&self) -> View<'_> {
        self.0.view()
    }
}

impl<T: Slot> Serialize for Tolerant<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.view().serialize(serializer)
    }
}

impl<'de, T: Slot + Default> Deserialize<'de> for Tolerant<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        reader::read(deserializer).map(Self)
    }
}

/// Described as the value is.
#[cfg(feature = "schemars")]
impl<T: schemars::JsonSchema> schemars::JsonSchema for Tolerant<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        T::schema_name()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        T::json_schema(generator)
    }
}
