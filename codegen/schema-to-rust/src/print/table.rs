//! The macros of the runtime: a struct as structs are written, or an entry per line. prettyplease fills lines with the tokens
//! of a macro, so that a member more would be a difference in many of them.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::parse::{Parse, ParseStream};
use syn::{File, Item, Token, token};

/// The text of `runtime::object! { struct }`, of `runtime::open_enum! { enum }` and of `runtime::open_union! { Name { entry, entry } }`;
/// `None` for any other item.
pub(super) fn text(item: &Item) -> Option<String> {
    let Item::Macro(item) = item else { return None };
    let path = item.mac.path.to_token_stream().to_string().replace(' ', "");
    if let Ok(item @ (Item::Struct(_) | Item::Enum(_))) = item.mac.parse_body() {
        return Some(format!("{path}! {{\n{}}}\n", indented(item)));
    }
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
            lines.push(entry(&body)?);
        }
        Ok(Self {
            head: head.to_string(),
            lines,
        })
    }
}

/// The text of an item as prettyplease has it.
pub(super) fn plain(item: Item) -> String {
    prettyplease::unparse(&File {
        shebang: None,
        frontmatter: None,
        attrs: Vec::new(),
        items: vec![item],
    })
}

/// The text of an item in a block.
fn indented(item: Item) -> String {
    let text = plain(item);
    let lines = text.lines().map(|line| match line {
        "" => "\n".to_owned(),
        line => format!("    {line}\n"),
    });
    lines.collect()
}

/// The text of an entry.
fn entry(body: ParseStream<'_>) -> syn::Result<String> {
    let mut tokens = TokenStream::new();
    while !body.is_empty() && !body.peek(Token![,]) {
        tokens.extend([body.parse::<TokenTree>()?]);
    }
    let comma = body.parse::<Option<Token![,]>>()?;
    let end = if comma.is_some() { "," } else { "" };
    Ok(format!("{tokens}{end}"))
}
