//! Text that looks like what Twilio sends, from what is known of a field: its description first, then its name.

use std::fmt::Write as _;

use schema_to_rust::prose;
use twilio_events_codegen::project::digest;

/// The prefixes of SIDs by the name of the field without `Sid`, for fields whose description does not say. The longer names
/// come first.
const PREFIXES: [(&str, &str); 38] = [
    ("messagingservice", "MG"),
    ("customerprofile", "BU"),
    ("trustproduct", "BU"),
    ("conversation", "CH"),
    ("chatservice", "IS"),
    ("phonenumber", "PN"),
    ("participant", "MB"),
    ("reservation", "WR"),
    ("taskchannel", "TC"),
    ("verification", "VE"),
    ("notification", "NT"),
    ("conference", "CF"),
    ("transcript", "GT"),
    ("taskqueue", "WQ"),
    ("recording", "RE"),
    ("execution", "FN"),
    ("workspace", "WS"),
    ("workflow", "WW"),
    ("activity", "WA"),
    ("campaign", "CM"),
    ("account", "AC"),
    ("message", "SM"),
    ("content", "HX"),
    ("worker", "WK"),
    ("fleet", "HF"),
    ("brand", "BN"),
    ("media", "ME"),
    ("event", "EV"),
    ("track", "MT"),
    ("trunk", "TK"),
    ("call", "CA"),
    ("room", "RM"),
    ("flow", "FW"),
    ("step", "FT"),
    ("task", "WT"),
    ("role", "RL"),
    ("user", "US"),
    ("sim", "HS"),
];

/// Names of fields that hold a phone number.
const NUMBERS: [&str; 7] = [
    "to",
    "from",
    "caller",
    "called",
    "callerid",
    "phonenumber",
    "recipient",
];

/// A point in time, as samples have it.
#[derive(Clone, Debug)]
pub(super) struct Now {
    /// ISO 8601, with milliseconds.
    pub(super) text: String,
    /// Since 1970, in milliseconds.
    pub(super) milliseconds: i64,
}

impl Now {
    /// The number that a description asks for, if it speaks of a time since 1970.
    pub(super) fn since_1970(&self, docs: &str) -> Option<i64> {
        let docs = docs.to_lowercase();
        if !docs.contains("since 1970") && !docs.contains("epoch") {
            return None;
        }
        let milliseconds = docs.contains("millisecond") || !docs.contains("second");
        Some(if milliseconds {
            self.milliseconds
        } else {
            self.milliseconds / 1_000
        })
    }
}

/// Text for a field of this JSON name, with this description.
pub(super) fn text(name: &str, docs: &str, now: &Now) -> String {
    let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    let plain = plain.to_lowercase();
    let ends = |words: &[&str]| words.iter().any(|word| plain.ends_with(word));
    if let Some(prefix) = documented_prefix(docs).or_else(|| known_prefix(&plain)) {
        return sid(prefix, name);
    }
    if let Some(number) = now.since_1970(docs) {
        return number.to_string();
    }
    if docs.contains("E.164") || NUMBERS.contains(&&*plain) {
        return phone(name);
    }
    if let Some(example) = example(docs) {
        return example.to_owned();
    }
    if let Some(value) = prose::values(docs).and_then(|values| values.into_iter().next()) {
        return value;
    }
    if prose::is_timestamp(docs) || ends(&["timestamp", "datecreated", "dateupdated"]) {
        return now.text.clone();
    }
    if ends(&["url", "uri"]) {
        return format!("https://example.com/{name}");
    }
    if ends(&["email"]) {
        return "someone@example.com".to_owned();
    }
    if ends(&["country", "countrycode"]) {
        return "US".to_owned();
    }
    name.to_owned()
}

/// `CH` of "SID of the conversation: CH and 32 hexadecimal digits", and the first of several.
fn documented_prefix(docs: &str) -> Option<&str> {
    let (before, _) = docs.split_once("and 32 hexadecimal digits")?;
    let (_, words) = before.rsplit_once(':')?;
    words
        .split([' ', ','])
        .find(|word| word.len() == 2 && word.bytes().all(|byte| byte.is_ascii_uppercase()))
}

