//! The example `kinesis_consumer` as Lambda runs it: a process that asks for invocations over HTTP, and answers them. The service
//! that it asks is a stand-in, on loopback.

use std::io::{BufRead as _, BufReader, Read as _};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use axum::routing::{get, post};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::{Mutex, mpsc};
use tokio::task::spawn_blocking;

/// The service that hands out invocations, and takes what they are answered.
#[derive(Clone)]
struct Service {
    invocations: Arc<Mutex<mpsc::UnboundedReceiver<String>>>,
    answers: mpsc::UnboundedSender<(String, Value)>,
}

async fn next(State(service): State<Service>) -> axum::response::Response {
    let invocation = service.invocations.lock().await.recv().await;
    let body = invocation.expect("the test is still there");
    let headers = [
        (
            "lambda-runtime-aws-request-id",
            "8476a536-e9f4-11e8-9739-2dfe598c3fcd",
        ),
        ("lambda-runtime-deadline-ms", "1542409706888"),
        (
            "lambda-runtime-invoked-function-arn",
            "arn:aws:lambda:us-east-2:123456789012:function:events",
        ),
        (
            "lambda-runtime-trace-id",
            "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=1",
        ),
    ];
    (headers, body).into_response()
}

async fn answered(
    State(service): State<Service>,
    Path((_, kind)): Path<(String, String)>,
    body: String,
) -> StatusCode {
    let body = serde_json::from_str(&body).expect("an answer is JSON");
    service.answers.send((kind, body)).expect("the test waits");
    StatusCode::ACCEPTED
}

/// Ends the process that was started, whatever becomes of the test.
struct Function(Child);

impl Drop for Function {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Runs the function on these invocations, and gives its answers and what it printed. `away` closes what it prints to, so that
/// nothing can be stored.
async fn run(invocations: &[String], away: bool) -> (Vec<(String, Value)>, Vec<String>) {
    let (invoke, invoked) = mpsc::unbounded_channel();
    let (answers, mut received) = mpsc::unbounded_channel();
    let service = Service {
        invocations: Arc::new(Mutex::new(invoked)),
        answers,
    };
    let routes = Router::new()
        .route("/2018-06-01/runtime/invocation/next", get(next))
        .route("/2018-06-01/runtime/invocation/{id}/{kind}", post(answered))
        .with_state(service);
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let server = tokio::spawn(async move { axum::serve(listener, routes).await });

    let mut function = Command::new(env!("CARGO_BIN_EXE_kinesis_consumer"))
        .env("AWS_LAMBDA_RUNTIME_API", address.to_string())
        .env("AWS_LAMBDA_FUNCTION_NAME", "events")
        .env("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST")
        .env("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "128")
        .env_remove("AWS_LAMBDA_MAX_CONCURRENCY")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map(Function)
        .expect("it starts");
    let mut stderr = function.0.stderr.take().expect("it is piped");
    let mut ended = spawn_blocking(move || {
        let mut text = String::new();
        let _ = stderr.read_to_string(&mut text);
        text
    });
    let stdout = function.0.stdout.take().expect("it is piped");
    let stdout = (!away).then(|| BufReader::new(stdout));

    let mut all = Vec::new();
    for invocation in invocations {
        invoke.send(invocation.clone()).expect("it is served");
        tokio::select! {
            answer = received.recv() => all.push(answer.expect("an answer")),
            text = &mut ended => panic!("the function ended: {text:?}"),
        }
    }
    drop(function);
    server.abort();
    let lines = stdout.into_iter().flat_map(BufReader::lines);
    (all, lines.map(|line| line.expect("text")).collect())
}

fn lambda_event() -> Value {
    serde_json::from_str(include_str!("fixtures/lambda-kinesis.json")).expect("JSON")
}

fn done() -> (String, Value) {
    ("response".to_owned(), json!({ "batchItemFailures": [] }))
}

#[tokio::test(flavor = "multi_thread")]
async fn records_are_stored_and_what_is_odd_is_put_aside() {
    let mut odd = lambda_event();
    let records = odd["Records"].as_array_mut().expect("a list");
    let first = records[0].clone();
    let mut change = |change: &dyn Fn(&mut Value)| {
        let mut record = first.clone();
        change(&mut record);
        records.push(record);
    };
    change(&|record| record["kinesis"]["encryptionType"] = Value::Null);
    change(&|record| {
        record["kinesis"]["approximateArrivalTimestamp"] = "2025-10-08T07:17:02Z".into();
    });
    change(&|record| record["kinesis"]["data"] = "no base64!".into());
    change(&|record| *record = Value::Null);
    change(&|_| {});

    let invocations = [lambda_event().to_string(), odd.to_string()];
    let (answers, lines) = run(&invocations, false).await;
    assert_eq!(answers, [done(), done()]);
    let ids: Vec<_> = lines
        .iter()
        .map(|line| line.split_once(':').expect("a key").0)
        .collect();
    let good = ["NO1", "NO2-data-is-a-string", "NO5-unknown-schema"];
    assert_eq!(ids, [&good[..], &good, &["NO1"; 3]].concat());
}

#[tokio::test(flavor = "multi_thread")]
async fn where_nothing_can_be_stored_the_batch_comes_again_from_its_record() {
    let (answers, _) = run(&[lambda_event().to_string()], true).await;
    let failed = json!({ "batchItemFailures": [{ "itemIdentifier": "1" }] });
    assert_eq!(answers, [("response".to_owned(), failed)]);
}

/// Not an event of a stream: the invocation fails, and the function goes on with the next.
#[tokio::test(flavor = "multi_thread")]
async fn another_event_is_an_error_of_its_invocation() {
    let invocations = [r#"{"key":"value"}"#.to_owned(), lambda_event().to_string()];
    let (answers, _) = run(&invocations, false).await;
    assert_eq!(answers[0].0, "error");
    let message = answers[0].1["errorMessage"].as_str().expect("a message");
    assert!(message.contains("missing field `Records`"), "{message}");
    assert_eq!(answers[1], done());
}
