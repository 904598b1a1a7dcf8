use super::v2::Radio;

/// Version 1.
///
/// - `com.example.telemetry.device_report.attached`
/// - `com.example.telemetry.device_report.detached`
pub struct DeviceReport {
    /// The device.
    pub device_sid: String,
    /// The radio (2g, 3g or 4g).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub radio: Option<Radio>,
}
