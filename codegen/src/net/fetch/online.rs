//! A client with what runs its requests.

use reqwest::{Client, ClientBuilder};
use tokio::runtime::{Builder, Runtime};

use super::options::Options;
use crate::error::{Error, Result};

/// Runs requests on this thread, over connections that it keeps from one to the next.
pub(crate) struct Online {
    pub(crate) client: Client,
    /// There until this is dropped.
    runtime: Option<Runtime>,
}

impl Online {
    /// Nothing where nobody may be asked.
    pub(crate) fn unless_offline(
        options: &Options,
        client: impl FnOnce() -> Result<ClientBuilder>,
    ) -> Result<Option<Self>> {
        if options.offline {
            return Ok(None);
        }
        Self::new(client()?).map(Some)
    }

    pub(crate) fn new(client: ClientBuilder) -> Result<Self> {
        let setup = || Error::new("requests cannot be set up");
        Ok(Self {
            client: client.build().map_err(|error| setup().cause(error))?,
            runtime: Some(
                Builder::new_current_thread()
                    .enable_all()
                    .build()
                    .map_err(|error| setup().cause(error))?,
            ),
        })
    }

    pub(crate) fn run<T>(&self, requests: impl Future<Output = T>) -> T {
        let runtime = self.runtime.as_ref();
        runtime
            .expect("it is taken by `drop` alone")
            .block_on(requests)
    }
}

impl Drop for Online {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            // A name that is still being looked up would keep us for as long as that takes.
            runtime.shutdown_background();
        }
    }
}
