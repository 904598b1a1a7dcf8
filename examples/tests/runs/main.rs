//! The examples, run as a user would run them.

#[allow(dead_code, reason = "its main is not run here")]
#[path = "../../dispatch.rs"]
mod dispatch;
#[allow(dead_code, reason = "its main is not run here")]
#[path = "../../kinesis_consumer.rs"]
mod kinesis_consumer;
#[allow(dead_code, reason = "its main is not run here")]
#[path = "../../route_only.rs"]
mod route_only;
#[allow(dead_code, reason = "its main is not run here")]
#[path = "../../webhook_sink/main.rs"]
mod webhook_sink;

#[path = "dispatch.rs"]
mod dispatched;
mod hostile;
mod kinesis;
mod limits;
mod route;
mod sink;

/// The example of the documentation page.
const EXAMPLE: &str = include_str!("../../../tests/fixtures/conversation-state.json");
