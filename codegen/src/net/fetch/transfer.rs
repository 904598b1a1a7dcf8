//! One address, asked until it answers or is given up.

use std::time::Duration;

use reqwest::header::HeaderMap;
use reqwest::{RequestBuilder, StatusCode};

use super::options::Options;
use super::trouble::Trouble;
use crate::error::Result;

/// An answer with status 200.
pub(super) struct Answer {
    pub(super) headers: HeaderMap,
    pub(super) bytes: Vec<u8>,
}

/// Sends a request until it is answered, at most [`Options::retries`] times again. `None` is the answer 304 to a request with
/// conditions. `check` refuses bodies that are not what was asked for; `on_retry` is told of each trouble that may pass, and
/// of the pause that follows. What remains is the last trouble, and the number of attempts.
pub(super) async fn transfer(
    options: &Options,
    request: impl Fn() -> RequestBuilder,
    conditions: HeaderMap,
    check: impl Fn(&[u8]) -> Result<()>,
    on_retry: impl Fn(&Trouble, Duration),
) -> Result<Option<Answer>, (Trouble, u32)> {
    let deadline = options.deadline;
    let mut attempts = 0;
    loop {
        let attempt = attempt(options, request(), conditions.clone(), &check);
        let trouble = match tokio::time::timeout(deadline, attempt)
            .await
            .unwrap_or(Err(Trouble::Late(deadline)))
        {
            Ok(answer) => return Ok(answer),
            Err(trouble) => trouble,
        };
        attempts += 1;
        if attempts > options.retries || !trouble.is_passing() {
            return Err((trouble, attempts));
        }
        let pause = options.pause(attempts, trouble.wait());
        on_retry(&trouble, pause);
        tokio::time::sleep(pause).await;
    }
}

/// The same without conditions, for what may be anything: what came.
pub(super) async fn body(
    options: &Options,
    request: impl Fn() -> RequestBuilder,
) -> Result<Vec<u8>, (Trouble, u32)> {
    let answer = transfer(options, request, HeaderMap::new(), |_| Ok(()), |_, _| ()).await?;
    Ok(answer.map(|answer| answer.bytes).unwrap_or_default())
}

async fn attempt(
    options: &Options,
    request: RequestBuilder,
    conditions: HeaderMap,
    check: impl Fn(&[u8]) -> Result<()>,
) -> Result<Option<Answer>, Trouble> {
    let Options {
        max_bytes, timeout, ..
    } = *options;
    let broken = |error: reqwest::Error| Trouble::from_error(&error, timeout);
    let conditional = !conditions.is_empty();
    let mut response = request.headers(conditions).send().await.map_err(broken)?;
    match response.status() {
        StatusCode::OK => {}
        StatusCode::NOT_MODIFIED if conditional => return Ok(None),
        status => return Err(Trouble::of_status(status, response.headers())),
    }
    if response
        .content_length()
        .is_some_and(|length| length > max_bytes)
    {
        return Err(Trouble::TooLarge(max_bytes));
    }
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(broken)? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() as u64 > max_bytes {
            return Err(Trouble::TooLarge(max_bytes));
        }
    }
    check(&bytes).map_err(Trouble::Body)?;
    Ok(Some(Answer {
        headers: std::mem::take(response.headers_mut()),
        bytes,
    }))
}
