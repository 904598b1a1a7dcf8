//! What must be true of what `diff` says of two schemas, held against data of both.

use fastrand::Rng;
use jsonschema::{Draft, Validator};
use serde_json::{Value, json};
use test_schemas::edit::places;
use test_schemas::instance::Sampler;
use test_schemas::random::values;
use twilio_events_codegen::breaking::{Change, Class, Difference, Rule, Semver};
use twilio_events_codegen::model::{Type, same_types};
use twilio_events_codegen::project::digest::shape;

use crate::reader;
use crate::support::{diff, lines, types};

/// How much data of each document is tried.
const SAMPLES: usize = 40;

/// How often data is drawn that is to show a breaking change.
const TRIES: usize = 2_000;

pub(crate) struct Pair {
    old: Value,
    new: Value,
    old_types: Vec<Type>,
    new_types: Vec<Type>,
    pub(crate) difference: Difference,
}

impl Pair {
    pub(crate) fn new(old: Value, new: Value) -> Self {
        Self {
            old_types: types(&old),
            new_types: types(&new),
            difference: diff(&old, &new),
            old,
            new,
        }
    }

    /// Whether every schema of both admits data. One that contains itself of necessity does not, and what changes in it
    /// shows nowhere.
    pub(crate) fn admits_data(&self, rng: &mut Rng) -> bool {
        all_admit_data(&self.old, rng) && all_admit_data(&self.new, rng)
    }

    /// The rules allow for the changes, no change of shape goes unsaid, and semver is that of the types.
    pub(crate) fn is_consistent(&self) {
        for change in &self.difference.changes {
            let classes = change.rule.classes().contains(&change.class);
            let semvers = change.rule.semvers().contains(&change.semver);
            self.holds(classes && semvers, &format!("no such case: {change:?}"));
        }
        let same_shape = shape(&self.difference.old.tree) == shape(&self.difference.new.tree);
        let silent = self.difference.changes.is_empty();
        self.holds(
            same_shape || !silent,
            "the shapes differ and nothing is said",
        );
        // Values that stand in prose alone are no part of the shape.
        let other_data = self.difference.changes.iter().any(|change| {
            let prose = matches!(change.rule, Rule::ValueAdded | Rule::ValueRemoved);
            change.class != Class::Metadata && !prose
        });
        self.holds(
            !same_shape || !other_data,
            "the shapes are one, and other data is said to come",
        );
        let patch = self.difference.semver() <= Some(Semver::Patch);
        let same_types = same_types(&self.old_types, &self.new_types);
        self.holds(patch == same_types, "semver and types disagree");
    }

    /// Data of both is valid and read where it should be. How much there was.
    pub(crate) fn is_true_of_data(&self, rng: &mut Rng) -> usize {
        let (old_valid, new_valid) = (validator(&self.old), validator(&self.new));
        let new_data = Self::data(&self.new, &new_valid, rng);
        let old_data = Self::data(&self.old, &old_valid, rng);
        if self.difference.class() < Some(Class::Breaking) {
            self.are_read(&self.old_types, &new_data, "old readers of new data");
        }
        if self.difference.semver() < Some(Semver::Major) {
            self.are_read(&self.new_types, &old_data, "new readers of old data");
        }
        if self.difference.class() < Some(Class::Compatible) {
            for (data, valid) in [(&new_data, &old_valid), (&old_data, &new_valid)] {
                let invalid = data.iter().find(|data| !valid.is_valid(data));
                self.holds(
                    invalid.is_none(),
                    &format!("valid on one side only: {invalid:?}"),
                );
            }
        }
        new_data.len() + old_data.len()
    }

    /// For each breaking change there is data of the new document that the old types refuse in its place. How many.
    pub(crate) fn breaks_are_shown(&self, rng: &mut Rng) -> usize {
        let valid = validator(&self.new);
        let breaking = |change: &&Change| change.class == Class::Breaking;
        let changes: Vec<_> = self.difference.changes.iter().filter(breaking).collect();
        for change in &changes {
            let sampler = sampler(&self.new);
            let mut data = (0..TRIES).filter_map(|_| sampler.sample_along(&change.data, rng));
            let shown = data.any(|data| {
                let refused = reader::refusals(&self.old_types, &data);
                refused.iter().any(|place| lies_in(place, &change.data)) && valid.is_valid(&data)
            });
            self.holds(
                shown,
                &format!("nothing shows that this breaks: {change:?}"),
            );
        }
        changes.len()
    }

    /// Data of a document, valid by the word of `jsonschema`.
    fn data(document: &Value, valid: &Validator, rng: &mut Rng) -> Vec<Value> {
        let sampler = sampler(document);
        let drawn = (0..SAMPLES).filter_map(|_| sampler.sample(rng));
        drawn.filter(|data| valid.is_valid(data)).collect()
    }

    fn are_read(&self, types: &[Type], data: &[Value], whose: &str) {
        for data in data {
            let refused = reader::refusals(types, data);
            self.holds(
                refused.is_empty(),
                &format!("{whose} refuse {refused:?} of {data}"),
            );
        }
    }

    fn holds(&self, truth: bool, otherwise: &str) {
        let said = || lines(&self.difference).join("\n");
        assert!(
            truth,
            "{otherwise}\nold {}\nnew {}\n{}",
            self.old,
            self.new,
            said()
        );
    }
}

/// Nobody sends what is not described (see `twilio_events_codegen::breaking` for what is taken for granted).
fn sampler(document: &Value) -> Sampler<'_> {
    Sampler {
        document,
        strangers: false,
    }
}

/// Whether every schema of a document admits data, of each type that it names.
fn all_admit_data(document: &Value, rng: &mut Rng) -> bool {
    let mut admits = |schema: &Value| {
        let sampler = sampler(document);
        (0..50).any(|_| sampler.sample_of(schema, rng).is_some())
    };
    places(document).iter().all(|place| {
        let schema = document.pointer(place).expect("it was just found");
        let names = schema.get("type").and_then(Value::as_array);
        match names.filter(|_| values(schema).is_none()) {
            Some(names) => names.iter().all(|name| {
                let mut one = schema.clone();
                one["type"] = name.clone();
                admits(&one)
            }),
            None => schema == &json!(false) || admits(schema),
        }
    })
}

fn validator(document: &Value) -> Validator {
    let options = jsonschema::options().with_draft(Draft::Draft7);
    options.build(document).expect("it is a schema")
}

/// Whether a place in the data is that of a change, or below it.
fn lies_in(place: &str, change: &str) -> bool {
    let mut steps = place.split('/');
    let mut wanted = change.split('/');
    wanted.all(|wanted| {
        steps
            .next()
            .is_some_and(|step| wanted == "*" || wanted == step)
    })
}
