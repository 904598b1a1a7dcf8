//! `RULES.md` is what the code says.

use twilio_events_codegen::breaking::{Rule, rules};

const PATH: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/RULES.md");

#[test]
fn rules_md_holds_the_table_of_the_code() {
    let text = std::fs::read_to_string(PATH).expect("RULES.md is there");
    let rows: Vec<&str> = text.lines().filter(|line| line.starts_with('|')).collect();
    let table = rows.join("\n") + "\n";
    assert_eq!(
        table,
        rules::table(),
        "replace the table in RULES.md with this:\n{}",
        rules::table()
    );
}

#[test]
fn ids_are_found_again() {
    for rule in Rule::ALL {
        assert_eq!(Rule::from_id(rule.id()), Some(*rule));
        assert_eq!(
            rule.id().to_lowercase().replace('_', ""),
            format!("{rule:?}").to_lowercase()
        );
    }
    assert_eq!(Rule::from_id("NO_SUCH_RULE"), None);
}
