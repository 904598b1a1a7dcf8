//! Signatures of random URLs, tokens and bodies.

#![cfg(feature = "webhook")]

use proptest::prelude::*;
use twilio_events_runtime::webhook::{Verifier, VerifyError, sign, sign_url};

fn url() -> impl Strategy<Value = String> {
    let user = prop_oneof![
        Just(String::new()),
        "[a-z0-9%~'!:.\u{e9}\u{6728}]{1,12}@".prop_map(String::from),
    ];
    let host = prop_oneof![
        "[a-zA-Z0-9.-]{1,20}",
        Just("[::1]".to_owned()),
        Just("[2001:db8::8:443]".to_owned()),
        "[a-z]{1,5}\u{fc}[a-z]{1,5}\\.example",
    ];
    let port = prop_oneof![
        Just(String::new()),
        (0u32..100_000).prop_map(|port| format!(":{port}"))
    ];
    let path = "(/[a-zA-Z0-9%'\"()+,;=:@~ \u{e9}\u{1f389}-]{0,10}){0,4}";
    let query = prop_oneof![
        Just(String::new()),
        "\\?[a-zA-Z0-9%'\"+=&:/?@ \u{e9}]{0,30}"
    ];
    ("https?", user, host, port, path, query).prop_map(|(scheme, user, host, port, path, query)| {
        format!("{scheme}://{user}{host}{port}{path}{query}")
    })
}

/// What stands before the port, the port, and what stands after it.
fn split_port(url: &str) -> (&str, Option<&str>, &str) {
    let from = url.find("://").expect("a scheme") + 3;
    let to = url[from..]
        .find(['/', '?'])
        .map_or(url.len(), |end| from + end);
    let at = url[from..to].rfind('@').map_or(from, |at| from + at + 1);
    let host_end = match url[at..to].find(']') {
        Some(bracket) => at + bracket + 1,
        None => url[at..to].find(':').map_or(to, |colon| at + colon),
    };
    let port = (host_end < to).then(|| &url[host_end + 1..to]);
    (&url[..host_end], port, &url[to..])
}

proptest! {
    #[test]
    fn what_is_signed_verifies(url in url(), token in ".{1,40}", body in any::<Vec<u8>>()) {
        let sent = sign(&token, &url, &body);
        let signature = sent.signature.as_str();
        prop_assert!(sent.url.starts_with(&url));
        prop_assert_eq!(Verifier::new(&token).verify(&sent.url, signature, &body), Ok(()));
        prop_assert_eq!(Verifier::new(&token).exact_port().verify(&sent.url, signature, &body), Ok(()));
        prop_assert_eq!(Verifier::new("x").also(&token).verify(&sent.url, signature, &body), Ok(()));

        // By the path and query alone, with the URL that was configured.
        let query = sent.url.split_once('?').expect("bodySHA256 is in it").1;
        let configured = Verifier::new(&token).public_url(&url);
        prop_assert_eq!(configured.verify_request(&format!("/?{query}"), signature, &body), Ok(()));
    }

    #[test]
    fn any_port_of_the_three_verifies_and_no_other(url in url(), body in any::<Vec<u8>>(), other in 1u32..65_536) {
        let default = if url.starts_with("https") { 443 } else { 80 };
        let sent = sign("token", &url, &body);
        let (front, port, back) = split_port(&sent.url);
        let without = format!("{front}{back}");
        let with_default = format!("{front}:{default}{back}");
        let with_other = format!("{front}:{other}{back}");
        let verifier = Verifier::new("token");
        for called in [&sent.url, &without, &with_default, &with_other] {
            let signature = sign_url("token", called);
            let right = *called != with_other || other == default || port == Some(&other.to_string());
            let expected = if right { Ok(()) } else { Err(VerifyError::SignatureMismatch) };
            prop_assert_eq!(verifier.verify(&sent.url, signature.as_str(), &body), expected, "{}", called);
            let exact = if *called == sent.url { Ok(()) } else { Err(VerifyError::SignatureMismatch) };
            prop_assert_eq!(verifier.clone().exact_port().verify(&sent.url, signature.as_str(), &body), exact);
        }
    }

    #[test]
    fn what_is_changed_does_not_verify(
        url in url(),
        mut body in proptest::collection::vec(any::<u8>(), 1..200),
        place in any::<prop::sample::Index>(),
        bit in 0u8..8,
    ) {
        let sent = sign("token", &url, &body);
        let signature = sent.signature.as_str();
        let verifier = Verifier::new("token");

        let other = Verifier::new("Token");
        prop_assert_eq!(other.verify(&sent.url, signature, &body), Err(VerifyError::SignatureMismatch));

        let mut forged = signature.as_bytes().to_vec();
        let index = place.index(forged.len());
        forged[index] = if forged[index] == b'A' { b'B' } else { b'A' };
        let forged = String::from_utf8(forged).expect("ASCII");
        prop_assert_eq!(
            verifier.verify(&sent.url, forged.as_str(), &body),
            Err(VerifyError::SignatureMismatch)
        );

        let index = place.index(body.len());
        body[index] ^= 1 << bit;
        prop_assert_eq!(verifier.verify(&sent.url, signature, &body), Err(VerifyError::BodyMismatch));
        // A body of the forger's, with a digest that is right, and the signature of another request.
        let forged = sign("forger", &url, &body);
        prop_assert_eq!(
            verifier.verify(&forged.url, signature, &body),
            Err(VerifyError::SignatureMismatch)
        );
    }

    #[test]
    fn no_text_makes_it_panic(url in ".{0,60}", signature in ".{0,40}", path in ".{0,60}") {
        let verifier = Verifier::new("token").public_url(&url);
        prop_assert!(verifier.verify(&url, signature.as_str(), b"").is_err());
        prop_assert!(verifier.verify_request(&path, signature.as_str(), b"").is_err());
        let url = format!("https://{url}");
        prop_assert!(verifier.verify(&url, signature.as_str(), b"").is_err());
        let sent = sign("token", &url, b"");
        let _ = verifier.verify(&sent.url, sent.signature.as_str(), b"");
    }
}
