//! Addresses: what is shown of them, and which lead to this machine.

use std::borrow::Cow;

use url::{Host, Url};

/// The address without user info.
pub fn shown(url: &Url) -> Url {
    let mut url = url.clone();
    // Both fail only for addresses that cannot have user info.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url
}

/// An address as somebody wrote it, without user info. Of one that cannot be read, whatever stands before the last `@` may be
/// a password.
pub fn written(text: &str) -> String {
    match (Url::parse(text), text.rsplit_once('@')) {
        (_, None) => text.to_owned(),
        (Ok(url), _) if url.username().is_empty() && url.password().is_none() => text.to_owned(),
        (Ok(url), _) => shown(&url).into(),
        (Err(_), Some((_, rest))) => format!("...@{rest}"),
    }
}

/// Text that may quote addresses, without their user info.
pub(crate) fn without_user_info(text: &str) -> Cow<'_, str> {
    if !text.contains("://") || !text.contains('@') {
        return Cow::Borrowed(text);
    }
    let ends = |c: char| c.is_whitespace() || matches!(c, '"' | '<' | '>' | '`');
    let mut safe = String::with_capacity(text.len());
    for token in text.split_inclusive(ends) {
        let (word, end) = match token.char_indices().next_back() {
            Some((at, c)) if ends(c) => token.split_at(at),
            _ => (token, ""),
        };
        // The scheme begins after what is no letter of one, such as a parenthesis.
        let begin = word.find("://").map(|colon| {
            let scheme = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
            word[..colon].rfind(|c| !scheme(c)).map_or(0, |before| {
                before + word[before..].chars().next().map_or(0, char::len_utf8)
            })
        });
        match begin {
            Some(begin) if word.contains('@') => {
                safe.push_str(&word[..begin]);
                safe.push_str(&written(&word[begin..]));
            }
            _ => safe.push_str(word),
        }
        safe.push_str(end);
    }
    Cow::Owned(safe)
}

/// Whether the host is this machine.
pub fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

/// Whether what lies at the address comes over the network.
pub(crate) fn is_remote(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https")
}

#[cfg(test)]
mod tests {
    use super::{without_user_info, written};

    #[test]
    fn user_info_is_not_shown() {
        for (text, shown) in [
            ("http://user:secret@host/a.json", "http://host/a.json"),
            ("http://secret@host/@scope/a", "http://host/@scope/a"),
            ("https://host/@scope/a", "https://host/@scope/a"),
            ("http://user:se/cret@host/a", "...@host/a"),
            ("http://user:se@cret@/a", "...@/a"),
            ("me@example.com", "...@example.com"),
            ("order.json", "order.json"),
        ] {
            assert_eq!(written(text), shown);
        }
        for (text, shown) in [
            (
                "cannot ask (http://user:secret@host/), \"https://u:p@h:1/x\" either",
                "cannot ask (http://host/), \"https://h:1/x\" either",
            ),
            ("é→http://u:s/cret@host\nand more", "é→...@host\nand more"),
            (
                "write to me@example.com or http://x",
                "write to me@example.com or http://x",
            ),
        ] {
            assert_eq!(without_user_info(text), shown);
        }
    }
}
