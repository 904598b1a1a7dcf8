//! `EventData`: one variant for each schema, and the dispatch to it.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::features;
use super::header::rust_file;
use super::layout::Layout;
use crate::error::Result;
use crate::model::{Model, Product, Schema, Version};
use schema_to_rust::emit::docs::outer;
use schema_to_rust::emit::ident;
use schema_to_rust::model::Kind;
use schema_to_rust::names;

/// A variant: the data of one schema, whichever version it is of.
struct Variant<'a> {
    product: &'a Product,
    schema: &'a Schema,
    name: Ident,
}

/// The file of `EventData`.
pub(crate) fn file(model: &Model, layout: Layout) -> Result<String> {
    let variants = variants(model)?;
    let definitions = variants.iter().map(|variant| definition(variant, layout));
    let rows = variants.iter().map(|variant| row(variant, layout));
    let slots = variants.iter().map(|variant| {
        let (gate, name) = (features::gate(variant.product, layout), &variant.name);
        let id = variant.schema.id.as_str();
        quote!(#gate Self::#name(data) => Ok((#id, &**data)))
    });
    let slots_mut = variants.iter().map(|variant| {
        let (gate, name) = (features::gate(variant.product, layout), &variant.name);
        quote!(#gate Self::#name(data) => Some(data.place()))
    });
    // Two schemas may be other names of one type.
    let own = |variant: &&Variant<'_>| {
        let root = variant.schema.arm().first();
        root.is_some_and(|root| !matches!(root.kind, Kind::Alias(_)))
    };
    let arms = variants.iter().filter(own).map(|variant| {
        let (name, product) = (&variant.name, ident(&variant.product.module));
        let root = ident(&variant.schema.latest().root().name);
        let feature = (layout == Layout::Crate).then(|| features::name(variant.product));
        let gate = feature.map(|feature| quote!(if #feature));
        quote!(#name from #product #root #gate)
    });
    let document = (layout == Layout::Crate).then(document);
    let unused = (layout == Layout::Crate).then(
        || quote!(#[allow(unused_imports, reason = "the features of all products may be off")]),
    );
    rust_file(
        "the schemas that are locked",
        quote! {
            #![doc = " The `data` of every schema, and how it is found."]

            use twilio_events_runtime::Schemas;
            #unused
            use twilio_events_runtime::__private::{Data, Place, Schema, Slot as _, Version, copied, is_same, show};

            #document

            /// The `data` of an event, by schema.
            ///
            /// The type of a schema reads every version of it that is known here, and keeps every member of each. What no
            /// schema here describes is [`Unknown`](Self::Unknown), with its JSON.
            #[non_exhaustive]
            pub enum EventData {
                #(#definitions,)*
                /// Data of a schema, or of a version of one, that cannot be read with the types of this crate, as it came.
                Unknown(Box<serde_json::value::RawValue>),
            }

            impl EventData {
                /// The id of the schema. `None` for [`Unknown`](Self::Unknown).
                pub fn schema(&self) -> Option<&'static str> {
                    self.known().ok().map(|(schema, _)| schema)
                }
            }

            twilio_events_runtime::event_data_from! { EventData { #(#arms,)* } }

            impl Clone for EventData {
                #[inline]
                fn clone(&self) -> Self {
                    copied(self)
                }
            }

            impl std::fmt::Debug for EventData {
                #[inline]
                fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                    show(self, f)
                }
            }

            /// Of one schema and with the same JSON, or unknown and with the same text.
            impl PartialEq for EventData {
                #[inline]
                fn eq(&self, other: &Self) -> bool {
                    is_same(self, other)
                }
            }

            #[doc(hidden)]
            impl Schemas for EventData {
                type EventType = super::EventType;

                const SCHEMAS: &'static [Schema<Self>] = &[#(#rows),*];

                fn unknown(data: Box<serde_json::value::RawValue>) -> Self {
                    Self::Unknown(data)
                }

                fn known(&self) -> Result<(&'static str, &dyn Data), &serde_json::value::RawValue> {
                    match self {
                        #(#slots,)*
                        Self::Unknown(data) => Err(data),
                    }
                }

                fn place(&mut self) -> Option<Place<'_>> {
                    match self {
                        #(#slots_mut,)*
                        Self::Unknown(_) => None,
                    }
                }
            }
        },
    )
}

/// One variant for each schema, by id.
fn variants(model: &Model) -> Result<Vec<Variant<'_>>> {
    let mut scope = names::Scope::default();
    scope.take("Unknown", "data of unknown schemas")?;
    let mut variants: Vec<Variant<'_>> = Vec::new();
    for (product, schema) in model.schemas_in_products() {
        let name = names::type_name(schema.id.name());
        scope.take(&name, schema.id.as_str())?;
        variants.push(Variant {
            product,
            schema,
            name: ident(&name),
        });
    }
    variants.sort_by_key(|variant| variant.schema.id.as_str());
    Ok(variants)
}

impl Variant<'_> {
    /// The path of a module of the schema.
    fn module(&self, name: &str) -> TokenStream {
        let (product, schema) = (ident(&self.product.module), ident(&self.schema.module));
        let name = ident(name);
        quote!(super::#product::#schema::#name)
    }

    /// The path of the type that a version defines for the whole `data`.
    fn exact(&self, version: &Version) -> TokenStream {
        let types = self.schema.types_of(version);
        let module = self.module(&format!("v{}", types.document.version));
        let root = ident(&types.root().name);
        quote!(#module::#root)
    }

    /// Whether the type of a version is the one that reads every version.
    fn reads_exactly(&self, version: &Version) -> bool {
        let latest = self.schema.types_of(self.schema.latest());
        let types = self.schema.types_of(version);
        self.schema.every.is_none() && types.document.version == latest.document.version
    }

    /// The path of the type that reads every version.
    fn arm(&self) -> TokenStream {
        let Some(root) = self.schema.every.as_ref().and_then(|types| types.first()) else {
            return self.exact(self.schema.latest());
        };
        let (module, root) = (self.module("every"), ident(&root.name));
        quote!(#module::#root)
    }
}

fn definition(variant: &Variant<'_>, layout: Layout) -> TokenStream {
    let gate = features::gate(variant.product, layout);
    let versions = variant.schema.versions.iter();
    let versions: Vec<String> = versions
        .map(|version| version.document.version.to_string())
        .collect();
    let noun = if versions.len() == 1 {
        "version"
    } else {
        "versions"
    };
    let docs = outer(&format!(
        "`{}`, {noun} {}.",
        variant.schema.id,
        versions.join(", ")
    ));
    let (name, arm) = (&variant.name, variant.arm());
    quote!(#docs #gate #name(Box<#arm>))
}

/// The row of a schema.
fn row(variant: &Variant<'_>, layout: Layout) -> TokenStream {
    let Variant {
        product,
        schema,
        name,
    } = variant;
    let (gate, id) = (features::gate(product, layout), schema.id.as_str());
    let variant_name = name.to_string();
    let versions = schema.versions.iter().map(|version| {
        let number = Literal::u32_unsuffixed(version.document.version);
        // Where it is the type that reads all versions, that is used.
        let exact = if variant.reads_exactly(version) {
            quote!(None)
        } else {
            let exact = variant.exact(version);
            quote!(Some(|visit| visit(#exact::default().place())))
        };
        let document = match layout {
            Layout::Crate => {
                let path = format!("../schemas/{}.json", version.document);
                quote!(document!(#path))
            }
            Layout::Modules => quote!(None),
        };
        quote! {
            Version { number: #number, exact: #exact, document: #document }
        }
    });
    quote! {
        #gate Schema {
            id: #id,
            variant: #variant_name,
            data: || Self::#name(Box::default()),
            versions: &[#(#versions),*],
        }
    }
}

/// The documents travel for validation alone.
fn document() -> TokenStream {
    quote! {
        #[cfg(feature = "validate")]
        #[allow(unused_macros, reason = "the features of all products may be off")]
        macro_rules! document {
            ($path:literal) => { Some(include_str!($path)) };
        }
        #[cfg(not(feature = "validate"))]
        #[allow(unused_macros, reason = "the features of all products may be off")]
        macro_rules! document {
            ($path:literal) => { None };
        }
    }
}
