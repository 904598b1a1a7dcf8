//! Which type a `format` asks for. `normalize/plain.rs` gives it its shape; formats that are not listed here ask for none.

/// What a format says of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// A text that names a point in time.
    Time,
    /// An integer that 64 bits hold, and that is never negative.
    Unsigned,
}

/// The formats, as documents spell them.
const FORMATS: &[(&str, Format)] = &[
    // of JSON Schema
    ("date-time", Format::Time),
    // of OpenAPI
    ("uint64", Format::Unsigned),
];

impl Format {
    /// What the format of this name says, if it shapes a type.
    pub(crate) fn named(name: &str) -> Option<Self> {
        let found = FORMATS.iter().find(|(known, _)| *known == name);
        found.map(|(_, format)| *format)
    }

    /// Whether it makes an integer one that is never negative.
    pub(crate) fn is_unsigned(self) -> bool {
        match self {
            Self::Unsigned => true,
            Self::Time => false,
        }
    }
}
