//! Options that take one of some words.

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

/// Takes one of these words, of which each has what it means to a reader, and what it stands for.
pub(super) fn one_of<T, const N: usize>(
    words: [(&'static str, &'static str, T); N],
) -> impl TypedValueParser<Value = T>
where
    T: Copy + Send + Sync + 'static,
{
    let shown = words.map(|(word, meaning, _)| PossibleValue::new(word).help(meaning));
    PossibleValuesParser::new(shown).map(move |given| {
        let mut words = words.iter();
        let found = words.find(|(word, ..)| *word == given);
        found.expect("the parser takes no other word").2
    })
}
