//! Signatures: what is accepted, what is refused and as what.

#![cfg(feature = "webhook")]

use twilio_events_runtime::webhook::{
    SETTINGS_HEADER, SIGNATURE_HEADER, Signature, Verifier, VerifyError, sign, sign_url,
    sign_with_shared_key,
};

const TOKEN: &str = "12345";
const URL: &str = "https://mycompany.com/myapp.php?foo=1&bar=2";
const BODY: &[u8] = br#"{"property": "value", "boolean": true}"#;

/// The values that Twilio's own Python library is tested with.
mod published {
    pub(super) const BODY_DIGEST: &str =
        "0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620";
    pub(super) const SIGNATURE: &str = "a9nBmqA0ju/hNViExpshrM61xv4=";
    /// Form parameters, sorted and appended to the URL, and what is signed then.
    pub(super) const FORM: &str =
        "CallSidCA1234567890ABCDECaller+14158675309Digits1234From+14158675309To+18005551212";
    pub(super) const FORM_SIGNATURE: &str = "RSOYDt4T1cUTdK1PDd93/VVr8B8=";
    pub(super) const FORM_SIGNATURE_443: &str = "kvajT1Ptam85bY51eRf/AJRuM3w=";
    pub(super) const FORM_SIGNATURE_HTTP_80: &str = "0ZXoZLH/DfblKGATFgpif+LLRf4=";
    pub(super) const FORM_SIGNATURE_HTTP_1234: &str = "Zmvh+3yNM1Phv2jhDCwEM3q5ebU=";
}

fn verifier() -> Verifier {
    Verifier::new(TOKEN)
}

#[test]
fn the_published_values() {
    let sent = sign(TOKEN, URL, BODY);
    assert_eq!(
        sent.url,
        format!("{URL}&bodySHA256={}", published::BODY_DIGEST)
    );
    assert_eq!(sent.signature, published::SIGNATURE);
    assert_eq!(
        verifier().verify(&sent.url, published::SIGNATURE, BODY),
        Ok(())
    );

    let with_port = URL.replace(".com", ".com:443");
    let http = URL.replace("https", "http");
    for (url, signature) in [
        (URL, published::FORM_SIGNATURE),
        (&with_port, published::FORM_SIGNATURE_443),
        (
            &http.replace(".com", ".com:80"),
            published::FORM_SIGNATURE_HTTP_80,
        ),
        (
            &http.replace(".com", ".com:1234"),
            published::FORM_SIGNATURE_HTTP_1234,
        ),
    ] {
        assert_eq!(
            sign_url(TOKEN, &format!("{url}{}", published::FORM)),
            signature
        );
    }
}

#[test]
fn what_is_not_twilios_is_refused() {
    use VerifyError::{BodyMismatch, MissingBodyDigest, MissingSignature, SignatureMismatch};
    let sent = sign(TOKEN, URL, BODY);
    let signature = sent.signature.as_str();
    let verify =
        |url: &str, signature: Option<&str>, body: &[u8]| verifier().verify(url, signature, body);

    assert_eq!(verify(&sent.url, None, BODY), Err(MissingSignature));
    for bad in [
        "",
        " ",
        "=",
        "a9nBmqA0ju/hNViExpshrM61xv4",
        "a9nBmqA0ju_hNViExpshrM61xv4=",
        " a9nBmqA0ju/hNViExpshrM61xv4=",
    ] {
        assert_eq!(
            verify(&sent.url, Some(bad), BODY),
            Err(SignatureMismatch),
            "{bad:?}"
        );
    }
    let other = sign("54321", URL, BODY);
    assert_eq!(
        verify(&other.url, Some(&other.signature), BODY),
        Err(SignatureMismatch)
    );
    for url in [
        sent.url.replace("foo=1", "foo=2"),
        sent.url.replace("https", "HTTPS"),
        sent.url.replace("mycompany", "MyCompany"),
        sent.url.replace("/myapp", "//myapp"),
        format!("{}&", sent.url),
        format!("{}#", sent.url),
    ] {
        assert_eq!(
            verify(&url, Some(signature), BODY),
            Err(SignatureMismatch),
            "{url}"
        );
    }

    for body in [&b""[..], b"[]", &BODY[1..], &[BODY, b"\n"].concat()] {
        assert_eq!(verify(&sent.url, Some(signature), body), Err(BodyMismatch));
    }

    // The signatures below are right; the URLs are what is wrong.
    let digest = published::BODY_DIGEST;
    let upper = digest.to_uppercase();
    for (query, error) in [
        (String::new(), MissingBodyDigest),
        ("&bodySHA256".to_owned(), MissingBodyDigest),
        (format!("&bodysha256={digest}"), MissingBodyDigest),
        (format!("&bodySHA256%3D{digest}"), MissingBodyDigest),
        (format!("#&bodySHA256={digest}"), MissingBodyDigest),
        ("&bodySHA256=".to_owned(), BodyMismatch),
        (format!("&bodySHA256={upper}"), BodyMismatch),
        (format!("&bodySHA256={digest}0"), BodyMismatch),
        (format!("&bodySHA256={}", &digest[1..]), BodyMismatch),
        (
            format!("&bodySHA256={digest}&bodySHA256={upper}"),
            BodyMismatch,
        ),
        (
            format!("&bodySHA256={upper}&x=1&bodySHA256={digest}"),
            BodyMismatch,
        ),
    ] {
        let url = format!("{URL}{query}");
        let signature = sign_url(TOKEN, &url);
        assert_eq!(verify(&url, Some(&signature), BODY), Err(error), "{url}");
    }
    let twice = format!("{URL}&bodySHA256={digest}&bodySHA256={digest}");
    assert_eq!(
        verify(&twice, Some(&sign_url(TOKEN, &twice)), BODY),
        Ok(()),
        "two that agree"
    );
}

