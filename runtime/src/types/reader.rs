//! One reader for all types: it fills places.

use std::fmt;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor,
};

use super::integer;
use super::object::{Member, Presence, Seen, Table};
use super::open_union;
use super::place::{List, Map, Optional, Place, Slot, Tuple, Values};

/// Reads a type that has a place.
pub fn read<'de, D: Deserializer<'de>, T: Slot + Default>(deserializer: D) -> Result<T, D::Error> {
    let mut value = T::default();
    value.place().deserialize(deserializer)?;
    Ok(value)
}

impl<'de> DeserializeSeed<'de> for Place<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        match self {
            Self::Text(place) => *place = String::deserialize(from)?,
            Self::OptText(place) => *place = Option::deserialize(from)?,
            Self::Time(place) => *place = Deserialize::deserialize(from)?,
            Self::OptTime(place) => *place = Option::deserialize(from)?,
            Self::Int(place) => *place = integer::read(from)?,
            Self::OptInt(place) => *place = integer::read_option(from)?,
            Self::IntOrText(place) => *place = integer::read_or_text(from)?,
            Self::OptIntOrText(place) => {
                let read = Option::<integer::OrText>::deserialize(from)?;
                *place = read.map(|read| read.0);
            }
            Self::UInt(place) => *place = integer::read(from)?,
            Self::OptUInt(place) => *place = integer::read_option(from)?,
            Self::Float(place) => *place = f64::deserialize(from)?,
            Self::OptFloat(place) => *place = Option::deserialize(from)?,
            Self::Bool(place) => *place = bool::deserialize(from)?,
            Self::OptBool(place) => *place = Option::deserialize(from)?,
            Self::Wide(place) => *place = integer::read_wide(from)?,
            Self::Any(place) => *place = Deserialize::deserialize(from)?,
            Self::Values(values) => from.deserialize_str(Text(values))?,
            Self::OptValues(values) => from.deserialize_option(OptText(values))?,
            Self::Object(object) => from.deserialize_map(Members(object))?,
            Self::List(list) => from.deserialize_seq(Items(list))?,
            Self::Tuple(tuple) => from.deserialize_tuple(tuple.count(), Each(tuple))?,
            Self::Map(map) => from.deserialize_map(Entries(map))?,
            Self::Union(union) => {
                open_union::read(union, from)?;
            }
            Self::Opt(optional) => from.deserialize_option(Something(optional))?,
            Self::Filled => drop(IgnoredAny::deserialize(from)?),
        }
        Ok(())
    }
}

struct Text<'p>(&'p mut dyn Values);

impl Visitor<'_> for Text<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E>(self, text: &str) -> Result<(), E> {
        self.0.set(text);
        Ok(())
    }
}

struct OptText<'p>(&'p mut dyn Values);

impl<'de> Visitor<'de> for OptText<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string or null")
    }

    fn visit_none<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_str(Text(self.0))
    }
}

struct Something<'p>(&'p mut dyn Optional);

impl<'de> Visitor<'de> for Something<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value or null")
    }

    fn visit_none<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        self.0.some().deserialize(from)
    }
}

struct Items<'p>(&'p mut dyn List);

impl<'de> Visitor<'de> for Items<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a sequence")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        while items.next_element_seed(Item(self.0))?.is_some() {}
        Ok(())
    }
}

/// One item more, if there is one.
struct Item<'p>(&'p mut dyn List);

impl<'de> DeserializeSeed<'de> for Item<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        self.0.push().deserialize(from)
    }
}

struct Each<'p>(&'p mut dyn Tuple);

impl<'de> Visitor<'de> for Each<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a tuple of size {}", self.0.count())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        for index in 0..self.0.count() {
            if items.next_element_seed(self.0.place(index))?.is_none() {
                return Err(A::Error::invalid_length(index, &self));
            }
        }
        Ok(())
    }
}

struct Entries<'p>(&'p mut dyn Map);

impl<'de> Visitor<'de> for Entries<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key::<String>()? {
            map.next_value_seed(self.0.insert(name))?;
        }
        Ok(())
    }
}

struct Members<'p>(&'p mut dyn Slot);

impl<'de> Visitor<'de> for Members<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "struct {}", self.0.table().name)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let object = self.0;
        let table = object.table();
        let mut seen = Seen::default();
        let mut names = Names {
            table,
            next: 0,
            other: None,
        };
        while let Some(found) = map.next_key_seed(&mut names)? {
            match (found, names.other.take()) {
                (Some(index), _) => {
                    if !seen.insert(index) {
                        return Err(A::Error::duplicate_field(table.members[index].0));
                    }
                    map.next_value_seed(object.member(index))?;
                }
                // A name is kept only where all other members have a field.
                (None, Some(name)) => match object.member(table.members.len()) {
                    Place::Map(rest) => map.next_value_seed(rest.insert(name))?,
                    place => map.next_value_seed(place)?,
                },
                (None, None) => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        for (index, (name, presence)) in table.members.iter().enumerate() {
            if *presence == Presence::Required && !seen.contains(index) {
                return Err(A::Error::missing_field(name));
            }
        }
        Ok(())
    }
}

/// The names of an object's members, as they come: the position of each in the table.
struct Names {
    table: &'static Table,
    /// The member that comes next, if they come in the order of the table.
    next: usize,
    /// The last name, if it is not in the table and is kept.
    other: Option<String>,
}

impl<'de> DeserializeSeed<'de> for &mut Names {
    type Value = Option<usize>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Option<usize>, D::Error> {
        from.deserialize_identifier(self)
    }
}

impl Visitor<'_> for &mut Names {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a member")
    }

    fn visit_str<E>(self, name: &str) -> Result<Option<usize>, E> {
        let members = self.table.members;
        let (before, after) = members.split_at(self.next.min(members.len()));
        let position = |members: &[Member]| members.iter().position(|(known, _)| *known == name);
        let found = position(after).map(|index| before.len() + index);
        let found = found.or_else(|| position(before));
        match found {
            Some(index) => self.next = index + 1,
            None => self.other = self.table.has_rest().then(|| name.to_owned()),
        }
        Ok(found)
    }
}
