//! Our own Markdown as HTML. What schemas say is not Markdown: the templates show it as it is.

use pulldown_cmark::{Event, Options, Parser, html};

/// The HTML. HTML inside the Markdown is shown as text.
pub(super) fn html(markdown: &str) -> String {
    let events = Parser::new_ext(markdown, Options::empty()).map(|event| match event {
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        event => event,
    });
    let mut text = String::new();
    html::push_html(&mut text, events);
    text
}