#[test]
fn a_form_is_refused() {
    let form = b"CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234&From=%2B14158675309&To=%2B18005551212";
    assert_eq!(
        verifier().verify(URL, published::FORM_SIGNATURE, form),
        Err(VerifyError::MissingBodyDigest)
    );
    let sent = sign(TOKEN, URL, b"");
    let signature = sign_url(TOKEN, &format!("{}{}", sent.url, published::FORM));
    assert_eq!(
        verifier().verify(&sent.url, signature.as_str(), form),
        Err(VerifyError::SignatureMismatch)
    );
}

#[test]
fn ports_are_tried_unless_they_are_not() {
    let accepted = |called: &str, seen: &str, verifier: &Verifier| {
        let sent = sign(TOKEN, called, BODY);
        let seen = sign(TOKEN, seen, BODY).url;
        match verifier.verify(&seen, sent.signature.as_str(), BODY) {
            Ok(()) => true,
            Err(VerifyError::SignatureMismatch) => false,
            Err(other) => panic!("{other}"),
        }
    };
    let exact = verifier().exact_port();
    for (called, seen) in [
        ("https://h/x", "https://h:443/x"),
        ("https://h/x", "https://h:8443/x"),
        ("https://h:443/x", "https://h/x"),
        ("https://h:443/x", "https://h:8443/x"),
        ("http://h:80/x", "http://h/x"),
        ("https://u:p@h/x", "https://u:p@h:443/x"),
        ("https://u:443@h/x", "https://u:443@h:443/x"),
        ("https://u:p@h:443", "https://u:p@h"),
        ("https://[::1]/x", "https://[::1]:8080/x"),
        ("https://[::1]:443/x", "https://[::1]/x"),
        ("https://h?a=b:1", "https://h:443?a=b:1"),
        ("https://h:443/a:1@b", "https://h/a:1@b"),
    ] {
        assert!(
            accepted(called, seen, &verifier()),
            "{called} seen as {seen}"
        );
        assert!(!accepted(called, seen, &exact), "{called} seen as {seen}");
        assert!(accepted(seen, seen, &exact));
    }
    for (called, seen) in [
        ("https://h:8443/x", "https://h/x"),
        ("https://h:80/x", "https://h/x"),
        ("http://h:443/x", "http://h/x"),
        ("https://h:8443/x", "https://h:9443/x"),
        ("https://u@h/x", "https://u:443@h/x"),
        ("https://[:]/x", "https://[::1]/x"),
    ] {
        assert!(
            !accepted(called, seen, &verifier()),
            "{called} seen as {seen}"
        );
    }
}

#[test]
fn several_tokens_are_valid_during_a_rotation() {
    let both = Verifier::new("new").also("old");
    for token in ["new", "old"] {
        let sent = sign(token, URL, BODY);
        assert_eq!(
            both.verify(&sent.url, sent.signature.as_str(), BODY),
            Ok(())
        );
    }
    let sent = sign("older", URL, BODY);
    assert_eq!(
        both.verify(&sent.url, sent.signature.as_str(), BODY),
        Err(VerifyError::SignatureMismatch)
    );
}

