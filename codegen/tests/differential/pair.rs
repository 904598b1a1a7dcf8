//! A schema with its types and its data, and what is to be true of each pair.

use std::collections::BTreeSet;

use fastrand::Rng;
use schema_to_rust::hints::Hints;
use schema_to_rust::load::Document;
use schema_to_rust::lower::lower;
use schema_to_rust::model::Type;
use schema_to_rust::normalize::normalize;
use schema_to_rust::resolve::resolve;
use schema_to_rust::{Error, Library, Source, module, names};
use serde_json::Value;
use twilio_events_codegen::emit::STYLE;

use crate::branches::{Read, wrong};
use crate::versions::arm;
use test_schemas::compare::difference;
use test_schemas::described::Described;
use test_schemas::edit::edited;
use test_schemas::instance::Sampler;
use test_schemas::judge::Judge;
use test_schemas::meaning::meaning;
use test_schemas::schema::{Generator, with_an_end};

/// So many instances of a schema are looked at for one that is taken.
const TRIES: usize = 10;

pub(crate) struct Case {
    /// The name of the module.
    pub(crate) name: String,
    pub(crate) schema: Value,
    /// The types, and what says which of their branches are valid. Those of two versions have branches of either.
    types: Option<(Vec<Type>, Judge)>,
    pub(crate) instances: Vec<Instance>,
    /// The Rust.
    pub(crate) text: String,
    pub(crate) warnings: Vec<String>,
}

/// Valid data.
pub(crate) struct Instance {
    pub(crate) data: Value,
    described: Described,
}

impl Case {
    /// The error says why there are no types.
    pub(crate) fn new(seed: usize, number: usize, instances: usize) -> Result<Self, String> {
        let name = format!("s{number:05}");
        let mut rng = Rng::with_seed((seed as u64) << 32 | number as u64);
        let schema = Generator::document(&mut rng);
        let source = Source::new(&name, schema.to_string());
        let module = match module(&STYLE, &source, &mut Library::default()) {
            Ok(module) => module,
            Err(error) => return Err(format!("== {name} has no types: {error}\n{schema:#}")),
        };
        let root = names::type_name(&name);
        let mut lines = module.text.lines().map(str::trim_start);
        let defines = |kind: &str, line: &str| line.starts_with(&format!("pub {kind} {root} "));
        let kinds = ["enum", "struct", "type"];
        if !lines.any(|line| kinds.iter().any(|kind| defines(kind, line))) {
            return Err(format!(
                "== {name} has no type for the whole\n{schema:#}\n{}",
                module.text
            ));
        }
        let judge = Judge::new(meaning(&schema));
        let types =
            types(&name, schema.to_string().as_bytes()).expect("the module was made of them");
        let instances = data(&judge, instances, &mut rng);
        Ok(Self {
            instances,
            types: Some((types, judge)),
            name,
            schema,
            text: module.text,
            warnings: module.warnings.iter().map(ToString::to_string).collect(),
        })
    }

    /// Two versions of a schema and the type of its arm, with data that is valid under either. Whether the arm's type is one of
    /// its own stands beside it. The error says why there are no types.
    pub(crate) fn of_versions(
        seed: usize,
        number: usize,
        instances: usize,
    ) -> Result<(Self, bool), String> {
        let mut rng = Rng::with_seed((seed as u64) << 32 | 1 << 31 | number as u64);
        let older = Generator::document(&mut rng);
        let newer = match rng.u8(0..4) {
            0 => Generator::document(&mut rng),
            _ => with_an_end(|| edited(&older, &mut rng)),
        };
        let name = format!("S{number:05}");
        let versions = [older, newer];
        let arm = arm(&name, &versions)?;
        let mut data_of_both = Vec::new();
        for version in &versions {
            let judge = Judge::new(meaning(version));
            // What one version does not describe and another does has to be as the other says: nobody sends that otherwise.
            for Instance { data, described } in data(&judge, instances / 2, &mut rng) {
                let data = described.alone(&data, "");
                if judge.is_valid("", &data) {
                    data_of_both.push(Instance { data, described });
                }
            }
        }
        let case = Self {
            name: arm.root.to_lowercase(),
            types: None,
            schema: versions.into_iter().collect(),
            instances: data_of_both,
            text: arm.text,
            warnings: Vec::new(),
        };
        Ok((case, arm.is_merged))
    }

    /// The type of the whole, as a path from the root of the crate.
    pub(crate) fn root(&self) -> String {
        format!("{}::{}", self.name, names::type_name(&self.name))
    }

    /// Whether what the program printed is what it got. The error says all that one needs to see why.
    pub(crate) fn came_back(&self, instance: &Instance, line: &str) -> Result<(), String> {
        let why = match line.split_at_checked(1) {
            Some(("+", answer)) => match self.is_right(instance, answer) {
                Ok(()) => return Ok(()),
                Err(why) => why,
            },
            Some(("-", error)) => format!("was refused: {error}"),
            _ => format!("made the program print {line:?}"),
        };
        Err(format!(
            "== {}: {}\n{why}\n{:#}\n{}\n{}",
            self.name,
            instance.data,
            self.schema,
            self.warnings.join("\n"),
            self.text
        ))
    }

    /// Whether the answer has the data as it was sent, and each union in a branch that is valid. The error says what is not.
    fn is_right(&self, instance: &Instance, answer: &str) -> Result<(), String> {
        let parsed = parse(answer);
        let (back, read) = parsed.map_err(|error| format!("came back as {answer}: {error}"))?;
        if let Some(why) = difference(&instance.data, &back, "", &instance.described) {
            return Err(format!("came back as {back}\n{why}"));
        }
        match &self.types {
            Some((types, judge)) => wrong(types, &instance.data, read, &instance.described, judge),
            None => Ok(()),
        }
    }
}

/// What the program printed of a value that it read: the JSON, and the variants of all unions with their places.
fn parse(answer: &str) -> serde_json::Result<(Value, Read)> {
    let (back, taken) = answer.split_once('\t').unwrap_or((answer, "[]"));
    let mut read = Read::new();
    for (place, variant) in serde_json::from_str::<Vec<(String, String)>>(taken)? {
        read.entry(place).or_default().push_back(variant);
    }
    Ok((serde_json::from_str(back)?, read))
}

/// The types of a document.
fn types(name: &str, bytes: &[u8]) -> Result<Vec<Type>, Error> {
    let Document { called, mut tree } = Document::parse(name, bytes)?;
    let (root, url) = ([tree.root()], "file:///schema.json".parse());
    let url = url.expect("it is an address");
    resolve(&mut tree, &root, &url, &mut Library::default())?;
    Ok(lower(&normalize(tree)?, &called, &Hints::default())?.types)
}

/// Different data of a document, all of it valid.
fn data(judge: &Judge, most: usize, rng: &mut Rng) -> Vec<Instance> {
    let sampler = Sampler {
        document: &judge.document,
        strangers: true,
    };
    let mut texts = BTreeSet::new();
    let mut found = Vec::new();
    for _ in 0..most * TRIES {
        if found.len() == most {
            break;
        }
        let Some(data) = sampler.sample(rng) else {
            continue;
        };
        // The whole is never null: that is not an event.
        if data.is_null() || !judge.is_valid("", &data) || !texts.insert(data.to_string()) {
            continue;
        }
        let described = Described::new(judge, &data);
        if !described.is_outside(&data) {
            found.push(Instance { data, described });
        }
    }
    found
}
