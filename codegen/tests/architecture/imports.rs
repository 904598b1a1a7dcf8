//! Which files of a crate import from which: `use` and paths that begin with `crate`, `self`, `super` or a module that is declared
//! in the file, each followed to the file that defines the name. Handing a name on (`pub use`) is no import. Tests may use anything.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::{Attribute, Item, UseTree, Visibility};

/// A module path: `["project", "overrides"]`.
type Module = Vec<String>;

struct Source {
    name: String,
    /// The names that `use` brings into the module, with what they stand for. A glob is `*`.
    uses: Vec<(String, Vec<String>)>,
    /// The paths that the file names.
    paths: BTreeSet<Vec<String>>,
}

/// What each file imports from which others, by the files' names: what it names there.
pub(crate) type Imports = BTreeMap<String, BTreeMap<String, BTreeSet<String>>>;

/// The imports of a crate whose sources lie in a folder.
pub(crate) fn imports(folder: &Path) -> Imports {
    let mut sources = BTreeMap::new();
    for file in super::files(folder) {
        let below = file.strip_prefix(folder).expect("it lies there");
        let mut module: Module = below
            .with_extension("")
            .iter()
            .map(|segment| segment.to_string_lossy().into_owned())
            .collect();
        if below.extension().is_none_or(|end| end != "rs")
            || module.last().is_some_and(|name| name == "tests")
        {
            continue;
        }
        if module == ["lib"] || module == ["main"] {
            module.clear();
        }
        if module.last().is_some_and(|name| name == "mod") {
            module.pop();
        }
        let text = fs::read_to_string(&file).expect("sources are UTF-8");
        let parsed = syn::parse_file(&text).expect("sources are Rust");
        let mut found = Found::default();
        found.items(&parsed.items);
        let name = super::shown(&file);
        sources.insert(
            module,
            Source {
                name,
                uses: found.uses,
                paths: found.paths,
            },
        );
    }
    let mut imports = Imports::new();
    for (module, source) in &sources {
        for path in &source.paths {
            if let Some((target, name)) = resolve(&sources, module, path, 0)
                && target != module
            {
                let from = imports.entry(source.name.clone()).or_default();
                let names = from.entry(sources[target].name.clone()).or_default();
                names.insert(name);
            }
        }
    }
    imports
}

/// The circles of imports: each as a text.
pub(crate) fn circles(imports: &Imports) -> Vec<String> {
    let reached: BTreeMap<&String, BTreeSet<&String>> = imports
        .keys()
        .map(|file| (file, reach(imports, file)))
        .collect();
    let mut told: BTreeSet<&String> = BTreeSet::new();
    let mut circles = Vec::new();
    for file in imports.keys() {
        if told.contains(file) || !reached[file].contains(file) {
            continue;
        }
        let circle: BTreeSet<&String> = reached[file]
            .iter()
            .copied()
            .filter(|other| reached.get(other).is_some_and(|back| back.contains(file)))
            .collect();
        let ties = ties(imports, |from, to| {
            circle.contains(from) && circle.contains(to)
        });
        circles.push(format!("{} files\n{}", circle.len(), ties.join("\n")));
        told.extend(circle);
    }
    circles
}

/// The imports from one file in another that are looked for: each as a text.
pub(crate) fn ties(imports: &Imports, wanted: impl Fn(&String, &String) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    for (from, targets) in imports {
        for (to, names) in targets.iter().filter(|(to, _)| wanted(from, to)) {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            found.push(format!("  {from} -> {to}: {}", names.join(", ")));
        }
    }
    found
}

/// The files that a file imports from, and those they import from, and so on.
fn reach<'a>(imports: &'a Imports, file: &str) -> BTreeSet<&'a String> {
    let mut seen: BTreeSet<&String> = BTreeSet::new();
    let mut open: Vec<&String> = imports
        .get(file)
        .into_iter()
        .flat_map(BTreeMap::keys)
        .collect();
    while let Some(file) = open.pop() {
        if seen.insert(file) {
            open.extend(imports.get(file).into_iter().flat_map(BTreeMap::keys));
        }
    }
    seen
}

