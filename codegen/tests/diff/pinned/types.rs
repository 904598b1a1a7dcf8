// What the generator makes of `document()` beside this file, without documentation and derives that do not matter here.

twilio_events_runtime::object! {
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Thing {
        #[member("any", required Any)]
        pub any: serde_json::Value,
        #[member("big", required UInt)]
        pub big: u64,
        #[member("flag", required Bool)]
        pub flag: bool,
        #[member("inner", optional Opt)]
        pub inner: Option<ThingInner>,
        #[member("kindOf", required Values)]
        pub kind_of: ThingKindOf,
        #[member("list", required List)]
        pub list: Vec<Option<String>>,
        #[member("map", optional Opt)]
        pub map: Option<std::collections::BTreeMap<String, i64>>,
        #[member("maybe", optional Opt)]
        pub maybe: Option<serde_json::Value>,
        #[member("next", optional Opt)]
        pub next: Option<Box<Thing>>,
        #[member("nullable", nullable OptText)]
        pub nullable: Option<String>,
        #[member("number", required Float)]
        pub number: f64,
        #[member("open", required Map)]
        pub open: std::collections::BTreeMap<String, serde_json::Value>,
        #[member("type", required Int)]
        pub r#type: i64,
        #[member("when", required Time)]
        pub when: twilio_events_runtime::Timestamp,
    }
}

twilio_events_runtime::object! {
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct ThingInner {
        #[member("x", required Int)]
        pub x: i64,
        #[member("y", optional OptText)]
        pub y: Option<String>,
    }
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ThingKindOf {
    On,
    Off,
    Unknown(twilio_events_runtime::UnknownValue),
}
twilio_events_runtime::open_enum! { ThingKindOf { On = "on", Off = "off", } }
