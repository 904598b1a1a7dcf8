//! Where a `$ref` leads.

use serde_json::Value;

use super::{Preparer, shown};
use crate::error::Result;
use crate::pointer::{LONGEST_CHAIN, of_fragment};

impl Preparer<'_> {
    /// Follows a `$ref`: what is not an object is read in place.
    pub(super) fn reference(&mut self, pointer: &str, open: &mut Vec<String>) -> Result<Value> {
        let target = self.resolve(pointer)?;
        if open.contains(&target) {
            return Ok(self.degrade(
                pointer,
                "a definition that contains itself without an object between",
            ));
        }
        self.rewrite(&target, open)
    }

    /// The place that the `$ref`s from `pointer` on lead to.
    pub(super) fn resolve(&self, pointer: &str) -> Result<String> {
        let mut seen = vec![pointer.to_owned()];
        loop {
            let here = seen.last().expect("starts with one and only grows");
            if let Some(known) = self.targets.borrow().get(here) {
                return Ok(known.clone());
            }
            let Some(reference) = self.at(here).get("$ref") else {
                let mut targets = self.targets.borrow_mut();
                // The first is asked for once or twice, what it leads to by others too.
                for place in seen.iter().skip(1).take(seen.len().saturating_sub(2)) {
                    targets.insert(place.clone(), here.clone());
                }
                return Ok(here.clone());
            };
            let place = format!("{here}/$ref");
            let Some(fragment) = reference.as_str().and_then(|text| text.strip_prefix('#')) else {
                let message = format!("{} leads out of this document", shown(reference));
                return Err(self
                    .error(&place, message)
                    .help("only references such as #/definitions/Name are followed"));
            };
            let Some(target) = of_fragment(self.root_value, fragment) else {
                return Err(self.error(&place, format!("{} does not resolve", shown(reference))));
            };
            if seen.contains(&target) {
                let message = format!("{} leads back to itself", shown(reference));
                return Err(self.error(&place, message));
            }
            if seen.len() > LONGEST_CHAIN {
                let message = format!("more than {LONGEST_CHAIN} references lead to each other");
                return Err(self.error(&place, message));
            }
            seen.push(target);
        }
    }
}
