//! What changed from one version of a schema to the next.

use twilio_events_codegen::Result;
use twilio_events_codegen::breaking::{ArmChange, Class, Difference, arm, compare};
use twilio_events_codegen::model::Schema;
use twilio_events_codegen::project::document::Document;
use twilio_events_codegen::project::overrides::Overrides;

pub(super) struct Changes {
    /// The older version.
    pub(super) since: u32,
    pub(super) summary: String,
    /// What differs, the worst first.
    pub(super) list: Vec<ChangeView>,
    /// What becomes of the type that a match gives.
    pub(super) arm: Vec<ArmChange>,
}

pub(super) struct ChangeView {
    pub(super) class: &'static str,
    pub(super) place: String,
    pub(super) message: String,
    pub(super) rule: String,
    pub(super) semver: &'static str,
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
        difference.arm = arm::of_version(schema, new.id.version);
        let of_class = |class| views(&difference, class);
        Ok(Self {
            since: old.id.version,
            summary: difference.summary(),
            list: [Class::Breaking, Class::Compatible, Class::Metadata]
                .into_iter()
                .flat_map(of_class)
                .collect(),
            arm: difference.arm,
        })
    }
}

fn views(difference: &Difference, class: Class) -> impl Iterator<Item = ChangeView> {
    let changes = difference.changes.iter();
    changes
        .filter(move |change| change.class == class)
        .map(|change| ChangeView {
            class: change.class.as_str(),
            place: if change.data.is_empty() {
                "the data as a whole".to_owned()
            } else {
                change.data.clone()
            },
            message: change.message.clone(),
            rule: change.rule.to_string(),
            semver: change.semver.as_str(),
        })
}
