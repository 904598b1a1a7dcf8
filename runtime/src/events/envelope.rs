//! The envelope (`CloudEvents` 1.0 in JSON): read in one pass, kept as places in the event's own text.
//!
//! Places instead of strings have two merits: nothing is allocated while routing, and an owned event costs
//! one copy of its text instead of a string per attribute.

use std::fmt;
use std::ops::Range;

use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::base64;

/// The attributes that `CloudEvents` defines and that hold text.
#[derive(Clone, Copy)]
pub(crate) enum Attribute {
    Id,
    Source,
    SpecVersion,
    Type,
    DataContentType,
    DataSchema,
    Subject,
    Time,
}

const ATTRIBUTES: usize = 8;

/// One piece of text in the event's JSON.
#[derive(Clone, Debug)]
enum Text {
    /// Without escapes: it stands in the JSON as it is.
    Plain(Range<usize>),
    /// With escapes: unescaped once, here.
    Unescaped(Box<str>),
}

impl Text {
    #[inline]
    fn get<'t>(&'t self, json: &'t str) -> &'t str {
        match self {
            Self::Plain(place) => &json[place.clone()],
            Self::Unescaped(text) => text,
        }
    }
}

/// Where everything stands in an event's JSON. Every function takes the text that it was read from.
#[derive(Clone, Debug, Default)]
pub(crate) struct Envelope {
    texts: [Option<Text>; ATTRIBUTES],
    extensions: Vec<(Text, Range<usize>)>,
    /// `Unescaped` where it was base64.
    data: Option<Text>,
}

impl Envelope {
    #[inline]
    pub(crate) fn text<'t>(&'t self, json: &'t str, attribute: Attribute) -> Option<&'t str> {
        Some(self.texts[attribute as usize].as_ref()?.get(json))
    }

    pub(crate) fn data<'t>(&'t self, json: &'t str) -> Option<&'t str> {
        Some(self.data.as_ref()?.get(json))
    }

    /// The data that stands nowhere in the event's JSON, since it was base64.
    pub(crate) fn decoded_data(&self) -> Option<&str> {
        match self.data.as_ref()? {
            Text::Unescaped(data) => Some(data),
            Text::Plain(_) => None,
        }
    }

    pub(crate) fn extensions<'t>(
        &'t self,
        json: &'t str,
    ) -> impl Iterator<Item = (&'t str, &'t str)> + use<'t> {
        self.extensions
            .iter()
            .map(move |(name, value)| (name.get(json), &json[value.clone()]))
    }
}

/// Reads the event at the start of the input and leaves what follows it alone. Gives the event's data, where it stands in the
/// JSON as such, and the event's length in bytes.
///
/// The envelope is filled in where it stands: moving it from hand to hand costs as much as finding the keys.
pub(crate) fn read<'a, R: serde_json::de::Read<'a>>(
    deserializer: impl Fn() -> serde_json::Deserializer<R>,
    start: &'a [u8],
    envelope: &mut Envelope,
) -> Result<(Option<&'a RawValue>, usize), serde_json::Error> {
    attempt::<_, true>(deserializer(), start, envelope).or_else(|_| {
        *envelope = Envelope::default();
        attempt::<_, false>(deserializer(), start, envelope)
    })
}

/// With `AS_TEXT`, every attribute must be text, as in nearly every event: then a string is scanned once, its
/// escapes resolved on the way. Without, an attribute may be anything.
fn attempt<'a, R: serde_json::de::Read<'a>, const AS_TEXT: bool>(
    mut deserializer: serde_json::Deserializer<R>,
    start: &'a [u8],
    envelope: &mut Envelope,
) -> Result<(Option<&'a RawValue>, usize), serde_json::Error> {
    let data = Reader::<AS_TEXT> { start, envelope }.deserialize(&mut deserializer)?;
    let length = deserializer.into_iter::<IgnoredAny>().byte_offset();
    Ok((data, length))
}

struct Reader<'a, 'e, const AS_TEXT: bool> {
    /// Begins where the event begins.
    start: &'a [u8],
    envelope: &'e mut Envelope,
}

/// The place of a part of the input, counted from the event's first byte.
#[inline]
fn place(start: &[u8], part: &str) -> Range<usize> {
    let from = part.as_ptr().addr() - start.as_ptr().addr();
    from..from + part.len()
}

/// The text of a JSON string. `None` for any other value, and for escapes that stand for no text.
#[inline]
fn text(start: &[u8], raw: &RawValue) -> Option<Text> {
    let text = raw.get().strip_prefix('"')?.strip_suffix('"')?;
    // Without an early way out this is done many bytes at a time, which suits texts as short as these.
    let escapes = text
        .bytes()
        .fold(0, |found, byte| found | u8::from(byte == b'\\'));
    if escapes != 0 {
        Some(Text::Unescaped(serde_json::from_str(raw.get()).ok()?))
    } else {
        Some(Text::Plain(place(start, text)))
    }
}

