//! The only place that touches the network: downloads of documents, and what hosts know that the project does not.

pub mod documentation_site;
pub mod events_api;
mod facts;
pub mod fetch;
pub mod newer;
pub mod outdated;
pub mod post;
