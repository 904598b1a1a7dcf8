use serde_json::Value;
use std::collections::BTreeMap;
use twilio_events_runtime::Timestamp;

/// Version 2.
///
/// - `com.example.telemetry.device_report.attached`
/// - `com.example.telemetry.device_report.detached`
pub struct DeviceReport {
    /// The device. See \[the manual\] &amp;
    /// <https://example.com/manual>.
    pub device_sid: String,
    #[doc = " UTC timestamp in ISO8601 format."]
    pub sent_at: Timestamp,
    /// The field `type`.
    pub r#type: Option<String>,
    pub network: NetworkInfo,
    /// Free tags.
    pub tags: Option<BTreeMap<String, String>>,
    /// One reading per sensor.
    pub readings: Option<Vec<Reading>>,
    /// Names of codecs.
    pub codecs: Option<Vec<Value>>,
}

twilio_events_runtime::object! {
    DeviceReport {
        required device_sid = "device_sid",
        required sent_at = "_sent_at",
        optional r#type = "type",
        required network = "network",
        optional tags = "tags",
        optional readings = "readings",
        optional codecs = "codecs",
    }
}

/// NetworkInfo definition.
pub struct NetworkInfo {
    /// The country (MCC).
    pub mcc: std::string::String,
    /// How strong.
    pub signal: Option<Box<Signal>>,
}

twilio_events_runtime::object! {
    NetworkInfo {
        required mcc = "mcc",
        optional signal = "signal",
    }
}

pub struct Signal {
    /// In dBm.
    pub dbm: f64,
    /// Whether it roams.
    pub is_roaming: Option<bool>,
    /// The radio (2g, 3g or 4g).
    pub radio: Option<Radio>,
}

twilio_events_runtime::object! {
    Signal {
        required dbm = "dbm",
        optional is_roaming = "is_roaming",
        optional radio = "radio",
    }
}

pub struct Reading {
    /// The sensor.
    pub sensor_id: i64,
}

twilio_events_runtime::object! {
    Reading {
        required sensor_id = "sensor_id",
    }
}

pub enum Radio {
    _2g,
    _3g,
    _4g,
    Unknown(twilio_events_runtime::UnknownValue),
}
twilio_events_runtime::open_enum! { Radio { _2g = "2g", _3g = "3g", _4g = "4g" } }
