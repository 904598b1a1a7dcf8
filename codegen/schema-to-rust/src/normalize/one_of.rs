//! `oneOf` and `anyOf`: the branches that a choice comes to, each with what it says and what stands around it.

use std::collections::HashSet;

use super::merge::Facts;
use super::{Normalizer, Why};
use crate::json_types::JsonTypes;
use crate::keyword::Keyword;
use crate::tree::NodeId;

/// More branches than this are no choice that anybody reads.
const MOST_BRANCHES: usize = 256;

impl Facts {
    /// Makes every choice in every way. A branch that no value can take is left out.
    pub(super) fn chosen(self, normalizer: &Normalizer) -> Result<Vec<Self>, Why> {
        let mut open = vec![self];
        let mut found: Vec<Self> = Vec::new();
        while let Some(mut facts) = open.pop() {
            if facts.choices.is_empty() {
                found.push(facts);
            } else {
                let choice = facts.choices.remove(0);
                // The last goes on the stack first: branches keep the order of the document.
                for part in choice.iter().rev() {
                    normalizer.spend(facts.weight())?;
                    let mut branch = facts.clone();
                    branch.alone = normalizer.tree.target(*part).ok().filter(|_| !facts.shaped);
                    branch.ways.resize(facts.ways.len().max(1), Vec::new());
                    branch.ways.iter_mut().for_each(|way| way.push(*part));
                    match branch.choose(normalizer, *part) {
                        // A choice of itself is none.
                        Ok(false) if !facts.shaped => {}
                        Ok(_) if branch.types.is_some_and(JsonTypes::is_empty) => {}
                        Ok(_) => open.push(branch),
                        Err(Why::Never) => {}
                        Err(why) => return Err(why),
                    }
                }
            }
            if found.len() + open.len() > MOST_BRANCHES {
                return Err(Why::Other(format!("more than {MOST_BRANCHES} branches")));
            }
        }
        Ok(found)
    }

    /// Notes a choice that is to be made; of one whose parts only require members, what they may require.
    pub(super) fn add_choice(
        &mut self,
        normalizer: &Normalizer,
        choice: &[NodeId],
    ) -> Result<(), Why> {
        let mut seen = HashSet::new();
        for part in choice {
            if normalizer.says_something(*part, &mut seen)? {
                self.choices.push(choice.to_vec());
                return Ok(());
            }
        }
        for part in choice
            .iter()
            .filter_map(|part| normalizer.tree.schema(*part))
        {
            self.mentioned
                .extend(part.names(Keyword::Required).map(Box::from));
        }
        Ok(())
    }

    /// Adds what a choice says: its words are its own, and those of the value that it stands for.
    fn choose(&mut self, normalizer: &Normalizer, id: NodeId) -> Result<bool, Why> {
        let added = self.add(normalizer, id)?;
        let tree = &normalizer.tree;
        let Some(schema) = tree.target(id).ok().and_then(|id| tree.schema(id)) else {
            return Ok(added);
        };
        let text = |keyword| {
            schema
                .str(keyword)
                .map(str::trim)
                .filter(|text| !text.is_empty())
        };
        let value = match (schema.get(Keyword::Const), schema.list(Keyword::Enum)) {
            (Some(value), _) => Some(value),
            (None, Some([value])) => Some(*value),
            _ => None,
        };
        let words = text(Keyword::Description).or_else(|| text(Keyword::Title));
        if let (Some(value), Some(words)) = (value.and_then(|value| tree.str(value)), words) {
            self.meanings.insert(value.to_owned(), words.to_owned());
        }
        if words.is_some() {
            let own = [Keyword::Description, Keyword::Title].into_iter();
            let own = own.filter(|keyword| text(*keyword).is_some());
            self.own = own
                .filter_map(|keyword| Some((keyword, schema.get(keyword)?)))
                .collect();
        }
        Ok(added)
    }
}