/// The module whose file defines what a path in `from` names, and the name.
fn resolve<'a>(
    sources: &'a BTreeMap<Module, Source>,
    from: &Module,
    path: &[String],
    depth: usize,
) -> Option<(&'a Module, String)> {
    if depth > 20 {
        return None;
    }
    let mut module = from.clone();
    let mut rest = path;
    match rest.first()?.as_str() {
        "crate" => {
            module.clear();
            rest = &rest[1..];
        }
        "self" => rest = &rest[1..],
        "super" => {
            while rest.first().is_some_and(|segment| segment == "super") {
                module.pop()?;
                rest = &rest[1..];
            }
        }
        _ => {}
    }
    loop {
        let Some(name) = rest.first() else {
            // A module itself.
            let (known, _) = sources.get_key_value(&module)?;
            return Some((known, known.last().cloned().unwrap_or_default()));
        };
        let mut child = module.clone();
        child.push(name.clone());
        if sources.contains_key(&child) {
            module = child;
            rest = &rest[1..];
            continue;
        }
        let (known, source) = sources.get_key_value(&module)?;
        let brought = source.uses.iter().find(|(own, _)| own == name);
        let Some((_, path)) = brought else {
            // A name that comes from nowhere else is the file's own, if the path leads into this crate at all.
            let leads_here =
                rest.len() < path.len() || matches!(path[0].as_str(), "crate" | "self" | "super");
            return leads_here.then(|| (known, name.clone()));
        };
        let whole: Vec<String> = path.iter().chain(&rest[1..]).cloned().collect();
        return resolve(sources, &module, &whole, depth + 1);
    }
}

#[derive(Default)]
struct Found {
    uses: Vec<(String, Vec<String>)>,
    paths: BTreeSet<Vec<String>>,
}

impl Found {
    fn tree(&mut self, tree: &UseTree, before: &[String], hands_on: bool) {
        let with = |name: &dyn ToString| {
            let mut path = before.to_vec();
            path.push(name.to_string());
            path
        };
        match tree {
            UseTree::Path(path) => self.tree(&path.tree, &with(&path.ident), hands_on),
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.tree(tree, before, hands_on);
                }
            }
            UseTree::Glob(_) => self.name("*".to_owned(), before.to_vec(), hands_on),
            UseTree::Name(name) if name.ident == "self" => {
                let own = before.last().cloned().unwrap_or_default();
                self.name(own, before.to_vec(), hands_on);
            }
            UseTree::Name(name) => self.name(name.ident.to_string(), with(&name.ident), hands_on),
            UseTree::Rename(rename) => {
                self.name(rename.rename.to_string(), with(&rename.ident), hands_on);
            }
        }
    }

    fn name(&mut self, own: String, path: Vec<String>, hands_on: bool) {
        if !hands_on {
            self.paths.insert(path.clone());
        }
        self.uses.push((own, path));
    }
}

fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg")
            && attribute
                .parse_args::<syn::Path>()
                .is_ok_and(|path| path.is_ident("test"))
    })
}

impl Found {
    fn items(&mut self, items: &[Item]) {
        for item in items {
            match item {
                Item::Mod(item) if is_test(&item.attrs) => {}
                Item::Fn(item) if is_test(&item.attrs) => {}
                Item::Use(item) if is_test(&item.attrs) => {}
                Item::Use(item) => {
                    let hands_on = !matches!(item.vis, Visibility::Inherited);
                    self.tree(&item.tree, &[], hands_on);
                }
                Item::Mod(item) => {
                    // What an inline module hands on or names is the file's; none here reaches out of itself by `super`.
                    if let Some((_, items)) = &item.content {
                        self.items(items);
                    }
                }
                item => self.tokens(item.to_token_stream()),
            }
        }
    }

    /// Every `a::b::c` among the tokens, those of macros too; what `quote!` holds is code of another crate.
    fn tokens(&mut self, tokens: TokenStream) {
        let mut path: Vec<String> = Vec::new();
        let (mut colons, mut is_quote) = (0, false);
        for token in tokens {
            let quoted = is_quote;
            is_quote = match &token {
                TokenTree::Ident(name) => name == "quote",
                TokenTree::Punct(punct) => quoted && punct.as_char() == '!',
                TokenTree::Group(_) | TokenTree::Literal(_) => false,
            };
            match token {
                TokenTree::Ident(name) => {
                    if colons != 2 {
                        self.keep(&mut path);
                    }
                    path.push(name.to_string());
                    colons = 0;
                }
                TokenTree::Punct(punct) if punct.as_char() == ':' => colons += 1,
                TokenTree::Group(group) => {
                    self.keep(&mut path);
                    if !quoted {
                        self.tokens(group.stream());
                    }
                    colons = 0;
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => {
                    self.keep(&mut path);
                    colons = 0;
                }
            }
        }
        self.keep(&mut path);
    }

    fn keep(&mut self, path: &mut Vec<String>) {
        let path = std::mem::take(path);
        if path.len() > 1 {
            self.paths.insert(path);
        }
    }
}
