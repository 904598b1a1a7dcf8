//! One document from wherever it lies: what a schema refers to, or what a person names.

use reqwest::Url;
use reqwest::redirect::Policy;

use super::transfer::body;
use super::{Online, Options, client, not_asked};
use crate::error::{Error, Result};
use schema_to_rust::address::{is_loopback, shown};

/// The bytes at an address. Many schemas are called by http addresses, which nobody serves any more: other machines are asked
/// by https.
///
/// # Errors
/// Offline; an address with neither http nor https; whatever goes wrong on the way, after the attempts that `options` allow.
pub fn get(options: &Options, url: &Url) -> Result<Vec<u8>> {
    let mut url = url.clone();
    let name = shown(&url);
    if options.offline {
        return Err(not_asked(options, &name));
    }
    if url.scheme() == "http" && !is_loopback(&url) {
        // Fails for addresses that cannot have another scheme, and http can.
        let _ = url.set_scheme("https");
    }
    if !matches!(url.scheme(), "http" | "https") {
        return Err(Error::new(format!("{name} is neither https nor http")));
    }
    let client = client::builder(&url, options.timeout)?.redirect(Policy::custom(client::follow));
    let online = Online::new(client)?;
    let answer = online.run(body(options, || online.client.get(url.clone())));
    answer.map_err(|(trouble, attempts)| {
        let access = "download it with the rights that it needs, and name the file";
        trouble.into_error(&name, attempts, access)
    })
}
