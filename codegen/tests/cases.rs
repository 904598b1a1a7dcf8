//! What the generator makes of one document at a time: `cases/good/<name>.json` beside the `.rs` that it becomes, and
//! `cases/bad/<name>.json` beside the message that it gets. `tests/cases_decode.rs` compiles what is good.
//!
//! `UPDATE_GOLDENS=1 cargo test -p twilio-events-codegen --test cases` accepts what the generator makes now.

#[path = "cases/bad.rs"]
mod bad;
#[path = "cases/good.rs"]
mod good;
#[path = "cases/hostile.rs"]
mod hostile;
#[path = "cases/support.rs"]
mod support;
