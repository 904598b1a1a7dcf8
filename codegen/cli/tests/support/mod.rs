//! What several test files use.

// Each of them is compiled with all of it, uses a part, and exports nothing.
#![allow(dead_code, unreachable_pub)]

pub mod cargo;
pub mod harmless;
pub mod host;
pub mod project;
pub mod ran;
pub mod site;
pub mod twilio;