#[test]
fn an_empty_token_opens_nothing() {
    let sent = sign("", URL, BODY);
    let none = Verifier::new("");
    assert_eq!(
        none.verify(&sent.url, sent.signature.as_str(), BODY),
        Err(VerifyError::NoToken)
    );
    let one = Verifier::new("").also(TOKEN).also("");
    assert_eq!(
        one.verify(&sent.url, sent.signature.as_str(), BODY),
        Err(VerifyError::SignatureMismatch)
    );
    let sent = sign(TOKEN, URL, BODY);
    assert_eq!(one.verify(&sent.url, sent.signature.as_str(), BODY), Ok(()));
}

#[test]
fn the_public_url() {
    let public = "https://user:pa%20ss@events.example.com/twilio?tenant=a%27b";
    let sent = sign(TOKEN, public, BODY);
    let query = sent.url.split_once('?').expect("a query").1;
    let signature = sent.signature.as_str();

    let fixed = verifier().public_url(public);
    for path in [
        "/twilio",
        "/",
        "/behind/a/proxy",
        "https://localhost:3000/twilio",
    ] {
        assert_eq!(
            fixed.verify_request(&format!("{path}?{query}"), signature, BODY),
            Ok(())
        );
    }
    assert_eq!(
        fixed.verify_request("/twilio", signature, BODY),
        Err(VerifyError::MissingBodyDigest)
    );
    let other = query.replace("tenant=a", "tenant=b");
    assert_eq!(
        fixed.verify_request(&format!("/twilio?{other}"), signature, BODY),
        Err(VerifyError::SignatureMismatch)
    );

    let function =
        verifier().public_url_with(|path| format!("https://user:pa%20ss@events.example.com{path}"));
    assert_eq!(
        function.verify_request(&format!("/twilio?{query}"), signature, BODY),
        Ok(())
    );
    assert_eq!(
        function.verify_request(&format!("/other?{query}"), signature, BODY),
        Err(VerifyError::SignatureMismatch)
    );

    assert_eq!(
        verifier().verify_request(&format!("/twilio?{query}"), signature, BODY),
        Err(VerifyError::NoPublicUrl)
    );
    assert!(VerifyError::NoPublicUrl.is_misconfiguration());
    assert!(!VerifyError::SignatureMismatch.is_misconfiguration());
}

#[test]
fn nothing_secret_is_shown() {
    let verifier = Verifier::new("topsecret")
        .also("old-secret")
        .shared_key("SK1", "shared-secret")
        .public_url("https://user:hush@h/");
    let shown = format!("{verifier:?} {verifier:#?}");
    for secret in ["topsecret", "old-secret", "shared-secret", "hush"] {
        assert!(!shown.contains(secret), "{shown}");
    }
    assert!(shown.contains("tokens: 2, shared_keys: 1"), "{shown}");
    let expected = sign("topsecret", "https://h/", BODY).signature;
    for error in [
        VerifyError::MissingSignature,
        VerifyError::MissingBodyDigest,
        VerifyError::SignatureMismatch,
        VerifyError::BodyMismatch,
        VerifyError::RepeatedHeader,
        VerifyError::MalformedSettings,
        VerifyError::UnknownAlgorithm,
        VerifyError::UnknownKey,
        VerifyError::NoToken,
        VerifyError::NoPublicUrl,
    ] {
        let shown = format!("{error} {error:?}");
        assert!(!shown.contains("topsecret") && !shown.contains(&expected));
    }
}

/// Signed as Twilio's own library signs with a shared key; the signature was made with Python's `hmac`.
mod shared {
    pub(super) const ID: &str = "SK00000000000000000000000000000001";
    pub(super) const SECRET: &str = "5ecret-of-a-shared-key";
    pub(super) const URL: &str = "https://example.com/sink";
    pub(super) const BODY: &[u8] = br#"[{"specversion":"1.0","type":"com.twilio.eventstreams.test-event","source":"Sink","id":"AC1","data":{"test_id":"1"}}]"#;
    pub(super) const DIGEST: &str =
        "aa19a2b98cf318b90a864e08b0fd2651c6f41f6e83ca48647689c7bfb8369864";
    pub(super) const SIGNATURE: &str = "8XjV2z2zjZnVMKWHl9cXf8Gg6t7HPV176JLniteW5AU=";
    pub(super) const SETTINGS: &str =
        "key=SK00000000000000000000000000000001,algorithm=HMAC_SHA256";
}

