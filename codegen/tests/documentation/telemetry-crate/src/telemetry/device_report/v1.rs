use super::v2::Radio;

twilio_events_runtime::object! {
    /// Version 1.
    ///
    /// - `com.example.telemetry.device_report.attached`
    /// - `com.example.telemetry.device_report.detached`
    pub struct DeviceReport {
        /// The device.
        #[member(0, "device_sid", required Text)]
        pub device_sid: String,
        /// The radio (2g, 3g or 4g).
        #[member(1, "radio", optional Opt)]
        pub radio: Option<Radio>,
    }
}
