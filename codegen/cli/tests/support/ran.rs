//! What a run of the command comes to.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// How it ended, and what it said.
#[derive(Debug)]
pub struct Ran {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

/// The command with these words, in a folder.
pub fn twilio_events(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_twilio-events"));
    command.args(arguments).current_dir(folder);
    command
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("what it says is UTF-8");
        Self {
            code: output.status.code(),
            out: text(output.stdout),
            err: text(output.stderr),
        }
    }
}

impl Ran {
    /// Runs it to its end.
    pub fn new(command: &mut Command) -> Self {
        command.output().expect("the command runs").into()
    }

    /// The same with something to read.
    pub fn with_input(command: &mut Command, input: &[u8]) -> Self {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the command runs");
        let mut stdin = child.stdin.take().expect("it is piped");
        // Who has read enough closes it.
        let _ = stdin.write_all(input);
        drop(stdin);
        child.wait_with_output().expect("it ends").into()
    }

    pub fn is_ok(&self) -> bool {
        self.code == Some(0)
    }

    #[track_caller]
    pub fn ends(&self, code: i32) -> &Self {
        assert_eq!(self.code, Some(code), "{}{}", self.out, self.err);
        self
    }

    /// It did what it was to do.
    #[track_caller]
    pub fn succeeds(&self) -> &Self {
        self.ends(0)
    }

    /// It met an error, or found what it was to look for.
    #[track_caller]
    pub fn fails(&self) -> &Self {
        self.ends(1)
    }

    /// Its results hold this.
    #[track_caller]
    pub fn prints(&self, text: &str) -> &Self {
        assert!(
            self.out.contains(text),
            "{text:?} is not in\n{}{}",
            self.out,
            self.err
        );
        self
    }

    /// Its errors, warnings and notes hold this.
    #[track_caller]
    pub fn says(&self, text: &str) -> &Self {
        assert!(
            self.err.contains(text),
            "{text:?} is not in\n{}{}",
            self.err,
            self.out
        );
        self
    }

    /// All that it said.
    pub fn all(&self) -> String {
        format!("{}{}", self.out, self.err)
    }

    /// Its result, for a script.
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out)
            .unwrap_or_else(|error| panic!("{error}: {}{}", self.out, self.err))
    }
}
