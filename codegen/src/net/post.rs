//! Posting to a URL, as a webhook gets it.

use std::time::{Duration, Instant};

use reqwest::header::CONTENT_TYPE;
use reqwest::redirect::Policy;
use reqwest::{Response, StatusCode, Url};
use schema_to_rust::sanitize;

use super::fetch::{Online, client_builder};
use crate::error::{Error, Result};

/// How much of a refusal's text is shown.
const MOST_TEXT: usize = 200;

/// Posts to one host.
pub struct Sender {
    online: Online,
    patience: Duration,
}

/// What a request was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The status, with its reason as the standard has it.
    pub status: StatusCode,
    /// From the first byte sent to the status.
    pub latency: Duration,
    /// Of an answer other than 2xx, the beginning of its body, made safe for a terminal.
    pub text: String,
}

impl Sender {
    /// Waits so long for an answer from the host of `url`.
    ///
    /// # Errors
    /// This machine has no root certificates, and the URL is https.
    pub fn new(url: &Url, patience: Duration) -> Result<Self> {
        let client = client_builder(url, patience)?
            .timeout(patience)
            .redirect(Policy::none());
        Ok(Self {
            online: Online::new(client)?,
            patience,
        })
    }

    /// Sends JSON with headers, and waits for the answer.
    ///
    /// # Errors
    /// There was no answer. The URL is not shown: it may hold a password.
    pub fn post<'a>(
        &self,
        url: &str,
        headers: impl Iterator<Item = (&'static str, &'a str)>,
        body: String,
    ) -> Result<Answer> {
        let request = self
            .online
            .client
            .post(url)
            .header(CONTENT_TYPE, "application/json");
        let request = headers
            .fold(request, |request, (name, value)| {
                request.header(name, value)
            })
            .body(body);
        let start = Instant::now();
        self.online
            .run(async {
                let response = request.send().await?;
                let latency = start.elapsed();
                let status = response.status();
                let text = if status.is_success() {
                    String::new()
                } else {
                    beginning(response).await
                };
                Ok(Answer {
                    status,
                    latency,
                    text,
                })
            })
            .map_err(|error: reqwest::Error| {
                let timeout = error.is_timeout();
                let help = if timeout {
                    format!(
                        "Twilio waits for {} s, and then sends the event again",
                        self.patience.as_secs()
                    )
                } else {
                    "see that a server listens there, and what its log says".to_owned()
                };
                Error::new("no answer")
                    .cause(error.without_url())
                    .help(help)
            })
    }
}

/// The first piece of the body. It is for people to read, so what fails here is left out.
async fn beginning(mut response: Response) -> String {
    let piece = response.chunk().await.ok().flatten().unwrap_or_default();
    let text = String::from_utf8_lossy(&piece);
    let text: String = text.trim().chars().take(MOST_TEXT).collect();
    sanitize::line(&text).into_owned()
}
