//! The axum extractor: what reaches the handler, and what each refusal is answered with.

#![cfg(feature = "axum")]

mod support;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{DefaultBodyLimit, FromRef};
use axum::http::{Request, StatusCode};
use axum::routing::post;
use http_body_util::{BodyExt as _, Channel, Full};
use support::*;
use tower::ServiceExt as _;
use twilio_events_runtime::axum::{BODY_LIMIT, RetryLater};
use twilio_events_runtime::webhook::{
    SETTINGS_HEADER, SIGNATURE_HEADER, SignedRequest, Verifier, sign, sign_with_shared_key,
};

type TwilioEvents = twilio_events_runtime::axum::VerifiedEvents<EventData>;

const TOKEN: &str = "12345";
const PUBLIC: &str = "https://user:pass@events.example.com/twilio/events";

#[derive(Clone)]
struct App {
    verifier: Verifier,
}

impl FromRef<App> for Verifier {
    fn from_ref(app: &App) -> Self {
        app.verifier.clone()
    }
}

/// Answers with what came: an id, or what was wrong, a line each.
async fn list(events: TwilioEvents) -> String {
    let lines = events.iter().map(|event| match event {
        Ok(event) => event.id().to_owned(),
        Err(error) => error.to_string(),
    });
    lines.collect::<Vec<_>>().join("\n")
}

async fn busy(_: TwilioEvents) -> Result<StatusCode, RetryLater> {
    Err(RetryLater)
}

fn router(verifier: Verifier) -> Router {
    let inner = Router::new()
        .route("/events", post(list))
        .route("/busy", post(busy))
        .layer(DefaultBodyLimit::max(4096))
        .route("/plain", post(list))
        .route("/unlimited", post(list).layer(DefaultBodyLimit::disable()));
    Router::new()
        .nest("/twilio", inner)
        .with_state(App { verifier })
}

fn verifier() -> Verifier {
    Verifier::new(TOKEN).public_url(PUBLIC)
}

/// The request as this service sees it, behind its proxy.
fn request(sent: &SignedRequest, path: &str, body: &[u8]) -> Request<Body> {
    let query = sent.url.split_once('?').map_or("", |(_, query)| query);
    let mut request = Request::post(format!("{path}?{query}")).header("host", "forged.example.com");
    for (name, value) in sent.headers() {
        request = request.header(name, value);
    }
    request.body(Body::from(body.to_vec())).expect("a request")
}

async fn answer(router: Router, request: Request<Body>) -> (StatusCode, String) {
    let response = router.oneshot(request).await.expect("infallible");
    let status = response.status();
    let body = response
        .into_body()
        .collect()
        .await
        .expect("a body")
        .to_bytes();
    (status, String::from_utf8(body.to_vec()).expect("text"))
}

async fn signed(body: &[u8]) -> (StatusCode, String) {
    let sent = sign(TOKEN, PUBLIC, body);
    answer(router(verifier()), request(&sent, "/twilio/events", body)).await
}

#[tokio::test]
async fn verified_events_reach_the_handler() {
    let body = format!("[{EXAMPLE},5]");
    let (status, text) = signed(body.as_bytes()).await;
    assert_eq!(status, StatusCode::OK);
    let lines: Vec<_> = text.lines().collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0], "NO00000000000000000000000001");
    assert!(lines[1].contains("is not an event"), "{text}");

    assert_eq!(
        signed(EXAMPLE.as_bytes()).await.0,
        StatusCode::OK,
        "a single event"
    );
    assert_eq!(signed(b"[]").await, (StatusCode::OK, String::new()));
}

#[tokio::test]
async fn a_request_that_is_not_twilios_is_forbidden() {
    let body = EXAMPLE.as_bytes();
    let sent = sign(TOKEN, PUBLIC, body);
    let forbidden = |request| async {
        let (status, text) = answer(router(verifier()), request).await;
        assert_eq!(status, StatusCode::FORBIDDEN, "{text}");
        text
    };

    let mut unsigned = request(&sent, "/twilio/events", body);
    unsigned.headers_mut().remove(SIGNATURE_HEADER);
    assert!(forbidden(unsigned).await.contains("no X-Twilio-Signature"));

    let other = sign("other", PUBLIC, body);
    assert!(
        forbidden(request(&other, "/twilio/events", body))
            .await
            .contains("not the signature")
    );

    let altered = EXAMPLE.replace("inactive", "closed");
    let text = forbidden(request(&sent, "/twilio/events", altered.as_bytes())).await;
    assert!(text.contains("not the digest"), "{text}");

    let request = Request::post("/twilio/events")
        .header(SIGNATURE_HEADER, &sent.signature)
        .body(Body::from(EXAMPLE))
        .expect("a request");
    assert!(forbidden(request).await.contains("no bodySHA256"));
}

