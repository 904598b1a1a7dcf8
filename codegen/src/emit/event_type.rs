//! `EventType`: every event type of the catalogue.

use std::collections::BTreeMap;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::header::rust_file;
use crate::error::Result;
use crate::model::Model;
use crate::project::catalog::{EventType, Status};
use schema_to_rust::emit::docs::{escape, outer};
use schema_to_rust::emit::ident;
use schema_to_rust::names;

/// The file of `EventType`.
pub(crate) fn file(model: &Model) -> Result<String> {
    let events = &model.events;
    let idents = idents(events)?;
    let values: Vec<&str> = events.iter().map(|event| event.name.as_str()).collect();
    let docs = events.iter().map(docs);
    let products = by(events, &idents, |event| Some(event.product.clone()));
    let schemas = by(events, &idents, |event| event.schema.clone());
    let statuses = statuses(events, &idents);
    rust_file(
        "the catalogue",
        quote! {
            #![doc = " The event types of the platform."]

            use twilio_events_runtime::{Status, UnknownValue};

            /// The type of an event, as its attribute `type` names it.
            ///
            /// Any text converts to it with `From` and `FromStr`: what is not listed here is
            /// [`Unknown`](Self::Unknown) and keeps its text.
            #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
            #[non_exhaustive]
            pub enum EventType {
                #(#docs #idents,)*
                /// An event type that was not in the catalogue when this was generated.
                Unknown(UnknownValue),
            }

            twilio_events_runtime::open_enum! { EventType { #(#idents = #values),* } }

            impl EventType {
                /// The schema of the event's `data`. `None` where it is not known for certain.
                pub const fn schema_id(&self) -> Option<&'static str> {
                    match self {
                        #(#schemas,)*
                        _ => None,
                    }
                }

                /// The product that sends it, as schema ids spell it. `None` for unknown types.
                pub const fn product(&self) -> Option<&'static str> {
                    match self {
                        #(#products,)*
                        _ => None,
                    }
                }

                /// Whether Twilio sends it. `None` for unknown types.
                pub const fn status(&self) -> Option<Status> {
                    match self {
                        #(#statuses,)*
                        _ => None,
                    }
                }
            }
        },
    )
}

/// The variant of an event type: `com.twilio.voice.twiml.call.redirected` becomes `VoiceTwimlCallRedirected`.
pub fn variant(event_type: &str) -> String {
    names::variant(event_type.strip_prefix("com.twilio.").unwrap_or(event_type))
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

fn docs(event: &EventType) -> Option<TokenStream> {
    let page = event
        .page
        .as_ref()
        .map(|page| format!(", documented at {page}"));
    outer(&format!(
        "`{}`{}",
        event.name.replace('`', ""),
        escape(&page.unwrap_or_default())
    ))
}

/// Match arms, one for each value that `of` gives.
fn by(
    events: &[EventType],
    idents: &[Ident],
    of: fn(&EventType) -> Option<String>,
) -> Vec<TokenStream> {
    let mut groups: BTreeMap<String, Vec<&Ident>> = BTreeMap::new();
    for (event, ident) in events.iter().zip(idents) {
        if let Some(value) = of(event) {
            groups.entry(value).or_default().push(ident);
        }
    }
    groups
        .iter()
        .map(|(value, idents)| quote!(#(Self::#idents)|* => Some(#value)))
        .collect()
}

fn statuses(events: &[EventType], idents: &[Ident]) -> Vec<TokenStream> {
    let mut groups: BTreeMap<&str, Vec<&Ident>> = BTreeMap::new();
    for (event, ident) in events.iter().zip(idents) {
        let status = match event.status {
            Status::Available => "Available",
            Status::Deprecated => "Deprecated",
            Status::Restricted => "Restricted",
            Status::Discontinued => "Discontinued",
            Status::Unconfirmed => "Unconfirmed",
        };
        groups.entry(status).or_default().push(ident);
    }
    let arm = |(status, idents): (&&str, &Vec<&Ident>)| {
        let status = format_ident!("{status}");
        quote!(#(Self::#idents)|* => Some(Status::#status))
    };
    groups.iter().map(arm).collect()
}
