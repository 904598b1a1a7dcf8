//! The header that says which shared key signed, and how: `key=SK1,algorithm=HMAC_SHA256`.

use super::VerifyError;

/// The only algorithm that a shared key is used with.
const ALGORITHM: &str = "HMAC_SHA256";

/// The header, read. Its algorithm is [`ALGORITHM`].
pub(super) struct Settings<'a> {
    pub(super) key: &'a str,
}

impl<'a> Settings<'a> {
    /// Reads `key` and `algorithm`, in any order, with blanks around the commas at most. Each must be there once. Further
    /// names say nothing about which key to take, and are passed over.
    pub(super) fn read(header: &'a str) -> Result<Self, VerifyError> {
        const NAMES: [&str; 2] = ["key", "algorithm"];
        let mut values = [None; NAMES.len()];
        for setting in header.split(',') {
            let setting = setting.trim_matches([' ', '\t']);
            let (name, value) = setting
                .split_once('=')
                .filter(|(name, value)| is_token(name) && is_token(value))
                .ok_or(VerifyError::MalformedSettings)?;
            if let Some(place) = NAMES.iter().position(|known| *known == name) {
                if values[place].replace(value).is_some() {
                    return Err(VerifyError::MalformedSettings);
                }
            }
        }
        let [Some(key), Some(algorithm)] = values else {
            return Err(VerifyError::MalformedSettings);
        };
        if algorithm == ALGORITHM {
            Ok(Self { key })
        } else {
            Err(VerifyError::UnknownAlgorithm)
        }
    }

    pub(super) fn write(key: &str) -> String {
        format!("key={key},algorithm={ALGORITHM}")
    }
}

fn is_token(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && !b",=\"".contains(&byte))
}
