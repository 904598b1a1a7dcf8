//! Random schemas, out of all keywords that the generator reads, or of those that shape types alone.

use fastrand::Rng;
use serde_json::{Map, Value, json};

use crate::random::{self, describes_all};

/// Names of members. Few, so that what several schemas describe often meets.
pub const NAMES: &[&str] = &["a", "b", "camelCase", "kind", "self", "with-dash"];

/// A pattern of names: whether a name matches, and some that do.
type Pattern = (&'static str, fn(&str) -> bool, &'static [&'static str]);

/// Patterns of names.
const PATTERNS: &[Pattern] = &[
    ("^x-", |name| name.starts_with("x-"), &["x-1", "x-two"]),
    (
        "^[0-9]+$",
        |name| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit()),
        &["7", "42"],
    ),
    ("-e$", |name| name.ends_with("-e"), &["9-e", "x-e"]),
];

/// Patterns of text, each with a text that fits.
pub const TEXTS: &[(&str, &str)] = &[("^AC[0-9]+$", "AC7"), ("^[a-z]{2}$", "de")];

/// Formats of text, each with a text that fits.
pub const FORMATS: &[(&str, &str)] = &[
    ("date-time", "2024-02-29T12:30:00Z"),
    ("email", "a@example.com"),
    ("uri", "https://example.com/a"),
    ("uuid", "00000000-0000-4000-8000-000000000000"),
];

/// Names of definitions.
pub const DEFINITIONS: &[&str] = &["One", "Two", "Three"];

/// Values of sets.
pub const VALUES: &[&str] = &["on", "off", "dimmed", "9 lives"];

/// Whether a name matches one of `PATTERNS`.
pub fn matches(pattern: &str, name: &str) -> bool {
    known(pattern).1(name)
}

/// Names that match one of `PATTERNS`.
pub fn matching(pattern: &str) -> &'static [&'static str] {
    known(pattern).2
}

fn known(pattern: &str) -> &'static Pattern {
    let found = PATTERNS.iter().find(|(known, ..)| *known == pattern);
    found.expect("only these are written")
}

/// The dialects that name things differently.
#[derive(Clone, Copy, PartialEq)]
enum Draft {
    Seven,
    Newest,
}

/// Draws documents.
pub struct Generator<'a> {
    rng: &'a mut Rng,
    draft: Draft,
    /// `definitions` or `$defs`.
    definitions: &'static str,
    /// Only what shapes types by itself: objects, lists, maps and plain values, without schemas that are made of schemas, conditions
    /// or patterns of names.
    shapes: bool,
}

impl<'a> Generator<'a> {
    /// A document that has an end.
    pub fn document(rng: &mut Rng) -> Value {
        with_an_end(|| Generator::any_document(rng))
    }

    /// A document: an object as a rule, with definitions that refer to each other and to themselves.
    fn any_document(rng: &'a mut Rng) -> Value {
        let draft = if rng.bool() {
            Draft::Seven
        } else {
            Draft::Newest
        };
        let definitions = if draft == Draft::Newest && rng.bool() {
            "$defs"
        } else {
            "definitions"
        };
        let mut generator = Self {
            rng,
            draft,
            definitions,
            shapes: false,
        };
        let mut document = match generator.rng.u8(0..8) {
            0..4 => generator.object(2),
            4 => generator.all_of(1),
            5 => generator.choice(1),
            _ => generator.schema(2),
        };
        if !document.is_object() {
            document = json!({"type": "array", "items": document});
        }
        let table: Vec<(&str, Value)> = DEFINITIONS
            .iter()
            .map(|name| (*name, generator.definition()))
            .collect();
        add_what_is_referred_to(&mut document, definitions, table);
        let url = match draft {
            Draft::Seven => "http://json-schema.org/draft-07/schema#",
            Draft::Newest => "https://json-schema.org/draft/2020-12/schema",
        };
        document["$schema"] = json!(url);
        document
    }

    /// Draws what shapes types alone.
    pub fn of_shapes(rng: &'a mut Rng) -> Self {
        Self {
            rng,
            draft: Draft::Seven,
            definitions: "definitions",
            shapes: true,
        }
    }

