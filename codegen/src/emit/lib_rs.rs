//! `lib.rs` of the crate, or `mod.rs` of the modules that another crate includes.

use quote::quote;

use super::features;
use super::header::rust_file;
use super::layout::Layout;
use crate::error::Result;
use crate::model::Model;
use schema_to_rust::emit::ident;

/// The file that declares the modules.
pub(crate) fn file(model: &Model, layout: Layout) -> Result<String> {
    // Inner attributes cannot stand in a file that is included.
    let attributes = (layout == Layout::Crate).then(|| {
        quote! {
            #![doc = include_str!("../README.md")]
            #![forbid(unsafe_code)]
            #![cfg_attr(docsrs, feature(doc_cfg))]
        }
    });
    // The texts are a schema's and the style is a generator's, in a crate with lints of its own choice.
    let skip = match layout {
        Layout::Crate => quote!(#[rustfmt::skip]),
        Layout::Modules => quote!(#[allow(clippy::all, clippy::pedantic)] #[rustfmt::skip]),
    };
    // The modules of another crate have no features.
    let of_features = (layout == Layout::Crate).then(|| {
        quote! {
            /// An axum extractor that verifies a request and hands over its batch:
            /// [`twilio_events_runtime::axum::TwilioEvents`] over [`EventData`].
            #[cfg(feature = "axum")]
            pub type TwilioEvents = twilio_events_runtime::axum::TwilioEvents<EventData>;

            /// The records of a Lambda event on a Kinesis stream:
            /// [`twilio_events_runtime::kinesis::Records`] over [`EventData`].
            #[cfg(feature = "kinesis")]
            pub type KinesisRecords = twilio_events_runtime::kinesis::Records<EventData>;
        }
    });
    let products = model.products.iter().map(|product| {
        let module = ident(&product.module);
        let gate = features::gate(product, layout);
        quote!(#gate #skip pub mod #module;)
    });
    rust_file(
        "the schemas that are locked",
        quote! {
            #attributes

            #(#products)*
            #skip mod event_data;
            #skip mod event_type;

            pub use event_data::EventData;
            pub use event_type::EventType;
            pub use twilio_events_runtime::*;

            /// The body of a webhook request: [`twilio_events_runtime::Batch`] over [`EventData`].
            pub type Batch<'a> = twilio_events_runtime::Batch<'a, EventData>;
            /// An event whose `data` is not read yet: [`twilio_events_runtime::RawEvent`] over [`EventData`].
            pub type RawEvent<'a> = twilio_events_runtime::RawEvent<'a, EventData>;
            /// An event with its `data`: [`twilio_events_runtime::Event`] over [`EventData`].
            pub type Event = twilio_events_runtime::Event<EventData>;
            /// Data that does not fit the type of its schema: [`twilio_events_runtime::DecodeError`] over [`EventData`].
            pub type DecodeError = twilio_events_runtime::DecodeError<EventData>;
            /// A text that is not an event: [`twilio_events_runtime::ParseEventError`] over [`EventData`].
            pub type ParseEventError = twilio_events_runtime::ParseEventError<EventData>;
            #of_features
        },
    )
}
