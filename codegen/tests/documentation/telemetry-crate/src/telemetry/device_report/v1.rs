use super::v2::Radio;

/// Version 1.
///
/// - `com.example.telemetry.device_report.attached`
/// - `com.example.telemetry.device_report.detached`
pub struct DeviceReport {
    /// The device.
    pub device_sid: String,
    /// The radio (2g, 3g or 4g).
    pub radio: Option<Radio>,
}

twilio_events_runtime::object! {
    DeviceReport {
        required device_sid = "device_sid",
        optional radio = "radio",
    }
}