    /// A document of what shapes types alone.
    pub fn shapes(mut self) -> Value {
        let mut document = match self.rng.u8(0..12) {
            0 => self.array(2),
            1 => self.map(2),
            _ => self.object(2),
        };
        for name in DEFINITIONS {
            document["definitions"][name] = match self.rng.u8(0..4) {
                0 => self.scalar(),
                1 => self.array(1),
                _ => {
                    let object = self.object(1);
                    self.nullable_at_times(object)
                }
            };
        }
        // Definitions that nothing refers to matter little.
        if let Some(properties) = document.get_mut("properties") {
            for (name, definition) in ["x", "y", "z"].iter().zip(DEFINITIONS) {
                properties[name] = json!({"$ref": format!("#/definitions/{definition}")});
            }
        }
        document
    }

    fn definition(&mut self) -> Value {
        match self.rng.u8(0..8) {
            0 => self.scalar(),
            1 => self.array(1),
            2 => self.choice(1),
            3 => self.schema(1),
            4 => self.all_of(1),
            _ => self.object(1),
        }
    }

    /// Any schema, with at most so many levels of schemas in it.
    pub fn schema(&mut self, depth: u8) -> Value {
        if self.shapes {
            return self.shape(depth);
        }
        let choice = if depth == 0 {
            self.rng.u8(0..10)
        } else {
            self.rng.u8(0..27)
        };
        let below = depth.saturating_sub(1);
        match choice {
            0..6 => self.scalar_or_nothing(),
            6 | 7 => self.reference(),
            8 => self.pick(&[
                json!({}),
                json!(true),
                json!({"type": "object"}),
                json!({"type": "array"}),
            ]),
            9 => self.enumeration(),
            10..13 => self.array(below),
            13 | 14 => self.tuple(below),
            15 => self.map(below),
            16 => self.several_types(below),
            17..20 => self.choice(below),
            20 => self.all_of(below),
            _ => {
                let object = self.object(below);
                self.nullable_at_times(object)
            }
        }
    }

    /// The same, of what shapes types alone.
    fn shape(&mut self, depth: u8) -> Value {
        let choice = if depth == 0 {
            self.rng.u8(0..8)
        } else {
            self.rng.u8(0..16)
        };
        match choice {
            0..5 => self.scalar(),
            5 | 6 => self.reference(),
            7 => self.pick(&[
                json!({}),
                json!({"type": "object"}),
                json!({"type": "array"}),
            ]),
            8 | 9 => self.array(depth - 1),
            10 | 11 => self.map(depth - 1),
            _ => {
                let object = self.object(depth - 1);
                self.nullable_at_times(object)
            }
        }
    }

    fn reference(&mut self) -> Value {
        let name = self.pick(DEFINITIONS);
        let reference = json!({"$ref": format!("#/{}/{name}", self.definitions)});
        if self.shapes {
            return reference;
        }
        match self.rng.u8(0..8) {
            0 => json!({"allOf": [reference], "description": "Said of a reference."}),
            1 => json!({"anyOf": [reference, {"type": "null"}]}),
            2 => json!({"oneOf": [{"type": "null"}, reference]}),
            // Older drafts read nothing beside it.
            3 if self.draft == Draft::Newest => {
                let mut more = self.members(0);
                more["$ref"] = reference["$ref"].clone();
                more
            }
            _ => reference,
        }
    }

    /// An object with members.
    pub fn object(&mut self, depth: u8) -> Value {
        let mut object = self.members(depth);
        object["type"] = json!("object");
        match self.rng.u8(0..10) {
            1 if self.shapes => object["additionalProperties"] = self.schema(depth.min(1)),
            2.. if self.shapes => {}
            0 if describes_all(&object) => object["additionalProperties"] = json!(false),
            1 => object["additionalProperties"] = self.schema(depth.min(1)),
            2 => object["additionalProperties"] = json!(true),
            3 => object["patternProperties"] = self.patterns(depth),
            4 => self.condition(&mut object, depth),
            5 => self.dependencies(&mut object, depth),
            6 => self.restriction(&mut object),
            7 if depth > 0 => {
                object["oneOf"] = json!([self.members(depth - 1), self.members(depth - 1)]);
            }
            _ => {}
        }
        object
    }

