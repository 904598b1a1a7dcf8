//! One JSON object.

use serde::Serialize;

use crate::breaking::{ArmChange, Change, Class, Difference, Semver};
use schema_to_rust::sanitize;

#[derive(Serialize)]
struct Object<'a> {
    old: String,
    new: String,
    class: Option<Class>,
    semver: Option<Semver>,
    changes: &'a [Change],
    arm_semver: Semver,
    arm: &'a [ArmChange],
}

pub(super) fn render(difference: &Difference) -> String {
    let object = Object {
        old: difference.old.id.to_string(),
        new: difference.new.id.to_string(),
        class: difference.class(),
        semver: difference.semver(),
        changes: &difference.changes,
        arm_semver: difference.arm_semver(),
        arm: &difference.arm,
    };
    let mut text =
        serde_json::to_string_pretty(&object).expect("strings and lists are always JSON");
    text.push('\n');
    sanitize::json(&text).into_owned()
}
