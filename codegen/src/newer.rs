//! Which versions the schema host publishes beyond those that are known.

use std::collections::BTreeMap;

use crate::error::{Error, Result};
use crate::fetch::{Failure, Fetched, Fetcher, Request};
use crate::id::{DocumentId, SchemaId};
use crate::load::Document;
use crate::lock::Provenance;

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
/// A document that exists cannot be downloaded or read; all of them in one error.
pub fn find(
    fetcher: &Fetcher,
    known: &BTreeMap<SchemaId, u32>,
) -> Result<BTreeMap<SchemaId, Vec<Found>>> {
    let mut found: BTreeMap<SchemaId, Vec<Found>> = BTreeMap::new();
    let mut errors = Vec::new();
    let mut wanted: Vec<DocumentId> = known
        .iter()
        .map(|(schema, version)| DocumentId {
            schema: schema.clone(),
            version: version.saturating_add(1),
        })
        .collect();
    while !wanted.is_empty() {
        let requests: Vec<Request> = wanted.iter().cloned().map(Request::from).collect();
        let results = fetcher.fetch_all(&requests, |_| {});
        let mut next = Vec::new();
        for (id, result) in wanted.into_iter().zip(results) {
            match result {
                Ok(Fetched::New(download)) => match Document::parse(&id, &download.bytes) {
                    Ok(document) => {
                        next.push(DocumentId {
                            schema: id.schema.clone(),
                            version: id.version.saturating_add(1),
                        });
                        let provenance = download.provenance;
                        found.entry(id.schema).or_default().push(Found {
                            document,
                            provenance,
                        });
                    }
                    Err(error) => errors.push(error),
                },
                Ok(Fetched::NotModified) | Err(Failure::NoSuchVersion(_)) => {}
                Err(Failure::Failed(error)) => errors.push(error),
            }
        }
        wanted = next;
    }
    Error::all(errors).map_or(Ok(found), Err)
}
