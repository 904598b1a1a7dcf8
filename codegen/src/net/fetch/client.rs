//! The HTTP client: its TLS, its proxies, and which redirects it follows.

use std::time::Duration;

use reqwest::header::{ACCEPT_ENCODING, HeaderValue};
use reqwest::redirect::{Action, Attempt, Policy};
use reqwest::{Client, ClientBuilder, Url};
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::BuilderVerifierExt;

use super::options::Options;
use crate::error::{Error, Result};
use schema_to_rust::address::{is_loopback, shown};

const MOST_REDIRECTS: usize = 5;

/// The client of downloads.
pub(super) fn for_downloads(options: &Options) -> Result<ClientBuilder> {
    // The digest in the lock is of the bytes as published, so they come as they are.
    let identity = HeaderValue::from_static("identity");
    let client = builder(options.base.url(), options.timeout)?
        .default_headers([(ACCEPT_ENCODING, identity)].into_iter().collect())
        .redirect(Policy::custom(follow));
    Ok(client)
}

/// What every client of this crate has, for requests to one host.
pub(crate) fn builder(url: &Url, timeout: Duration) -> Result<ClientBuilder> {
    let tls = tls(url.scheme() == "https").map_err(|error| {
        Error::new("TLS cannot be set up").cause(error).help(
            "install the root certificates of the system (often a package ca-certificates), \
             or name a file of them in SSL_CERT_FILE",
        )
    })?;
    let client = Client::builder()
        .tls_backend_preconfigured(tls)
        .user_agent(concat!("twilio-events-codegen/", env!("CARGO_PKG_VERSION")))
        .connect_timeout(timeout)
        .read_timeout(timeout);
    Ok(if is_loopback(url) {
        client.no_proxy()
    } else {
        client
    })
}

/// TLS by ring, whatever provider the process may have as its default.
fn tls(https: bool) -> Result<ClientConfig, rustls::Error> {
    let provider = rustls::crypto::ring::default_provider();
    let config = ClientConfig::builder_with_provider(provider.into())
        .with_safe_default_protocol_versions()?;
    // A loopback mirror is plain http and stays so, and must serve machines that have no root certificates at all.
    let config = if https {
        config.with_platform_verifier()?
    } else {
        config.with_root_certificates(RootCertStore::empty())
    };
    Ok(config.with_no_client_auth())
}

/// Follows a redirect, unless there were many, or it came here before, or it leaves https or the loopback.
pub(super) fn follow(attempt: Attempt<'_>) -> Action {
    let (next, before) = (attempt.url(), attempt.previous());
    let same_trust = before.iter().all(|url: &Url| url.scheme() == next.scheme())
        && (next.scheme() == "https" || is_loopback(next));
    if before.contains(next) {
        attempt.error("in a loop")
    } else if before.len() > MOST_REDIRECTS {
        attempt.error(format!("more than {MOST_REDIRECTS} times"))
    } else if !same_trust {
        let next = shown(next);
        attempt.error(format!(
            "to {next}, which is not followed: https stays https, and http stays on this machine"
        ))
    } else {
        attempt.follow()
    }
}
