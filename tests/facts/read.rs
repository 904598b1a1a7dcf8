//! The facts in `codegen/tests/fields`, as `codegen/tests/fields/README.md` describes them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use twilio_events_codegen::project::id::DocumentId;

/// What is known of one schema version.
pub(crate) struct Facts {
    /// Whether the list of fields was seen whole.
    pub(crate) is_complete: bool,
    rows: Vec<Row>,
}

struct Row {
    path: String,
    ty: String,
    required: String,
    basis: String,
    values: String,
    meaning: String,
}

/// All facts, by schema version.
pub(crate) fn all() -> BTreeMap<DocumentId, Facts> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("codegen/tests/fields");
    let mut all = BTreeMap::new();
    for schema in fs::read_dir(&folder).expect("the facts are there") {
        let schema = schema.expect("they can be listed").path();
        if !schema.is_dir() {
            continue;
        }
        for file in fs::read_dir(&schema).expect("they can be listed") {
            let file = file.expect("they can be listed").path();
            let id = format!(
                "{}/{}",
                schema.file_name().expect("a name").to_string_lossy(),
                file.file_stem().expect("a name").to_string_lossy(),
            );
            let text = fs::read_to_string(&file).expect("facts are text");
            all.insert(
                id.parse().expect("named after a schema version"),
                Facts::parse(&id, &text),
            );
        }
    }
    all
}

impl Facts {
    fn parse(id: &str, text: &str) -> Self {
        let mut lines = text.lines();
        let head: Vec<&str> = lines
            .by_ref()
            .take_while(|line| line.starts_with('#'))
            .collect();
        assert_eq!(head[0], format!("# schema: {id}"));
        let complete = head
            .iter()
            .find_map(|line| line.strip_prefix("# complete: "));
        let rows = lines.map(|line| {
            let cells: Vec<String> = line.split('\t').map(str::to_owned).collect();
            let [path, ty, required, basis, values, meaning] = <[String; 6]>::try_from(cells)
                .unwrap_or_else(|cells| panic!("{id}: six cells: {cells:?}"));
            Row {
                path,
                ty,
                required,
                basis,
                values,
                meaning,
            }
        });
        Self {
            is_complete: complete
                .expect("it says how complete it is")
                .starts_with("yes"),
            rows: rows.collect(),
        }
    }

    /// What each field has to be, by its path, in the words of [`twilio_events_codegen::docs::conformance::outline`].
    pub(crate) fn expected(&self) -> BTreeMap<String, String> {
        let mut expected = BTreeMap::new();
        for row in self.kept() {
            if row.path.ends_with("[]") {
                continue;
            }
            let required = row.required == "yes"
                && row
                    .basis
                    .split(',')
                    .any(|basis| basis == "P" || basis == "D");
            let optional = if required { "" } else { "optional " };
            let or_text = if row.values.ends_with("seen as text") {
                " or text"
            } else {
                ""
            };
            let words = format!("{optional}{}{or_text}", self.words(row));
            expected.insert(row.path.replace("[]", ""), words);
        }
        expected
    }

    /// The rows that fields are made of: not those that rest on a REST resource alone or are unconfirmed, nor what lies in them.
    fn kept(&self) -> impl Iterator<Item = &Row> {
        let out = |row: &Row| row.basis == "R" || row.meaning.starts_with("unconfirmed");
        let left_out: Vec<&Row> = self.rows.iter().filter(|row| out(row)).collect();
        self.rows.iter().filter(move |row| {
            !left_out.iter().any(|other| {
                let below = row.path.strip_prefix(&other.path);
                below.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
            })
        })
    }

    fn words(&self, row: &Row) -> String {
        let (item, member) = (format!("{}[]", row.path), format!("{}.", row.path));
        match row.ty.trim_end_matches("|null") {
            "array" => match self.kept().find(|other| other.path == item) {
                Some(item) => format!("list of {}", self.words(item)),
                None => "list of any".to_owned(),
            },
            "object" if self.kept().any(|other| other.path.starts_with(&member)) => {
                "object".to_owned()
            }
            "object" if row.values == "map of strings" => "map of string".to_owned(),
            "object" => "map of any".to_owned(),
            "string" if row.values.starts_with("ISO 8601") => "timestamp".to_owned(),
            "string" => match row.values.strip_prefix("one of ") {
                Some(values) => {
                    let mut values: Vec<&str> = values.split(", ").collect();
                    values.sort_unstable();
                    format!("one of {values:?}")
                }
                None => "string".to_owned(),
            },
            other => other.to_owned(),
        }
    }
}
