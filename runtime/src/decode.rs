//! From an envelope to typed data: which schema, which version, and what if neither is known.

use serde_json::value::RawValue;

use crate::{DecodeError, Event, Fit, RawEvent, SchemaRef, Schemas};

/// The schema version that an event's data is to be read as, and how it was chosen. `None` when it is unknown.
pub(crate) fn target<'e, D: Schemas>(event: &'e RawEvent<'_, D>) -> Option<(SchemaRef<'e>, Fit)> {
    if let Some(SchemaRef { id, version: sent }) = event.schema() {
        let versions = D::versions(id);
        if versions.contains(&sent) {
            return Some((SchemaRef { id, version: sent }, Fit::Exact));
        }
        let read_as = *versions.last()?;
        let fit = Fit::OtherVersion { sent, read_as };
        return Some((
            SchemaRef {
                id,
                version: read_as,
            },
            fit,
        ));
    }
    let id = D::schema_of(event.event_type())?;
    let read_as = *D::versions(id).last()?;
    Some((
        SchemaRef {
            id,
            version: read_as,
        },
        Fit::ByType { read_as },
    ))
}

pub(crate) fn decode<D: Schemas>(event: &RawEvent<'_, D>) -> Result<Event<D>, DecodeError> {
    let payload = event.payload();
    let unknown = || D::unknown(payload.as_deref().unwrap_or(RawValue::NULL).to_owned());

    let Some((schema, fit)) = target(event) else {
        return Ok(with_data(event, unknown(), Fit::UnknownSchema));
    };
    let result = match payload.as_deref() {
        None => Err(DecodeError::missing(event, Some(schema))),
        Some(data) => match D::decode(schema.id, schema.version, data) {
            None => return Ok(with_data(event, unknown(), Fit::UnknownSchema)),
            Some(result) => {
                result.map_err(|error| DecodeError::malformed(event, Some(schema), error))
            }
        },
    };
    match (result, fit) {
        (Ok(data), fit) => Ok(with_data(event, data, fit)),
        // A version that we do not know may well look different: that is no error of the sender's.
        (
            Err(_),
            Fit::OtherVersion {
                sent,
                read_as: tried,
            },
        ) => Ok(with_data(
            event,
            unknown(),
            Fit::UnknownVersion { sent, tried },
        )),
        (Err(error), _) => Err(error),
    }
}

fn with_data<D>(event: &RawEvent<'_, D>, data: D, fit: Fit) -> Event<D> {
    Event {
        data,
        fit,
        json: event.json.into(),
        envelope: event.envelope.clone(),
    }
}
