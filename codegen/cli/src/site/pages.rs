//! The pages but those of schemas, as their templates see them.

use askama::Template;
use schema_to_rust::names;
use twilio_events_codegen::breaking::Rule;
use twilio_events_codegen::emit::coverage::{Counts, counts};
use twilio_events_codegen::emit::{event_type_variant, feature};
use twilio_events_codegen::model::{Model, Product, Schema};
use twilio_events_codegen::project::catalog::{EventType, Status};
use twilio_events_codegen::project::lock::Provenance;

use super::markdown;

#[derive(Template)]
#[template(path = "site/home.html", whitespace = "minimize")]
pub(super) struct Home<'a> {
    root: &'static str,
    products: &'a [ProductPage<'a>],
    typed: usize,
    events: usize,
    schemas: usize,
    versions: usize,
    fields: usize,
    provenances: Vec<(Provenance, usize)>,
}

impl<'a> Home<'a> {
    pub(super) fn new(model: &Model, products: &'a [ProductPage<'a>]) -> Self {
        let versions = || model.schemas().flat_map(|schema| &schema.versions);
        let of_provenance = |provenance| {
            let of_it = versions().filter(|version| version.entry.provenance == provenance);
            (provenance, of_it.count())
        };
        Self {
            root: "",
            products,
            typed: model.schemas().map(|schema| schema.events.len()).sum(),
            events: model.events.len(),
            schemas: model.schemas().count(),
            versions: versions().count(),
            fields: model.schemas().map(|schema| counts(schema).fields).sum(),
            provenances: Provenance::ALL.map(of_provenance).into(),
        }
    }
}

#[derive(Template)]
#[template(path = "site/product.html", whitespace = "minimize")]
pub(super) struct ProductPage<'a> {
    root: &'static str,
    pub(super) name: String,
    /// The name in paths.
    pub(super) slug: String,
    /// Cargo's feature of its types, if it has any.
    feature: Option<String>,
    pub(super) events: Vec<EventView<'a>>,
    schemas: Vec<SchemaRow<'a>>,
}

/// A schema in the list of its product.
struct SchemaRow<'a> {
    schema: &'a Schema,
    path: String,
    counts: Counts,
}

impl<'a> ProductPage<'a> {
    pub(super) fn new(name: &str, product: Option<&'a Product>) -> Self {
        let schemas = product.into_iter().flat_map(|product| {
            product.schemas.iter().map(|schema| SchemaRow {
                schema,
                path: schema_path(product, schema),
                counts: counts(schema),
            })
        });
        Self {
            root: "../",
            name: name.to_owned(),
            slug: slug(&names::module(name)).to_owned(),
            feature: product.map(feature),
            events: Vec::new(),
            schemas: schemas.collect(),
        }
    }

    pub(super) fn path(&self) -> String {
        format!("products/{}.html", self.slug)
    }

    /// Lists an event type.
    pub(super) fn push(&mut self, event: &'a EventType, model: &'a Model) {
        self.events.push(EventView::new(event, model));
    }
}

/// An event type.
pub(super) struct EventView<'a> {
    pub(super) event: &'a EventType,
    /// The variant of `EventType`.
    pub(super) variant: String,
    /// Schema id and page, if its data has a type.
    pub(super) schema: Option<(&'a Schema, String)>,
    /// Why its data has no type, where it has none.
    pub(super) untyped: Option<&'a str>,
    /// Where Twilio documents it.
    pub(super) page: Option<&'a str>,
}

impl<'a> EventView<'a> {
    pub(super) fn new(event: &'a EventType, model: &'a Model) -> Self {
        let products = model.products.iter();
        let schema = products
            .flat_map(|product| product.schemas.iter().map(move |schema| (product, schema)))
            .find(|(_, schema)| event.schema.as_deref() == Some(schema.id.as_str()))
            .map(|(product, schema)| (schema, schema_path(product, schema)));
        let untyped = schema.is_none().then(|| event.why_untyped());
        Self {
            event,
            variant: event_type_variant(&event.name),
            schema,
            untyped,
            page: event.page.as_deref().filter(|page| is_web(page)),
        }
    }

    /// The page that says most of it.
    pub(super) fn path(&self, product: &ProductPage<'_>) -> String {
        match &self.schema {
            Some((_, path)) => path.clone(),
            None => format!("{}#{}", product.path(), self.variant),
        }
    }

    /// The word on whether it is sent, where that is not as one expects.
    pub(super) fn status(&self) -> Option<&'static str> {
        let status = self.event.status;
        (status != Status::Available).then(|| status.as_str())
    }
}

/// Whether an address leads to the web, and runs nothing.
pub(super) fn is_web(address: &str) -> bool {
    ["https://", "http://"]
        .iter()
        .any(|scheme| address.starts_with(scheme))
}

pub(super) fn schema_path(product: &Product, schema: &Schema) -> String {
    format!(
        "schemas/{}/{}.html",
        slug(&product.module),
        slug(&schema.module)
    )
}

#[derive(Template)]
#[template(path = "site/rules.html", whitespace = "minimize")]
pub(super) struct Rules {
    root: &'static str,
    rules: Vec<(Rule, String)>,
}

impl Rules {
    pub(super) fn new() -> Self {
        let rules = Rule::ALL.iter();
        Self {
            root: "",
            rules: rules
                .map(|rule| (*rule, markdown::html(rule.meaning())))
                .collect(),
        }
    }
}

/// A module as part of a path.
pub(super) fn slug(module: &str) -> &str {
    module.strip_prefix("r#").unwrap_or(module)
}
