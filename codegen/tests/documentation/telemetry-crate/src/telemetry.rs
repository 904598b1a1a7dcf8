pub mod device_report;
pub use self::device_report::DeviceReport;
