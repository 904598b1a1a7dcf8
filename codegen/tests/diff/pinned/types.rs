// What the generator makes of `document()` beside this file, without documentation and derives that do not matter here.

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Thing {
    pub any: serde_json::Value,
    pub big: u64,
    pub flag: bool,
    pub inner: Option<ThingInner>,
    pub kind_of: ThingKindOf,
    pub list: Vec<Option<String>>,
    pub map: Option<std::collections::BTreeMap<String, i64>>,
    pub maybe: Option<serde_json::Value>,
    pub next: Option<Box<Thing>>,
    pub nullable: Option<String>,
    pub number: f64,
    pub open: std::collections::BTreeMap<String, serde_json::Value>,
    pub r#type: i64,
    pub when: twilio_events_runtime::Timestamp,
}

twilio_events_runtime::object! {
    Thing {
        required any = "any",
        required big = "big",
        required flag = "flag",
        optional inner = "inner",
        required kind_of = "kindOf",
        required list = "list",
        optional map = "map",
        optional maybe = "maybe",
        optional next = "next",
        optional nullable = "nullable",
        required number = "number",
        required open = "open",
        required r#type = "type",
        required when = "when",
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct ThingInner {
    pub x: i64,
    pub y: Option<String>,
}

twilio_events_runtime::object! {
    ThingInner {
        required x = "x",
        optional y = "y",
    }
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ThingKindOf {
    On,
    Off,
    Unknown(twilio_events_runtime::UnknownValue),
}
twilio_events_runtime::open_enum! { ThingKindOf { On = "on", Off = "off", } }
