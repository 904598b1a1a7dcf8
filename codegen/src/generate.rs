//! The middle of the pipeline: documents become the model.

use std::collections::{BTreeMap, BTreeSet};

use crate::error::{Diagnostic, Error, Result};
use crate::merge_versions::merge;
use crate::model::{Model, Product, Schema, Type, Version, can_share_types};
use crate::project::catalog::Catalog;
use crate::project::document::Document;
use crate::project::id::SchemaId;
use crate::project::lock::Lock;
use crate::project::overrides::{Overrides, apply, check_used, no_hints};
use crate::since;
use schema_to_rust::lower::lower;
use schema_to_rust::names;
use schema_to_rust::normalize::normalize;

/// Makes the model of all documents, and lists what a person should look at.
///
/// # Errors
/// As the stages have them: [`apply`], [`normalize`], [`lower`](mod@schema_to_rust::lower); and
/// modules that would have one name.
pub fn model<'a>(
    catalog: &Catalog,
    lock: &Lock,
    overrides: &Overrides,
    documents: impl IntoIterator<Item = &'a Document>,
) -> Result<(Model, Vec<Diagnostic>)> {
    let mut warnings = Vec::new();
    let mut resolved = Vec::new();
    for document in documents {
        let (document, more) = document.resolved()?;
        resolved.push(document);
        warnings.extend(more);
    }
    let applied = apply(overrides, &resolved)?;
    warnings.extend(applied.warnings);
    let none = no_hints();
    let mut used = BTreeSet::new();
    let mut schemas: BTreeMap<SchemaId, Vec<Version>> = BTreeMap::new();
    for document in resolved {
        let hints = applied.hints.get(&document.id).unwrap_or(&none);
        let text = document.text().to_owned();
        let normalized = normalize(document.schema.tree)?;
        let lowered = lower(&normalized, &document.schema.called, hints);
        let lowered = lowered.map_err(|error| error.document(&document.id))?;
        warnings.extend(normalized.warnings);
        warnings.extend(lowered.warnings);
        used.extend(lowered.used.into_iter().map(|(what, pointer)| {
            let schema = document.id.schema.as_str().to_owned();
            (schema, what, pointer)
        }));
        let entry = lock
            .0
            .get(&document.id)
            .cloned()
            .ok_or_else(|| Error::new("this document is not locked").document(&document.id))?;
        schemas
            .entry(document.id.schema.clone())
            .or_default()
            .push(Version {
                document: document.id.clone(),
                entry,
                text,
                same_as: None,
                types: lowered.types,
            });
    }
    check_used(&applied.expected, &used)?;
    let products = products(catalog, schemas)?;
    Ok((
        Model {
            products,
            events: catalog.events.values().cloned().collect(),
        },
        warnings,
    ))
}

fn products(catalog: &Catalog, schemas: BTreeMap<SchemaId, Vec<Version>>) -> Result<Vec<Product>> {
    let mut products: Vec<Product> = Vec::new();
    let mut product_names = names::Scope::default();
    let mut schema_names = names::Scope::default();
    for (id, mut versions) in schemas {
        versions.sort_by_key(|version| version.document.version);
        share_types(&mut versions);
        since::note(&mut versions);
        if products
            .last()
            .is_none_or(|product| product.name != id.product())
        {
            let module = names::module(id.product());
            product_names.take(&module, id.product())?;
            schema_names = names::Scope::default();
            products.push(Product {
                name: id.product().to_owned(),
                module,
                schemas: Vec::new(),
            });
        }
        let module = names::module(id.name());
        schema_names
            .take(&module, id.name())
            .map_err(|error| error.file(std::path::Path::new(id.product())))?;
        let events = catalog.events_of(&id).cloned().collect();
        let product = products
            .last_mut()
            .expect("one was just pushed where there was none");
        product.schemas.push(Schema {
            id,
            module,
            events,
            every: every(&versions),
            versions,
        });
    }
    Ok(products)
}

/// The types that read every version, where those of the newest do not.
fn every(versions: &[Version]) -> Option<Vec<Type>> {
    let mut types = versions.iter().map(|version| version.types.as_slice());
    let oldest = types.next()?.to_vec();
    let every = types.fold(oldest, |older, newer| merge(&older, newer));
    let newest = versions.last()?;
    (!can_share_types(&every, &newest.types)).then_some(every)
}

/// Versions with equal types share those of the newest of them.
fn share_types(versions: &mut [Version]) {
    for older in (0..versions.len()).rev() {
        let (head, newer) = versions.split_at_mut(older + 1);
        let version = &mut head[older];
        let same = newer
            .iter()
            .find(|other| other.same_as.is_none() && can_share_types(&other.types, &version.types));
        version.same_as = same.map(|other| other.document.version);
    }
}
