//! Case files, the pipeline over one document, and goldens.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use heck::ToPascalCase as _;
use twilio_events_codegen::emit::{Files, Layout, emit};
use twilio_events_codegen::error::Diagnostic;
use twilio_events_codegen::project::catalog::Catalog;
use twilio_events_codegen::project::document::Document;
use twilio_events_codegen::project::id::DocumentId;
use twilio_events_codegen::project::lock::{Entry, Lock, Provenance};
use twilio_events_codegen::project::overrides::Overrides;
use twilio_events_codegen::{Error, generate};

/// The command that accepts what the generator makes now.
pub(crate) const UPDATE: &str = "UPDATE_GOLDENS=1 cargo test -p twilio-events-codegen --test cases";

/// One document of a folder of cases, with what lies beside it.
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) overrides: String,
    folder: PathBuf,
}

impl Case {
    /// A case that has no files.
    pub(crate) fn new(name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            name: name.to_owned(),
            bytes: bytes.into(),
            overrides: String::new(),
            folder: PathBuf::new(),
        }
    }

    /// The file beside the document that ends with `extension`.
    pub(crate) fn beside(&self, extension: &str) -> PathBuf {
        self.folder.join(format!("{}.{extension}", self.name))
    }

    /// The schema version that the document is taken for: `all_of` is `Cases.AllOf/1`.
    pub(crate) fn id(&self) -> DocumentId {
        let id = format!("Cases.{}/1", self.name.to_pascal_case());
        id.parse().expect("case names are snake_case")
    }
}

/// The cases of a folder, by name: every `.json` whose name has no other dot.
pub(crate) fn cases(folder: &str) -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/cases")
        .join(folder);
    let files: Vec<String> = fs::read_dir(&folder)
        .expect("the folder of cases is part of the sources")
        .map(|entry| entry.expect("readable").file_name().into_string().unwrap())
        .collect();
    let mut names: Vec<String> = files
        .iter()
        .filter_map(|file| file.strip_suffix(".json").map(str::to_owned))
        .filter(|name| !name.contains('.'))
        .collect();
    names.sort();
    for file in &files {
        let name = file.split('.').next().unwrap_or_default().to_owned();
        assert!(names.contains(&name), "{file} lies beside no {name}.json");
    }
    let read = |name: String| {
        let mut case = Case::new(
            &name,
            fs::read(folder.join(format!("{name}.json"))).unwrap(),
        );
        case.folder.clone_from(&folder);
        case.overrides = text(&case.beside("overrides.toml"));
        case
    };
    names.into_iter().map(read).collect()
}

/// What the generator makes of the cases.
pub(crate) fn run(cases: &[Case]) -> Result<(Files, Vec<Diagnostic>), Error> {
    let mut lock = Lock(BTreeMap::new());
    let mut documents = Vec::new();
    let mut overrides = String::new();
    for case in cases {
        let id = case.id();
        let document = Document::parse(&id, &case.bytes)?;
        let entry = Entry::new(&document, Provenance::Documented, &[]);
        lock.0.insert(id, entry);
        documents.push(document);
        overrides.push_str(&case.overrides);
    }
    let overrides = Overrides::parse(&overrides)?;
    let (model, warnings) = generate::model(&Catalog::default(), &lock, &overrides, &documents)?;
    Ok((emit(&model, Layout::Modules)?, warnings))
}

/// The text of a file; empty where there is none.
pub(crate) fn text(path: &Path) -> String {
    if path.exists() {
        fs::read_to_string(path).expect("goldens and overrides are UTF-8")
    } else {
        String::new()
    }
}

/// Compares with the golden, where an empty text and no file are the same; or accepts, if asked to. Returns a diff.
pub(crate) fn differs(path: &Path, actual: &str) -> Option<String> {
    let golden = text(path);
    if golden == actual {
        return None;
    }
    if std::env::var_os("UPDATE_GOLDENS").is_some() {
        if actual.is_empty() {
            fs::remove_file(path).expect("it differs from nothing, so it is there");
        } else {
            fs::write(path, actual).expect("the folder of cases is writable");
        }
        return None;
    }
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let diff = similar::TextDiff::from_lines(&golden, actual);
    Some(
        diff.unified_diff()
            .header(&format!("{name} (golden)"), &format!("{name} (now)"))
            .to_string(),
    )
}

/// Fails with all diffs and the command that accepts them.
pub(crate) fn assert_none(diffs: &[String]) {
    assert!(
        diffs.is_empty(),
        "{}\nIf this is what it should be: {UPDATE}",
        diffs.join("\n")
    );
}