    /// `properties` and `required`, without a `type`.
    fn members(&mut self, depth: u8) -> Value {
        let mut properties = Map::new();
        let mut required = Vec::new();
        for name in NAMES {
            let described = self.rng.u8(0..if self.shapes { 2 } else { 3 }) == 0;
            if described {
                properties.insert((*name).to_owned(), self.schema(depth));
            }
            // Now and then a member is required and not described.
            let likely = if described { 3 } else { 30 };
            if self.rng.u8(0..likely) == 0 {
                required.push(*name);
            }
        }
        if properties.is_empty() {
            properties.insert("a".to_owned(), self.scalar());
        }
        let mut members = json!({"properties": properties});
        if !required.is_empty() {
            members["required"] = json!(required);
        }
        members
    }

    fn patterns(&mut self, depth: u8) -> Value {
        let mut table = Map::new();
        for _ in 0..self.rng.u8(1..3) {
            let (pattern, ..) = self.pick(PATTERNS);
            table.insert(pattern.to_owned(), self.schema(depth.min(1)));
        }
        table.into()
    }

    fn condition(&mut self, object: &mut Value, depth: u8) {
        let name = self.pick(NAMES);
        object["if"] = self.pick(&[
            json!({"required": [name]}),
            json!({"properties": {name: {"type": ["string", "null"]}}, "required": [name]}),
            json!({"properties": {name: {"const": "on"}}}),
        ]);
        if self.rng.u8(0..4) > 0 {
            object["then"] = self.members(depth.min(1));
        }
        if self.rng.bool() || object.get("then").is_none() {
            object["else"] = self.members(depth.min(1));
        }
    }

    fn dependencies(&mut self, object: &mut Value, depth: u8) {
        let (name, other) = (self.pick(NAMES), self.pick(NAMES));
        let members = self.members(depth.min(1));
        match (self.draft, self.rng.bool()) {
            (Draft::Seven, true) => object["dependencies"] = json!({name: [other]}),
            (Draft::Seven, false) => object["dependencies"] = json!({name: members}),
            (Draft::Newest, true) => object["dependentRequired"] = json!({name: [other]}),
            (Draft::Newest, false) => object["dependentSchemas"] = json!({name: members}),
        }
    }

    /// Something that only refuses.
    fn restriction(&mut self, object: &mut Value) {
        let first = self.rng.usize(0..NAMES.len() - 1);
        let (name, other) = (NAMES[first], NAMES[first + 1]);
        match self.rng.u8(0..4) {
            0 => object["minProperties"] = json!(1),
            1 => object["propertyNames"] = json!({"maxLength": 10}),
            2 => object["not"] = json!({"required": [name, other]}),
            _ => object["anyOf"] = json!([{"required": [name]}, {"required": [other]}]),
        }
    }

    fn map(&mut self, depth: u8) -> Value {
        let mut map = json!({"type": "object", "additionalProperties": self.schema(depth)});
        if self.shapes {
            return map;
        }
        match self.rng.u8(0..6) {
            0 => map["propertyNames"] = json!({"pattern": "^[a-z]"}),
            1 => map["maxProperties"] = json!(3),
            2 => map = json!({"type": "object", "patternProperties": self.patterns(depth)}),
            3 => {
                let patterns = self.patterns(depth);
                let rest = self.pick(&[json!(false), json!(true), json!({"type": "string"})]);
                map = json!({"type": "object", "patternProperties": patterns, "additionalProperties": rest});
            }
            _ => {}
        }
        self.nullable_at_times(map)
    }

    fn array(&mut self, depth: u8) -> Value {
        let mut array = json!({"type": "array", "items": self.schema(depth)});
        if self.shapes {
            return array;
        }
        match self.rng.u8(0..8) {
            0 => array["minItems"] = json!(1),
            1 => array["maxItems"] = json!(2),
            2 => array["uniqueItems"] = json!(true),
            // Nothing that bounds an integer: items are not typed by it.
            3 => {
                array["contains"] = self.pick(&[
                    json!({"type": "string"}),
                    json!({"type": "integer", "maximum": 9}),
                    json!({"const": 3}),
                    json!({"type": "object"}),
                ]);
            }
            _ => {}
        }
        self.nullable_at_times(array)
    }

