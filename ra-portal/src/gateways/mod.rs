//! Services of others that the portal uses.

mod sms;

pub use sms::{BadGateway, SmsGateway};

pub(crate) use sms::SmsText;
