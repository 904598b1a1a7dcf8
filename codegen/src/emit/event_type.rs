//! `EventType`: every event type of the catalog.

use std::collections::HashMap;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::header::rust_file;
use crate::error::Result;
use crate::model::{Model, Product, Schema};
use crate::project::catalog::EventType;
use schema_to_rust::emit::docs::{escape, outer};
use schema_to_rust::emit::ident;
use schema_to_rust::names;

/// The file of `EventType`.
pub(crate) fn file(model: &Model) -> Result<String> {
    let events = &model.events;
    let idents = idents(events)?;
    let held = held(model);
    let docs = events.iter().map(|event| docs(event, &held));
    let rows = events.iter().zip(&idents).map(|(event, name)| {
        let EventType {
            name: value,
            product,
            ..
        } = event;
        // The runtime calls them the same.
        let status = ident(&format!("{:?}", event.status));
        let schema = event.schema.as_ref().map(|schema| {
            let word = if held.contains_key(schema.as_str()) {
                quote!(typed)
            } else {
                quote!(named)
            };
            quote!(#word #schema)
        });
        quote!(#name = #value => #product #status #schema)
    });
    rust_file(
        "the catalog",
        quote! {
            #![doc = " The event types of the platform."]

            use twilio_events_runtime::UnknownValue;

            /// The type of an event, as its attribute `type` names it.
            ///
            /// Any text converts to it with `From` and `FromStr`: what is not listed here is
            /// [`Unknown`](Self::Unknown) and keeps its text. Each variant says which type its events' data has.
            #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
            #[non_exhaustive]
            pub enum EventType {
                #(#docs #idents,)*
                /// An event type that was not in the catalog when this was generated.
                Unknown(UnknownValue),
            }

            twilio_events_runtime::event_types! { EventType { #(#rows,)* } }
        },
    )
}

/// The variant of an event type: `com.twilio.voice.twiml.call.redirected` becomes `VoiceTwimlCallRedirected`.
pub fn variant(event_type: &str) -> String {
    names::variant(event_type.strip_prefix("com.twilio.").unwrap_or(event_type))
}

/// What is held of the schemas, by id.
fn held(model: &Model) -> HashMap<&str, (&Product, &Schema)> {
    let schemas = model.schemas_in_products();
    let by_id = schemas.map(|(product, schema)| (schema.id.as_str(), (product, schema)));
    by_id.collect()
}

fn idents(events: &[EventType]) -> Result<Vec<Ident>> {
    let mut scope = names::Scope::default();
    scope.take("Unknown", "any other type")?;
    let mut idents = Vec::new();
    for event in events {
        let name = variant(&event.name);
        scope.take(&name, &event.name)?;
        idents.push(ident(&name));
    }
    Ok(idents)
}

fn docs(event: &EventType, held: &HashMap<&str, (&Product, &Schema)>) -> Option<TokenStream> {
    let name = event.name.replace('`', "");
    let page = event.page.as_ref();
    let page = page.map(|page| format!(", documented at {page}"));
    let page = escape(&page.unwrap_or_default());
    let data = match event.schema.as_ref().and_then(|id| held.get(id.as_str())) {
        Some((product, schema)) => {
            let (variant, root) = (
                names::type_name(schema.id.name()),
                &schema.latest().root().name,
            );
            format!(
                "Its data is a [`{root}`](super::{}::{root}), in [`EventData::{variant}`](super::EventData::{variant}).",
                product.module
            )
        }
        None => format!(
            "No type is held for its data, which [`RawEvent::decode_as`](super::RawEvent::decode_as) reads into one of yours. {}",
            escape(&sentence(event.why_untyped()))
        ),
    };
    outer(&format!("`{name}`{page}\n\n{data}"))
}

/// With a capital letter in front and a full stop behind.
fn sentence(text: &str) -> String {
    let mut letters = text.trim_end_matches('.').chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).chain(['.']).collect()
}