    fn tuple(&mut self, depth: u8) -> Value {
        let first: Vec<Value> = (0..self.rng.u8(1..4)).map(|_| self.schema(depth)).collect();
        let (items, rest) = match self.draft {
            Draft::Seven => ("items", "additionalItems"),
            Draft::Newest => ("prefixItems", "items"),
        };
        let length = first.len();
        let mut tuple = json!({"type": "array", items: first});
        match self.rng.u8(0..6) {
            0 => {}
            1 => tuple[rest] = self.schema(depth),
            2 => tuple[rest] = json!(false),
            3 => {
                tuple[rest] = json!(false);
                tuple["minItems"] = json!(length);
            }
            _ => {
                tuple["minItems"] = json!(length);
                tuple["maxItems"] = json!(length);
            }
        }
        tuple
    }

    fn choice(&mut self, depth: u8) -> Value {
        let count = self.rng.u8(2..4);
        match self.rng.u8(0..6) {
            0 | 1 => self.tagged(count, depth),
            2 => {
                let parts: Vec<Value> = (0..count).map(|_| self.object(depth)).collect();
                json!({"oneOf": parts})
            }
            3 => {
                let parts: Vec<Value> = (0..count).map(|_| self.schema(depth)).collect();
                json!({"anyOf": parts})
            }
            _ => {
                let parts: Vec<Value> = (0..count).map(|_| self.schema(depth)).collect();
                json!({"oneOf": parts})
            }
        }
    }

    /// Objects that say by a member which of several they are: by text, number or boolean, required or not, in the object or in one
    /// inside it. All of them can be alike besides, and one be for all other values.
    fn tagged(&mut self, count: u8, depth: u8) -> Value {
        let alike = self.rng.bool().then(|| self.object(depth));
        let (style, optional, nested) = (self.rng.u8(0..6), self.rng.bool(), self.rng.u8(0..4));
        let branches = (0..count).map(|tag| {
            let mut object = alike.clone().unwrap_or_else(|| self.object(depth));
            let text = format!("tag{tag}");
            let value = match style {
                0 => json!({"const": tag}),
                1 => json!({"enum": [tag, f64::from(tag) + 0.5]}),
                2 => json!({"const": tag == 0}),
                3 if tag + 1 == count => json!({"type": "string"}),
                _ => self.pick(&[
                    json!({"const": text}),
                    json!({"type": "string", "enum": [text]}),
                    json!({"enum": [text, format!("other{tag}")]}),
                ]),
            };
            let (name, value) = if nested == 0 {
                (
                    "self",
                    json!({"type": "object", "properties": {"kind": value}}),
                )
            } else {
                ("kind", value)
            };
            object["properties"][name] = value;
            let mut required = object["required"].as_array().cloned().unwrap_or_default();
            if !optional && !required.contains(&json!(name)) {
                required.push(json!(name));
            }
            if !required.is_empty() {
                object["required"] = required.into();
            }
            object
        });
        let branches: Vec<Value> = branches.collect();
        // Of branches that are alike, more than one can hold.
        json!({"anyOf": branches})
    }

    fn all_of(&mut self, depth: u8) -> Value {
        let mut parts = Vec::new();
        for _ in 0..self.rng.u8(1..4) {
            parts.push(match self.rng.u8(0..5) {
                0 | 1 => self.object(depth),
                2 => self.members(depth),
                3 => self.choice(depth),
                _ => self.reference(),
            });
        }
        let mut all = json!({"allOf": parts});
        if self.rng.bool() {
            all["type"] = json!("object");
        }
        if self.draft == Draft::Newest && self.rng.u8(0..4) == 0 {
            all["unevaluatedProperties"] = json!(false);
        }
        all
    }

