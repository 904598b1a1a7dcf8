//! The name that was meant where one is given that nothing has.

/// Longer names are not compared, nor more of them: what stands in a document may be made to take long.
const LONGEST: usize = 100;
const MOST: usize = 10_000;

/// What a remedy begins with: the known name that is a slip or two away from the given one, `did you mean "Conversations"? `, and
/// nothing where there is none.
pub fn meant<'a>(given: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let given = given.to_lowercase();
    let length = given.chars().count();
    let slips = (length / 3).min(3);
    let near = |known: &&str| {
        let length_of_known = known.chars().count();
        length_of_known <= LONGEST && length_of_known.abs_diff(length) <= slips
    };
    let known = known.into_iter().take(MOST).filter(near);
    let measured = known.map(|known| {
        let distance = strsim::damerau_levenshtein(&given, &known.to_lowercase());
        (distance, known)
    });
    let nearest = measured.min().filter(|(distance, _)| *distance <= slips);
    nearest.map_or_else(String::new, |(_, name)| format!("did you mean {name:?}? "))
}

#[cfg(test)]
mod tests {
    use super::meant;

    #[test]
    fn a_slip_or_two_is_seen_and_another_name_is_not() {
        let known = ["Conversations", "Messaging", "a", "Voice"];
        for (given, name) in [
            ("Conversatons", "Conversations"),
            ("converastions", "Conversations"),
            ("mesaging", "Messaging"),
            ("VOICE", "Voice"),
            ("A", "a"),
        ] {
            assert_eq!(
                meant(given, known),
                format!("did you mean {name:?}? "),
                "{given}"
            );
        }
        for given in ["", "b", "Video", "Conversation events", "Studio"] {
            assert_eq!(meant(given, known), "", "{given}");
        }
        assert_eq!(
            meant("same", ["sand", "some", "game"]),
            "did you mean \"game\"? "
        );
        let long = "x".repeat(70_000);
        assert_eq!(meant(&long, [&*long]), "");
    }
}
