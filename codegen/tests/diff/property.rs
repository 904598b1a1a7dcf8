//! What `diff` says is true: random pairs of schemas that lie close, random data, `jsonschema` for what is valid and the
//! reader of these tests for what the old types read.

use fastrand::Rng;
use jsonschema::{Draft, Validator};
use serde_json::Value;
use twilio_events_codegen::diff::{Change, Class, Difference, Rule, Semver};
use twilio_events_codegen::digest::shape;
use twilio_events_codegen::model::{Type, same_types};

use crate::support::{diff, lines, types};
use crate::{edit, instance, reader, schema};

/// How many pairs are tried.
const PAIRS: u64 = 3_000;

/// How much data of each document is tried.
const SAMPLES: usize = 40;

/// How often data is drawn that is to show a breaking change.
const TRIES: usize = 2_000;

struct Pair {
    seed: u64,
    old: Value,
    new: Value,
    old_types: Vec<Type>,
    new_types: Vec<Type>,
    difference: Difference,
}

#[derive(Debug, Default)]
struct Count {
    unchanged: usize,
    metadata: usize,
    compatible: usize,
    breaking: usize,
    breaks_shown: usize,
    out_of_reach: usize,
    without_data: usize,
    /// A list or a map of enums as a whole document: the enum is listed as the root type.
    root_not_first: usize,
    data: usize,
}

#[test]
fn random_pairs_are_classed_as_they_are() {
    let mut count = Count::default();
    for seed in 0..PAIRS {
        let mut rng = Rng::with_seed(seed);
        let old = schema::document(&mut rng);
        let new = edit::edited(&old, &mut rng);
        let pair = Pair {
            seed,
            old_types: types(&old),
            new_types: types(&new),
            difference: diff(&old, &new),
            old,
            new,
        };
        if [&pair.old_types, &pair.new_types]
            .into_iter()
            .any(|types| types[0].name != "Thing")
        {
            count.root_not_first += 1;
            continue;
        }
        pair.check(&mut rng, &mut count);
    }
    println!("{count:?}");
    let enough = |count: usize| count > usize::try_from(PAIRS / 20).expect("it is small");
    assert!(
        enough(count.metadata) && enough(count.compatible) && enough(count.breaking),
        "some class hardly occurs: {count:?}"
    );
    assert!(
        !enough(count.without_data),
        "too many schemas without data: {count:?}"
    );
}

impl Pair {
    fn check(&self, rng: &mut Rng, count: &mut Count) {
        self.rules_are_kept();
        self.semver_is_that_of_the_types();
        match self.difference.class() {
            None => count.unchanged += 1,
            Some(Class::Metadata) => count.metadata += 1,
            Some(Class::Compatible) => count.compatible += 1,
            Some(Class::Breaking) => count.breaking += 1,
        }
        let (old_valid, new_valid) = (validator(&self.old), validator(&self.new));
        let new_data = self.data(&self.new, &new_valid, rng);
        let old_data = self.data(&self.old, &old_valid, rng);
        if new_data.is_empty() || old_data.is_empty() {
            count.without_data += 1;
            return;
        }
        count.data += new_data.len() + old_data.len();
        if self.difference.class() < Some(Class::Breaking) {
            for data in &new_data {
                let refused = reader::refusals(&self.old_types, data);
                assert!(
                    refused.is_empty(),
                    "old readers refuse {refused:?} of {data}\n{}",
                    self.told()
                );
            }
        }
        if self.difference.class() < Some(Class::Compatible) {
            for (data, valid) in new_data
                .iter()
                .map(|data| (data, &old_valid))
                .chain(old_data.iter().map(|data| (data, &new_valid)))
            {
                assert!(
                    valid.is_valid(data),
                    "called metadata, but {data} is valid on one side only\n{}",
                    self.told()
                );
            }
        }
        if self.difference.semver() < Some(Semver::Major) {
            for data in &old_data {
                let refused = reader::refusals(&self.new_types, data);
                assert!(
                    refused.is_empty(),
                    "new readers refuse {refused:?} of old {data}\n{}",
                    self.told()
                );
            }
        }
        for change in self
            .difference
            .changes
            .iter()
            .filter(|change| change.class == Class::Breaking)
        {
            if self.is_shown(change, &new_valid, rng) {
                count.breaks_shown += 1;
            } else {
                count.out_of_reach += 1;
            }
        }
    }

