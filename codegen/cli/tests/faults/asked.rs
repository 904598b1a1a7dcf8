//! Every command that asks the network, and what it asks for.

use std::time::Duration;

use serde_json::json;
use twilio_events_codegen::net::fetch::Options;

use super::support::host::{Host, Reply};
use super::support::project::{ID, Project, options};
use super::support::site::{self, STATE_PAGE};
use super::table::{Fault, Says};
use super::{project, run};

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A schema document.
    Document,
    /// A documentation page: text, of which nobody can say whether it is whole.
    Page,
    /// A list of the REST API.
    List,
    /// An answer, of which nothing but the status counts.
    Webhook,
}

/// A command in a project of its own.
pub(crate) struct Asked {
    pub(crate) name: &'static str,
    pub(crate) project: Project,
    pub(crate) kind: Kind,
    /// Where the host fails.
    pub(crate) path: String,
    /// What it sends there when it is well; nothing where it says 404.
    pub(crate) body: String,
    healthy: u16,
    /// How many seconds the host may be silent.
    pub(crate) patience: String,
    arguments: Vec<String>,
}

pub(crate) const COMMANDS: [fn() -> Asked; 13] = [
    webhook,
    || document("fetch", Project::new(), &["fetch", &version(3)]),
    || document("update", Project::new(), &["update"]),
    || document("regen", Project::with_version_3_locked(), &["regen"]),
    || {
        document(
            "trigger, which lacks a document",
            Project::with_version_3_locked(),
            &["trigger", "--list"],
        )
    },
    || document("diff", Project::new(), &["diff", &version(2), &version(3)]),
    || {
        document(
            "types",
            Project::new(),
            &["types", "HOST/Conversations.ConversationStateUpdated/3"],
        )
    },
    || document("a build script", Project::with_version_3_locked(), &[]),
    || Asked {
        // Well, it has no third version.
        healthy: 404,
        ..document("outdated", Project::new(), &["outdated"])
    },
    || {
        let asked = document("verify --online", Project::new(), &["verify", "--online"]);
        let held = asked.project.schemas().join(format!("{ID}/2.json"));
        Asked {
            path: format!("/{ID}/2"),
            body: std::fs::read_to_string(held).expect("it is there"),
            ..asked
        }
    },
    || page("verify --online, of a page", &["verify", "--online"]),
    || page("discover", &["discover"]),
    || {
        let row = json!({"type": "com.twilio.conversations.conversation-state.updated", "schema_id": ID, "status": "available"});
        let list = json!({"meta": {"key": "types", "next_page_url": null}, "types": [row]});
        Asked {
            kind: Kind::List,
            path: "/v1/Types?PageSize=1000".to_owned(),
            body: list.to_string(),
            ..document(
                "discover, of the REST API",
                Project::new(),
                &["discover", "--api-url", "HOST"],
            )
        }
    },
];

fn version(version: u32) -> String {
    format!("{ID}/{version}")
}

fn document(name: &'static str, of: Project, arguments: &[&str]) -> Asked {
    Asked {
        name,
        kind: Kind::Document,
        path: format!("/{ID}/3"),
        body: of.version_3.clone(),
        healthy: 200,
        patience: "10".to_owned(),
        arguments: arguments.iter().map(|&text| text.to_owned()).collect(),
        project: project(of),
    }
}

fn page(name: &'static str, arguments: &[&str]) -> Asked {
    Asked {
        kind: Kind::Page,
        path: format!("{STATE_PAGE}.md"),
        body: format!("# A page\n\n{}", site::state(2)),
        ..document(name, Project::new(), arguments)
    }
}

fn webhook() -> Asked {
    let arguments = [
        "trigger",
        "HOST/events",
        "--type",
        "com.twilio.conversations.conversation-state.updated",
    ];
    Asked {
        kind: Kind::Webhook,
        path: "/events".to_owned(),
        body: "what nobody reads of it".to_owned(),
        ..document("trigger", Project::new(), &arguments)
    }
}

impl Asked {
    /// What a host has that is well.
    pub(crate) fn publish(&self, host: &Host) {
        site::current(host);
        for version in [1, 2] {
            let path = self.project.schemas().join(format!("{ID}/{version}.json"));
            let text = std::fs::read_to_string(path).expect("it is there");
            host.on(&format!("/{ID}/{version}"), [Reply::ok(text)]);
        }
        let versions = json!({"meta": {"key": "schema_versions", "next_page_url": null}, "schema_versions": [{"schema_version": 2}]});
        host.on(
            &format!("/v1/Schemas/{ID}/Versions?PageSize=1000"),
            [Reply::ok(versions.to_string())],
        );
        host.on(&self.path, [Reply::status(self.healthy, self.body.clone())]);
    }

    /// Runs it. Gives whether it failed as it should, and what it said.
    pub(crate) fn run(&self, host: &Host) -> (bool, String) {
        let url = host.url();
        if self.arguments.is_empty() {
            let timeout = Duration::from_secs(self.patience.parse().expect("a number"));
            let options = Options {
                timeout,
                deadline: timeout * 6,
                // As the commands are told.
                retries: 0,
                ..options(&url)
            };
            return match self.project.builder(host).fetch(options).generate() {
                Ok(_) => (false, String::new()),
                Err(error) => (true, error.to_string()),
            };
        }
        let arguments = self.arguments.iter().map(|text| text.replace("HOST", &url));
        let arguments: Vec<String> = arguments.collect();
        let arguments = arguments.iter().map(String::as_str);
        let arguments: Vec<&str> = arguments.chain(["--timeout", &self.patience]).collect();
        let mut environment = vec![
            ("TWILIO_EVENTS_BASE_URL", url.as_str()),
            ("TWILIO_EVENTS_DOCS_URL", &url),
            ("TWILIO_AUTH_TOKEN", "token"),
        ];
        if self.kind == Kind::List {
            environment.push(("TWILIO_ACCOUNT_SID", "AC1"));
        }
        let output = run(&self.project, &arguments, &environment);
        let said = output.err + &output.out;
        (output.code == Some(1), said)
    }

    /// Whether the fault can be told from an answer that is well.
    pub(crate) fn applies(&self, fault: &Fault) -> bool {
        match self.kind {
            Kind::Document | Kind::List => true,
            // A shorter text is a text.
            Kind::Page => fault.name != "a length that is too short",
            Kind::Webhook => fault.in_head || matches!(fault.says, Says::Redirects(_)),
        }
    }

    /// What a person is told.
    pub(crate) fn says(&self, fault: &Fault) -> String {
        let text = match (self.kind, fault.says) {
            (Kind::Document, Says::Redirects(why)) if !why.is_empty() => {
                return format!(" redirects {why}");
            }
            (_, Says::Redirects(_)) => "302 Found",
            (Kind::Webhook, _) => "no answer",
            (_, Says::Breaks) => " broke off its answer",
            (_, Says::Silent) => " was silent for ",
            (_, Says::Late) => " did not end its answer within ",
            (_, Says::TooLarge) => " answered with more than ",
            (Kind::Document, Says::Body) => "not",
            (Kind::Page, Says::Body) => " is not a documentation page",
            (Kind::List, Says::Body) => "something other than a page of a list",
        };
        text.to_owned()
    }
}
