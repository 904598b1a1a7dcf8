//! What `jsonschema` calls valid is read by the generated types and written again as it was: random schemas, random data,
//! and a crate with the types of all of them, really compiled.
//!
//! The data that comes back is compared with the data that was sent, number by number and item by item. What may be lost is
//! what the design gives up, and nothing else: `null` members of objects, and members that no schema which holds for the
//! object describes (see `described`). Each union has taken a branch that `jsonschema` calls valid, as far as types read what makes
//! it so, of those that `branches` has a word on.
//!
//! `DIFFERENTIAL_SCHEMAS=5000 DIFFERENTIAL_SEED=7 cargo test -p twilio-events-codegen --test differential -- --nocapture`
//! tries more schemas (200 otherwise), or others (seed 0 otherwise). A schema depends on the seed and on its number alone:
//! `s00298` of seed 11 comes again, in seconds, with `DIFFERENTIAL_SEED=11 DIFFERENTIAL_SCHEMA=298`.
//!
//! # What remains outside
//!
//! No schema says this:
//!
//! - Members without a `type` mean an object (see `meaning`), unless what a `$ref` beside leads to has a type: the types read nothing
//!   else there.
//! - A name in `properties` matches a pattern of `patternProperties`: what the pattern adds to it is not read.
//! - A `$ref` leads elsewhere than to a definition of the same document.
//! - A definition is a choice or a part of itself, with no member or item between: what is valid then, nobody knows.
//! - `nullable`, which is taken as `OpenAPI` has it, stands where there is not one `type`.
//! - `$dynamicRef`, `unevaluatedItems`, and whatever else the drafts 7 and 2020-12 do not both have or rename.
//!
//! No data has this:
//!
//! - Integers of more than 64 bits where a schema that holds says `integer`, and no bound of such a schema allows them. Those that have
//!   more are compared as `f64`, which is what a `serde_json::Value` keeps of them.
//! - Integers beyond 2^53 where a schema says `number`: that is an `f64`.
//! - Members that are described under a condition (`then`, `else`, `dependentSchemas`) that does not hold: the types have
//!   them with that description, whatever holds. They are sent where a schema describes them that holds whenever the condition is asked.
//! - Members that are described both under a condition and without it, or under fewer conditions: the types have them as they are
//!   under the fewest.
//! - Members that one schema of an `allOf` names, and another, which has patterns too, describes by `additionalProperties`, or that
//!   match a pattern of one: the types do not know which names match.
//! - Undescribed members in a choice (`anyOf`, `oneOf`): the type that keeps most is taken, and what it keeps may be these.
//! - `null` as the whole.
//!
//! A branch is not asked for inside a definition that is a list or a map of itself, which is typed as any JSON.
//!
//! Of two versions: members that the version of the data does not describe. Where the other one does, they are read as it says. Which
//! branch the unions of both took is not asked.
//!
//! # What fails
//!
//! Of 1,300 schemas with each of the seeds 0, 4, 11, 21, 33 and 57, three of the last on 2026-11-26: a list in a choice that no item is
//! valid in is a list of any JSON, and is taken for one that another branch has (two), and what would be merged more than 16 levels deep is
//! any JSON (one).

mod branches;
mod keywords;
mod pair;
mod program;
mod versions;

use std::env;

use keywords::Seen;
use pair::Case;
use program::Program;

/// So many modules make one crate.
const CRATE: usize = 200;

/// So many instances are tried for each schema.
const INSTANCES: usize = 40;

/// So many failures are shown whole, those of the shortest schemas; of the others a line.
const SHOWN: usize = 3;

#[derive(Debug, Default)]
struct Count {
    schemas: usize,
    pairs: usize,
    without_data: usize,
    /// Typed as any JSON somewhere.
    degraded: usize,
    failed_pairs: usize,
}

