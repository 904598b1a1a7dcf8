//! What a request carries in its headers.

use super::{SETTINGS_HEADER, SIGNATURE_HEADER, SignedRequest, VerifyError};

/// The signature of a request, and what its headers say of how it was made.
///
/// The plain text of `X-Twilio-Signature` will do where an auth token signs. Shared keys need
/// [`from_headers`](Self::from_headers).
#[derive(Clone, Copy, Debug)]
pub struct Signature<'a> {
    pub(super) value: Option<&'a str>,
    pub(super) settings: Option<&'a str>,
}

impl<'a> Signature<'a> {
    /// Picks the signature out of the headers of a request: names in any case, and values. A header that decides must
    /// not come twice, for then two readers could take different ones.
    ///
    /// # Errors
    /// A header comes twice, or does not say what it should: answer 403.
    pub fn from_headers(
        headers: impl IntoIterator<Item = (&'a str, &'a [u8])>,
    ) -> Result<Self, VerifyError> {
        let mut values = [None; 2];
        for (name, value) in headers {
            let names = [SIGNATURE_HEADER, SETTINGS_HEADER];
            let place = names
                .iter()
                .position(|known| known.eq_ignore_ascii_case(name));
            if place.is_some_and(|place| values[place].replace(value).is_some()) {
                return Err(VerifyError::RepeatedHeader);
            }
        }
        let [value, settings] = values;
        let value = value.and_then(|value| std::str::from_utf8(value).ok());
        Ok(Self {
            value: Some(value.ok_or(VerifyError::MissingSignature)?),
            settings: settings
                .map(|settings| std::str::from_utf8(settings))
                .transpose()
                .map_err(|_| VerifyError::MalformedSettings)?,
        })
    }
}

impl<'a> From<&'a str> for Signature<'a> {
    fn from(value: &'a str) -> Self {
        Some(value).into()
    }
}

impl<'a> From<Option<&'a str>> for Signature<'a> {
    fn from(value: Option<&'a str>) -> Self {
        Self {
            value,
            settings: None,
        }
    }
}

impl<'a> From<&'a SignedRequest> for Signature<'a> {
    fn from(sent: &'a SignedRequest) -> Self {
        Self {
            value: Some(&sent.signature),
            settings: sent.settings.as_deref(),
        }
    }
}
