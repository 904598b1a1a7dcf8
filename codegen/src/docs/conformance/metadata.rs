//! "Metadata only", held to as a fact about the generated types.

use super::Check;
use super::outline::tree;

impl Check<'_> {
    /// Whether a version, said to change metadata only, has the fields of the version before.
    pub(super) fn metadata_only(&mut self, number: u32) {
        let name = self.schema.name();
        let (Some(new), Some(old)) = (
            self.module.resolve(number, name),
            self.module.resolve(number - 1, name),
        ) else {
            // That a documented version is missing is a finding of its own.
            return;
        };
        if new.version == old.version {
            return;
        }
        let (new, old) = (tree(self.module, new), tree(self.module, old));
        let differ: Vec<String> = new
            .iter()
            .filter(|(path, shape)| old.get(*path) != Some(shape))
            .chain(old.iter().filter(|(path, _)| !new.contains_key(*path)))
            .map(|(path, _)| format!("`{path}`"))
            .collect();
        if !differ.is_empty() {
            let message = format!(
                "v{number} is documented to change only the metadata of v{}, but their generated types differ in {}",
                number - 1,
                differ.join(", ")
            );
            self.find(number, None, message);
        }
    }
}
