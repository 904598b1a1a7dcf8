//! The fields of a version: bullets, with the fields of an object nested below it.

use super::markdown::{self, Block, Kind, Span, Style};
use super::{DocumentedField, JsonType, Reader};
use crate::error::Result;

impl Reader<'_> {
    /// Adds the fields of a list. The depth is bounded, since the tree of blocks is.
    pub(super) fn fields(&self, items: &[Block], fields: &mut Vec<DocumentedField>) -> Result<()> {
        for item in items {
            let field = self.field(item)?;
            if fields.iter().any(|other| other.name == field.name) {
                let message = format!("the field {} comes twice", field.name);
                return Err(self.error(item.offset, message));
            }
            fields.push(field);
        }
        Ok(())
    }

    /// One bullet: "`string` **name** (required). Description." and the bullets below it.
    fn field(&self, item: &Block) -> Result<DocumentedField> {
        let no_field = || {
            let types = JsonType::ALL.map(JsonType::as_str).join(", ");
            self.error(item.offset, "this list item is not a field")
                .help(format!("a field reads: * `string` **name** (required). Description. Its type is one of {types}"))
        };
        let Kind::Item(blocks) = &item.kind else {
            return Err(no_field());
        };
        let (first, rest) = blocks.split_first().ok_or_else(no_field)?;
        let spans = first.paragraph().ok_or_else(no_field)?;
        let mut field = head(spans).ok_or_else(no_field)?;
        self.no_field(item, &spans[1..])?;

        for block in rest {
            match &block.kind {
                Kind::Paragraph(spans) => {
                    self.no_field(block, spans)?;
                    if !field.description.is_empty() {
                        field.description.push(' ');
                    }
                    field.description.push_str(&markdown::text(spans));
                }
                Kind::BulletList(items) => {
                    if !matches!(field.json_type, JsonType::Object | JsonType::Array) {
                        let (name, json_type) = (&field.name, field.json_type.as_str());
                        let message =
                            format!("the field {name} is a {json_type} and cannot have fields");
                        return Err(self.error(block.offset, message));
                    }
                    self.fields(items, &mut field.children)?;
                }
                _ => {
                    let message = format!(
                        "below the field {} only text and fields are expected",
                        field.name
                    );
                    return Err(self.error(block.offset, message));
                }
            }
        }
        Ok(field)
    }
}

/// The field as its own line gives it.
fn head(spans: &[Span]) -> Option<DocumentedField> {
    let [json_type, gap, name, rest @ ..] = spans else {
        return None;
    };
    let styles = [&json_type.style, &gap.style, &name.style];
    if styles != [&Style::Code, &Style::Plain, &Style::Strong] || !gap.text.trim().is_empty() {
        return None;
    }
    if name.text.is_empty() || name.text.contains(char::is_whitespace) {
        return None;
    }
    let rest = markdown::text(rest);
    let (required, rest) = match rest.strip_prefix("(required)") {
        Some(rest) => (true, rest),
        None => (false, &*rest),
    };
    // Anything else before the full stop might change what the field is.
    let description = match rest.strip_prefix('.') {
        Some(description) if description.is_empty() => description,
        Some(description) => description.strip_prefix(' ')?,
        None if rest.is_empty() => rest,
        None => return None,
    };
    Some(DocumentedField {
        name: name.text.clone(),
        json_type: JsonType::named(&json_type.text)?,
        required,
        description: description.to_owned(),
        children: Vec::new(),
    })
}
