//! The rules: every kind of change that is told apart, and what it can mean.

use std::fmt;
use std::fmt::Write as _;

use serde::{Serialize, Serializer};

use super::{Class, Semver};
use Class::{Breaking, Compatible, Metadata};
use Semver::{Major, Minor, Patch};

/// What is known of a rule without looking at a change.
struct RuleFacts {
    id: &'static str,
    category: &'static str,
    classes: &'static [Class],
    semvers: &'static [Semver],
    meaning: &'static str,
}

macro_rules! rules {
    ($($rule:ident = $id:literal, $category:literal, $classes:expr, $semvers:expr, $meaning:literal;)*) => {
        /// A kind of change. `RULES.md` lists them all.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Rule {
            $(#[doc = $meaning] $rule,)*
        }

        impl Rule {
            /// Every rule, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$rule,)*];

            fn facts(self) -> RuleFacts {
                match self {
                    $(Self::$rule => RuleFacts {
                        id: $id,
                        category: $category,
                        classes: &$classes,
                        semvers: &$semvers,
                        meaning: $meaning,
                    },)*
                }
            }
        }
    };
}

rules! {
    FieldAddedOptional = "FIELD_ADDED_OPTIONAL", "field", [Compatible, Breaking], [Patch, Minor, Major],
        "A member was added that need not be sent. Old readers ignore it, unless `additionalProperties` described it as something else. The struct gets a field. It is major only where `additionalProperties` described data under that name that the new type does not read.";
    FieldAddedRequired = "FIELD_ADDED_REQUIRED", "field", [Compatible, Breaking], [Patch, Minor, Major],
        "A member was added that is always sent. Old readers ignore it, unless `additionalProperties` described it as something else. The struct gets a field that is no `Option`, unless it can be null; such a type does not read data of the old version. In the type behind the schema's arm it is an `Option`.";
    FieldRemovedOptional = "FIELD_REMOVED_OPTIONAL", "field", [Compatible, Breaking], [Patch, Major],
        "A member is gone that did not have to be sent. Old readers take it as absent; they break only where `additionalProperties` now describes it as something that they cannot read. The struct loses a field.";
    FieldRemovedRequired = "FIELD_REMOVED_REQUIRED", "field", [Compatible, Breaking], [Patch, Major],
        "A member is gone that was always sent. Old readers miss it, unless it could be null. The struct loses a field.";
    FieldBecameRequired = "FIELD_BECAME_REQUIRED", "field", [Compatible], [Patch, Major],
        "A member is now always sent. Its type loses the `Option`, unless it can be null.";
    FieldBecameOptional = "FIELD_BECAME_OPTIONAL", "field", [Compatible, Breaking], [Patch, Major],
        "A member need not be sent any more. Old readers miss it, unless it could be null. Its type becomes an `Option`.";

    BecameNullable = "BECAME_NULLABLE", "type", [Compatible, Breaking], [Patch, Major],
        "Null can be sent. Old readers refuse it, except in members that they know as optional.";
    BecameNotNullable = "BECAME_NOT_NULLABLE", "type", [Compatible], [Patch, Major],
        "Null is not sent any more.";
    TypeChanged = "TYPE_CHANGED", "type", [Compatible, Breaking], [Patch, Major],
        "Values of another JSON type are sent. Old readers refuse them, unless the place is typed as any JSON.";
    TypeWidened = "TYPE_WIDENED", "type", [Compatible, Breaking], [Patch, Major],
        "Values of more JSON types are sent than before, such as number instead of integer. Old readers refuse them, unless the place is typed as any JSON.";
    TypeNarrowed = "TYPE_NARROWED", "type", [Compatible], [Patch, Major],
        "Values of fewer JSON types are sent than before, such as integer instead of number.";
    RootTypeChanged = "ROOT_TYPE_CHANGED", "type", [Compatible, Breaking], [Patch, Major],
        "The data as a whole is of another JSON type, such as an array instead of an object.";
    ObjectBecameMap = "OBJECT_BECAME_MAP", "type", [Compatible, Breaking], [Patch, Major],
        "An object with named members became one with free names. Old readers break where they need a member, or where a value can come under its name that they cannot read.";
    MapBecameObject = "MAP_BECAME_OBJECT", "type", [Compatible, Breaking], [Patch, Major],
        "An object with free names became one with named members. Old readers break where a member is of another type than the values were.";
    CompositionChanged = "COMPOSITION_CHANGED", "type", [Compatible, Breaking], [Patch, Major],
        "A place changed that is composed with `allOf`, `anyOf`, `oneOf`, `if`, `patternProperties`, a tuple or the like. It is judged by its Rust types, and counts as breaking where they leave a doubt.";
    RustTypeChanged = "RUST_TYPE_CHANGED", "type", [Metadata], [Major],
        "The same data gets another Rust type, for example because an entry of `overrides.toml` applies to one version and not to the other.";
    RustNameChanged = "RUST_NAME_CHANGED", "type", [Metadata], [Major],
        "A type or a field has another name in Rust, and the data is the same.";

    ValueAdded = "VALUE_ADDED", "values", [Compatible, Breaking], [Patch, Minor],
        "A set of values, in `enum` or in the description, got another one. Old readers take it as unknown. The enum gets a variant, for a described set once `overrides.toml` lists the value.";
    ValueRemoved = "VALUE_REMOVED", "values", [Compatible], [Patch, Major],
        "A set of values lost one. The enum of an `enum` loses a variant; a described set keeps it as long as any version names it.";
    ValueSetAdded = "VALUE_SET_ADDED", "values", [Metadata, Compatible], [Patch, Major],
        "A set of values appeared: in `enum` or `const`, and then a string becomes an open enum, or in the description, and then it waits for an entry of `overrides.toml`.";
    ValueSetRemoved = "VALUE_SET_REMOVED", "values", [Metadata, Compatible, Breaking], [Patch, Major],
        "A set of values disappeared: from `enum` or `const`, and then any value can be sent, or from the description.";

    BoundsChanged = "BOUNDS_CHANGED", "constraint", [Compatible, Breaking], [Patch, Major],
        "A limit of size or length changed. Readers do not check limits; they break only where integers no longer fit the 64 bits that they have, signed or unsigned.";
    PatternChanged = "PATTERN_CHANGED", "constraint", [Compatible], [Patch, Major],
        "The pattern of a string changed. Readers do not check patterns.";
    FormatChanged = "FORMAT_CHANGED", "constraint", [Compatible], [Patch, Major],
        "The format of a value changed. Readers do not check formats.";
    AdditionalPropertiesChanged = "ADDITIONAL_PROPERTIES_CHANGED", "constraint", [Metadata, Compatible, Breaking], [Patch, Minor, Major],
        "What may stand beside the named members of an object changed. Readers ignore it where no schema describes it, and keep it in a map where one does; they break where the map is of another type. A schema of words alone makes such a map, and the same data is sent.";
    RestrictionChanged = "RESTRICTION_CHANGED", "constraint", [Compatible], [Patch, Major],
        "A keyword changed that restricts data in a way that readers do not check, such as `not`, `contains` or `dependencies`.";

    DescriptionChanged = "DESCRIPTION_CHANGED", "metadata", [Metadata], [Patch],
        "The description reads differently. So does the rustdoc.";
    TitleChanged = "TITLE_CHANGED", "metadata", [Metadata], [Patch],
        "The title reads differently. Types are not named after it.";
    ExamplesChanged = "EXAMPLES_CHANGED", "metadata", [Metadata], [Patch],
        "The examples are others.";
    DefaultChanged = "DEFAULT_CHANGED", "metadata", [Metadata], [Patch],
        "The default is another. Readers fill in none.";
    AnnotationChanged = "ANNOTATION_CHANGED", "metadata", [Metadata], [Patch],
        "Another keyword changed that restricts no data, such as `identityType` or `$schema`.";
    DefinitionRenamed = "DEFINITION_RENAMED", "metadata", [Metadata], [Patch, Major],
        "The schema of a place is written elsewhere: in a definition of another name, or in place. By itself this changes no data. A struct or an enum takes its name from there, so it can have another.";
    Restated = "RESTATED", "metadata", [Metadata], [Patch],
        "The documents differ in words that mean the same, such as `additionalProperties` that is true or absent. Said only where nothing else is.";
    UnusedDefinitionChanged = "UNUSED_DEFINITION_CHANGED", "metadata", [Metadata], [Patch],
        "A definition that describes no data was added, removed or changed.";
}

