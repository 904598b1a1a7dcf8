//! Any request: none is taken for genuine but the one that was signed, and that one is.
#![no_main]

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use twilio_events::webhook::{Signature, Verifier, sign, sign_with_shared_key};

#[derive(Arbitrary, Debug)]
struct Input<'a> {
    token: &'a str,
    url: &'a str,
    body: &'a [u8],
    /// What the stranger sends instead.
    other_url: &'a str,
    other_body: &'a [u8],
    signature: &'a str,
    settings: Option<&'a [u8]>,
}

fuzz_target!(|input: Input| {
    let verifier = Verifier::new(input.token)
        .shared_key("SK1", input.token)
        .public_url("https://example.com/events");

    // Headers of any kind.
    let settings = input
        .settings
        .map(|settings| ("X-Twilio-Webhooks-Signature-Settings", settings));
    let headers = [("X-Twilio-Signature", input.signature.as_bytes())]
        .into_iter()
        .chain(settings);
    if let Ok(signature) = Signature::from_headers(headers)
        && let Ok(digest) = verifier.verify_head(input.url, signature)
    {
        let _ = digest.verify(input.body);
    }

    // A stranger who does not know the token cannot make its signature, but may have seen others of it: they are good for
    // their own URL and body alone.
    let exact = verifier.exact_port();
    let sent = sign(input.token, input.url, input.body);
    let taken =
        |url: &str, signature: &str, body: &[u8]| exact.verify(url, signature, body).is_ok();
    if input.other_body != input.body {
        assert!(
            !taken(&sent.url, &sent.signature, input.other_body),
            "another body was taken"
        );
    }
    if input.other_url != sent.url {
        assert!(
            !taken(input.other_url, &sent.signature, input.body),
            "another URL was taken"
        );
    }
    if input.signature != sent.signature {
        assert!(
            !taken(&sent.url, input.signature, input.body),
            "another signature was taken"
        );
    }
    let shared = sign_with_shared_key("SK1", input.token, input.url, input.body);
    assert_eq!(
        taken(&sent.url, &sent.signature, input.body),
        Signature::from_headers(
            shared
                .headers()
                .map(|(name, value)| (name, value.as_bytes()))
        )
        .and_then(|signature| exact.verify(&shared.url, signature, input.body))
        .is_ok(),
        "what a token signs and what a shared key signs are taken alike"
    );
});
