//! Which versions the schema host publishes beyond those that are known.

use std::collections::BTreeMap;

use crate::error::{Error, Result};
use crate::net::fetch::{Failure, Fetched, Fetcher, Request, TRY_AGAIN};
use crate::project::document::Document;
use crate::project::id::{DocumentId, SchemaId};
use crate::project::lock::Provenance;

/// How many newer versions one schema may have. A host that has more than these has an answer to everything.
const MOST: usize = 50;

/// A newer document.
#[derive(Clone, Debug)]
pub struct Found {
    /// The document.
    pub document: Document,
    /// What the host says of where its bytes are from.
    pub provenance: Provenance,
}

/// Asks, schema by schema, for the version after the known one, and the next, until the host has none. Gives what it found,
/// by schema, oldest first; a schema without newer versions has no entry.
///
/// # Errors
/// A document that exists cannot be downloaded or read; all of them in one error. Downloads are forbidden. A host has an answer
/// to every version.
pub fn find(
    fetcher: &Fetcher,
    known: &BTreeMap<SchemaId, u32>,
) -> Result<BTreeMap<SchemaId, Vec<Found>>> {
    let options = fetcher.options();
    if options.offline {
        let message = "newer versions are not looked for while offline";
        return Err(Error::new(message).help(options.allow()));
    }
    let mirror = options.mirror();
    let mut found: BTreeMap<SchemaId, Vec<Found>> = BTreeMap::new();
    let mut errors = Vec::new();
    // The host is told of once, not once for each schema.
    let (mut unreachable, mut unasked) = (None, 0);
    let mut wanted: Vec<DocumentId> = known
        .iter()
        .filter_map(|(schema, version)| after(schema, *version))
        .collect();
    while !wanted.is_empty() {
        let requests: Vec<Request> = wanted.iter().cloned().map(Request::from).collect();
        let results = fetcher.fetch_all(&requests, |_| {});
        let mut next = Vec::new();
        for (id, result) in wanted.into_iter().zip(results) {
            match result {
                Ok(Fetched::New(download)) => match Document::parse(&id, &download.bytes) {
                    Ok(document) => {
                        let provenance = download.provenance;
                        let versions = found.entry(id.schema.clone()).or_default();
                        versions.push(Found {
                            document,
                            provenance,
                        });
                        if versions.len() > MOST {
                            errors.push(endless(&fetcher.url(&id), &id, &mirror));
                        } else {
                            next.extend(after(&id.schema, id.version));
                        }
                    }
                    Err(error) => errors.push(error),
                },
                Ok(Fetched::NotModified) | Err(Failure::NoSuchVersion(_)) => {}
                Err(Failure::Unreachable(error)) => {
                    unreachable.get_or_insert(error);
                    unasked += 1;
                }
                Err(Failure::Failed(error)) => errors.push(error),
            }
        }
        wanted = next;
    }
    if let Some(error) = unreachable {
        let all = known.len();
        let what = format!("newer versions of {unasked} of {all} schemas could not be looked for");
        let help = format!("{TRY_AGAIN}, or name a mirror with {mirror}");
        let why = format!("{}: {}", error.message(), error.causes().join(": "));
        errors.push(Error::new(what).cause(why).help(help));
    }
    Error::all(errors)?;
    Ok(found)
}

/// The version after this one, where there can be one.
fn after(schema: &SchemaId, version: u32) -> Option<DocumentId> {
    Some(DocumentId {
        schema: schema.clone(),
        version: version.checked_add(1)?,
    })
}

fn endless(url: &str, id: &DocumentId, mirror: &str) -> Error {
    Error::new(format!(
        "{url} is there, as are the {MOST} versions before it, none of which is held"
    ))
    .document(id)
    .help(format!(
        "the host seems to have an answer to everything: ask another with {mirror}"
    ))
}