    fn several_types(&mut self, depth: u8) -> Value {
        match self.rng.u8(0..6) {
            0 => json!({"type": ["string", "integer"]}),
            1 => json!({"type": ["boolean", "number", "null"]}),
            2 => json!({"type": ["array", "string"], "items": self.schema(depth)}),
            3 => {
                let mut object = self.object(depth);
                object["type"] = json!(["object", "string", "null"]);
                object
            }
            4 => {
                let mut both = self.object(depth);
                both["type"] = json!(["object", "array"]);
                both["items"] = self.schema(depth);
                both
            }
            _ => {
                json!({"type": ["string", "integer"], "if": {"type": "string"}, "then": {"minLength": 1}, "else": {"minimum": 0}})
            }
        }
    }

    fn enumeration(&mut self) -> Value {
        let some = self.some(VALUES);
        self.pick(&[
            json!({"enum": some}),
            json!({"enum": ["on", "On", null]}),
            json!({"type": ["string", "null"], "enum": ["on", null]}),
            json!({"enum": ["on", 1, true, null]}),
            json!({"enum": [1, 2, 3]}),
            json!({"type": "integer", "enum": [1, 2]}),
            json!({"enum": [0.5, 2, -7]}),
            json!({"enum": [true]}),
            json!({"enum": [true, "off"]}),
            json!({"enum": [2]}),
            json!({"const": "on"}),
            json!({"const": 7}),
            json!({"const": 0.5}),
            json!({"const": true}),
            json!({"const": false}),
            json!({"const": "off"}),
        ])
    }

    fn scalar_or_nothing(&mut self) -> Value {
        if self.rng.u8(0..40) == 0 {
            return self.untypable();
        }
        self.scalar()
    }

    /// What becomes any JSON, or nothing.
    fn untypable(&mut self) -> Value {
        self.pick(&[
            json!(false),
            json!({"type": "null"}),
            json!({"const": null}),
            json!({"enum": [null]}),
            json!({"enum": [{"a": 1}, [1, null], "on"]}),
            json!({"const": {"a": {"b": null}}}),
            json!({"const": []}),
        ])
    }

    /// A value that is neither an object nor a list, where nothing but its shape is drawn.
    fn plain(&mut self) -> Value {
        let schema = match self.rng.u8(0..12) {
            0 => json!({"type": "boolean"}),
            1 => json!({"type": "integer"}),
            2 => {
                json!({"type": "integer", "minimum": 0, "maximum": self.pick(&[json!(9), json!(u64::MAX)])})
            }
            3 => json!({"type": "number"}),
            4 => json!({"type": "string", "enum": self.some(VALUES)}),
            5 => {
                json!({"type": "string", "minLength": self.rng.u8(0..3), "maxLength": self.rng.u8(3..6)})
            }
            6 => json!({"type": "string", "pattern": self.pick(TEXTS).0}),
            7 => {
                json!({"type": "string", "description": format!("State ({}).", self.some(VALUES).join(" or "))})
            }
            8 => self.pick(&[
                json!({"type": ["string", "integer"]}),
                json!({"type": ["boolean", "number", "null"]}),
            ]),
            9 => self.pick(&[
                json!({"type": "integer", "enum": [1, 2]}),
                json!({"enum": ["on", 1, null]}),
                json!({"enum": ["on", "off"]}),
                json!({"const": "on"}),
                json!({"type": "string", "const": "on"}),
            ]),
            _ => json!({"type": "string"}),
        };
        self.nullable_at_times(schema)
    }

