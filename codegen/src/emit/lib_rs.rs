//! The root of the crate, or of the module that includes the types.

use proc_macro2::TokenStream;
use quote::quote;

use super::ident;
use crate::error::Result;
use crate::format::rust_file;
use crate::model::Model;

/// `src/lib.rs`.
pub(crate) fn file(model: &Model) -> Result<String> {
    let items = items(model, None);
    rust_file(
        "the schemas that are locked",
        quote! {
            #![doc = include_str!("../README.md")]
            #![forbid(unsafe_code)]
            #![cfg_attr(docsrs, feature(doc_cfg))]
            #items
        },
    )
}

/// The modules and what stands beside them. `folder` is where their files are, unless they are beside this one.
pub(crate) fn items(model: &Model, folder: Option<&str>) -> TokenStream {
    let path = |module: &str| {
        folder.map(|folder| {
            let path = format!("{folder}{module}.rs");
            quote!(#[path = #path])
        })
    };
    let products = model.products.iter().map(|product| {
        let (path, module) = (path(&product.module), ident(&product.module));
        quote!(#path #[rustfmt::skip] pub mod #module;)
    });
    let (data, types, shapes) = (path("event_data"), path("event_type"), path("shapes"));
    quote! {
        #(#products)*
        #data #[rustfmt::skip] mod event_data;
        #types #[rustfmt::skip] mod event_type;
        #shapes #[rustfmt::skip] mod shapes;

        pub use event_data::EventData;
        pub use event_type::EventType;
        pub use twilio_events_runtime::*;

        /// The body of a webhook request: [`twilio_events_runtime::Batch`] over [`EventData`].
        pub type Batch<'a> = twilio_events_runtime::Batch<'a, EventData>;
        /// An event whose `data` is not read yet: [`twilio_events_runtime::RawEvent`] over [`EventData`].
        pub type RawEvent<'a> = twilio_events_runtime::RawEvent<'a, EventData>;
        /// An event with its `data`: [`twilio_events_runtime::Event`] over [`EventData`].
        pub type Event = twilio_events_runtime::Event<EventData>;
    }
}
