//! Which alternatives a schema leaves, each without a choice of its own.

use std::collections::BTreeSet;

use super::facts::{Facts, Why};
use super::source::Source;

/// More alternatives than this are no choice that anybody reads.
const MOST: usize = 256;

/// Makes every choice in every way. An alternative that no value can take is left out.
pub(super) fn of(source: &Source<'_>, facts: Facts) -> Result<Vec<Facts>, Why> {
    let mut open = vec![facts];
    let mut found: Vec<Facts> = Vec::new();
    while let Some(mut facts) = open.pop() {
        if facts.choices.is_empty() {
            found.push(facts);
        } else {
            let choice = facts.choices.remove(0);
            // The last goes on the stack first: alternatives keep the order of the document.
            for place in choice.iter().rev() {
                source.spend(facts.weight())?;
                let mut alternative = facts.clone();
                alternative.alone = source.target(place).filter(|_| !facts.shaped);
                match alternative.choose(source, place) {
                    // A choice of itself is none.
                    Ok(false) if !facts.shaped => {}
                    Ok(_) if alternative.types.as_ref().is_some_and(BTreeSet::is_empty) => {}
                    Ok(_) => open.push(alternative),
                    Err(Why::Never) => {}
                    Err(why) => return Err(why),
                }
            }
        }
        if found.len() + open.len() > MOST {
            return Err(Why::Other(format!("more than {MOST} alternatives")));
        }
    }
    Ok(found)
}
