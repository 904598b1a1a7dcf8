//! What the check finds where an open enum is wrong.

use super::fixture::conversations;

#[test]
fn a_dropped_variant() {
    let values = "documented with the values active, inactive, closed, but `ConversationState` has active, closed";
    let dropped = conversations().edit("v2.rs", r#" Inactive = "inactive","#, "");
    dropped
        .edit("v2.rs", "    /// `inactive`\n    Inactive,\n", "")
        .finds_in_both(&[
            &format!("/2#StateFrom: `StateFrom` of v2 is {values}"),
            &format!("/2#StateTo: `StateTo` of v2 is {values}"),
        ]);
}

#[test]
fn a_variant_dropped_from_one_place() {
    conversations()
        .edit("v2.rs", "    Timer,\n", "")
        .finds_in_both(&[
            "/2#Reason: `Reason` of v2 is generated as `StateChangeReason` with the variants Api, Event, but its \
             `open_enum!` has Api, Timer, Event",
        ]);
    conversations()
        .edit("v2.rs", r#" Timer = "TIMER","#, "")
        .finds_in_both(&[
            "/2#Reason: `Reason` of v2 is documented with the values API, TIMER, EVENT, but `StateChangeReason` has API, \
             EVENT",
            "/2#Reason: `Reason` of v2 is generated as `StateChangeReason` with the variants Api, Timer, Event, but its \
             `open_enum!` has Api, Event",
        ]);
}

#[test]
fn an_extra_variant() {
    conversations()
        .edit("v2.rs", "    Timer,\n", "    Timer,\n    Webhook,\n")
        .edit("v2.rs", r#"Timer = "TIMER","#, r#"Timer = "TIMER", Webhook = "WEBHOOK","#)
        .finds_in_both(&[
            "/2#Reason: `Reason` of v2 is documented with the values API, TIMER, EVENT, but `StateChangeReason` has API, \
             TIMER, WEBHOOK, EVENT",
        ]);
}

#[test]
fn a_changed_wire_value() {
    conversations()
        .edit("v2.rs", r#"Timer = "TIMER""#, r#"Timer = "Timer""#)
        .finds_in_both(&[
            "/2#Reason: `Reason` of v2 is documented with the values API, TIMER, EVENT, but `StateChangeReason` has API, \
             Timer, EVENT",
        ]);
}

#[test]
fn an_enum_without_its_unknown_variant_or_with_two() {
    let tail = "    /// A value that this version of the crate does not know.\n    Unknown(twilio_events_runtime::UnknownValue),\n}\ntwilio_events_runtime::open_enum! {\n    State";
    for (count, variants) in [
        (0, ""),
        (2, "    Unknown(UnknownValue),\n    Other(UnknownValue),\n"),
    ] {
        let new = format!("{variants}}}\ntwilio_events_runtime::open_enum! {{\n    State");
        conversations().edit("v2.rs", tail, &new).finds_in_both(&[&format!(
            "/2#Reason: `Reason` of v2 is generated as `StateChangeReason` with {count} variants for an unknown value \
             instead of one"
        )]);
    }
}
