//! The macros of the runtime, an entry per line. prettyplease fills lines with the tokens of a macro, so that a member more
//! would be a difference in many of them.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Item, Meta, Token, token};

/// The text of `runtime::object! { Name { entry, entry } }` and the like; `None` for any other item.
pub(super) fn text(item: &Item) -> Option<String> {
    let Item::Macro(item) = item else { return None };
    let path = item.mac.path.to_token_stream().to_string().replace(' ', "");
    let Table { head, lines } = item.mac.parse_body().ok()?;
    let mut text = format!("{path}! {{\n    {head} {{\n");
    for line in lines {
        text.push_str("        ");
        text.push_str(&line);
        text.push('\n');
    }
    text.push_str("    }\n}\n");
    Some(text)
}

struct Table {
    head: String,
    lines: Vec<String>,
}

impl Parse for Table {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut head = TokenStream::new();
        while !input.peek(token::Brace) {
            head.extend([input.parse::<TokenTree>()?]);
        }
        let body;
        syn::braced!(body in input);
        let mut lines = Vec::new();
        while !body.is_empty() {
            lines.extend(entry(&body)?);
        }
        Ok(Self {
            head: head.to_string(),
            lines,
        })
    }
}

/// The lines of an entry.
fn entry(body: ParseStream<'_>) -> syn::Result<Vec<String>> {
    let mut lines = Vec::new();
    for attribute in body.call(Attribute::parse_outer)? {
        if let Meta::NameValue(meta) = &attribute.meta {
            let (name, value) = (meta.path.to_token_stream(), meta.value.to_token_stream());
            lines.push(format!("#[{name} = {value}]"));
        }
    }
    let mut tokens = TokenStream::new();
    while !body.is_empty() && !body.peek(Token![,]) {
        tokens.extend([body.parse::<TokenTree>()?]);
    }
    let comma = body.parse::<Option<Token![,]>>()?;
    let end = if comma.is_some() { "," } else { "" };
    let text = tokens.to_string();
    let text = text
        .strip_prefix(".. ")
        .map_or(text.clone(), |rest| format!("..{rest}"));
    lines.push(format!("{text}{end}"));
    Ok(lines)
}
