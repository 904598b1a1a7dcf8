//! From an envelope to typed data: which schema, which version, and what if neither is known.

use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::value::{RawValue, to_raw_value};

use super::event_types::EventTypes as _;
use super::schemas::{Schema, Version, Visit};
use crate::types::data::{fill, from_data};
use crate::types::pointer;
use crate::{DataError, DecodeError, Event, Fit, RawEvent, Report, SchemaRef, Schemas};

impl<D> RawEvent<'_, D> {
    /// Reads `data` as a type of your choice, whatever schema the event names.
    ///
    /// `data` that is a string which holds an object is read as that object.
    ///
    /// # Errors
    /// `data` does not fit `T`, or is missing and `T` does not take `null`. The error has the event's JSON.
    pub fn decode_as<T: DeserializeOwned>(&self) -> Result<T, DecodeError<D>> {
        let payload = self.payload();
        let data = payload.as_deref().unwrap_or(RawValue::NULL);
        from_data(data).map_err(|error| match payload {
            Some(_) => DecodeError::malformed(self, None, error),
            None => DecodeError::missing(self, None),
        })
    }
}

impl<D: Schemas> RawEvent<'_, D> {
    /// Reads `data` as the schema says that the event names.
    ///
    /// How the schema is found, and what happens when it or its version is not known, is told by [`Fit`].
    ///
    /// # Errors
    /// `data` does not fit the schema, which is known, or is missing. The error has the event's JSON, and names the place.
    pub fn decode(&self) -> Result<Event<D>, DecodeError<D>> {
        decode(self)
    }
}

/// The schema version that an event's data is to be read as, and how it was chosen.
pub(crate) struct Target<D: 'static> {
    schema: &'static Schema<D>,
    pub(crate) version: &'static Version,
    pub(crate) fit: Fit,
}

impl<D: Schemas> Target<D> {
    /// Shows the place of data that has the members which the version names.
    pub(crate) fn visit(&self, visit: Visit<'_>) {
        match self.version.exact {
            Some(exact) => exact(visit),
            None => (self.schema.data)().place().into_iter().for_each(visit),
        }
    }

    /// Reads data into the type of all versions.
    fn read(&self, json: &RawValue) -> Result<D, DataError> {
        let read = read(self.schema, json);
        read.or_else(|error| self.read_alone(json).ok_or(error))
    }

    /// Reads what the type of the version itself reads, without the members that it does not name: as another version names them,
    /// they are of another type, and they are not what was meant.
    #[cold]
    fn read_alone(&self, json: &RawValue) -> Option<D> {
        let exact = self.version.exact?;
        let (mut is_read, mut report) = (false, Report::default());
        exact(&mut |place| is_read = fill(place, json).is_ok());
        exact(&mut |place| report = Report::compare(place, json.get()));
        if !is_read || report.is_incomplete() || report.unknown_fields().is_empty() {
            return None;
        }
        let mut data: Value = serde_json::from_str(json.get()).ok()?;
        for place in report.unknown_fields() {
            pointer::remove(&mut data, place);
        }
        read(self.schema, &to_raw_value(&data).ok()?).ok()
    }

    fn name(&self) -> SchemaRef<'static> {
        SchemaRef {
            id: self.schema.id,
            version: self.version.number,
        }
    }
}

/// `None` when the schema is not known.
pub(crate) fn target<D: Schemas>(event: &RawEvent<'_, D>) -> Option<Target<D>> {
    let named = event.schema();
    let schema = match named {
        Some(SchemaRef { id, .. }) => D::row(id)?,
        None => D::row(D::EventType::find(event.event_type_str())?.schema?)?,
    };
    let latest = schema.versions.last()?;
    let read_as = latest.number;
    let (version, fit) = match named {
        None => (latest, Fit::ByType { read_as }),
        Some(SchemaRef { version: sent, .. }) => match schema.version(sent) {
            Some(version) => (version, Fit::Exact),
            None => (latest, Fit::OtherVersion { sent, read_as }),
        },
    };
    Some(Target {
        schema,
        version,
        fit,
    })
}

fn decode<D: Schemas>(event: &RawEvent<'_, D>) -> Result<Event<D>, DecodeError<D>> {
    let payload = event.payload();
    let unknown = || D::unknown(payload.as_deref().unwrap_or(RawValue::NULL).to_owned());

    let Some(target) = target(event) else {
        return Ok(with_data(event, unknown(), Fit::UnknownSchema));
    };
    let Some(json) = payload.as_deref() else {
        return Err(DecodeError::missing(event, Some(target.name())));
    };
    match (target.read(json), target.fit) {
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
        (Err(error), _) => Err(DecodeError::malformed(event, Some(target.name()), error)),
    }
}

fn read<D: Schemas>(schema: &Schema<D>, json: &RawValue) -> Result<D, DataError> {
    let mut data = (schema.data)();
    if let Some(place) = data.place() {
        fill(place, json)?;
    }
    Ok(data)
}

fn with_data<D>(event: &RawEvent<'_, D>, data: D, fit: Fit) -> Event<D> {
    Event {
        data,
        fit,
        json: event.json.into(),
        envelope: event.envelope.clone(),
    }
}
