//! Base64, as `CloudEvents` and Kinesis carry data. Encoding is not needed here, and a dependency would be everybody's.

/// The bytes that standard base64 (RFC 4648, 4) stands for. `None` for anything else: another alphabet, no padding, bits left over.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    if text.len() % 4 != 0 {
        return None;
    }
    let padded = |padding| text.strip_suffix(padding);
    let digits = padded("==").or_else(|| padded("=")).unwrap_or(text);
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    for group in digits.as_bytes().chunks(4) {
        let mut bits = 0;
        for digit in group {
            bits = bits << 6 | sextet(*digit)?;
        }
        let whole = group.len() * 6 / 8;
        // Of four digits, however many are there, the bytes stand behind the first byte.
        let group = (bits << (6 * (4 - group.len()))).to_be_bytes();
        let (taken, left) = group[1..].split_at(whole);
        if left.iter().any(|byte| *byte != 0) {
            return None;
        }
        bytes.extend_from_slice(taken);
    }
    Some(bytes)
}

fn sextet(digit: u8) -> Option<u32> {
    Some(u32::from(match digit {
        b'A'..=b'Z' => digit - b'A',
        b'a'..=b'z' => digit - b'a' + 26,
        b'0'..=b'9' => digit - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    }))
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    use proptest::prelude::*;

    use super::decode;

    proptest! {
        #[test]
        fn what_is_encoded_is_decoded(bytes in any::<Vec<u8>>()) {
            prop_assert_eq!(decode(&STANDARD.encode(&bytes)), Some(bytes));
        }

        #[test]
        fn any_text_is_read_as_the_base64_crate_reads_it(
            text in prop_oneof![
                "[A-Za-z0-9+/]{1,8}={0,3}",
                "([A-Za-z0-9+/]{4}){0,2}([AQgw/]{2}==|[AQgw/]{3}=)",
                "[A-Ca-c8-9+/=_. é-]{0,9}",
            ],
        ) {
            prop_assert_eq!(decode(&text), STANDARD.decode(&text).ok());
        }
    }
}
