// What the generator makes of `document()` beside this file, without documentation and derives that do not matter here.

#[derive(serde::Deserialize)]
pub struct Thing {
    pub any: serde_json::Value,
    pub big: u64,
    pub flag: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inner: Option<ThingInner>,
    #[serde(rename = "kindOf")]
    pub kind_of: ThingKindOf,
    pub list: Vec<Option<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub map: Option<std::collections::BTreeMap<String, i64>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub maybe: Option<serde_json::Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<Box<Thing>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nullable: Option<String>,
    pub number: f64,
    pub open: std::collections::BTreeMap<String, serde_json::Value>,
    pub r#type: i64,
    pub when: twilio_events_runtime::Timestamp,
}

#[derive(serde::Deserialize)]
pub struct ThingInner {
    pub x: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub y: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ThingKindOf {
    On,
    Off,
    Unknown(twilio_events_runtime::UnknownValue),
}
twilio_events_runtime::open_enum! { ThingKindOf { On = "on", Off = "off" } }
