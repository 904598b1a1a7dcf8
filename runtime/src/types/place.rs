//! Places: where the values of JSON go. Views: what JSON is made from. And what hands them out.

use std::any::Any;
use std::fmt::Debug;

use serde_json::Value;

use super::object::Table;
use super::open_union::Here;
use super::timestamp::Timestamp;

/// Where a value goes that is about to be read: a field, an item of a list, the value of a map.
///
/// The kinds are few, so that one reader serves all types. The word of a kind is also what `object!` says of a field.
#[expect(missing_docs, reason = "named after the type that they borrow")]
#[derive(Default)]
pub enum Place<'a> {
    Text(&'a mut String),
    OptText(&'a mut Option<String>),
    Time(&'a mut Timestamp),
    OptTime(&'a mut Option<Timestamp>),
    Int(&'a mut i64),
    OptInt(&'a mut Option<i64>),
    IntOrText(&'a mut i64),
    OptIntOrText(&'a mut Option<i64>),
    UInt(&'a mut u64),
    OptUInt(&'a mut Option<u64>),
    Float(&'a mut f64),
    OptFloat(&'a mut Option<f64>),
    Bool(&'a mut bool),
    OptBool(&'a mut Option<bool>),
    Wide(&'a mut i128),
    Any(&'a mut Value),
    Values(&'a mut dyn Values),
    OptValues(&'a mut dyn Values),
    Object(&'a mut dyn Slot),
    List(&'a mut dyn List),
    Tuple(&'a mut dyn Tuple),
    Map(&'a mut dyn Map),
    Union(&'a mut dyn Choice),
    /// What may be `null`, where no other kind says so.
    Opt(&'a mut dyn Optional),
    /// A value has gone here.
    #[default]
    Filled,
}

/// What a value is made from: what [`Place`](Place) is, by shared reference.
#[derive(Clone, Copy)]
#[expect(missing_docs, reason = "named after the type that they borrow")]
pub enum View<'a> {
    Text(&'a String),
    OptText(&'a Option<String>),
    Time(&'a Timestamp),
    OptTime(&'a Option<Timestamp>),
    Int(&'a i64),
    OptInt(&'a Option<i64>),
    IntOrText(&'a i64),
    OptIntOrText(&'a Option<i64>),
    UInt(&'a u64),
    OptUInt(&'a Option<u64>),
    Float(&'a f64),
    OptFloat(&'a Option<f64>),
    Bool(&'a bool),
    OptBool(&'a Option<bool>),
    Wide(&'a i128),
    Any(&'a Value),
    Values(&'a dyn Values),
    OptValues(&'a dyn Values),
    Object(&'a dyn Slot),
    List(&'a dyn List),
    Tuple(&'a dyn Tuple),
    Map(&'a dyn Map),
    Union(&'a dyn Choice),
    Opt(&'a dyn Optional),
    Null,
}

/// A type that JSON can be read into and written from. An object, if nothing else is said.
pub trait Slot {
    /// Where its JSON goes.
    fn place(&mut self) -> Place<'_>
    where
        Self: Sized,
    {
        Place::Object(self)
    }

    /// What its JSON is made from.
    fn view(&self) -> View<'_>
    where
        Self: Sized,
    {
        View::Object(self)
    }

    /// What the members of an object are called.
    fn table(&self) -> &'static Table {
        &Table::EMPTY
    }

    /// The place of a member by its index in the table; of all other members, where one field has them, behind the last index.
    fn member(&mut self, _index: usize) -> Place<'_> {
        Place::Filled
    }

    /// The view of a member in the same way.
    fn member_view(&self, _index: usize) -> View<'_> {
        View::Null
    }
}

/// One of a set of texts, known or not; or none.
pub trait Values: Debug {
    /// Takes a text.
    fn set(&mut self, text: &str);
    /// The text.
    fn text(&self) -> Option<&str>;
    /// Whether the set lists it, or there is none.
    fn is_known(&self) -> bool;
}

/// Something, or `null`.
pub trait Optional {
    /// The place of something.
    fn some(&mut self) -> Place<'_>;
    /// `View::Null` where there is nothing.
    fn view(&self) -> View<'_>;
}

/// Items of one type.
pub trait List {
    /// The place of one item more.
    fn push(&mut self) -> Place<'_>;
    /// How many items there are.
    fn count(&self) -> usize;
    /// One of them.
    fn item(&self, index: usize) -> View<'_>;
}

/// Items of a type each, as many as there are types.
pub trait Tuple {
    /// How many items there are.
    fn count(&self) -> usize;
    /// The place of one of them.
    fn place(&mut self, index: usize) -> Place<'_>;
    /// One of them.
    fn item(&self, index: usize) -> View<'_>;
}

/// Values of one type by name.
pub trait Map {
    /// The place of the value that has the name; one that is there already is replaced.
    fn insert(&mut self, name: String) -> Place<'_>;
    /// Shows every name and value, until told `false`.
    fn each<'m>(&'m self, visit: &mut dyn FnMut(&'m str, View<'m>) -> bool);
}

/// A union, whichever it is.
pub trait Choice: Debug {
    /// Takes a value.
    fn read(&mut self, here: Here<'_>) -> serde_json::Result<()>;
    /// What it is.
    fn chosen(&self) -> View<'_>;
    /// The same, to find out what type it is.
    fn any(&self) -> &dyn Any;
    /// Becomes a copy of another of its type.
    fn copy(&mut self, from: &dyn Choice);
    /// Whether it equals another of its type.
    fn same(&self, other: &dyn Choice) -> bool;
}
