//! `--help` and `completions`.

use super::command;
use super::support::ran::Ran;

/// The names of the commands, as `--help` lists them.
fn names() -> Vec<String> {
    let help = Ran::new(&mut command(&["--help"])).out;
    let (_, list) = help.split_once("Commands:\n").expect("there is a list");
    let (list, _) = list.split_once("\n\n").expect("the list ends");
    let names: Vec<String> = list
        .lines()
        // What is indented further goes on about the command above.
        .filter_map(|line| line.strip_prefix("  "))
        .filter_map(|line| line.split(' ').next())
        .filter(|name| !name.is_empty())
        .filter(|name| *name != "help")
        .map(str::to_owned)
        .collect();
    assert_eq!(
        names.len(),
        14 + usize::from(cfg!(feature = "inspect")),
        "{names:?}"
    );
    names
}

#[test]
fn every_command_says_how_it_exits_and_gives_an_example() {
    for name in names() {
        let help = Ran::new(&mut command(&[&name, "--help"])).out;
        for line in help.lines() {
            assert!(line.chars().count() <= 100, "{name}: {line}");
        }
        let example = format!("twilio-events {name}");
        let (_, after) = help
            .split_once("\nExit codes: 0 ")
            .unwrap_or_else(|| panic!("{name}: {help}"));
        let (codes, examples) = after
            .split_once("\nExample:\n")
            .expect("examples come last");
        let codes = codes.replace('\n', " ");
        assert!(codes.contains("; 1 "), "{name}: {codes}");
        assert!(
            codes.trim_end().ends_with("; 2 a wrong command line."),
            "{name}: {codes}"
        );
        assert!(examples.contains(&example), "{name}: {examples}");
    }
}

/// What a command would ignore, it does not take.
#[test]
fn options_are_taken_where_they_act() {
    for (name, option) in [
        ("list", "--offline"),
        ("pin", "--base-url"),
        ("mirror", "--retries"),
        ("types", "--root"),
        ("types", "--base-url"),
        ("completions", "--timeout"),
    ] {
        Ran::new(&mut command(&[name, option]))
            .ends(2)
            .says(&format!("unexpected argument '{option}'"));
    }
}

#[test]
fn shells_are_told_of_every_command() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = Ran::new(&mut command(&["completions", shell])).out;
        for name in names() {
            assert!(script.contains(&name), "{shell} is not told of {name}");
        }
    }
}
