//! A place of a document, with references followed: which data may stand there.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::kinds::Kinds;
use schema_to_rust::compose::COMPOSING;
use schema_to_rust::pointer::{escape, of_fragment, referred};

static ANYTHING: Value = Value::Bool(true);

/// The pointer of a schema, and whether it only stands in for one that is missing there.
pub(super) type Identity = (String, bool);

/// A schema in its document.
#[derive(Clone, Debug)]
pub(super) struct View<'a> {
    root: &'a Value,
    /// Where it is written: the JSON pointer before references are followed.
    pub(super) at: String,
    /// Where references lead.
    pub(super) pointer: String,
    written: &'a Value,
    schema: &'a Value,
}

/// What may stand beside named members, or under free names.
pub(super) enum Additional<'a> {
    /// Nothing is said.
    Open,
    /// Nothing.
    Closed,
    /// What a schema describes.
    Described(View<'a>),
}

impl<'a> View<'a> {
    /// The document as a whole.
    pub(super) fn of(root: &'a Value) -> Self {
        Self::at(root, String::new()).expect("the empty pointer leads to the root")
    }

    /// The schema under a pointer.
    pub(super) fn at(root: &'a Value, at: String) -> Option<Self> {
        let written = root.pointer(&at)?;
        let mut seen = BTreeSet::new();
        let (mut pointer, mut schema) = (at.clone(), written);
        // `prepare` refuses references that lead nowhere or in a circle, where they describe data.
        while schema.get("$ref").is_some_and(Value::is_string) {
            let target = referred(root, schema).filter(|target| seen.insert(target.clone()));
            match target.and_then(|target| Some((root.pointer(&target)?, target))) {
                Some((found, target)) => (pointer, schema) = (target, found),
                None => schema = &ANYTHING,
            }
        }
        Some(Self {
            root,
            at,
            pointer,
            written,
            schema,
        })
    }

    /// What tells it from all other schemas of the document.
    pub(super) fn identity(&self) -> Identity {
        (
            self.pointer.clone(),
            std::ptr::eq(self.schema, &raw const ANYTHING),
        )
    }

    /// Where nothing is said, anything may stand.
    fn anything(&self) -> Self {
        Self {
            written: &ANYTHING,
            schema: &ANYTHING,
            ..self.clone()
        }
    }

    /// The schema that a keyword of this one holds.
    fn below(&self, keyword: &str) -> Option<Self> {
        Self::at(self.root, format!("{}/{keyword}", self.pointer))
    }

