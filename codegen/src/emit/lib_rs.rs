//! `lib.rs` of the crate, or `mod.rs` of the modules that another crate includes.

use proc_macro2::TokenStream;
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
            #![cfg_attr(
                any(not(doctest), all(feature = "conversations", feature = "webhook")),
                doc = include_str!("_guide/front.md")
            )]
            #![forbid(unsafe_code)]
            #![cfg_attr(docsrs, feature(doc_cfg))]
        }
    });
    // The texts are a schema's and the style is a generator's, in a crate with lints of its own choice.
    let skip = match layout {
        Layout::Crate => quote!(#[rustfmt::skip]),
        Layout::Modules => quote!(#[allow(clippy::all, clippy::pedantic)] #[rustfmt::skip]),
    };
    // The modules of another crate have no features, and may see what is for generated code.
    let of_runtime = match layout {
        Layout::Crate => re_exports(),
        Layout::Modules => quote!(
            pub use twilio_events_runtime::*;
        ),
    };
    let guide = (layout == Layout::Crate).then(|| {
        quote! {
            #[cfg(doc)]
            #[rustfmt::skip]
            pub mod _guide;

            #[cfg(all(doctest, feature = "conversations"))]
            #[doc = include_str!("../README.md")]
            pub mod _readme {}
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

            #guide
            #(#products)*
            #skip mod event_data;
            #skip mod event_type;

            pub use event_data::EventData;
            pub use event_type::EventType;
            #of_runtime

            /// The body of a webhook request, event by event.
            pub type Batch<'a> = twilio_events_runtime::Batch<'a, EventData>;
            /// An event whose `data` is not read yet.
            pub type RawEvent<'a> = twilio_events_runtime::RawEvent<'a, EventData>;
            /// An event with its `data`.
            pub type Event = twilio_events_runtime::Event<EventData>;
            /// An event that is being made, by `Event::builder`.
            pub type EventBuilder = twilio_events_runtime::EventBuilder<EventData>;
            /// Data that does not fit the type of its schema.
            pub type DecodeError = twilio_events_runtime::DecodeError<EventData>;
            /// A text that is not an event, or one whose data does not fit.
            pub type ParseEventError = twilio_events_runtime::ParseEventError<EventData>;
        },
    )
}

/// What a user needs of the runtime, by name: the rest is for generated code.
fn re_exports() -> TokenStream {
    quote! {
        #[doc(inline)]
        #[rustfmt::skip]
        pub use twilio_events_runtime::{
            BatchError, DataError, EventError, Fit, Report, SchemaRef, Status, Timestamp, TimestampError,
            UnknownValue, new,
        };
        #[cfg(feature = "axum")]
        #[doc(inline)]
        pub use twilio_events_runtime::axum;
        #[cfg(feature = "dedup")]
        #[doc(inline)]
        pub use twilio_events_runtime::dedup;
        #[cfg(feature = "kinesis")]
        #[doc(inline)]
        pub use twilio_events_runtime::kinesis;
        #[cfg(feature = "validate")]
        #[doc(inline)]
        pub use twilio_events_runtime::{ValidateError, Violation};
        #[cfg(feature = "webhook")]
        #[doc(inline)]
        pub use twilio_events_runtime::webhook;

        /// An axum extractor that verifies a request and hands over its batch (feature `axum`).
        #[cfg(feature = "axum")]
        pub type TwilioEvents = twilio_events_runtime::axum::VerifiedEvents<EventData>;
        /// The records of a Lambda event on a Kinesis stream: the payload of a function (feature `kinesis`).
        #[cfg(feature = "kinesis")]
        pub type KinesisRecords = twilio_events_runtime::kinesis::Records<EventData>;
    }
}
