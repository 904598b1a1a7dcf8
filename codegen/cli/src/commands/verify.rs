//! `twilio-events verify`: does everything that is committed agree with everything else?

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use schema_to_rust::files;
use schema_to_rust::sanitize;
use serde_json::{Value, json};
use twilio_events_codegen::builder::Builder;
use twilio_events_codegen::docs::conformance;
use twilio_events_codegen::docs::documentation::{self, Page};
use twilio_events_codegen::emit::{Files, Layout};
use twilio_events_codegen::net::fetch::{Failure, Fetched, Fetcher, Options, Request};
use twilio_events_codegen::project::digest;
use twilio_events_codegen::project::id::DocumentId;
use twilio_events_codegen::project::lock::Provenance;
use twilio_events_codegen::project::snapshot::Snapshot;
use twilio_events_codegen::project::transaction;
use twilio_events_codegen::project::transaction::Transaction;
use twilio_events_codegen::project::write::Plan;
use twilio_events_codegen::{Error, Result};

use super::explain::as_json;
use super::project::held;
use super::{Documentation, Format, Network, Project, Shell, failed_if};

#[derive(Args, Debug)]
#[command(after_help = super::help!(
    "0 everything agrees; 1 something differs, or could not be checked",
    "twilio-events verify --online\n  twilio-events verify conversation-state.md"
))]
pub(crate) struct Arguments {
    /// Documentation pages (Markdown) to hold against the generated types, beside those in codegen/pages
    #[arg(value_name = "PAGE")]
    pages: Vec<PathBuf>,
    /// Also ask the schema host whether it still publishes the locked bytes, and hold the pages that the documentation site
    /// publishes of locked schemas against the generated types. Mirrored documents that the schema host itself sends are called
    /// published from then on
    #[arg(long)]
    online: bool,
    /// How to print
    #[arg(long, default_value = "text")]
    format: Format,
    #[command(flatten)]
    pub(super) project: Project,
    #[command(flatten)]
    documentation: Documentation,
    #[command(flatten)]
    network: Network,
}

pub(crate) fn run(shell: &Shell, arguments: &Arguments) -> Result<ExitCode> {
    let project = &arguments.project;
    let root = project.root()?;
    transaction::pending(&root)?;
    let mut report = Report::new(shell, arguments.format);

    // Catalog and lock are in order, documents match the lock, overrides apply.
    let builder = Builder::new(project.schemas()?).layout(Layout::Crate);
    let generated = project.snapshot().and_then(|snapshot| {
        let generated = builder.generate_from(&snapshot, held(&snapshot)?)?;
        Ok((snapshot, generated))
    });
    let (snapshot, generated) = match generated {
        Ok(generated) => generated,
        Err(error) => {
            report.differs("documents", vec![error]);
            return report.end();
        }
    };
    Shell::warnings(&generated.warnings);
    report.agrees(format!(
        "documents: {} match the lock",
        generated.documents.len()
    ));

    let folder = project.generated()?;
    let plan = Plan::new(&folder, &generated.files);
    let in_order = plan.as_ref().is_ok_and(Plan::is_empty);
    match plan {
        Ok(_) if in_order => report.agrees("generated: is what the documents give"),
        Ok(plan) => {
            if arguments.format == Format::Text {
                shell.print(plan.diff());
            }
            let error = Error::new("generated/ is not what the documents give")
                .help("accept the difference with: cargo regen");
            report.differs("generated", vec![error]);
        }
        Err(error) => report.differs("generated", vec![error]),
    }

    let sources = conformance::sources(&folder)?;
    for (path, page) in documentation::read_folder(&project.pages()?)? {
        let name = path.strip_prefix(&root).unwrap_or(&path);
        report.found(
            format!("page {}", sanitize::path(name)),
            check_page(&path, &page, &sources),
        );
    }
    for path in &arguments.pages {
        let what = format!("page {}", sanitize::path(path));
        match read_page(path) {
            Ok(page) => report.found(what, check_page(path, &page, &sources)),
            Err(error) => report.unknown(what, error),
        }
    }
    if arguments.online {
        let seen = check_published(&snapshot, arguments.network.options()?, &mut report)?;
        check_documentation(&snapshot, arguments, &sources, &mut report)?;
        // What is generated is not written anew where somebody has still to look at it.
        if !seen.is_empty() && in_order {
            confirm(project, &seen)?;
            for id in seen {
                report.agrees(format!("{id}: is published; the lock says so from now on"));
            }
        }
    }
    report.end()
}

fn read_page(path: &Path) -> Result<Page> {
    let text = files::named_text(path).map_err(|error| {
        Error::new("cannot read this page")
            .file(path)
            .cause(error)
            .help("name a Markdown file of the documentation; --online fetches the published pages")
    })?;
    documentation::parse(&text).map_err(|error| error.file(path))
}

fn check_page(path: &Path, page: &Page, sources: &Files) -> Vec<Error> {
    let findings = conformance::check(page, sources).into_iter();
    findings
        .map(|finding| Error::new(finding.to_string()).file(path))
        .collect()
}

