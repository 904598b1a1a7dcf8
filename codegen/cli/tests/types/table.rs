//! The table of CONTRIBUTING.md from JSON Schema to Rust: each row is what the command makes of it.

use std::fs;
use std::path::Path;

use super::{folder, types};

/// The rows: a schema, and what it becomes.
fn rows() -> Vec<(String, String)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../CONTRIBUTING.md");
    let text = fs::read_to_string(path).expect("the project has it");
    let (_, table) = text
        .split_once("| a schema | becomes | |\n| --- | --- | --- |\n")
        .expect("it has the table");
    let rows = table.lines().take_while(|line| line.starts_with('|'));
    rows.map(|row| {
        let cells: Vec<&str> = row.split(" | ").collect();
        let [schema, becomes, ..] = cells[..] else {
            panic!("this row has no two cells: {row}");
        };
        let code = |cell: &str| cell.trim_matches(['|', ' ', '`']).to_owned();
        (code(schema), code(becomes))
    })
    .collect()
}

#[test]
fn each_row_of_the_table_holds() {
    let rows = rows();
    assert!(rows.len() > 20, "{} rows", rows.len());
    let mut wrong = Vec::new();
    for (schema, becomes) in rows {
        let document = format!(
            r#"{{"type": "object", "required": ["x"], "properties": {{"x": {schema}}}, "$defs": {{"Name": {{"type": "string"}}}}}}"#
        );
        let folder = folder(&[("whole.json", &document)]);
        let text = types(folder.path(), &["whole.json"]).out;
        let field = text
            .lines()
            .find_map(|line| line.trim().strip_prefix("pub x: "));
        let mut found = field.unwrap_or("nothing").trim_end_matches(',').to_owned();
        for path in [
            "twilio_events_runtime::",
            "serde_json::",
            "std::collections::",
        ] {
            found = found.replace(path, "");
        }
        // What has a name of its own is known by what it is.
        for kind in ["struct", "enum"] {
            if text.contains(&format!("pub {kind} {found} {{")) {
                kind.clone_into(&mut found);
            }
        }
        if found != becomes {
            wrong.push(format!(
                "{schema} becomes {found}, and the table says {becomes}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