    /// A keyword of the schema.
    pub(super) fn get(&self, keyword: &str) -> Option<&'a Value> {
        self.schema.get(keyword)
    }

    /// A keyword that says something to people: beside the reference, or where it leads.
    pub(super) fn annotation(&self, keyword: &str) -> Option<&'a Value> {
        self.written
            .get(keyword)
            .or_else(|| self.schema.get(keyword))
    }

    /// A keyword beside a reference.
    pub(super) fn beside(&self, keyword: &str) -> Option<&'a Value> {
        self.target()?;
        self.written.get(keyword)
    }

    pub(super) fn description(&self) -> &'a str {
        self.annotation("description")
            .and_then(Value::as_str)
            .unwrap_or_default()
    }

    /// All keywords of the schema, and those beside the reference to it.
    pub(super) fn annotations(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let written = self.written.as_object().into_iter();
        self.keywords()
            .chain(written.flat_map(|schema| schema.keys().map(String::as_str)))
    }

    /// All keywords of the schema.
    pub(super) fn keywords(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.schema
            .as_object()
            .into_iter()
            .flat_map(|schema| schema.keys().map(String::as_str))
    }

    /// The place that the schema of this one refers to, if it does.
    pub(super) fn target(&self) -> Option<&str> {
        (self.at != self.pointer).then_some(&self.pointer)
    }

    /// Whether a keyword decides by further schemas what may stand somewhere.
    pub(super) fn composes(keyword: &str) -> bool {
        COMPOSING.contains(&keyword)
    }

    /// Whether further schemas decide what may stand here.
    pub(super) fn is_composed(&self) -> bool {
        let tuple = self.get("items").is_some_and(Value::is_array);
        tuple || COMPOSING.iter().any(|keyword| self.get(keyword).is_some())
    }

    /// The JSON types that the schema names.
    pub(super) fn declared(&self) -> Kinds {
        let named = match (self.schema, self.get("type")) {
            (Value::Bool(false), _) => return Kinds::NONE,
            (_, Some(Value::String(name))) => Kinds::named(name),
            (_, Some(Value::Array(names))) => names
                .iter()
                .filter_map(Value::as_str)
                .map(Kinds::named)
                .collect(),
            (_, _) => match self.values() {
                Some(values) => return values.into_iter().map(Kinds::of).collect(),
                None if self
                    .properties()
                    .is_some_and(|properties| !properties.is_empty()) =>
                {
                    Kinds::OBJECT
                }
                None => return Kinds::ALL,
            },
        };
        match self.get("nullable") {
            Some(Value::Bool(true)) => named | Kinds::NULL,
            _ => named,
        }
    }

    /// The JSON types that can be sent: the named ones, as far as a set of values leaves them.
    pub(super) fn sent(&self) -> Kinds {
        match self.values() {
            Some(values) => self.declared() & values.into_iter().map(Kinds::of).collect(),
            None => self.declared(),
        }
    }

    /// The values that `enum` and `const` allow.
    pub(super) fn values(&self) -> Option<Vec<&'a Value>> {
        let all = self.get("enum").and_then(Value::as_array);
        match (all, self.get("const")) {
            (None, None) => None,
            (Some(all), None) => Some(all.iter().collect()),
            (None, Some(one)) => Some(vec![one]),
            (Some(all), Some(one)) => Some(all.iter().filter(|value| *value == one).collect()),
        }
    }

    /// The integers that can be sent: within 64 bits where no limit is set.
    pub(super) fn integers(&self) -> (i128, i128) {
        let limit = |keyword: &str| self.get(keyword).and_then(whole);
        let low = limit("minimum")
            .into_iter()
            .chain(limit("exclusiveMinimum").map(|low| low + 1))
            .max();
        let high = limit("maximum")
            .into_iter()
            .chain(limit("exclusiveMaximum").map(|high| high - 1))
            .min();
        (
            low.unwrap_or(i64::MIN.into()),
            high.unwrap_or(i64::MAX.into()),
        )
    }

    fn properties(&self) -> Option<&'a Map<String, Value>> {
        self.get("properties").and_then(Value::as_object)
    }

    /// The names of required members.
    pub(super) fn required(&self) -> BTreeSet<&'a str> {
        let names = self.get("required").and_then(Value::as_array);
        names
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect()
    }

    /// The names of all members.
    pub(super) fn members(&self) -> BTreeSet<&'a str> {
        let described = self
            .properties()
            .into_iter()
            .flat_map(|properties| properties.keys().map(String::as_str));
        described.chain(self.required()).collect()
    }

    /// The schema of a member; of one that is not described, what may stand beside those that are.
    pub(super) fn member(&self, name: &str) -> Self {
        self.below(&format!("properties/{}", escape(name)))
            .unwrap_or_else(|| self.free())
    }

    /// The schema of the items of an array.
    pub(super) fn items(&self) -> Self {
        self.below("items").unwrap_or_else(|| self.anything())
    }

    /// What `additionalProperties` says.
    pub(super) fn additional(&self) -> Additional<'a> {
        match self.get("additionalProperties") {
            None | Some(Value::Bool(true)) => Additional::Open,
            Some(Value::Bool(false)) => Additional::Closed,
            Some(_) => self
                .below("additionalProperties")
                .map_or(Additional::Open, Additional::Described),
        }
    }

    /// The schema of values under free names.
    pub(super) fn free(&self) -> Self {
        self.below("additionalProperties")
            .unwrap_or_else(|| self.anything())
    }

    /// Whether both describe the same data in the same words, annotations aside, wherever definitions stand.
    pub(super) fn says_the_same(&self, other: &Self) -> bool {
        let mut seen = BTreeSet::new();
        let mut open = vec![(self.clone(), other.clone())];
        while let Some((a, b)) = open.pop() {
            if !seen.insert((a.pointer.clone(), b.pointer.clone())) {
                continue;
            }
            let mut references = Vec::new();
            let [left, right] = [&a, &b].map(|view| crate::project::digest::bare(view.schema));
            if expand(&left, &right, &mut references).is_none() {
                return false;
            }
            for (left, right) in references {
                let target = |root, fragment: String| {
                    Self::at(root, of_fragment(root, &fragment).unwrap_or(fragment))
                };
                match (target(a.root, left), target(b.root, right)) {
                    (Some(left), Some(right)) => open.push((left, right)),
                    (None, None) => {}
                    _ => return false,
                }
            }
        }
        true
    }
}

/// Compares two schemas, and leaves the references in them to be compared. `None` where they differ.
fn expand(a: &Value, b: &Value, references: &mut Vec<(String, String)>) -> Option<()> {
    if let (Some(left), Some(right)) = (reference(a), reference(b)) {
        references.push((left.to_owned(), right.to_owned()));
        return Some(());
    }
    match (a, b) {
        (Value::Object(a), Value::Object(b)) if a.len() == b.len() => a
            .iter()
            .try_for_each(|(key, value)| expand(value, b.get(key)?, references)),
        (Value::Array(a), Value::Array(b)) if a.len() == b.len() => a
            .iter()
            .zip(b)
            .try_for_each(|(a, b)| expand(a, b, references)),
        (a, b) => (a == b).then_some(()),
    }
}

/// What a schema refers to inside its document, as it is written.
fn reference(schema: &Value) -> Option<&str> {
    schema.get("$ref")?.as_str()?.strip_prefix('#')
}

/// A limit as a whole number; one beyond all integers that matter here stays beyond them.
fn whole(limit: &Value) -> Option<i128> {
    let exact = limit
        .as_i64()
        .map(i128::from)
        .or_else(|| limit.as_u64().map(i128::from));
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the cast saturates, which keeps the limit beyond"
    )]
    exact.or_else(|| {
        limit
            .as_f64()
            .map(|limit| (limit as i128).clamp(-BEYOND, BEYOND))
    })
}

const BEYOND: i128 = 1 << 100;
