//! Lines and columns of a text.

use std::sync::OnceLock;

/// What comes before every [`STEP`] bytes of a text, counted when somebody asks.
#[derive(Clone, Debug, Default)]
pub(super) struct Lines(OnceLock<Vec<Before>>);

#[derive(Clone, Copy, Debug, Default)]
struct Before {
    lines: usize,
    /// Of the last line.
    characters: usize,
}

const STEP: usize = 1024;

impl Lines {
    /// Line and column (in characters), both counted from 1, of a byte of the text.
    pub(super) fn line_and_column(&self, text: &str, place: usize) -> (usize, usize) {
        let bytes = text.as_bytes();
        let steps = self.0.get_or_init(|| {
            let mut before = Before::default();
            let mut steps = Vec::new();
            for step in bytes.chunks(STEP) {
                steps.push(before);
                before = before.and(step);
            }
            steps
        });
        let step = place / STEP;
        let before = steps.get(step).copied().unwrap_or_default();
        let before = before.and(&bytes[step * STEP..place]);
        (before.lines + 1, before.characters + 1)
    }
}

impl Before {
    fn and(self, bytes: &[u8]) -> Self {
        let characters = |bytes: &[u8]| bytes.iter().filter(|byte| **byte & 0xc0 != 0x80).count();
        match bytes.iter().rposition(|byte| *byte == b'\n') {
            Some(end) => Self {
                lines: self.lines + bytes.split(|byte| *byte == b'\n').count() - 1,
                characters: characters(&bytes[end + 1..]),
            },
            None => Self {
                characters: self.characters + characters(bytes),
                ..self
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Lines, STEP};

    #[test]
    fn counts_in_texts_of_any_length() {
        let text = format!(
            "[\"{}\",\n\"{}\", 1, \n 2]",
            "é".repeat(STEP),
            "x\u{1f600}".repeat(3 * STEP)
        );
        let lines = Lines::default();
        for (mark, place) in [("\"x", (2, 1)), ("1", (2, 6 * STEP + 5)), ("2]", (3, 2))] {
            let at = text.find(mark).expect("it is there");
            assert_eq!(lines.line_and_column(&text, at), place, "{mark}");
        }
    }
}