#[test]
fn what_is_valid_is_read_and_written_as_it_was() {
    let Run { seed, numbers } = Run::wanted();
    let mut count = Count::default();
    let mut tried = Seen::default();
    let mut failures: Vec<String> = Vec::new();
    let program = Program::new("one-version");
    for numbers in numbers.chunks(CRATE) {
        let mut cases: Vec<Case> = Vec::new();
        for number in numbers {
            match Case::new(seed, *number, INSTANCES) {
                Ok(case) => cases.push(case),
                Err(why) => failures.push(why),
            }
        }
        let mut lines = program.run(&cases).into_iter();
        for case in &cases {
            count.add(case);
            tried.add(case);
            let came_back = case.instances.iter().zip(&mut lines);
            let wrong: Vec<String> = came_back
                .filter_map(|(instance, line)| case.came_back(instance, &line).err())
                .collect();
            count.failed_pairs += wrong.len();
            // One of each schema will do.
            failures.extend(wrong.into_iter().next());
        }
    }
    println!("seed {seed}: {count:?}\n{tried}");
    none(failures, seed);
    // A handful of schemas cannot have everything.
    if numbers.len() >= CRATE {
        count.is_enough();
        assert_eq!(tried.missing(), Vec::<&str>::new(), "nobody tried these");
    }
}

/// A schema has one arm for ever: its type reads every version.
#[test]
fn what_is_valid_under_either_version_is_read_by_the_arm_and_keeps_its_members() {
    let Run { seed, numbers } = Run::wanted();
    let schemas = numbers.len();
    let mut failures: Vec<String> = Vec::new();
    let (mut merged, mut refused, mut compared) = (0, 0, 0);
    let program = Program::new("two-versions");
    for numbers in numbers.chunks(CRATE) {
        let mut cases: Vec<Case> = Vec::new();
        for number in numbers {
            match Case::of_versions(seed, *number, INSTANCES) {
                Ok((case, is_merged)) => {
                    merged += usize::from(is_merged);
                    cases.push(case);
                }
                // Names that meet stop the shipped crate; an override tells them apart.
                Err(_) => refused += 1,
            }
        }
        let mut lines = program.run(&cases).into_iter();
        for case in &cases {
            compared += case.instances.len();
            let came_back = case.instances.iter().zip(&mut lines);
            let wrong =
                came_back.filter_map(|(instance, line)| case.came_back(instance, &line).err());
            // One of each pair will do.
            failures.extend(wrong.collect::<Vec<_>>().into_iter().next());
        }
    }
    println!(
        "seed {seed}: {merged} of {schemas} merged, {refused} without types, {compared} compared"
    );
    none(failures, seed);
    assert!(
        schemas < CRATE
            || merged >= schemas / 4
                && refused <= schemas / 4
                && compared >= schemas * INSTANCES / 4,
        "too little was compared: {merged} of {schemas} merged, {refused} without types, {compared} compared"
    );
}

/// What is tried.
struct Run {
    seed: usize,
    /// The numbers of the schemas.
    numbers: Vec<usize>,
}

impl Run {
    /// What the environment wants.
    fn wanted() -> Self {
        let seed = setting("DIFFERENTIAL_SEED").unwrap_or(0);
        let numbers = match setting("DIFFERENTIAL_SCHEMA") {
            Some(number) => vec![number],
            None => (0..setting("DIFFERENTIAL_SCHEMAS").unwrap_or(CRATE)).collect(),
        };
        Self { seed, numbers }
    }
}

/// Shows the failures, if there are any: those of the shortest schemas whole.
fn none(mut failures: Vec<String>, seed: usize) {
    failures.sort_by_key(String::len);
    for failure in failures.iter_mut().skip(SHOWN) {
        *failure = failure.lines().take(2).collect::<Vec<_>>().join(" ");
    }
    assert!(
        failures.is_empty(),
        "{} failed with seed {seed}\n\n{}",
        failures.len(),
        failures.join("\n\n")
    );
}

impl Count {
    fn add(&mut self, case: &Case) {
        let degraded = |warning: &String| warning.contains("typed as any JSON");
        self.schemas += 1;
        self.pairs += case.instances.len();
        self.without_data += usize::from(case.instances.is_empty());
        self.degraded += usize::from(case.warnings.iter().any(degraded));
    }

    fn is_enough(&self) {
        assert!(
            self.pairs >= self.schemas * INSTANCES / 2,
            "too little was compared: {self:?}"
        );
        assert!(
            self.without_data <= self.schemas / 6,
            "too many schemas without data: {self:?}"
        );
        assert!(
            self.degraded <= self.schemas / 3,
            "too many schemas that are typed as any JSON somewhere: {self:?}"
        );
    }
}

/// A number out of the environment.
fn setting(name: &str) -> Option<usize> {
    let text = env::var(name).ok()?;
    let number = text.parse();
    Some(number.unwrap_or_else(|_| panic!("{name} is not a number: {text:?}")))
}