impl Rule {
    /// The id, in upper case: `FIELD_ADDED_OPTIONAL`.
    pub fn id(self) -> &'static str {
        self.facts().id
    }

    /// The rule of an id.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|rule| rule.id() == id)
    }

    /// `field`, `type`, `values`, `constraint` or `metadata`.
    pub fn category(self) -> &'static str {
        self.facts().category
    }

    /// The classes that a change of this kind can have, the least first.
    pub fn classes(self) -> &'static [Class] {
        self.facts().classes
    }

    /// What a change of this kind can mean in semver, the least first.
    pub fn semvers(self) -> &'static [Semver] {
        self.facts().semvers
    }

    /// What the rule is about.
    pub fn meaning(self) -> &'static str {
        self.facts().meaning
    }

    /// All that is known of the rule, for a person.
    pub fn explain(self) -> String {
        format!(
            "{}\ncategory: {}\nclass:    {}\nsemver:   {}\n\n{}\n",
            self.id(),
            self.category(),
            either(self.classes()),
            either(self.semvers()),
            self.meaning()
        )
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.id())
    }
}

impl Serialize for Rule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

/// All rules as a Markdown table: what stands in `RULES.md`.
pub fn table() -> String {
    let mut table =
        "| rule | category | class | semver | meaning |\n| --- | --- | --- | --- | --- |\n"
            .to_owned();
    for rule in Rule::ALL {
        writeln!(
            table,
            "| `{rule}` | {} | {} | {} | {} |",
            rule.category(),
            either(rule.classes()),
            either(rule.semvers()),
            rule.meaning()
        )
        .expect("writing to a String does not fail");
    }
    table
}

fn either<T: ToString>(choices: &[T]) -> String {
    let choices: Vec<String> = choices.iter().map(ToString::to_string).collect();
    choices.join(" or ")
}
