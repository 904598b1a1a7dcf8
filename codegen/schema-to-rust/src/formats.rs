//! Where a `format` becomes a type: the table of formats that shape one. Of all others the words of a field tell.

/// What a format says of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// A text that names a point in time.
    Time,
    /// An integer that 64 bits hold, and that is never negative.
    Unsigned,
}

/// The formats, as documents spell them.
const FORMATS: &[(&str, Format)] = &[("date-time", Format::Time), ("uint64", Format::Unsigned)];

impl Format {
    /// What the format of this name says, if it shapes a type.
    pub fn named(name: &str) -> Option<Self> {
        let found = FORMATS.iter().find(|(known, _)| *known == name);
        found.map(|(_, format)| *format)
    }
}
