//! CHANGELOG.md: entries go under "Unreleased".

use crate::error::{Error, Result};

const HEADING: &str = "## Unreleased";

/// The changelog with an entry at the end of its section "Unreleased". The rest stays as it is.
///
/// # Errors
/// The text has no such section.
pub fn add(changelog: &str, entry: &str) -> Result<String> {
    let lines: Vec<&str> = changelog.lines().collect();
    let Some(heading) = lines.iter().position(|line| line.trim_end() == HEADING) else {
        return Err(
            Error::new(format!("the changelog has no section {HEADING:?}"))
                .help("add one above the last release"),
        );
    };
    let after = heading + 1;
    let end = lines[after..]
        .iter()
        .position(|line| line.starts_with("## "))
        .map_or(lines.len(), |at| after + at);
    let section = lines[after..end].join("\n");
    let mut parts = vec![
        lines[..=heading].join("\n"),
        section.trim().to_owned(),
        entry.trim().to_owned(),
    ];
    parts.push(lines[end..].join("\n"));
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    Ok(parts.join("\n\n") + "\n")
}

#[cfg(test)]
mod tests {
    use super::add;

    #[test]
    fn entries_go_to_the_end_of_the_section() {
        let text = "# Changelog\n\n## Unreleased\n\n- One.\n\n## 0.1.0\n\n- Zero.\n";
        let expected = "# Changelog\n\n## Unreleased\n\n- One.\n\n- Two.\n\n## 0.1.0\n\n- Zero.\n";
        assert_eq!(add(text, "- Two.\n").unwrap(), expected);
        assert_eq!(
            add("## Unreleased", "- Two.").unwrap(),
            "## Unreleased\n\n- Two.\n"
        );
        assert!(add("# Changelog\n", "- Two.").is_err());
    }
}
