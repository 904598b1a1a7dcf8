//! What the check finds where an open enum is wrong.

use super::fixture::conversations;

#[test]
fn a_dropped_variant() {
    let values = "documented with the values active, inactive, closed, but `ConversationState` has active, closed";
    conversations()
        .edit("v2.rs", "        Inactive = \"inactive\",\n", "")
        .finds_in_both(&[
            &format!("/2#StateFrom: `StateFrom` of v2 is {values}"),
            &format!("/2#StateTo: `StateTo` of v2 is {values}"),
        ]);
}

#[test]
fn an_extra_variant() {
    conversations()
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
