//! Serves the snapshot as the schema host would, for builds without internet and for tests.

mod connection;

use std::sync::Arc;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use axum::serve::Listener;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

use twilio_events_codegen::error::{Error, Result};
use twilio_events_codegen::net::fetch::PROVENANCE_HEADER;
use twilio_events_codegen::project::id::DocumentId;
use twilio_events_codegen::project::snapshot::Snapshot;

/// Serves the locked documents on `address` (`127.0.0.1:8787`; port 0 takes a free one) until the process ends. `listening` is
/// told the address that was taken.
///
/// `GET /<SchemaId>/<version>` answers with the bytes and their digest as `ETag`, 304 where `If-None-Match` names it, and 404
/// for what is not locked or not there. The header `x-twilio-events-provenance` says where the bytes are from. Bytes that do not match the lock are not served: 500.
///
/// A client has 10 seconds for the headers of a request, of 32 kB at most, counted from the start of the connection or from the last answer, so
/// an idle connection ends then. After 60 seconds a connection takes no more requests, and 10 seconds later it ends though an
/// answer is not read to its end. There are 200 connections at once; others wait.
///
/// # Errors
/// The address cannot be listened on.
pub(crate) fn serve(
    snapshot: Snapshot,
    address: &str,
    listening: impl FnOnce(std::net::SocketAddr),
) -> Result<()> {
    let failed =
        |error: std::io::Error| Error::new(format!("cannot listen on {address}")).cause(error);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(failed)?;
    let routes = Router::new()
        .route("/{schema}/{version}", get(document))
        .with_state(Arc::new(snapshot));
    runtime.block_on(async {
        let mut listener = TcpListener::bind(address).await.map_err(failed)?;
        listening(listener.local_addr().map_err(failed)?);
        let places = Arc::new(Semaphore::new(connection::MOST));
        while let Ok(place) = Arc::clone(&places).acquire_owned().await {
            let (io, _) = Listener::accept(&mut listener).await;
            let routes = routes.clone();
            tokio::spawn(async move {
                connection::serve(io, routes).await;
                drop(place);
            });
        }
        Ok(())
    })
}

async fn document(
    State(snapshot): State<Arc<Snapshot>>,
    Path((schema, version)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    let version = version.strip_suffix(".json").unwrap_or(&version);
    let Ok(id) = format!("{schema}/{version}").parse::<DocumentId>() else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let Some(entry) = snapshot.lock.0.get(&id) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let etag = format!("\"{}\"", entry.sha256);
    if names(&headers, &etag) {
        return (StatusCode::NOT_MODIFIED, [(header::ETAG, etag)]).into_response();
    }
    match snapshot.read(&id) {
        Ok(Some(document)) => {
            let kind = "application/json".to_owned();
            let provenance = entry.provenance.as_str().to_owned();
            (
                [
                    (header::ETAG, etag),
                    (header::CONTENT_TYPE, kind),
                    (HeaderName::from_static(PROVENANCE_HEADER), provenance),
                ],
                document.schema.text().to_owned(),
            )
                .into_response()
        }
        Ok(None) => StatusCode::NOT_FOUND.into_response(),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}

/// Whether `If-None-Match` names the tag: in a list, as a weak one, or with `*` (RFC 9110, 13.1.2).
fn names(headers: &HeaderMap, etag: &str) -> bool {
    let lists = headers.get_all(header::IF_NONE_MATCH).into_iter();
    lists
        .filter_map(|list| list.to_str().ok())
        .flat_map(|list| list.split(','))
        .map(str::trim)
        .any(|known| known == "*" || known.strip_prefix("W/").unwrap_or(known) == etag)
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, header};

    use super::names;

    #[test]
    fn tags_are_named_alone_in_lists_weakly_or_all_at_once() {
        let named = |list: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::IF_NONE_MATCH, list.parse().unwrap());
            names(&headers, "\"a\"")
        };
        for list in ["\"a\"", "\"b\", \"a\"", "W/\"a\"", "*"] {
            assert!(named(list), "{list}");
        }
        for list in ["\"b\"", "a", ""] {
            assert!(!named(list), "{list}");
        }
        assert!(!names(&HeaderMap::new(), "\"a\""));
    }
}