fn shared() -> Verifier {
    Verifier::default().shared_key(shared::ID, shared::SECRET)
}

/// Holds a request with these settings against a verifier.
fn with_settings(
    verifier: &Verifier,
    settings: Option<&str>,
    signature: &str,
) -> Result<(), VerifyError> {
    let settings = settings.map(|settings| (SETTINGS_HEADER, settings.as_bytes()));
    let headers = [("X-Twilio-Signature", signature.as_bytes())];
    let signature = Signature::from_headers(headers.into_iter().chain(settings))?;
    let url = format!("{}?bodySHA256={}", shared::URL, shared::DIGEST);
    verifier.verify(&url, signature, shared::BODY)
}

#[test]
fn a_shared_key_signs_with_sha256() {
    let sent = sign_with_shared_key(shared::ID, shared::SECRET, shared::URL, shared::BODY);
    assert_eq!(sent.signature, shared::SIGNATURE);
    assert_eq!(
        sent.headers().collect::<Vec<_>>(),
        [
            (SIGNATURE_HEADER, shared::SIGNATURE),
            (SETTINGS_HEADER, shared::SETTINGS)
        ]
    );
    assert_eq!(shared().verify(&sent.url, &sent, shared::BODY), Ok(()));
    assert_eq!(
        shared().verify(&sent.url, &sent, b"[]"),
        Err(VerifyError::BodyMismatch)
    );
    assert_eq!(
        with_settings(&shared(), Some(shared::SETTINGS), shared::SIGNATURE),
        Ok(())
    );
}

#[test]
fn the_settings_say_which_of_several_keys() {
    let rotating = shared().shared_key("SK2", "new").also(TOKEN);
    for (id, secret, result) in [
        (shared::ID, shared::SECRET, Ok(())),
        ("SK2", "new", Ok(())),
        (shared::ID, "new", Err(VerifyError::SignatureMismatch)),
        ("SK2", shared::SECRET, Err(VerifyError::SignatureMismatch)),
        ("SK2", TOKEN, Err(VerifyError::SignatureMismatch)),
        ("SK3", "new", Err(VerifyError::UnknownKey)),
        ("sk2", "new", Err(VerifyError::UnknownKey)),
    ] {
        let sent = sign_with_shared_key(id, secret, URL, BODY);
        assert_eq!(rotating.verify(&sent.url, &sent, BODY), result, "{id}");
    }
    assert!(VerifyError::UnknownKey.is_misconfiguration());
    let empty = Verifier::new(TOKEN).shared_key("SK1", "");
    let sent = sign_with_shared_key("SK1", "", URL, BODY);
    assert_eq!(
        empty.verify(&sent.url, &sent, BODY),
        Err(VerifyError::UnknownKey)
    );
}

/// The header is the sender's, who may be anybody.
#[test]
fn the_settings_choose_nothing_weaker_than_what_is_configured() {
    let url = format!("{}?bodySHA256={}", shared::URL, shared::DIGEST);
    let by_token = sign_url(TOKEN, &url);
    let sha1_of_secret = sign_url(shared::SECRET, &url);
    let both = shared().also(TOKEN);
    let settings = Some(shared::SETTINGS);

    // The hash that goes with a token does not go with a shared key, whatever the header says.
    assert_eq!(
        with_settings(&both, settings, &sha1_of_secret),
        Err(VerifyError::SignatureMismatch)
    );
    for algorithm in ["HMAC_SHA1", "hmac_sha256", "HMAC-SHA256", "NONE"] {
        let settings = format!("key={},algorithm={algorithm}", shared::ID);
        assert_eq!(
            with_settings(&both, Some(&settings), &sha1_of_secret),
            Err(VerifyError::UnknownAlgorithm),
            "{algorithm}"
        );
    }
    assert!(!VerifyError::UnknownAlgorithm.is_misconfiguration());
    // Nor does the header turn a token into a shared key, or its absence a shared key into a token.
    assert_eq!(
        with_settings(&both, settings, &by_token),
        Err(VerifyError::SignatureMismatch)
    );
    for signature in [&sha1_of_secret, shared::SIGNATURE] {
        assert_eq!(
            with_settings(&both, None, signature),
            Err(VerifyError::SignatureMismatch)
        );
    }
    assert_eq!(with_settings(&both, None, &by_token), Ok(()));
    // Who left the token out has no use for what it signs.
    assert_eq!(
        with_settings(&shared(), None, &by_token),
        Err(VerifyError::NoToken)
    );
}

