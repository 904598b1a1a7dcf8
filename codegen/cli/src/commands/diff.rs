//! `twilio-events diff`: what a new document means to those who have the old one.

use std::path::Path;
use std::process::ExitCode;

use clap::Args;
use clap::builder::PossibleValuesParser;
use schema_to_rust::{files, suggest};
use twilio_events_codegen::breaking::{Class, Format, Rule, compare};
use twilio_events_codegen::net::fetch::{Fetched, Fetcher, Request};
use twilio_events_codegen::project::document::Document;
use twilio_events_codegen::project::id::{DocumentId, SchemaId};
use twilio_events_codegen::project::overrides::Overrides;
use twilio_events_codegen::{Error, Result};

use super::one_of::one_of;
use super::{Network, Project, Shell, failed_if};

/// OLD and NEW are each a schema version (Conversations.ConversationStateUpdated/2: the locked document, or else the
/// published one), an address of one, or a file.
///
/// Each difference has two weights: `readers` says whether programs with the old types read the new data, `code` how much
/// source code that names the types of one version changes. What users match on, the type behind the schema's arm of
/// `EventData`, reads every version: what becomes of it stands in the lines `arm`.
#[derive(Args, Debug)]
#[command(after_help = super::help!(
    "0 done; 1 an error, or a change that --fail-on names",
    "twilio-events diff Conversations.ConversationStateUpdated/1 \\\n      Conversations.ConversationStateUpdated/2 --fail-on breaking"
))]
pub(crate) struct Arguments {
    /// What readers know: ID/VERSION, URL or file
    #[arg(required_unless_present = "explain")]
    old: Option<String>,
    /// What senders send: ID/VERSION, URL or file
    #[arg(required_unless_present = "explain")]
    new: Option<String>,
    /// How to say it
    #[arg(long, default_value = "text", value_parser = one_of([
        ("text", "A line per change", Format::Text),
        ("markdown", "A list, for a change log", Format::Markdown),
        ("json", "One object, for a script", Format::Json),
    ]))]
    format: Format,
    /// Exit with 1 at a change of this class or a worse one
    #[arg(long, value_name = "CLASS", value_parser = one_of([
        ("breaking", "Old readers refuse some of the new data", Class::Breaking),
        ("compatible", "Other data may come, and old readers read it", Class::Compatible),
        ("metadata", "The data is the same, the words are not", Class::Metadata),
    ]))]
    fail_on: Option<Class>,
    /// Say what a rule means, and compare nothing
    #[arg(long, value_name = "RULE", conflicts_with_all = ["old", "new", "fail_on"],
        value_parser = PossibleValuesParser::new(Rule::ALL.iter().map(|rule| rule.id())), hide_possible_values = true)]
    explain: Option<String>,
    #[command(flatten)]
    pub(super) project: Project,
    #[command(flatten)]
    network: Network,
}

pub(crate) fn run(shell: &Shell, arguments: &Arguments) -> Result<ExitCode> {
    if let Some(rule) = arguments.explain.as_deref().and_then(Rule::from_id) {
        shell.print(rule.explain());
        return Ok(ExitCode::SUCCESS);
    }
    let (Some(old), Some(new)) = (&arguments.old, &arguments.new) else {
        return Err(Error::new("two documents are compared").help("name OLD and NEW"));
    };
    let difference = compare(
        &find(arguments, old, 1)?,
        &find(arguments, new, 2)?,
        &overrides(&arguments.project)?,
    )?;
    shell.print(difference.render(arguments.format));
    let limit = arguments.fail_on;
    Ok(failed_if(limit.is_some() && difference.class() >= limit))
}

/// The entries of the project; outside of one there are none.
fn overrides(project: &Project) -> Result<Overrides> {
    if project.root().is_err() {
        return Ok(Overrides::default());
    }
    let path = project.schemas()?.join("overrides.toml");
    if path.exists() {
        Overrides::read(&path)
    } else {
        Ok(Overrides::default())
    }
}

/// A document by what the command line calls it. `number` is the version of a file that does not say which it is.
fn find(arguments: &Arguments, name: &str, number: u32) -> Result<Document> {
    if let Some((base, id)) = address(name)? {
        return download(&arguments.network, Some(base), &id);
    }
    if let Ok(id) = name.parse::<DocumentId>() {
        return match locked(&arguments.project, &id)? {
            Some(document) => Ok(document),
            None => download(&arguments.network, None, &id)
                .map_err(|error| meant(&arguments.project, &id, error)),
        };
    }
    let path = Path::new(name);
    let bytes = files::named(path).map_err(|error| {
        Error::new("cannot read this file")
            .file(path)
            .cause(error)
            .help("OLD and NEW are each ID/VERSION, the URL of a schema version, or a file")
    })?;
    let unnamed = format!("Local.Document/{number}").parse()?;
    Document::parse_unnamed(&bytes, &unnamed).map_err(|error| error.file(path))
}

/// The error with the schema of the catalog that was meant, where there is a project that has one.
fn meant(project: &Project, id: &DocumentId, error: Error) -> Error {
    let Some(schemas) = project.snapshot().ok().map(|it| it.catalog.schemas) else {
        return error;
    };
    if schemas.contains_key(&id.schema) {
        return error;
    }
    let meant = suggest::meant(id.schema.as_str(), schemas.keys().map(SchemaId::as_str));
    let advice = format!("{meant}{}", error.advice().unwrap_or_default());
    if meant.is_empty() {
        error
    } else {
        error.help(advice)
    }
}

/// The locked document, if it is locked and in the snapshot.
fn locked(project: &Project, id: &DocumentId) -> Result<Option<Document>> {
    if project.root().is_err() {
        return Ok(None);
    }
    project.snapshot()?.read(id)
}

/// The address of a schema version, as the part before the id, and the id. `None` for what is not an address.
fn address(name: &str) -> Result<Option<(&str, DocumentId)>> {
    if !name.contains("://") {
        return Ok(None);
    }
    DocumentId::at_end_of(name).map(Some).ok_or_else(|| {
        // What stands before an `@` may be a password.
        let shown = name.rsplit_once('@').map_or(name, |(_, rest)| rest);
        Error::new(format!("{shown:?} does not end in a schema id and a version"))
            .help("write it as https://events-schemas.twilio.com/Conversations.ConversationStateUpdated/2, or name a file")
    })
}

fn download(network: &Network, base: Option<&str>, id: &DocumentId) -> Result<Document> {
    let mut options = network.options()?;
    if let Some(base) = base {
        options.base = base.parse()?;
    }
    let fetcher = Fetcher::new(options)?;
    let result = fetcher
        .fetch_all(&[Request::from(id.clone())], |_| {})
        .pop();
    match result
        .map(|result| result.map_err(Error::from))
        .transpose()?
    {
        Some(Fetched::New(download)) => Document::parse(id, &download.bytes),
        Some(Fetched::NotModified) | None => {
            Err(Error::new("the host sent no document").document(id))
        }
    }
}