#[tokio::test]
async fn a_body_over_the_limit_is_too_large() {
    let body = format!("[{EXAMPLE}{}]", " ".repeat(4096));
    let (status, _) = signed(body.as_bytes()).await;
    assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE);
}

/// A request whose body counts how often something is read from it, and does not say how long it is.
fn counted(sent: &SignedRequest, path: &str, body: &[u8]) -> (Request<Body>, Arc<AtomicUsize>) {
    let reads = Arc::new(AtomicUsize::new(0));
    let seen = Arc::clone(&reads);
    let body = Full::new(Bytes::from(body.to_vec())).map_frame(move |frame| {
        seen.fetch_add(1, Ordering::Relaxed);
        frame
    });
    let request = request(sent, path, b"").map(|_| Body::new(body));
    (request, reads)
}

#[tokio::test]
async fn nothing_is_read_of_the_body_of_a_stranger() {
    let body = EXAMPLE.as_bytes();
    let good = sign(TOKEN, PUBLIC, body);
    let shared = sign_with_shared_key("SK1", "secret", PUBLIC, body);
    let mut unsigned = sign(TOKEN, PUBLIC, body);
    unsigned.url = PUBLIC.to_owned();
    for (sent, verifier, status) in [
        (
            sign("another", PUBLIC, body),
            verifier(),
            StatusCode::FORBIDDEN,
        ),
        (unsigned, verifier(), StatusCode::FORBIDDEN),
        (shared, verifier(), StatusCode::INTERNAL_SERVER_ERROR),
        (
            good.clone(),
            Verifier::new(TOKEN),
            StatusCode::INTERNAL_SERVER_ERROR,
        ),
    ] {
        let (request, reads) = counted(&sent, "/twilio/events", body);
        assert_eq!(answer(router(verifier), request).await.0, status);
        assert_eq!(reads.load(Ordering::Relaxed), 0, "{sent:?}");
    }
    let (request, reads) = counted(&good, "/twilio/events", body);
    assert_eq!(answer(router(verifier()), request).await.0, StatusCode::OK);
    assert_eq!(reads.load(Ordering::Relaxed), 1, "the count would be seen");
}

/// Whether the length is announced or not, and with axum's own limit as it is, or lifted.
#[tokio::test]
async fn a_body_is_read_up_to_the_limit_of_the_extractor() {
    let body = |length: usize| format!("[{EXAMPLE}{}]", " ".repeat(length - EXAMPLE.len() - 2));
    for (length, status) in [
        (BODY_LIMIT, StatusCode::OK),
        (BODY_LIMIT + 1, StatusCode::PAYLOAD_TOO_LARGE),
    ] {
        let body = body(length);
        let sent = sign(TOKEN, PUBLIC, body.as_bytes());
        for path in ["/twilio/unlimited", "/twilio/plain"] {
            let announced = request(&sent, path, body.as_bytes());
            assert_eq!(answer(router(verifier()), announced).await.0, status);
            let (silent, _) = counted(&sent, path, body.as_bytes());
            assert_eq!(answer(router(verifier()), silent).await.0, status, "{path}");
        }
    }
}

