//! Where the references of schemas lead.

use super::node::NodeId;
use super::{Tree, unescape};
use crate::error::Error;
use crate::suggest::meant;

/// What the references of a schema lead to.
#[derive(Clone, Debug, Default)]
pub struct References {
    /// Where they lead.
    pub targets: Vec<NodeId>,
    /// The value of a reference that leads nowhere.
    pub nowhere: Option<NodeId>,
    /// Whether nothing beside the reference counts.
    pub alone: bool,
}

/// Where the references from a node on do not lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Astray {
    /// The value of this reference leads nowhere.
    Nowhere(NodeId),
    /// The value of this one leads back to where they began.
    Round(NodeId),
    /// There are more than 100, and this is the last that was followed.
    TooLong(NodeId),
}

/// References that lead to references: more are taken for a mistake.
pub(crate) const LONGEST_CHAIN: usize = 100;

impl Tree {
    pub(crate) fn set_references(&mut self, id: NodeId, references: References) {
        self.references.insert(id, references);
    }

    /// What the references of a schema lead to, where they have been resolved.
    pub fn references(&self, id: NodeId) -> Option<&References> {
        self.references.get(&id)
    }

    /// Where a schema leads that says nothing beside its reference.
    pub(crate) fn referred(&self, id: NodeId) -> Option<NodeId> {
        let references = self
            .references
            .get(&id)
            .filter(|references| references.alone)?;
        references.targets.first().copied()
    }

    /// The error that a reference leads to nothing below a node, with the name beside it that was meant.
    pub(crate) fn unresolved(&self, value: NodeId, root: NodeId, text: &str) -> Error {
        let error = self.error(value, format!("{text:?} does not resolve"));
        let pointer = text.split_once('#').and_then(|(_, it)| it.rsplit_once('/'));
        let meant = pointer.map(|(above, name)| {
            let above = self.at_fragment(root, above).into_iter();
            let beside = above.flat_map(|above| self.members(above));
            meant(&unescape(name), beside.map(|(name, _)| name))
        });
        match meant.filter(|meant| !meant.is_empty()) {
            Some(meant) => error.help(meant.trim_end()),
            None => error,
        }
    }

    /// The schema that the references from a node on lead to.
    ///
    /// # Errors
    /// They lead nowhere, or round.
    pub fn target(&self, id: NodeId) -> Result<NodeId, Astray> {
        let mut here = id;
        let mut seen = vec![id];
        loop {
            let reference = || self.member(here, "$ref").unwrap_or(here);
            match self.references(here) {
                Some(References {
                    nowhere: Some(value),
                    ..
                }) if self.name(*value) == "$ref" => return Err(Astray::Nowhere(*value)),
                _ => match self.referred(here) {
                    None => return Ok(here),
                    Some(target) if seen.contains(&target) => {
                        return Err(Astray::Round(reference()));
                    }
                    Some(_) if seen.len() > LONGEST_CHAIN => {
                        return Err(Astray::TooLong(reference()));
                    }
                    Some(target) => here = target,
                },
            }
            seen.push(here);
        }
    }
}
