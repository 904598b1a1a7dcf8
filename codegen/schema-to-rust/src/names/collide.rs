//! Names that collide: each is told apart by its own spelling, so that no name shifts when another one comes.

use std::collections::HashMap;
use std::fmt::Write as _;

use heck::{ToLowerCamelCase, ToPascalCase, ToShoutySnakeCase, ToSnakeCase};
use sha2::{Digest as _, Sha256};

/// How often a name can be changed: spelled as its style says, then with more and more of a digest.
const LEVELS: usize = 4;

/// The names of one scope, made of their texts by `name`. Of those that collide, the one that is spelled as Rust does keeps
/// its name, and the others get a number that says how they are spelled: `first name` becomes `first_name_2` where there is a
/// `first_name` too.
pub(crate) fn apart(texts: &[&str], name: fn(&str) -> String, taken: &[&str]) -> Vec<String> {
    let named = texts.iter().map(|text| (name(text), is_snake(text)));
    let named: Vec<(String, bool)> = named.collect();
    resolve(
        &named,
        |index, level, name| match (level, style(texts[index])) {
            (1, Some(number)) => numbered(name, &number.to_string()),
            _ => digested(name, texts[index], level),
        },
        taken,
    )
}

/// Names, and whether each is kept where it collides; `other` makes another one of the index, the level and the first name.
pub(crate) fn resolve(
    first: &[(String, bool)],
    other: impl Fn(usize, usize, &str) -> String,
    taken: &[&str],
) -> Vec<String> {
    let mut names: Vec<String> = first.iter().map(|(name, _)| name.clone()).collect();
    let mut levels = vec![0; names.len()];
    loop {
        let mut groups: HashMap<&str, Vec<usize>> = HashMap::with_capacity(names.len());
        for (index, name) in names.iter().enumerate() {
            groups.entry(name).or_default().push(index);
        }
        let mut moving: Vec<usize> = Vec::new();
        for (name, group) in groups {
            if taken.contains(&name) {
                moving.extend(group);
            } else if group.len() > 1 {
                let keeps = |index: &&usize| levels[**index] == 0 && first[**index].1;
                let kept = group.iter().find(keeps).copied();
                moving.extend(group.iter().filter(|index| Some(**index) != kept));
            }
        }
        moving.retain(|index| levels[*index] <= LEVELS);
        if moving.is_empty() {
            return names;
        }
        for index in moving {
            levels[index] += 1;
            names[index] = other(index, levels[index], &first[index].0);
        }
    }
}

/// A name with something after it.
pub(crate) fn numbered(name: &str, number: &str) -> String {
    let plain = name.strip_prefix("r#").unwrap_or(name);
    if plain.contains('_') || plain.starts_with(char::is_lowercase) {
        format!("{}_{number}", plain.trim_end_matches('_'))
    } else {
        format!("{plain}{}", number.to_uppercase())
    }
}

/// A name with so much of the digest of its text that no other has it.
pub(crate) fn digested(name: &str, text: &str, level: usize) -> String {
    let digest = Sha256::digest(text);
    let length = [2, 4, 8]
        .get(level.saturating_sub(2))
        .copied()
        .unwrap_or(32);
    let digits = digest
        .iter()
        .take(length)
        .fold(String::from("x"), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        });
    numbered(name, &digits)
}

/// Spelled as fields are.
fn is_snake(text: &str) -> bool {
    text == text.to_snake_case()
}

/// The number of the way in which a text is spelled. Numbers of styles stay; new ones come at the end.
fn style(text: &str) -> Option<usize> {
    let snake = text.to_snake_case();
    let styles = [
        snake.replace('_', " "),
        snake.replace('_', "-"),
        text.to_lower_camel_case(),
        text.to_pascal_case(),
        text.to_shouty_snake_case(),
        snake.replace('_', "."),
        snake.replace('_', "/"),
        snake.replace('_', ":"),
    ];
    let found = styles.iter().position(|style| style == text)?;
    Some(found + 2)
}

#[cfg(test)]
mod tests {
    use super::apart;
    use crate::names::{field, variant};

    fn fields(texts: &[&str]) -> Vec<String> {
        apart(texts, field, &[])
    }

    #[test]
    fn what_is_spelled_as_in_rust_keeps_its_name() {
        assert_eq!(
            fields(&[
                "first name",
                "first_name",
                "firstName",
                "FIRST_NAME",
                "other"
            ]),
            [
                "first_name_2",
                "first_name",
                "first_name_4",
                "first_name_6",
                "other"
            ]
        );
        assert_eq!(
            apart(&["in_progress", "in progress", "inProgress"], variant, &[]),
            ["InProgress", "InProgress2", "InProgress4"]
        );
        assert_eq!(fields(&["type", "Type"]), ["r#type", "type_5"]);
    }

    #[test]
    fn no_name_shifts_when_another_one_comes() {
        let texts = [
            "first name",
            "first-name",
            "a",
            "first  name",
            "First-Name",
            "+",
            "++",
        ];
        let before = fields(&texts);
        for new in ["b", "firstName", "first_name", "first name ", "first-Name"] {
            let mut more = vec![new];
            more.extend(texts);
            assert_eq!(fields(&more)[1..], before, "{new}");
        }
    }

    #[test]
    fn every_name_is_another() {
        let texts: Vec<String> = (0..2000_u32)
            .map(|number| {
                format!(
                    "a{}b",
                    format!("{number:011b}").replace('0', "_").replace('1', "-")
                )
            })
            .chain(["a_b_2", "a b 2", "", " ", "empty", "é", "e\u{301}"].map(str::to_owned))
            .collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        for name in [field, variant] {
            let mut names = apart(&texts, name, &[]);
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), texts.len());
        }
    }
}
