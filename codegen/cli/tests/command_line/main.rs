//! The command line as a whole: help, streams, colours, JSON; and the sites beside the schema host.

mod api;
mod help;
mod pages;
mod streams;
#[path = "../support/mod.rs"]
mod support;

use std::process::{Command, Output};

use serde_json::Value;
use support::project::Project;

const NOWHERE: &str = "http://127.0.0.1:9";

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("it is text")
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("it is text")
}

fn json(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{error}: {}{}", out(output), err(output)))
}

/// Runs the command in a project, with nothing in the environment but what is given.
fn run(project: &Project, arguments: &[&str], environment: &[(&str, &str)]) -> Output {
    command(arguments)
        .current_dir(project.root.path())
        .envs(environment.iter().copied())
        .output()
        .expect("the command runs")
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_twilio-events"));
    command.args(arguments).env_clear();
    command
}
