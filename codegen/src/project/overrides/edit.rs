//! Changes to the text of `overrides.toml` that leave everything else as it stands.

use toml_edit::{ArrayOfTables, Decor, DocumentMut, Item, Table, TomlError, Value};

use crate::error::{Error, Result};

/// The file while it is changed.
pub struct Edit(DocumentMut);

impl Edit {
    /// Begins with the text of the overrides.
    ///
    /// # Errors
    /// The text is not TOML.
    pub fn new(text: &str) -> Result<Self> {
        let parsed = text.parse();
        parsed
            .map(Self)
            .map_err(|error: TomlError| Error::new("these are not overrides").cause(error))
    }

    /// Takes an entry out, with the comment that stands right above it. A comment further above is about more than this entry, and
    /// stays.
    pub fn remove(&mut self, kind: &str, name: &str) {
        let Some((rows, at)) = self.find(kind, name) else {
            return;
        };
        let row = rows.remove(at);
        if rows.is_empty() {
            self.0.remove(kind);
        }
        let above = prefix(row.decor()).to_owned();
        let stays = above.rfind("\n\n").map_or("", |end| &above[..=end]);
        if stays.trim().is_empty() {
            return;
        }
        if let Some(next) = self.next(row.position()) {
            let below = format!("{stays}{}", prefix(next.decor()));
            next.decor_mut().set_prefix(below);
        } else {
            let below = self.0.trailing().as_str().unwrap_or_default().to_owned();
            self.0.set_trailing(format!("{stays}{below}"));
        }
    }

    /// Takes all but these pointers out of an entry.
    pub fn cut(&mut self, kind: &str, name: &str, left: &[String]) {
        let row = self
            .find(kind, name)
            .and_then(|(rows, at)| rows.get_mut(at));
        let pointers = row.and_then(|row| row.get_mut("pointers")?.as_array_mut());
        let Some(pointers) = pointers else { return };
        let before = pointers.get(0).map(|first| first.decor().clone());
        let stays = |one: &Value| {
            one.as_str()
                .is_some_and(|one| left.iter().any(|left| left == one))
        };
        pointers.retain(stays);
        // What now comes first stands where the first stood, unless there is a comment above it.
        if let (Some(before), Some(first)) = (before, pointers.get_mut(0))
            && prefix(first.decor()).trim().is_empty()
        {
            *first.decor_mut() = before;
        }
    }

    /// The text as it is now.
    pub fn into_text(self) -> String {
        self.0.to_string()
    }

    fn find(&mut self, kind: &str, name: &str) -> Option<(&mut ArrayOfTables, usize)> {
        let rows = self.0.get_mut(kind)?.as_array_of_tables_mut()?;
        let named = |row: &Table| row.get("name").and_then(Item::as_str) == Some(name);
        let at = rows.iter().position(named)?;
        Some((rows, at))
    }

    /// The entry that follows a place in the text.
    fn next(&mut self, place: Option<isize>) -> Option<&mut Table> {
        let kinds = self.0.iter_mut();
        let rows = kinds.filter_map(|(_, item)| item.as_array_of_tables_mut());
        let rows = rows.flat_map(ArrayOfTables::iter_mut);
        rows.filter(|row| row.position() > place)
            .min_by_key(|row| row.position())
    }
}

fn prefix(decor: &Decor) -> &str {
    let prefix = decor.prefix();
    prefix.and_then(|text| text.as_str()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::Edit;

    const TEXT: &str = r#"# The head.
# It goes on.

# About one.
[[values]]
name = "one"
pointers = ["/a", "/b"] # both

[[timestamp]]
name = "two"
pointers = [
    "/c",
    # the other
    "/d",
]

# A part of its own.

# About three.
[[values]]
name = "three" # a name
reason = """
[[values]]
"""

# The end.
"#;

    fn without(entries: &[(&str, &str)]) -> String {
        let mut edit = Edit::new(TEXT).unwrap();
        for (kind, name) in entries {
            edit.remove(kind, name);
        }
        edit.into_text()
    }

    fn cut(from: &str, to: &str) -> String {
        let begin = TEXT.find(from).unwrap();
        let end = if to.is_empty() {
            TEXT.len()
        } else {
            TEXT.find(to).unwrap()
        };
        format!("{}{}", &TEXT[..begin], &TEXT[end..])
    }

    #[test]
    fn an_entry_goes_with_its_comment_and_nothing_else() {
        assert_eq!(without(&[]), TEXT);
        assert_eq!(without(&[("values", "two"), ("rename", "one")]), TEXT);
        // The line between stays, as it does between entries.
        assert_eq!(
            without(&[("values", "one")]),
            cut("# About one.\n", "[[timestamp]]")
        );
        assert_eq!(
            without(&[("timestamp", "two")]),
            cut("\n[[timestamp]]", "\n# A part")
        );
        assert_eq!(
            without(&[("values", "three")]),
            cut("\n# About three.", "\n# The end.")
        );
        assert_eq!(
            without(&[("values", "three"), ("values", "one"), ("timestamp", "two")]),
            "# The head.\n# It goes on.\n\n# A part of its own.\n\n# The end.\n"
        );
    }

    #[test]
    fn pointers_go_alone() {
        let mut edit = Edit::new(TEXT).unwrap();
        edit.cut("values", "one", &["/a".to_owned()]);
        edit.cut("timestamp", "two", &["/d".to_owned()]);
        let text = edit.into_text();
        assert!(text.contains("pointers = [\"/a\"] # both\n"), "{text}");
        assert!(
            !text.contains("\"/c\"") && text.contains("# the other\n    \"/d\""),
            "{text}"
        );
    }
}