fn known_prefix(plain: &str) -> Option<&'static str> {
    let of = plain.strip_suffix("sid")?;
    let mut known = PREFIXES.iter();
    known
        .find(|(name, _)| of.ends_with(name))
        .map(|(_, prefix)| *prefix)
}

/// The same for the same field, wherever it is.
fn sid(prefix: &str, name: &str) -> String {
    let name = name.to_lowercase().replace(['_', '-'], "");
    format!("{prefix}{}", &digest::sha256(name.as_bytes())[..32])
}

/// A number that nobody has: 555-0100 to 555-0199 are set aside for examples.
fn phone(name: &str) -> String {
    let last = name
        .bytes()
        .fold(0_u32, |sum, byte| (sum * 31 + u32::from(byte)) % 100);
    let mut number = "+1555555".to_owned();
    write!(number, "{:04}", 100 + last).expect("writing to a String does not fail");
    number
}

/// `+15555550100` of "such as +15555550100", where that is one word that cannot be of a sentence.
fn example(docs: &str) -> Option<&str> {
    let (_, after) = docs
        .split_once("For example: ")
        .or_else(|| docs.split_once("such as "))?;
    let word = after
        .split_whitespace()
        .next()?
        .trim_end_matches(['.', ',', ';', ')']);
    let telling = word.bytes().any(|byte| byte.is_ascii_digit()) && !word.ends_with(':');
    telling.then_some(word)
}

#[cfg(test)]
mod tests {
    use super::{Now, text};

    #[test]
    fn text_is_as_twilio_would_send_it() {
        let now = Now {
            text: "2026-01-02T03:04:05.678Z".to_owned(),
            milliseconds: 1_767_323_045_678,
        };
        let make = |name: &str, docs: &str| text(name, docs, &now);
        for (name, docs, prefix) in [
            (
                "messageSid",
                "SID of the message: SM or MM, and 32 hexadecimal digits.",
                "SM",
            ),
            (
                "sid",
                "SID of the room: RM and 32 hexadecimal digits.",
                "RM",
            ),
            ("AccountSid", "", "AC"),
            ("messaging_service_sid", "", "MG"),
            ("worker_previous_activity_sid", "", "WA"),
            ("parent_call_sid", "The call above.", "CA"),
        ] {
            let sid = make(name, docs);
            assert!(sid.starts_with(prefix) && sid.len() == 34, "{name}: {sid}");
            assert!(
                sid[2..].bytes().all(|byte| byte.is_ascii_hexdigit()),
                "{sid}"
            );
        }
        assert_eq!(
            make("AccountSid", ""),
            make("account_sid", ""),
            "one account"
        );
        for (name, docs) in [
            ("to", ""),
            ("number", "In E.164 form, such as +4420."),
            ("PhoneNumber", ""),
        ] {
            let number = make(name, docs);
            assert!(
                number.starts_with("+155555501") && number.len() == 12,
                "{name}: {number}"
            );
        }
        for (name, docs, expected) in [
            (
                "when",
                "In milliseconds since 1970-01-01T00:00:00Z, as digits.",
                "1767323045678",
            ),
            (
                "when",
                "In seconds since 1970-01-01T00:00:00Z.",
                "1767323045",
            ),
            (
                "when",
                "When it was, in ISO 8601 format.",
                "2026-01-02T03:04:05.678Z",
            ),
            ("state", "The state (open, shut).", "open"),
            ("code", "The code, such as 30007.", "30007"),
            (
                "address",
                "With the prefix of its channel, such as whatsapp:.",
                "address",
            ),
            (
                "statusCallbackUrl",
                "",
                "https://example.com/statusCallbackUrl",
            ),
            ("unknown_sid", "", "unknown_sid"),
            ("body", "", "body"),
        ] {
            assert_eq!(make(name, docs), expected, "{name}");
        }
    }
}
