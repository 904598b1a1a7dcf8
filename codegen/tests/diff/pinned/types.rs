// What the generator makes of `document()` beside this file, without documentation and derives that do not matter here.

twilio_events_runtime::object! {
    pub struct Thing {
        #[member(0, "any", required Any)]
        pub any: serde_json::Value,
        #[member(1, "big", required UInt)]
        pub big: u64,
        #[member(2, "flag", required Bool)]
        pub flag: bool,
        #[member(3, "inner", optional Opt)]
        pub inner: Option<ThingInner>,
        #[member(4, "kindOf", required Values)]
        pub kind_of: ThingKindOf,
        #[member(5, "list", required List)]
        pub list: Vec<Option<String>>,
        #[member(6, "map", optional Opt)]
        pub map: Option<std::collections::BTreeMap<String, i64>>,
        #[member(7, "maybe", optional Opt)]
        pub maybe: Option<serde_json::Value>,
        #[member(8, "next", optional Opt)]
        pub next: Option<Box<Thing>>,
        #[member(9, "nullable", nullable OptText)]
        pub nullable: Option<String>,
        #[member(10, "number", required Float)]
        pub number: f64,
        #[member(11, "open", required Map)]
        pub open: std::collections::BTreeMap<String, serde_json::Value>,
        #[member(12, "type", required Int)]
        pub r#type: i64,
        #[member(13, "when", required Time)]
        pub when: twilio_events_runtime::Timestamp,
    }
}

twilio_events_runtime::object! {
    pub struct ThingInner {
        #[member(0, "x", required Int)]
        pub x: i64,
        #[member(1, "y", optional OptText)]
        pub y: Option<String>,
    }
}

twilio_events_runtime::open_enum! {
    pub enum ThingKindOf {
        On = "on",
        Off = "off",
    }
}

twilio_events_runtime::eq_and_hash! {
    ThingInner
}
