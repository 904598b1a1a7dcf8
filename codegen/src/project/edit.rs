//! Changes to the text of `catalog.toml` and of `overrides.toml` that leave everything else as it stands: comments, order, spelling.

use toml_edit::{ArrayOfTables, Decor, DocumentMut, Item, Table, Value, value};

use crate::error::Result;
use crate::project::catalog::EventType;
use crate::project::id::SchemaId;
use crate::project::toml;

/// The members of an `[[event]]`, in their order.
const EVENT: [&str; 5] = ["type", "product", "schema", "status", "page"];

/// A file while it is changed.
pub struct Edit(DocumentMut);

impl Edit {
    /// Begins with the text of a file.
    ///
    /// # Errors
    /// The text is not TOML.
    pub fn new(text: &str) -> Result<Self> {
        let parsed = text.parse().map(Self);
        parsed.map_err(|error| toml::not_toml(text, &error))
    }

    /// The text as it is now.
    pub fn into_text(self) -> String {
        self.0.to_string()
    }
}

/// The catalog.
impl Edit {
    /// Says what the latest version of a schema is. One that is not listed yet comes to its place by id.
    pub fn set_latest(&mut self, schema: &SchemaId, latest: u32) {
        let latest = i64::from(latest);
        let rows = self.rows("schema");
        if let Some(row) = find(rows, "id", schema.as_str()) {
            return set(row, "latest", latest.into());
        }
        let mut row = Table::new();
        row.insert("id", value(schema.as_str()));
        row.insert("latest", value(latest));
        insert(rows, row, |row| text(row, "id").to_owned());
    }

    /// Says everything of an event type. One that is not listed yet comes to its place by product and name.
    pub fn set_event(&mut self, event: &EventType) {
        let rows = self.rows("event");
        let members = [
            ("type", Some(event.name.as_str())),
            ("product", Some(event.product.as_str())),
            ("schema", event.schema.as_deref()),
            ("status", Some(event.status.as_str())),
            ("page", event.page.as_deref()),
        ];
        let fill = |row: &mut Table| {
            for (key, text) in members {
                match text {
                    Some(text) if row.get(key).and_then(Item::as_str) == Some(text) => {}
                    Some(text) => set(row, key, text.into()),
                    None => drop(row.remove(key)),
                }
            }
            let place = |key: &str| EVENT.iter().position(|known| *known == key);
            row.sort_values_by(|one, _, other, _| place(one.get()).cmp(&place(other.get())));
        };
        if let Some(row) = find(rows, "type", &event.name) {
            return fill(row);
        }
        let mut row = Table::new();
        fill(&mut row);
        insert(rows, row, |row| {
            (
                text(row, "product").to_owned(),
                text(row, "type").to_owned(),
            )
        });
    }

    fn rows(&mut self, key: &str) -> &mut ArrayOfTables {
        let item = self.0.entry(key).or_insert(Item::None);
        if item.as_array_of_tables().is_none() {
            *item = Item::ArrayOfTables(ArrayOfTables::new());
        }
        item.as_array_of_tables_mut()
            .expect("it was made one where it was none")
    }
}

/// The overrides.
impl Edit {
    /// Takes an entry out, with the comment that stands right above it. A comment further above is about more than this entry, and
    /// stays.
    pub fn remove(&mut self, kind: &str, name: &str) {
        let Some((rows, at)) = self.entry(kind, name) else {
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
            .entry(kind, name)
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

    fn entry(&mut self, kind: &str, name: &str) -> Option<(&mut ArrayOfTables, usize)> {
        let rows = self.0.get_mut(kind)?.as_array_of_tables_mut()?;
        let at = rows.iter().position(|row| text(row, "name") == name)?;
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

fn find<'a>(rows: &'a mut ArrayOfTables, key: &str, name: &str) -> Option<&'a mut Table> {
    let at = rows.iter().position(|row| text(row, key) == name)?;
    rows.get_mut(at)
}

fn text<'a>(row: &'a Table, key: &str) -> &'a str {
    row.get(key).and_then(Item::as_str).unwrap_or_default()
}

/// Sets a member; what stands around an old value, such as a comment, stays.
fn set(row: &mut Table, key: &str, mut new: Value) {
    if let Some(old) = row.get(key).and_then(Item::as_value) {
        *new.decor_mut() = old.decor().clone();
    }
    row.insert(key, Item::Value(new));
}

/// Puts a row behind the last of those that come before it.
fn insert<K: Ord>(rows: &mut ArrayOfTables, mut row: Table, key: impl Fn(&Table) -> K) {
    let new = key(&row);
    let before = (0..rows.len()).rfind(|at| rows.get(*at).is_some_and(|old| key(old) < new));
    let at = before.map_or(0, |at| at + 1);
    // Rows are written by their place in the text, and equal places in the order of the list.
    row.set_position(before.and_then(|at| rows.get(at)).and_then(Table::position));
    if at == 0
        && let Some(first) = rows.get_mut(0)
    {
        // The head of the file stands before its first row.
        row.set_position(first.position());
        *row.decor_mut() = first.decor().clone();
        first.decor_mut().set_prefix("\n");
    }
    rows.insert(at, row);
}

