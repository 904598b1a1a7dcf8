//! A consumer that may be killed at any moment.

use std::fs::{self, File, OpenOptions};
use std::io::Write as _;
use std::path::Path;

use aws_sdk_kinesis::Client;
use aws_sdk_kinesis::types::ShardIteratorType;
use twilio_events::{Batch, EventData};

use crate::Result;

/// Reads all shards, in turn, until as many events are stored.
pub(crate) async fn consume(
    client: &Client,
    stream: &str,
    events: usize,
    folder: &Path,
) -> Result<()> {
    fs::create_dir_all(folder)?;
    let shards = client.list_shards().stream_name(stream).send().await?;
    let mut shards: Vec<Shard> = shards
        .shards
        .unwrap_or_default()
        .iter()
        .map(|shard| Shard::open(folder, &shard.shard_id))
        .collect::<Result<_>>()?;
    loop {
        for shard in &mut shards {
            shard.step(client, stream).await?;
        }
        if shards.iter().map(|shard| shard.stored).sum::<usize>() >= events {
            return Ok(());
        }
    }
}

/// One shard, its store, and how far it was read.
struct Shard {
    id: String,
    store: File,
    /// Events stored, those before a restart included. One that came twice counts twice, unless it was never named whole.
    stored: usize,
    checkpoint: std::path::PathBuf,
    /// Where to go on within this run.
    next: Option<String>,
}

impl Shard {
    fn open(folder: &Path, id: &str) -> Result<Self> {
        let path = folder.join(format!("{id}.tsv"));
        let checkpoint = folder.join(format!("{id}.checkpoint"));
        // What stands in the store behind the last checkpoint comes again: cut it off, so that each event stands there once.
        let (length, stored) = match fs::read_to_string(&checkpoint) {
            Ok(text) => {
                let mut words = text.split_whitespace().skip(1);
                let mut number = || words.next().and_then(|word| word.parse::<usize>().ok());
                (number().unwrap_or(0), number().unwrap_or(0))
            }
            Err(_) => (0, 0),
        };
        let store = OpenOptions::new().create(true).append(true).open(path)?;
        store.set_len(length as u64)?;
        Ok(Self {
            id: id.to_owned(),
            store,
            stored,
            checkpoint,
            next: None,
        })
    }

    /// Reads up to one batch of records, stores its events, and names the last record.
    async fn step(&mut self, client: &Client, stream: &str) -> Result<()> {
        let iterator = match self.next.take() {
            Some(iterator) => iterator,
            None => self.start(client, stream).await?,
        };
        let answer = client
            .get_records()
            .shard_iterator(iterator)
            .limit(1_000)
            .send()
            .await?;
        self.next = answer.next_shard_iterator;
        let Some(last) = answer.records.last() else {
            return Ok(());
        };

        let mut lines = String::new();
        for record in &answer.records {
            for event in Batch::from_slice(record.data.as_ref())? {
                let event = event?.decode()?;
                let EventData::ConversationStateUpdated(data) = &event.data else {
                    return Err(format!("{} was not typed", event.id()).into());
                };
                let state = data.state_to.as_ref().map_or("", |state| state.as_str());
                lines += &format!("{}\t{state}\n", event.dedup_key());
                self.stored += 1;
            }
        }
        self.store.write_all(lines.as_bytes())?;
        self.store.sync_data()?;
        self.name(&last.sequence_number)
    }

    /// Where this shard is to be read from, by the checkpoint.
    async fn start(&self, client: &Client, stream: &str) -> Result<String> {
        let request = client
            .get_shard_iterator()
            .stream_name(stream)
            .shard_id(&self.id);
        let request = match fs::read_to_string(&self.checkpoint) {
            Ok(text) => request
                .shard_iterator_type(ShardIteratorType::AfterSequenceNumber)
                .starting_sequence_number(text.split_whitespace().next().unwrap_or_default()),
            Err(_) => request.shard_iterator_type(ShardIteratorType::TrimHorizon),
        };
        let answer = request.send().await?;
        Ok(answer.shard_iterator.ok_or("no shard iterator came")?)
    }

    /// Replaces the checkpoint whole: the last record, the length of the store, and how many events are in it.
    fn name(&self, sequence_number: &str) -> Result<()> {
        let new = self.checkpoint.with_extension("new");
        let mut file = File::create(&new)?;
        let length = self.store.metadata()?.len();
        writeln!(file, "{sequence_number} {length} {}", self.stored)?;
        file.sync_data()?;
        Ok(fs::rename(new, &self.checkpoint)?)
    }
}
