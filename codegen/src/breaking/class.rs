//! The two scales on which a change is weighed. Greater is worse.

use crate::words::words;

words! {
    /// What a change means to an old reader: a program that was compiled with the types of the old document and is sent
    /// data of the new one.
    pub enum Class {
        /// The same data is valid as before.
        Metadata = "metadata",
        /// Other data may come, and the old reader reads it.
        Compatible = "compatible",
        /// Data may come that the old reader refuses.
        Breaking = "breaking",
    }
}

words! {
    /// What a change means to the source code of those who use the generated crate, once the new types take the place of
    /// the old ones.
    pub enum Semver {
        /// The types stay as they are, documentation aside.
        Patch = "patch",
        /// Something is added to types that are `#[non_exhaustive]`.
        Minor = "minor",
        /// Code that compiled, or events that arrived as this type, may no longer do so.
        Major = "major",
    }
}