fn prefix(decor: &Decor) -> &str {
    let prefix = decor.prefix();
    prefix.and_then(|text| text.as_str()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Edit, EventType};
    use crate::project::catalog::Status;

    const CATALOG: &str = r#"# The head.

[[schema]]
id = "B.One"
latest = 2 # seen

# About the second.
[[schema]]
id = "D.Two"
latest   =   1

[[event]]
type = "b.one" # a comment
product = "B"
status = "unconfirmed"

[[event]]
type = "d.two"
product = "D"
schema = "D.Two"
status = 'available' # said
page = "https://example.com"
# The end.
"#;

    fn event(name: &str, product: &str, page: &str) -> EventType {
        EventType {
            name: name.to_owned(),
            product: product.to_owned(),
            schema: Some(format!("{product}.One")),
            status: Status::Deprecated,
            page: Some(page.to_owned()),
            untyped: None,
        }
    }

    #[test]
    fn what_is_not_changed_stays_as_it_is_written() {
        assert_eq!(Edit::new(CATALOG).unwrap().into_text(), CATALOG);
        let mut edit = Edit::new(CATALOG).unwrap();
        edit.set_latest(&"B.One".parse().unwrap(), 3);
        edit.set_event(&event("b.one", "B", "p"));
        let expected = CATALOG
            .replace("latest = 2 # seen", "latest = 3 # seen")
            .replace(
                "product = \"B\"\nstatus = \"unconfirmed\"\n",
                "product = \"B\"\nschema = \"B.One\"\nstatus = \"deprecated\"\npage = \"p\"\n",
            );
        assert_eq!(edit.into_text(), expected);
    }

    #[test]
    fn what_is_new_comes_to_its_place() {
        let mut edit = Edit::new(CATALOG).unwrap();
        for id in ["A.Zero", "C.One", "E.Three"] {
            edit.set_latest(&id.parse().unwrap(), 1);
        }
        edit.set_event(&event("a.a", "A", "p"));
        edit.set_event(&event("c.c", "C", "p"));
        edit.set_event(&event("b.z", "B", "p"));
        edit.set_event(&event("e.e", "E", "p"));
        let row = |name: &str, product: &str| {
            format!(
                "[[event]]\ntype = \"{name}\"\nproduct = \"{product}\"\nschema = \"{product}.One\"\n\
                 status = \"deprecated\"\npage = \"p\"\n"
            )
        };
        let schema = |id: &str| format!("[[schema]]\nid = \"{id}\"\nlatest = 1\n");
        let (head, rest) = CATALOG.split_once("\n[[schema]]\n").unwrap();
        let (first, rest) = rest.split_once("\n# About").unwrap();
        let (second, rest) = rest.split_once("\n[[event]]\n").unwrap();
        let (third, rest) = rest.split_once("\n[[event]]\n").unwrap();
        let (last, end) = rest.split_once("# The end").unwrap();
        let expected = [
            format!("{head}\n{}", schema("A.Zero")),
            format!("[[schema]]\n{first}"),
            schema("C.One"),
            format!("# About{second}"),
            schema("E.Three"),
            row("a.a", "A"),
            format!("[[event]]\n{third}"),
            row("b.z", "B"),
            row("c.c", "C"),
            format!("[[event]]\n{last}"),
            row("e.e", "E"),
        ];
        assert_eq!(edit.into_text(), expected.join("\n") + "# The end" + end);
        let mut empty = Edit::new("").unwrap();
        empty.set_latest(&"A.Zero".parse().unwrap(), 1);
        assert_eq!(empty.into_text(), schema("A.Zero"));
    }

    const OVERRIDES: &str = r#"# The head.
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
        let mut edit = Edit::new(OVERRIDES).unwrap();
        for (kind, name) in entries {
            edit.remove(kind, name);
        }
        edit.into_text()
    }

    fn cut(from: &str, to: &str) -> String {
        let begin = OVERRIDES.find(from).unwrap();
        let end = if to.is_empty() {
            OVERRIDES.len()
        } else {
            OVERRIDES.find(to).unwrap()
        };
        format!("{}{}", &OVERRIDES[..begin], &OVERRIDES[end..])
    }

    #[test]
    fn an_entry_goes_with_its_comment_and_nothing_else() {
        assert_eq!(without(&[]), OVERRIDES);
        assert_eq!(without(&[("values", "two"), ("rename", "one")]), OVERRIDES);
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
        let mut edit = Edit::new(OVERRIDES).unwrap();
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
