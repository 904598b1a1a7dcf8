twilio_events_runtime::object! {
    /// Version 2.
    ///
    /// - `com.example.telemetry.device_report.attached`
    /// - `com.example.telemetry.device_report.detached`
    pub struct DeviceReport {
        /// The device. See \[the manual\] &amp;
        /// <https://example.com/manual>.
        #[member(0, "device_sid", required Text)]
        pub device_sid: String,
        #[doc = " UTC timestamp in ISO8601 format."]
        #[member(1, "_sent_at", required Time)]
        pub sent_at: twilio_events_runtime::Timestamp,
        /// The field `type`.
        #[member(2, "type", optional OptText)]
        pub r#type: Option<String>,
        #[member(3, "network", required Object)]
        pub network: NetworkInfo,
        /// Free tags.
        #[member(4, "tags", optional Opt)]
        pub tags: Option<std::collections::BTreeMap<String, String>>,
        /// One reading per sensor.
        #[member(5, "readings", optional Opt)]
        pub readings: Option<Vec<Reading>>,
        /// Names of codecs.
        #[member(6, "codecs", optional Opt)]
        pub codecs: Option<Vec<serde_json::Value>>,
    }
}

twilio_events_runtime::object! {
    /// NetworkInfo definition.
    pub struct NetworkInfo {
        /// The country (MCC).
        #[member(0, "mcc", required Text)]
        pub mcc: String,
        /// How strong.
        #[member(1, "signal", optional Opt)]
        pub signal: Option<Box<Signal>>,
    }
}

twilio_events_runtime::object! {
    pub struct Signal {
        /// In dBm.
        #[member(0, "dbm", required Float)]
        pub dbm: f64,
        /// Whether it roams.
        #[member(1, "is_roaming", optional OptBool)]
        pub is_roaming: Option<bool>,
        /// The radio (2g, 3g or 4g).
        #[member(2, "radio", optional OptValues)]
        pub radio: Option<Radio>,
    }
}

twilio_events_runtime::object! {
    pub struct Reading {
        /// The sensor.
        #[member(0, "sensor_id", required Int)]
        pub sensor_id: i64,
    }
}

twilio_events_runtime::open_enum! {
    pub enum Radio {
        _2g = "2g",
        _3g = "3g",
        _4g = "4g",
    }
}
