//! The catalog as a site: a page for each product and schema, with what a reader of its events wants to know.
//!
//! ```text
//! index.html                        products and event types
//! products/<product>.html           event types and schemas of a product
//! schemas/<product>/<schema>.html   a schema: fields, sample, versions, what changed between them
//! rules.html                        the rules by which versions are compared
//! assets/                           style, search, and what search looks through
//! ```

mod changes;
mod markdown;
mod pages;
mod sample_match;
mod schema;
mod search;
mod types;

use std::collections::BTreeMap;

use askama::Template;
use schema_to_rust::{names, sanitize};
use twilio_events_codegen::builder::Generated;
use twilio_events_codegen::emit::{Files, MARK};
use twilio_events_codegen::project::snapshot::Snapshot;
use twilio_events_codegen::{Error, Result};

use self::pages::{Home, ProductPage, Rules, slug};
use self::schema::{MOMENT, SchemaPage};
use self::search::Index;
use crate::trigger::samples;

/// All files, by path.
pub(crate) fn files(snapshot: &Snapshot, generated: &Generated) -> Result<Files> {
    let model = &generated.model;
    let moment = MOMENT.parse().expect("it is a point in time");
    let samples = samples(model, moment);
    let products = products(generated)?;
    let mut index = Index::default();
    let mut pages = BTreeMap::new();
    for product in &products {
        index.product(product);
        pages.insert(product.path(), html(product)?);
    }
    for product in &model.products {
        for schema in &product.schemas {
            let page = SchemaPage::new(product, schema, snapshot, generated, &samples)?;
            index.schema(&page);
            pages.insert(page.path(), html(&page)?);
        }
    }
    pages.insert("index.html".to_owned(), html(&Home::new(model, &products))?);
    pages.insert("rules.html".to_owned(), html(&Rules::new())?);
    let style = include_str!("../templates/site/site.css");
    let search = include_str!("../templates/site/search.js");
    let mut files = pages;
    let mut asset = |name: &str, text| files.insert(format!("assets/{name}"), text);
    asset("site.css", marked("/*", " */", style));
    asset("search.js", marked("//", "", search));
    asset("search-index.js", marked("//", "", &index.script()));
    Ok(files)
}

/// All products: those that have types, and those of which only event types are known.
fn products(generated: &Generated) -> Result<Vec<ProductPage<'_>>> {
    let model = &generated.model;
    let mut pages: BTreeMap<String, ProductPage<'_>> = BTreeMap::new();
    for product in &model.products {
        let page = ProductPage::new(&product.name, Some(product));
        pages.insert(page.slug.clone(), page);
    }
    for event in &model.events {
        let slug = slug(&names::module(&event.product)).to_owned();
        let page = pages
            .entry(slug)
            .or_insert_with(|| ProductPage::new(&event.product, None));
        if page.name != event.product {
            return Err(Error::new(format!(
                "the products {:?} and {:?} would have one page",
                page.name, event.product
            ))
            .help("spell the product alike in all [[event]] entries of catalog.toml"));
        }
        page.push(event, model);
    }
    Ok(pages.into_values().collect())
}

/// The text of a page. Whatever schemas say, a browser shows it in its place, and in its order.
fn html(page: &impl Template) -> Result<String> {
    let html = page
        .render()
        .map_err(|error| Error::new("a page cannot be made").cause(error))?;
    Ok(marked("<!--", " -->", &sanitize::lines(&html)))
}

/// A text with the line before it by which a later run knows the file as its own.
fn marked(comment: &str, end: &str, text: &str) -> String {
    format!("{comment} {MARK} from the locked schemas, with `twilio-events docs`.{end}\n{text}")
}
