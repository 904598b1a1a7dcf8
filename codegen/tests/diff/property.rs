//! What `diff` says is true: random pairs of schemas that lie close, random data, `jsonschema` for what is valid and the
//! reader of these tests for what types read.

use std::ops::AddAssign;

use fastrand::Rng;
use twilio_events_codegen::breaking::Class;

use crate::pair::Pair;
use test_schemas::edit::edited;
use test_schemas::schema::Generator;

/// How many pairs are tried, by how many threads.
const PAIRS: u64 = 1_500;
const THREADS: usize = 4;

#[derive(Debug, Default)]
struct Count {
    unchanged: usize,
    metadata: usize,
    compatible: usize,
    breaking: usize,
    breaks_shown: usize,
    data: usize,
    without_data: usize,
}

#[test]
fn random_pairs_are_classed_as_they_are() {
    let count = std::thread::scope(|scope| {
        let run = |first| {
            move || {
                (first..PAIRS)
                    .step_by(THREADS)
                    .map(pair)
                    .fold(Count::default(), sum)
            }
        };
        let threads: Vec<_> = (0..PAIRS)
            .take(THREADS)
            .map(|first| scope.spawn(run(first)))
            .collect();
        let counts = threads
            .into_iter()
            .map(|thread| thread.join().expect("all pairs hold"));
        counts.fold(Count::default(), sum)
    });
    println!("{PAIRS} pairs: {count:?}");
    let enough = |count: usize| count > 150;
    assert!(
        enough(count.metadata) && enough(count.compatible) && enough(count.breaking),
        "some class hardly occurs: {count:?}"
    );
    assert!(
        !enough(count.without_data),
        "too many schemas without data: {count:?}"
    );
}

fn pair(seed: u64) -> Count {
    let mut count = Count::default();
    let mut rng = Rng::with_seed(seed);
    let old = Generator::of_shapes(&mut rng).shapes();
    let new = edited(&old, &mut rng);
    let pair = Pair::new(old, new);
    pair.is_consistent();
    if !pair.admits_data(&mut rng) {
        count.without_data += 1;
        return count;
    }
    match pair.difference.class() {
        None => count.unchanged += 1,
        Some(Class::Metadata) => count.metadata += 1,
        Some(Class::Compatible) => count.compatible += 1,
        Some(Class::Breaking) => count.breaking += 1,
    }
    count.data += pair.is_true_of_data(&mut rng);
    count.breaks_shown += pair.breaks_are_shown(&mut rng);
    count
}

fn sum(mut all: Count, one: Count) -> Count {
    all += one;
    all
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.unchanged += other.unchanged;
        self.metadata += other.metadata;
        self.compatible += other.compatible;
        self.breaking += other.breaking;
        self.breaks_shown += other.breaks_shown;
        self.data += other.data;
        self.without_data += other.without_data;
    }
}