#[tokio::test]
async fn a_shared_key_signs() {
    let body = EXAMPLE.as_bytes();
    let both = || verifier().shared_key("SK1", "old").shared_key("SK2", "new");
    let status = |sent: SignedRequest| async move {
        let request = request(&sent, "/twilio/events", body);
        answer(router(both()), request).await.0
    };
    let sent = |id, secret| sign_with_shared_key(id, secret, PUBLIC, body);
    assert_eq!(status(sent("SK1", "old")).await, StatusCode::OK);
    assert_eq!(status(sent("SK2", "new")).await, StatusCode::OK);
    assert_eq!(status(sign(TOKEN, PUBLIC, body)).await, StatusCode::OK);
    assert_eq!(status(sent("SK1", "new")).await, StatusCode::FORBIDDEN);
    assert_eq!(
        status(sent("SK3", "new")).await,
        StatusCode::INTERNAL_SERVER_ERROR
    );
    let mut weak = sent("SK1", "old");
    weak.settings = Some("key=SK1,algorithm=HMAC_SHA1".to_owned());
    assert_eq!(status(weak).await, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_header_that_comes_twice_decides_nothing() {
    let body = EXAMPLE.as_bytes();
    let sent = sign_with_shared_key("SK1", "secret", PUBLIC, body);
    for name in [SIGNATURE_HEADER, SETTINGS_HEADER] {
        let mut twice = request(&sent, "/twilio/events", body);
        let value = twice.headers()[name].clone();
        twice.headers_mut().append(name, value);
        let verifier = verifier().shared_key("SK1", "secret");
        let (status, text) = answer(router(verifier), twice).await;
        assert_eq!(status, StatusCode::FORBIDDEN);
        assert!(text.contains("comes twice"), "{text}");
    }
}

#[tokio::test]
async fn a_verified_body_that_is_no_batch_is_a_bad_request() {
    for body in [&b""[..], b"To=%2B1", b"null"] {
        let (status, text) = signed(body).await;
        assert_eq!(status, StatusCode::BAD_REQUEST);
        assert!(
            text.contains("neither a JSON array of events nor one event"),
            "{text}"
        );
    }
    // One that breaks further on is the handler's: the events before the break are good.
    let (status, text) = signed(format!("[{EXAMPLE},{{").as_bytes()).await;
    assert_eq!(status, StatusCode::OK);
    assert!(
        text.starts_with("NO00000000000000000000000001\nelement 1 "),
        "{text}"
    );
}

#[tokio::test]
async fn a_body_that_does_not_arrive_is_asked_for_again() {
    let (sender, body) = Channel::<Bytes, std::io::Error>::new(1);
    sender.abort(std::io::ErrorKind::ConnectionReset.into());
    let sent = sign(TOKEN, PUBLIC, b"[]");
    let request = request(&sent, "/twilio/events", b"").map(|_| Body::new(body));
    let (status, _) = answer(router(verifier()), request).await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
}

#[tokio::test]
async fn a_verifier_that_is_not_set_up_is_this_services_fault() {
    let body = EXAMPLE.as_bytes();
    let sent = sign(TOKEN, PUBLIC, body);
    for verifier in [Verifier::new(TOKEN), Verifier::new("").public_url(PUBLIC)] {
        let (status, _) = answer(router(verifier), request(&sent, "/twilio/events", body)).await;
        assert_eq!(status, StatusCode::INTERNAL_SERVER_ERROR);
    }
}

#[tokio::test]
async fn a_handler_can_ask_for_a_retry() {
    let body = EXAMPLE.as_bytes();
    let sent = sign(TOKEN, PUBLIC, body);
    let (status, _) = answer(router(verifier()), request(&sent, "/twilio/busy", body)).await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
}

#[tokio::test]
async fn a_function_of_the_path_sees_it_as_it_was_requested() {
    let verifier =
        Verifier::new(TOKEN).public_url_with(|path| format!("https://events.example.com{path}"));
    let url = "https://events.example.com/twilio/events?q=%27a'b%2f&empty";
    let body = EXAMPLE.as_bytes();
    let sent = sign(TOKEN, url, body);
    let (status, text) = answer(router(verifier), request(&sent, "/twilio/events", body)).await;
    assert_eq!(status, StatusCode::OK, "{text}");
}

/// Over a socket, with HTTP written by hand, as nothing between must touch the URL.
#[tokio::test]
async fn over_a_real_connection() {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

    let listener = tokio::net::TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port");
    let address = listener.local_addr().expect("an address");
    let server = tokio::spawn(async move { axum::serve(listener, router(verifier())).await });

    let body = format!("[{EXAMPLE},{EXAMPLE}]");
    let sent = sign(TOKEN, PUBLIC, body.as_bytes());
    let query = sent.url.split_once('?').expect("a query").1;
    for (signature, status) in [
        (sent.signature.as_str(), "200 OK"),
        ("forged", "403 Forbidden"),
    ] {
        let mut connection = tokio::net::TcpStream::connect(address)
            .await
            .expect("a connection");
        let request = format!(
            "POST /twilio/events?{query} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n\
             X-Twilio-Signature: {signature}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
            body.len()
        );
        connection
            .write_all(request.as_bytes())
            .await
            .expect("sent");
        let mut answer = String::new();
        connection
            .read_to_string(&mut answer)
            .await
            .expect("an answer");
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {status}\r\n")),
            "{answer}"
        );
        assert_eq!(
            answer.matches("NO00000000000000000000000001").count(),
            if status == "200 OK" { 2 } else { 0 }
        );
    }
    // Both are answered though no byte of the body has come.
    let captured = sent.signature.as_str();
    for (signature, status) in [
        ("forged", "403 Forbidden"),
        (captured, "413 Payload Too Large"),
    ] {
        let mut connection = tokio::net::TcpStream::connect(address)
            .await
            .expect("a connection");
        let head = format!(
            "POST /twilio/events?{query} HTTP/1.1\r\nHost: localhost\r\n\
             X-Twilio-Signature: {signature}\r\nContent-Length: 2000000\r\n\r\n"
        );
        connection.write_all(head.as_bytes()).await.expect("sent");
        connection.shutdown().await.expect("there is no more");
        let mut answer = String::new();
        connection
            .read_to_string(&mut answer)
            .await
            .expect("an answer, and the end of the connection");
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {status}\r\n")),
            "{answer}"
        );
    }
    server.abort();
}
