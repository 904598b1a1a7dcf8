//! What `build.rs` made is what is committed in `generated/`, byte for byte.

use std::path::Path;

use twilio_events_codegen::builder::Builder;
use twilio_events_codegen::emit::{Files, Layout};
use twilio_events_codegen::project::write::Plan;
use twilio_events_workspace::GENERATED_CRATE;

/// The files below a folder, as the plan to make them.
fn read(folder: &Path) -> Files {
    fn walk(root: &Path, folder: &Path, files: &mut Files) {
        for entry in std::fs::read_dir(folder).expect("the folder is there") {
            let path = entry.expect("the folder can be listed").path();
            if path.is_dir() {
                walk(root, &path, files);
                continue;
            }
            let name = path.strip_prefix(root).expect("it lies below the root");
            let name: Vec<_> = name
                .iter()
                .map(|segment| segment.to_string_lossy())
                .collect();
            let text = std::fs::read_to_string(&path).expect("generated files are text");
            files.insert(name.join("/"), text);
        }
    }
    let mut files = Files::new();
    walk(folder, folder, &mut files);
    files
}

fn committed() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/generated"))
}

#[test]
fn build_rs_makes_what_is_committed() {
    let made = read(Path::new(GENERATED_CRATE));
    assert!(
        made.len() > 10,
        "build.rs made almost nothing: {:?}",
        made.keys()
    );
    let plan = Plan::new(committed(), &made).expect("generated/ holds generated files only");
    assert!(
        plan.is_empty(),
        "{}\naccept the difference with: cargo regen",
        plan.diff()
    );
}

/// The comparison above can fail: in a changed byte, a missing file, and a file too many.
#[test]
fn any_difference_is_seen() {
    let made = read(Path::new(GENERATED_CRATE));
    let path = "src/conversations/conversation_state_updated/v2.rs";

    let mut changed = made.clone();
    let text = changed.get_mut(path).expect("the seed's type is generated");
    *text = text.replacen("pub account_sid", "pub account_id", 1);
    let plan = Plan::new(committed(), &changed).expect("generated/ can be read");
    assert_eq!(plan.counts(), (1, 0));
    let diff = plan.diff();
    assert!(
        diff.contains(
            "-        pub account_sid: Option<String>,\n+        pub account_id: Option<String>,\n"
        ),
        "{diff}"
    );

    let mut fewer = made.clone();
    fewer.remove(path);
    assert_eq!(
        Plan::new(committed(), &fewer)
            .expect("generated/ can be read")
            .counts(),
        (0, 1)
    );

    let mut more = made;
    more.insert("src/more.rs".to_owned(), String::new());
    assert_eq!(
        Plan::new(committed(), &more)
            .expect("generated/ can be read")
            .counts(),
        (1, 0)
    );
}

#[test]
fn the_snapshot_needs_no_network() {
    let schemas = concat!(env!("CARGO_MANIFEST_DIR"), "/codegen/schemas");
    let offline = twilio_events_codegen::net::fetch::Options {
        offline: true,
        ..Default::default()
    };
    let generated = Builder::new(schemas)
        .layout(Layout::Crate)
        .fetch(offline)
        .generate();
    let generated = generated.expect("the snapshot holds every locked document");
    // Places that are any JSON are nothing wrong: `regen` and `verify` list them.
    for warning in &generated.warnings {
        println!("{warning}");
    }
}
