//! A schema with its types and its data, and what is to be true of each pair.

use std::collections::BTreeSet;

use fastrand::Rng;
use jsonschema::Validator;
use schema_to_rust::{Library, Source, module, names};
use serde_json::Value;
use twilio_events_codegen::emit::STYLE;

use crate::compare::difference;
use crate::described::Described;
use crate::instance::Sampler;
use crate::meaning::meaning;
use crate::schema::Generator;
use crate::versions::{arm, changed};

/// So many instances of a schema are looked at for one that is taken.
const TRIES: usize = 10;

pub(crate) struct Case {
    /// The name of the module.
    pub(crate) name: String,
    pub(crate) schema: Value,
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
        let meaning = meaning(&schema);
        let validator = jsonschema::validator_for(&meaning)
            .unwrap_or_else(|error| panic!("{name} is not a schema: {error}\n{schema:#}"));
        let mut instances = data(&meaning, &validator, instances, &mut rng);
        if module.text.contains(&format!("pub type {root} = i128;")) {
            // Of a Rust integer alone, serde's own reader takes no exponent.
            instances.retain(|instance| !instance.data.is_f64());
        }
        Ok(Self {
            name,
            schema,
            instances,
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
            _ => changed(&older, &mut rng),
        };
        let name = format!("S{number:05}");
        let versions = [older, newer];
        let arm = arm(&name, &versions)?;
        let mut data_of_both = Vec::new();
        for version in &versions {
            let meaning = meaning(version);
            let Ok(validator) = jsonschema::validator_for(&meaning) else {
                return Err(format!("{version} is not a schema"));
            };
            // What one version does not describe and another does has to be as the other says: nobody sends that otherwise.
            for Instance { data, described } in data(&meaning, &validator, instances / 2, &mut rng)
            {
                let data = described.alone(&data, "");
                if validator.is_valid(&data) {
                    data_of_both.push(Instance { data, described });
                }
            }
        }
        let case = Self {
            name: arm.root.to_lowercase(),
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
            Some(("+", json)) => match serde_json::from_str(json) {
                Ok(back) => match difference(&instance.data, &back, "", &instance.described) {
                    None => return Ok(()),
                    Some(why) => format!("came back as {back}\n{why}"),
                },
                Err(error) => format!("came back as {json}: {error}"),
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
}

/// Different data of a document, all of it valid.
fn data(meaning: &Value, validator: &Validator, most: usize, rng: &mut Rng) -> Vec<Instance> {
    let sampler = Sampler { document: meaning };
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
        if data.is_null() || !validator.is_valid(&data) || !texts.insert(data.to_string()) {
            continue;
        }
        let described = Described::new(meaning, &data);
        if !described.is_outside(&data) {
            found.push(Instance { data, described });
        }
    }
    found
}
