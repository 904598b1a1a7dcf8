//! Text that is only read: no character of it acts, or hides.

/// An escape sequence, whole, since what is printed to a pipe loses all that belongs to one; and characters that act or hide: C0, DEL,
/// C1, separators, directions, no width.
pub const HARMFUL: &str = "\u{1b}[2J\u{1}\u{8}\u{7f}\u{85}\u{9b}\u{ad}\u{61c}\u{200b}\u{200c}\u{200d}\u{200e}\u{200f}\u{2028}\u{2029}\
    \u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\u{2060}\u{2066}\u{2067}\u{2068}\u{2069}\u{feff}\u{e0041}";

#[track_caller]
pub fn harmless(text: &str) {
    let acts = |c: char| c.is_control() && c != '\t' || HARMFUL[4..].contains(c);
    for (index, line) in text.split('\n').enumerate() {
        let found = line.chars().find(|c| acts(*c));
        assert_eq!(found, None, "in line {}: {line:?}", index + 1);
    }
}
