//! Results for people and for scripts.

use clap::ValueEnum;

/// How to print a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For a person
    Text,
    /// For a script
    Json,
}