    /// Data of a document, valid by the word of `jsonschema`.
    fn data(&self, document: &Value, valid: &Validator, rng: &mut Rng) -> Vec<Value> {
        let data: Vec<Value> = (0..SAMPLES)
            .filter_map(|_| instance::sample(document, "", rng))
            .collect();
        for data in &data {
            assert!(
                valid.is_valid(data),
                "the sampler is wrong: {data} of {document} (seed {})",
                self.seed
            );
        }
        data
    }

    /// There is data of the new document that the old types refuse at the place of the change. `false` where no data has
    /// the place, because a schema on the way there admits none.
    fn is_shown(&self, change: &Change, valid: &Validator, rng: &mut Rng) -> bool {
        let by_absence = matches!(
            change.rule,
            Rule::FieldBecameOptional | Rule::FieldRemovedOptional | Rule::FieldRemovedRequired
        );
        let place = match change.data.rsplit_once('/') {
            Some((parent, _)) if by_absence => parent,
            _ => &change.data,
        };
        let mut reached = false;
        for data in (0..TRIES).filter_map(|_| instance::sample(&self.new, &change.data, rng)) {
            reached |= is_in(&data, place);
            let refused = reader::refusals(&self.old_types, &data);
            if refused.iter().any(|place| lies_in(place, &change.data)) && valid.is_valid(&data) {
                return true;
            }
        }
        assert!(
            !reached,
            "nothing shows that this breaks: {change:?}\n{}",
            self.told()
        );
        false
    }

    fn rules_are_kept(&self) {
        for change in &self.difference.changes {
            let kept = change.rule.classes().contains(&change.class)
                && change.rule.semvers().contains(&change.semver);
            assert!(
                kept,
                "the rule does not allow for {change:?}\n{}",
                self.told()
            );
        }
        let silent = self.difference.changes.is_empty() && shape(&self.old) != shape(&self.new);
        assert!(
            !silent,
            "the shapes differ and nothing is said\n{}",
            self.told()
        );
        // Values that stand in prose alone are no part of the shape.
        let other_data = self.difference.changes.iter().any(|change| {
            let prose = matches!(change.rule, Rule::ValueAdded | Rule::ValueRemoved);
            change.class != Class::Metadata && !prose
        });
        assert!(
            !other_data || shape(&self.old) != shape(&self.new),
            "the shapes are one\n{}",
            self.told()
        );
    }

    fn semver_is_that_of_the_types(&self) {
        let patch = self
            .difference
            .semver()
            .is_none_or(|semver| semver == Semver::Patch);
        let same = same_types(&self.old_types, &self.new_types);
        assert_eq!(patch, same, "semver and types disagree\n{}", self.told());
    }

    fn told(&self) -> String {
        let lines = lines(&self.difference).join("\n");
        format!(
            "seed {}\nold {}\nnew {}\n{lines}",
            self.seed, self.old, self.new
        )
    }
}

fn validator(document: &Value) -> Validator {
    jsonschema::options()
        .with_draft(Draft::Draft7)
        .build(document)
        .expect("it is a schema")
}

/// Whether the data has a place.
fn is_in(data: &Value, place: &str) -> bool {
    let mut found = vec![data];
    for step in place.split('/').skip(1) {
        found = found
            .into_iter()
            .flat_map(|value| match (step, value) {
                ("*", Value::Array(items)) => items.iter().collect(),
                ("*", Value::Object(members)) => members.values().collect(),
                _ => value.get(step).into_iter().collect::<Vec<_>>(),
            })
            .collect();
    }
    !found.is_empty()
}

/// Whether a place in the data is that of a change, or below it.
fn lies_in(place: &str, change: &str) -> bool {
    let mut steps = place.split('/');
    change.split('/').all(|wanted| {
        steps
            .next()
            .is_some_and(|step| wanted == "*" || wanted == step)
    })
}
