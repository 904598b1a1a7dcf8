//! What a branch keeps of a value, and what not.

/// What a union makes of a value. Of all fits of a tree, each is found once: unions inside unions do not multiply.
#[derive(Debug)]
pub(super) struct Fit {
    /// The branch, by its place in the list; none where the value is unknown.
    pub(super) branch: Option<usize>,
    /// The only branch that the value can be of does not read it.
    pub(super) fails: bool,
    pub(super) written: Written,
}

/// A value that is not written, with all that is inside.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lost {
    pub(super) number: usize,
    /// A member of an object, and not an item of a list.
    pub(super) is_member: bool,
}

/// How what is written differs from the value.
#[derive(Debug, Default)]
pub(super) struct Written {
    /// What is not written again, in the order of the value.
    pub(super) lost: Vec<Lost>,
    /// How many members are not written again that are `null`.
    pub(super) nulls: usize,
    /// How many values are kept as unknown.
    pub(super) unknown: usize,
    /// How many members are written that the value lacks: `null` for those that a schema requires.
    pub(super) added: usize,
}