#[test]
fn the_settings_are_read_strictly() {
    let id = shared::ID;
    let read = |settings: &str| with_settings(&shared(), Some(settings), shared::SIGNATURE);
    for settings in [
        format!("algorithm=HMAC_SHA256,key={id}"),
        format!(" key={id} ,\t algorithm=HMAC_SHA256 "),
        format!("key={id},algorithm=HMAC_SHA256,further=1"),
    ] {
        assert_eq!(read(&settings), Ok(()), "{settings:?}");
    }
    for settings in [
        String::new(),
        ",".to_owned(),
        format!("key={id}"),
        "algorithm=HMAC_SHA256".to_owned(),
        format!("key={id};algorithm=HMAC_SHA256"),
        format!("key={id},algorithm=HMAC_SHA256,"),
        format!("key={id},,algorithm=HMAC_SHA256"),
        format!("key={id},algorithm"),
        format!("key={id},algorithm="),
        "key=,algorithm=HMAC_SHA256".to_owned(),
        format!("key ={id},algorithm=HMAC_SHA256"),
        format!("key= {id},algorithm=HMAC_SHA256"),
        format!("key=\"{id}\",algorithm=HMAC_SHA256"),
        format!("key={id}=,algorithm=HMAC_SHA256"),
        format!("KEY={id},algorithm=HMAC_SHA256"),
        format!("key={id},key={id},algorithm=HMAC_SHA256"),
        format!("key={id},algorithm=HMAC_SHA256,algorithm=HMAC_SHA256"),
        format!("key={id},algorithm=HMAC_SHA1,algorithm=HMAC_SHA256"),
        format!("key={id},algorithm=HMAC_SHA256,{id}"),
        format!("key={id},algorithm=HMAC_SHA256\u{a0}"),
    ] {
        assert_eq!(
            read(&settings),
            Err(VerifyError::MalformedSettings),
            "{settings:?}"
        );
    }
}

#[test]
fn headers_are_found_by_name_and_must_not_come_twice() {
    let good: &[(&str, &[u8])] = &[
        ("host", b"h"),
        ("X-TWILIO-SIGNATURE", shared::SIGNATURE.as_bytes()),
        (
            "x-twilio-webhooks-signature-settings",
            shared::SETTINGS.as_bytes(),
        ),
        ("host", b"h"),
    ];
    let read = |headers: &[(&'static str, &'static [u8])]| {
        Signature::from_headers(headers.iter().copied()).map(drop)
    };
    assert_eq!(read(good), Ok(()));
    for repeated in &good[1..3] {
        assert_eq!(
            read(&[good, &[*repeated]].concat()),
            Err(VerifyError::RepeatedHeader)
        );
    }
    assert_eq!(read(&good[2..]), Err(VerifyError::MissingSignature));
    assert_eq!(
        read(&[(SIGNATURE_HEADER, b"\xff")]),
        Err(VerifyError::MissingSignature)
    );
    assert_eq!(
        read(&[good[1], (SETTINGS_HEADER, b"\xff")]),
        Err(VerifyError::MalformedSettings)
    );
}

#[test]
fn a_fragment_is_neither_sent_nor_signed() {
    let sent = sign(TOKEN, "https://h/x?a=1#part?b=2&c=3", BODY);
    assert!(
        sent.url.starts_with("https://h/x?a=1&bodySHA256="),
        "{}",
        sent.url
    );
    assert!(!sent.url.contains('#'), "{}", sent.url);
    assert_eq!(verifier().verify(&sent.url, &sent, BODY), Ok(()));
    // As the sink sees it, which was given the URL with the fragment.
    let sink = verifier().public_url("https://h/x#part");
    let path_and_query = sent.url.strip_prefix("https://h").expect("its host");
    assert_eq!(sink.verify_request(path_and_query, &sent, BODY), Ok(()));
    let sent = sign(TOKEN, "https://h/x#?", BODY);
    assert!(
        sent.url.starts_with("https://h/x?bodySHA256="),
        "{}",
        sent.url
    );
}
