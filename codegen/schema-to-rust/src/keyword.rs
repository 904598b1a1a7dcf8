//! The keywords of JSON Schema, of all drafts: the one table.
//!
//! A keyword that is new to the generator gets a row here. [`tree`](crate::tree) reads by it where schemas stand, `resolve` what
//! counts beside a reference, `normalize` what composes, and the digests and the semantic difference what only describes.

/// What a keyword's value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// A schema.
    Schema,
    /// A list of schemas.
    Schemas,
    /// A schema, or in older drafts a list of them.
    SchemaOrSchemas,
    /// Schemas by names of the author's choice.
    Table,
    /// Data, not schemas.
    Data,
}

/// What a keyword does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Does {
    /// Its schemas say what a value looks like.
    Shapes,
    /// Further schemas decide what may stand in a place.
    Composes,
    /// It adds something to a reference that it stands beside.
    Adds,
    /// It says by itself what a value looks like, and not only which of them are valid.
    Types,
    /// It describes, and restricts no data.
    Describes,
    /// Documentation and types are told of it, beside what it restricts.
    Tells,
    /// It sets a limit to a number, a length or a count.
    Bounds,
    /// It restricts data in another way, and shapes no type.
    Restricts,
}

macro_rules! keywords {
    ($($keyword:ident $name:literal $holds:ident $($does:ident)*;)*) => {
        /// A keyword.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs, reason = "each is called as JSON Schema calls it")]
        pub enum Keyword { $($keyword),* }

        impl Keyword {
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$keyword),*];

            /// The keyword that is called so.
            pub fn named(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$keyword),)* _ => None }
            }

            /// What it is called.
            pub fn name(self) -> &'static str {
                match self { $(Self::$keyword => $name),* }
            }

            /// What its value is.
            pub fn holds(self) -> Holds {
                match self { $(Self::$keyword => Holds::$holds),* }
            }

            /// Whether it does this.
            pub fn does(self, what: Does) -> bool {
                let does: &[Does] = match self { $(Self::$keyword => &[$(Does::$does),*]),* };
                does.contains(&what)
            }
        }
    };
}

keywords! {
    Anchor "$anchor" Data;
    Comment "$comment" Data Describes;
    Defs "$defs" Table;
    DynamicAnchor "$dynamicAnchor" Data;
    DynamicRef "$dynamicRef" Data Composes;
    Id "$id" Data Describes;
    RecursiveAnchor "$recursiveAnchor" Data;
    RecursiveRef "$recursiveRef" Data Composes;
    Ref "$ref" Data;
    Dialect "$schema" Data Describes;
    Vocabulary "$vocabulary" Data;
    AdditionalItems "additionalItems" Schema Shapes Restricts;
    AdditionalProperties "additionalProperties" Schema Shapes Adds;
    AllOf "allOf" Schemas Shapes Composes Adds;
    AnyOf "anyOf" Schemas Shapes Composes Adds;
    Const "const" Data Adds Tells Types;
    Contains "contains" Schema Restricts;
    ContentEncoding "contentEncoding" Data Restricts;
    ContentMediaType "contentMediaType" Data Restricts;
    ContentSchema "contentSchema" Schema Restricts;
    Default "default" Data Describes Tells;
    Definitions "definitions" Table;
    Dependencies "dependencies" Table Shapes Adds Restricts;
    DependentRequired "dependentRequired" Data Restricts;
    DependentSchemas "dependentSchemas" Table Shapes Adds Restricts;
    Deprecated "deprecated" Data Describes Tells;
    Description "description" Data Describes Tells;
    Else "else" Schema Shapes Composes;
    Enum "enum" Data Adds Types;
    Example "example" Data;
    Examples "examples" Data Describes Tells;
    ExclusiveMaximum "exclusiveMaximum" Data Bounds Tells;
    ExclusiveMinimum "exclusiveMinimum" Data Bounds Tells;
    Format "format" Data Tells;
    OldId "id" Data;
    If "if" Schema Composes Adds;
    Items "items" SchemaOrSchemas Shapes Adds Types;
    MaxContains "maxContains" Data Restricts;
    MaxItems "maxItems" Data Bounds Tells;
    MaxLength "maxLength" Data Bounds Tells;
    MaxProperties "maxProperties" Data Bounds;
    Maximum "maximum" Data Bounds Tells;
    MinContains "minContains" Data Restricts;
    MinItems "minItems" Data Bounds Tells;
    MinLength "minLength" Data Bounds Tells;
    MinProperties "minProperties" Data Bounds;
    Minimum "minimum" Data Bounds Tells;
    MultipleOf "multipleOf" Data Bounds Tells;
    Not "not" Schema Restricts;
    Nullable "nullable" Data;
    OneOf "oneOf" Schemas Shapes Composes Adds;
    Pattern "pattern" Data Tells;
    PatternProperties "patternProperties" Table Shapes Composes Adds Types;
    PrefixItems "prefixItems" Schemas Shapes Composes Adds Types;
    Properties "properties" Table Shapes Adds Types;
    PropertyNames "propertyNames" Schema Restricts;
    ReadOnly "readOnly" Data Describes;
    Required "required" Data Adds;
    Then "then" Schema Shapes Composes;
    Title "title" Data Describes Tells;
    Type "type" Data Types;
    UnevaluatedItems "unevaluatedItems" Schema Composes;
    UnevaluatedProperties "unevaluatedProperties" Schema Shapes Composes Adds;
    UniqueItems "uniqueItems" Data Bounds;
    WriteOnly "writeOnly" Data Describes;
}
