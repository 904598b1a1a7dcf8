//! What changed from one version of a schema to the next.

use std::cmp::Reverse;

use twilio_events_codegen::Result;
use twilio_events_codegen::breaking::{ArmChange, Change, arm_changes, compare};
use twilio_events_codegen::model::Schema;
use twilio_events_codegen::project::document::Document;
use twilio_events_codegen::project::overrides::Overrides;

pub(super) struct Changes {
    /// The older version.
    pub(super) since: u32,
    pub(super) summary: String,
    /// What differs, the worst first.
    pub(super) list: Vec<Change>,
    /// What becomes of the type that a match gives.
    pub(super) arm: Vec<ArmChange>,
}

impl Changes {
    pub(super) fn new(
        schema: &Schema,
        old: &Document,
        new: &Document,
        overrides: &Overrides,
    ) -> Result<Self> {
        let mut difference = compare(old, new, overrides)?;
        // Of all versions before this one, not of the last alone.
        difference.arm = arm_changes::of_version(schema, new.id.version);
        let summary = difference.summary();
        let mut list = difference.changes;
        list.sort_by_key(|change| Reverse(change.class));
        Ok(Self {
            since: old.id.version,
            summary,
            list,
            arm: difference.arm,
        })
    }
}
