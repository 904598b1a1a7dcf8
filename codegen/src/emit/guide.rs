//! The manual of the generated crate: a page for each topic, and the front page, as Markdown that rustdoc reads. They stand in `guide/`.

use quote::{format_ident, quote};

use super::header::{MARK, rust_file};
use super::layout::Files;
use super::readme;
use crate::error::Result;
use crate::model::Model;

/// A page but the front page.
struct Page<'a> {
    name: &'a str,
    /// The line that stands in lists of pages.
    first: &'a str,
    text: &'a str,
    /// The features that its blocks need.
    needs: &'a [&'a str],
}

/// Each page by its name, which its file has too.
macro_rules! pages {
    ($($name:literal: $first:literal $needs:expr,)*) => {
        [$(Page { name: $name, first: $first, text: include_str!(concat!("guide/", $name, ".md")), needs: &$needs },)*]
    };
}

const PAGES: [Page<'static>; 7] = pages! {
    "webhooks": "Webhooks: verify, read, answer." ["axum", "conversations", "dedup"],
    "kinesis": "Kinesis: one event a record, in a Lambda function or elsewhere." ["kinesis"],
    "versions": "Schema versions: what a match gives, and what happens to new ones." ["conversations"],
    "enums": "Sets of values: enums that a new value does not break." ["conversations", "messaging"],
    "errors": "Errors: what each one means, what it keeps, what to do." ["conversations"],
    "testing": "Testing: values, events, bodies and signed requests in a line each." ["axum", "conversations"],
    "production": "Production: retries, duplicates, order, rotation, logs, limits." ["axum", "dedup", "webhook"],
};

/// Adds the files.
pub(crate) fn files(model: &Model, files: &mut Files) -> Result<()> {
    let mut page = |name: &str, text: &str| {
        let mark = format!("<!-- {MARK}. Do not edit. To change it: cargo regen -->");
        files.insert(format!("src/_guide/{name}.md"), format!("{mark}\n\n{text}"));
    };
    let front = include_str!("guide/front.md");
    page(
        "front",
        &format!("{front}\n# Features\n\n{}", readme::FEATURES),
    );
    let coverage = format!(
        "What is covered: schemas, versions, types.\n\n{}",
        readme::coverage(model)
    );
    let coverage = Page {
        name: "coverage",
        first: "What is covered: schemas, versions, types.",
        text: &coverage,
        needs: &[],
    };
    let modules = PAGES.into_iter().chain([coverage]).map(|it| {
        page(it.name, it.text);
        let (module, needs) = (format_ident!("{}", it.name), it.needs);
        let (first, path) = (
            format!(" {}\n\n", it.first),
            format!("_guide/{}.md", it.name),
        );
        quote! {
            #[cfg(any(not(doctest), all(#(feature = #needs),*)))]
            #[doc = #first]
            #[doc = include_str!(#path)]
            pub mod #module {}
        }
    });
    let text = rust_file(
        "the manual",
        quote! {
            #![doc = " The manual: a page for each topic."]
            #(#modules)*
        },
    )?;
    files.insert("src/_guide.rs".to_owned(), text);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{PAGES, Page};

    #[test]
    fn the_front_page_leads_to_every_page_and_all_name_the_crate_alone() {
        let front = include_str!("guide/front.md");
        for Page {
            name, first, text, ..
        } in PAGES
        {
            let link = format!("(crate::_guide::{name})");
            assert!(front.contains(&link), "{name}");
            assert!(first.ends_with('.'), "{name}: {first}");
            assert!(!text.contains("twilio_events_runtime"), "{name}");
        }
        assert!(!front.contains("twilio_events_runtime"));
    }
}