impl<'a, const AS_TEXT: bool> DeserializeSeed<'a> for Reader<'a, '_, AS_TEXT> {
    type Value = Option<&'a RawValue>;

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'a, const AS_TEXT: bool> Visitor<'a> for Reader<'a, '_, AS_TEXT> {
    type Value = Option<&'a RawValue>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an event (an object)")
    }

    fn visit_map<A: MapAccess<'a>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let Self { start, envelope } = self;
        let mut data: Option<&RawValue> = None;
        let mut base64: Option<&RawValue> = None;
        let mut extension = None;
        while let Some(member) = map.next_key_seed(NameReader {
            start,
            extension: &mut extension,
        })? {
            match member {
                // As in JSON at large, the last one of several with one name counts.
                Member::Data => data = Some(map.next_value()?),
                Member::DataBase64 => base64 = Some(map.next_value()?),
                Member::Attribute(attribute) if AS_TEXT => {
                    let text = map.next_value_seed(TextReader(start))?;
                    envelope.texts[attribute as usize] = Some(text);
                }
                Member::Attribute(attribute) => {
                    let value: &RawValue = map.next_value()?;
                    let text = text(start, value);
                    if text.is_none() && value.get() != "null" {
                        // Not text: hand it over raw instead of refusing the event.
                        let name = Text::Unescaped(attribute.name().into());
                        envelope.extensions.push((name, place(start, value.get())));
                    }
                    envelope.texts[attribute as usize] = text;
                }
                Member::Extension => {
                    let value: &RawValue = map.next_value()?;
                    let name = extension.take();
                    // An attribute that is `null` is not set (CloudEvents' JSON format, 2.2).
                    if let Some(name) = name.filter(|_| value.get() != "null") {
                        envelope.extensions.push((name, place(start, value.get())));
                    }
                }
            }
        }
        for attribute in [Attribute::Id, Attribute::Type] {
            if envelope.texts[attribute as usize].is_none() {
                let name = attribute.name();
                return Err(A::Error::custom(format_args!(
                    "`{name}` is missing or is not text"
                )));
            }
        }
        if let Some(base64) = base64.filter(|base64| base64.get() != "null") {
            let text = base64.get().starts_with('"');
            if text && data.is_none_or(|data| data.get() == "null") {
                if let Some(decoded) = decoded(base64) {
                    envelope.data = Some(Text::Unescaped(decoded));
                    return Ok(None);
                }
                // What is no base64 of JSON is the text that it is.
                data = Some(base64);
            } else {
                let name = Text::Unescaped("data_base64".into());
                envelope.extensions.push((name, place(start, base64.get())));
            }
        }
        envelope.data = data.map(|data| Text::Plain(place(start, data.get())));
        Ok(data)
    }
}

/// The JSON whose base64 a JSON string holds (`CloudEvents`' JSON format, 3.1.2).
fn decoded(base64: &RawValue) -> Option<Box<str>> {
    let text: String = serde_json::from_str(base64.get()).ok()?;
    let json = String::from_utf8(base64::decode(&text)?).ok()?;
    Some(RawValue::from_string(json).ok()?.into())
}

/// Reads text, and knows where the event begins.
struct TextReader<'a>(&'a [u8]);