/// Every published document must still be what its host sends. Gives those that the schema host itself was seen to send, and
/// that were not known to be published.
fn check_published(
    snapshot: &Snapshot,
    options: Options,
    report: &mut Report<'_>,
) -> Result<Vec<DocumentId>> {
    let fetcher = Fetcher::new(options)?;
    let mut seen = Vec::new();
    let locked: Vec<_> = snapshot.lock.0.iter().collect();
    let requests: Vec<Request> = locked.iter().map(|(id, _)| (*id).clone().into()).collect();
    for ((id, entry), result) in locked.iter().zip(fetcher.fetch_all(&requests, |_| {})) {
        let from = entry.provenance.as_str();
        match result {
            Ok(Fetched::New(download)) if digest::sha256(&download.bytes) == entry.sha256 => {
                report.agrees(format!("{id}: the host sends the locked bytes ({from})"));
                if download.provenance == Provenance::Published
                    && download.provenance < entry.provenance
                {
                    seen.push((*id).clone());
                }
            }
            Ok(_) => {
                let error = Error::new(format!(
                    "the host publishes other bytes than the locked ({from}) ones"
                ));
                let help = format!("see what differs and pin it: twilio-events fetch {id}");
                report.differs(id.to_string(), vec![error.document(id).help(help)]);
            }
            Err(Failure::NoSuchVersion(error)) => report.differs(id.to_string(), vec![error]),
            Err(Failure::Unreachable(error) | Failure::Failed(error)) => {
                report.unknown(id.to_string(), error);
            }
        }
    }
    Ok(seen)
}

/// Says in the lock, and in what is generated from it, that documents are published.
fn confirm(project: &Project, seen: &[DocumentId]) -> Result<()> {
    let root = project.root()?;
    let mut transaction = Transaction::begin(&root)?;
    let mut snapshot = project.snapshot()?;
    snapshot.confirm(seen, &mut transaction);
    let made = project.generate(&snapshot, held(&snapshot)?)?;
    made.stage(&mut transaction);
    transaction.commit()
}

/// The pages of the schemas that are locked must agree with their types. What else a page holds is left alone.
fn check_documentation(
    snapshot: &Snapshot,
    arguments: &Arguments,
    sources: &Files,
    report: &mut Report<'_>,
) -> Result<()> {
    let locked = snapshot.newest_locked();
    let pages: BTreeSet<&str> = locked
        .keys()
        .flat_map(|schema| snapshot.catalog.pages_of(schema))
        .collect();
    let pages: Vec<&str> = pages.into_iter().collect();
    let site = arguments.documentation.site(arguments.network.options()?)?;
    let fetched = site.pages(&pages)?;
    for (url, page) in pages.iter().zip(fetched) {
        let what = format!("page {url}");
        match page {
            Ok(mut page) => {
                page.events.retain(|section| {
                    let mut versions = section.versions.iter();
                    versions.any(|version| locked.contains_key(&version.document.schema))
                });
                let found = conformance::check(&page, sources).into_iter();
                let found = found.map(|finding| Error::new(format!("{url}: {finding}")));
                report.found(what, found.collect());
            }
            Err(error) => report.unknown(what, error),
        }
    }
    Ok(())
}

/// What was looked at, said at once as text, or at the end as JSON.
struct Report<'a> {
    shell: &'a Shell,
    format: Format,
    checks: Vec<Value>,
    errors: Vec<Error>,
}

impl<'a> Report<'a> {
    fn new(shell: &'a Shell, format: Format) -> Self {
        Self {
            shell,
            format,
            checks: Vec::new(),
            errors: Vec::new(),
        }
    }

    fn agrees(&mut self, what: impl Into<String>) {
        let what = what.into();
        if self.format == Format::Text {
            self.shell.status(&what);
        }
        self.checks.push(json!({"check": what, "agrees": true}));
    }

    fn differs(&mut self, what: impl Into<String>, errors: Vec<Error>) {
        self.fails(&what.into(), Some(false), errors);
    }

    /// What could not be looked at: nobody knows whether it agrees.
    fn unknown(&mut self, what: impl Into<String>, error: Error) {
        let what = what.into();
        if self.format == Format::Text {
            self.shell.status(format_args!("{what}: not checked"));
        }
        self.fails(&what, None, vec![error]);
    }

    fn fails(&mut self, what: &str, agrees: Option<bool>, errors: Vec<Error>) {
        let listed: Vec<Value> = errors.iter().flat_map(as_json).collect();
        self.checks
            .push(json!({"check": what, "agrees": agrees, "errors": listed}));
        self.errors.extend(errors);
    }

    /// Agrees where there are no errors.
    fn found(&mut self, what: String, errors: Vec<Error>) {
        if errors.is_empty() {
            self.agrees(what + ": agrees");
            return;
        }
        if self.format == Format::Text {
            self.shell.status(format_args!("{what}: differs"));
        }
        self.differs(what, errors);
    }

    fn end(self) -> Result<ExitCode> {
        if self.format == Format::Text {
            Error::all(self.errors)?;
            return Ok(ExitCode::SUCCESS);
        }
        let agrees = self.errors.is_empty();
        self.shell
            .json(&json!({"agrees": agrees, "checks": self.checks}));
        Ok(failed_if(!agrees))
    }
}