    fn scalar(&mut self) -> Value {
        if self.shapes {
            return self.plain();
        }
        let mut schema = match self.rng.u8(0..14) {
            0 => json!({"type": "boolean"}),
            1 => json!({"type": "integer"}),
            2 | 3 => self.integer(),
            4 => json!({"type": "number"}),
            5 => json!({"type": "number", "minimum": -1.5, "exclusiveMaximum": 100}),
            6 => json!({"type": "string", "enum": self.some(VALUES)}),
            7 => {
                json!({"type": "string", "minLength": self.rng.u8(0..3), "maxLength": self.rng.u8(3..6)})
            }
            8 => json!({"type": "string", "pattern": self.pick(TEXTS).0}),
            9 | 10 => json!({"type": "string", "format": self.pick(FORMATS).0}),
            11 => json!({"type": "string", "not": {"const": "off"}}),
            _ => json!({"type": "string"}),
        };
        match self.rng.u8(0..10) {
            0 => schema["default"] = self.pick(&[json!("on"), json!(1), json!(null), json!({})]),
            1 => schema["description"] = json!("State (on or off)."),
            2 => schema["title"] = json!("A title"),
            3 => schema["deprecated"] = json!(true),
            _ => {}
        }
        if schema.get("enum").is_some() {
            return schema;
        }
        self.nullable_at_times(schema)
    }

    /// An integer with bounds: with those that decide which Rust integer it becomes, too.
    fn integer(&mut self) -> Value {
        self.pick(&[
            json!({"type": "integer", "minimum": 0}),
            json!({"type": "integer", "minimum": -5, "maximum": 9}),
            json!({"type": "integer", "minimum": 0, "maximum": u64::MAX}),
            json!({"type": "integer", "minimum": -1, "maximum": u64::MAX}),
            json!({"type": "integer", "maximum": 1e20}),
            json!({"type": "integer", "exclusiveMinimum": 0, "exclusiveMaximum": 10}),
            json!({"type": "integer", "multipleOf": 3}),
            json!({"type": "integer", "format": "int64"}),
            json!({"type": "integer", "format": "uint64", "minimum": 0, "maximum": u64::MAX}),
        ])
    }

    /// Null in addition, now and then, said in one of two ways.
    fn nullable_at_times(&mut self, mut schema: Value) -> Value {
        let Some(name) = schema.get("type").and_then(Value::as_str) else {
            return schema;
        };
        match self.rng.u8(0..8) {
            0 => schema["type"] = json!([name, "null"]),
            1 if self.shapes => schema["type"] = json!([name, "null"]),
            1 => schema["nullable"] = json!(true),
            _ => {}
        }
        schema
    }

    fn pick<T: Clone>(&mut self, choices: &[T]) -> T {
        random::pick(self.rng, choices)
    }

    fn some(&mut self, values: &[&'static str]) -> Vec<&'static str> {
        random::some(self.rng, values)
    }
}

/// The first document that is drawn and does not need to contain itself.
pub fn with_an_end(mut draw: impl FnMut() -> Value) -> Value {
    loop {
        let document = draw();
        if !contains_itself(&document) {
            return document;
        }
    }
}

/// Whether a definition is a choice or a part of itself, with no member or item between: what is valid then, nobody knows.
fn contains_itself(document: &Value) -> bool {
    ["$defs", "definitions"].into_iter().any(|keyword| {
        let table = document.get(keyword).and_then(Value::as_object);
        table.into_iter().flatten().any(|(_, definition)| {
            let mut open = vec![definition];
            let mut seen: Vec<&Value> = Vec::new();
            while let Some(schema) = open.pop() {
                let reference = schema.get("$ref").and_then(Value::as_str);
                let target =
                    reference.and_then(|text| document.pointer(text.trim_start_matches('#')));
                if target.is_some_and(|target| std::ptr::eq(target, definition)) {
                    return true;
                }
                if let Some(target) = target
                    && !seen.iter().any(|seen| std::ptr::eq(*seen, target))
                {
                    seen.push(target);
                    open.push(target);
                }
                for keyword in ["allOf", "anyOf", "oneOf"] {
                    open.extend(
                        schema
                            .get(keyword)
                            .and_then(Value::as_array)
                            .into_iter()
                            .flatten(),
                    );
                }
            }
            false
        })
    })
}

/// Definitions that nothing refers to say nothing.
fn add_what_is_referred_to(
    document: &mut Value,
    keyword: &str,
    mut definitions: Vec<(&str, Value)>,
) {
    while let Some(index) = definitions.iter().position(|(name, _)| {
        document
            .to_string()
            .contains(&format!("/{keyword}/{name}\""))
    }) {
        let (name, definition) = definitions.remove(index);
        document[keyword][name] = definition;
    }
}