impl<'a> DeserializeSeed<'a> for TextReader<'a> {
    type Value = Text;

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<Text, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'a> Visitor<'a> for TextReader<'a> {
    type Value = Text;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text")
    }

    fn visit_borrowed_str<E>(self, text: &'a str) -> Result<Text, E> {
        Ok(Text::Plain(place(self.0, text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Text, E> {
        Ok(Text::Unescaped(text.into()))
    }
}

enum Member {
    Attribute(Attribute),
    Data,
    DataBase64,
    Extension,
}

/// Reads a name, and knows where the event begins.
struct NameReader<'a, 'n> {
    start: &'a [u8],
    /// Takes the name of an extension. It is kept out of the result, which then fits into registers.
    extension: &'n mut Option<Text>,
}

impl<'a> DeserializeSeed<'a> for NameReader<'a, '_> {
    type Value = Member;

    fn deserialize<D: Deserializer<'a>>(self, deserializer: D) -> Result<Member, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'a> Visitor<'a> for NameReader<'a, '_> {
    type Value = Member;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_borrowed_str<E>(self, name: &'a str) -> Result<Member, E> {
        Ok(Member::named(name).unwrap_or_else(|| {
            *self.extension = Some(Text::Plain(place(self.start, name)));
            Member::Extension
        }))
    }

    fn visit_str<E>(self, name: &str) -> Result<Member, E> {
        Ok(Member::named(name).unwrap_or_else(|| {
            *self.extension = Some(Text::Unescaped(name.into()));
            Member::Extension
        }))
    }
}

impl Member {
    #[inline]
    fn named(name: &str) -> Option<Self> {
        Some(Self::Attribute(match name {
            "id" => Attribute::Id,
            "source" => Attribute::Source,
            "specversion" => Attribute::SpecVersion,
            "type" => Attribute::Type,
            "datacontenttype" => Attribute::DataContentType,
            "dataschema" => Attribute::DataSchema,
            "subject" => Attribute::Subject,
            "time" => Attribute::Time,
            "data" => return Some(Self::Data),
            "data_base64" => return Some(Self::DataBase64),
            _ => return None,
        }))
    }
}

impl Attribute {
    fn name(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Source => "source",
            Self::SpecVersion => "specversion",
            Self::Type => "type",
            Self::DataContentType => "datacontenttype",
            Self::DataSchema => "dataschema",
            Self::Subject => "subject",
            Self::Time => "time",
        }
    }
}

/// The accessors that a borrowed and an owned event share. The type has `json` and `envelope`.
macro_rules! accessors {
    () => {
        /// The `id`. Twilio sends an event again under the same id, and some different events under one id: see `dedup_key`.
        pub fn id(&self) -> &str {
            self.text($crate::events::envelope::Attribute::Id)
                .unwrap_or_default()
        }

        /// The `source`: free text. Empty when the event carries none.
        pub fn source(&self) -> &str {
            self.text($crate::events::envelope::Attribute::Source)
                .unwrap_or_default()
        }

        /// The `specversion`. Empty when the event carries none.
        pub fn specversion(&self) -> &str {
            self.text($crate::events::envelope::Attribute::SpecVersion)
                .unwrap_or_default()
        }

        /// The `type` as it was sent, for example `com.twilio.conversations.conversation-state.updated`.
        pub fn event_type_str(&self) -> &str {
            self.text($crate::events::envelope::Attribute::Type)
                .unwrap_or_default()
        }

        /// The `time` as it was sent. Twilio's documented samples carry none.
        pub fn time(&self) -> Option<&str> {
            self.text($crate::events::envelope::Attribute::Time)
        }

        /// The `datacontenttype` as it was sent. Twilio's documented samples carry a timestamp here.
        pub fn datacontenttype(&self) -> Option<&str> {
            self.text($crate::events::envelope::Attribute::DataContentType)
        }

        /// The `dataschema` as it was sent.
        pub fn dataschema(&self) -> Option<&str> {
            self.text($crate::events::envelope::Attribute::DataSchema)
        }

        /// The `subject`, an optional attribute of `CloudEvents`.
        pub fn subject(&self) -> Option<&str> {
            self.text($crate::events::envelope::Attribute::Subject)
        }

        /// The schema that `dataschema` names. `None` when there is no `dataschema`, or when it does not end
        /// in an id and a version.
        pub fn schema(&self) -> Option<$crate::SchemaRef<'_>> {
            $crate::SchemaRef::parse(self.dataschema()?)
        }

        /// Every further attribute that is not `null`: its name and its value as raw JSON, in the order sent, a name that comes
        /// twice included. An attribute named above whose value is not text stands here too, and `data_base64` beside `data`.
        pub fn extensions(&self) -> impl Iterator<Item = (&str, &str)> {
            self.envelope.extensions(&self.json)
        }

        /// `data` as raw JSON, or the JSON whose base64 is in `data_base64`. `None` when the event carries neither.
        pub fn data_json(&self) -> Option<&str> {
            self.envelope.data(&self.json)
        }

        /// The whole event as it was sent.
        pub fn json(&self) -> &str {
            &self.json
        }

        /// What tells a repeated event from a new one (feature `dedup`): the `id`, a colon, and 32 hexadecimal digits that are made of type and data.
        ///
        /// The `id` alone does not tell: A2P events carry one id for each campaign and type, so that a second verdict
        /// on a campaign would be taken for the first, and test events carry the account's. Events that are alike in
        /// all three are one. The envelope's other attributes do not count, nor do white space and the order of members
        /// in the data, and data in a string or in base64 counts as the data itself.
        ///
        /// The key does not change from run to run, so it can be stored: the digits are the first half of the SHA-256 of
        /// the type, a zero byte and the data as compact JSON with sorted members, or `null`. To choose another, give [`Deduplicator`](crate::dedup::Deduplicator) any text
        /// that suits: [`id`](Self::id) where only events are taken whose ids are unique, or the SID of a message and its state.
        #[cfg(feature = "dedup")]
        pub fn dedup_key(&self) -> String {
            $crate::dedup::key(self.id(), self.event_type_str(), self.data_json())
        }

        fn text(&self, attribute: $crate::events::envelope::Attribute) -> Option<&str> {
            self.envelope.text(&self.json, attribute)
        }
    };
}
pub(crate) use accessors;
