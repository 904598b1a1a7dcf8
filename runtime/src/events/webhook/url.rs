//! URLs as text. A signature covers the very characters that were sent, and a URL library would change some.

use std::borrow::Cow;

/// The query parameter that carries the SHA-256 of the body.
pub(super) const BODY_DIGEST: &str = "bodySHA256";

/// Every value that the query gives for `bodySHA256`.
pub(super) fn body_digests(url: &str) -> impl Iterator<Item = &str> {
    query(url)
        .unwrap_or_default()
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .filter(|(name, _)| *name == BODY_DIGEST)
        .map(|(_, value)| value)
}

/// The URL with the digest of the body in its query. Its fragment, which is never sent, is left out.
pub(super) fn with_body_digest(url: &str, digest: &str) -> String {
    let url = without_fragment(url);
    let joint = if url.contains('?') { '&' } else { '?' };
    format!("{url}{joint}{BODY_DIGEST}={digest}")
}

fn query(url: &str) -> Option<&str> {
    Some(without_fragment(url).split_once('?')?.1)
}

fn without_fragment(url: &str) -> &str {
    url.split_once('#').map_or(url, |(url, _)| url)
}

/// A URL with the query of a request in place of its own.
pub(super) fn with_query_of(url: &str, path_and_query: &str) -> String {
    let url = url.split_once(['?', '#']).map_or(url, |(url, _)| url);
    match query(path_and_query) {
        Some(query) => format!("{url}?{query}"),
        None => url.to_owned(),
    }
}

/// The URL as given, without its port, and with the default port of its scheme. Twilio signs sometimes one and
/// sometimes another of these.
pub(super) fn with_ports(url: &str) -> Vec<Cow<'_, str>> {
    let mut urls = vec![Cow::Borrowed(url)];
    let Some((scheme, rest)) = url.split_once("://") else {
        return urls;
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rfind('@').map_or(0, |at| at + 1);
    // The colons inside the brackets of an IPv6 address are not the port's.
    let host = host + authority[host..].rfind(']').unwrap_or(0);
    let port = authority[host..].find(':').map(|colon| host + colon);

    let before = &url[..scheme.len() + "://".len() + port.unwrap_or(authority.len())];
    let after = &rest[authority.len()..];
    if port.is_some() {
        urls.push(Cow::Owned(format!("{before}{after}")));
    }
    let default = [("https", 443), ("http", 80)]
        .into_iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(scheme));
    if let Some((_, default)) = default {
        urls.push(Cow::Owned(format!("{before}:{default}{after}")));
    }
    urls
}
