//! Documents that came from a host, and what they take the place of.

use super::Snapshot;
use crate::error::{Error, Result};
use crate::project::digest;
use crate::project::document::Document;
use crate::project::edit::Edit;
use crate::project::id::DocumentId;
use crate::project::lock::Provenance;
use crate::project::overrides::{Outlived, take_out};
use crate::project::transaction::Transaction;

/// What became of a document that came.
#[derive(Clone, Debug)]
pub enum Taken {
    /// It was not locked.
    New,
    /// It is what is locked.
    Same,
    /// It is what is locked, and from a surer place than was known.
    Confirmed(Provenance),
    /// It took the place of other bytes.
    Replaced {
        /// Where those were from.
        from: Provenance,
        /// Them, where they lay in the snapshot unharmed.
        old: Option<Document>,
    },
}

impl Snapshot {
    /// Takes a document that came from a host, once the transaction is committed. It takes the place of other bytes where it is
    /// from a surer place than they are, or was `asked` for by name.
    ///
    /// # Errors
    /// The schema is not in the catalog, or other bytes are locked and as sure.
    pub fn take(
        &mut self,
        document: &Document,
        provenance: Provenance,
        asked: bool,
        transaction: &mut Transaction,
    ) -> Result<Taken> {
        let id = &document.id;
        let Some(locked) = self.lock.0.get(id) else {
            self.pin(document, provenance, &[], transaction)?;
            return Ok(Taken::New);
        };
        let (from, surer) = (locked.provenance, provenance < locked.provenance);
        if locked.sha256 == digest::sha256(document.text().as_bytes()) {
            // From a mirror, perhaps of this very snapshot, nothing new is learned.
            if surer && provenance == Provenance::Published {
                self.pin(document, provenance, &[], transaction)?;
                return Ok(Taken::Confirmed(from));
            }
            self.restore(document, transaction)?;
            return Ok(Taken::Same);
        }
        if !surer && !asked {
            let (came, held) = (provenance.as_str(), from.as_str());
            let message = format!("other bytes came ({came}) than those that are locked ({held})");
            return Err(Error::new(message).document(id).help(format!(
                "see what differs, and take them: twilio-events fetch {id}"
            )));
        }
        let old = self.read(id).ok().flatten();
        self.pin(document, provenance, &[], transaction)?;
        Ok(Taken::Replaced { from, old })
    }

    /// Takes the overrides out that do not apply to the versions of one schema, once the transaction is committed, and names them.
    ///
    /// # Errors
    /// The text of the overrides is not what was read.
    pub fn drop_outlived(
        &mut self,
        documents: &[Document],
        transaction: &mut Transaction,
    ) -> Result<Vec<Outlived>> {
        let outlived = take_out(&mut self.overrides, &self.catalog, &self.lock, documents);
        if !outlived.is_empty() {
            let mut edit = Edit::new(&self.overrides_text)?;
            for Outlived {
                kind, name, left, ..
            } in &outlived
            {
                match &left[..] {
                    [] => edit.remove(kind, name),
                    left => edit.cut(kind, name, left),
                }
            }
            self.overrides_text = edit.into_text();
            let path = self.folder.join("overrides.toml");
            transaction.write(&path, self.overrides_text.as_bytes());
        }
        Ok(outlived)
    }

    /// Says of locked documents that the schema host gives their very bytes, once the transaction is committed.
    pub fn confirm(&mut self, seen: &[DocumentId], transaction: &mut Transaction) {
        for id in seen {
            if let Some(entry) = self.lock.0.get_mut(id) {
                entry.provenance = Provenance::Published;
                entry.basis.clear();
            }
        }
        transaction.write(&self.folder.join("schemas.lock"), self.lock.to_text());
    }
}
