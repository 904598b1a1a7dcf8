//! Foreign code that recurses over what it is given, and may panic: it gets a stack of its own, and a panic becomes an error.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::error::{Error, Result};

/// Enough for documents of the depth that [`tree`](crate::tree) admits.
const STACK: usize = 64 * 1024 * 1024;

/// What to do about what no document should bring about.
pub(crate) const DEFECT: &str = "this is a defect of the generator: please report the document";

/// Does `work` that `who` takes part in.
///
/// # Errors
/// Those of `work`; it panics; or no thread can be started.
pub(crate) fn guarded<T: Send>(who: &str, work: impl FnOnce() -> Result<T> + Send) -> Result<T> {
    let guarded = || catch_unwind(AssertUnwindSafe(work));
    let outcome = std::thread::scope(|scope| {
        let thread = std::thread::Builder::new()
            .name(who.to_owned())
            .stack_size(STACK);
        thread
            .spawn_scoped(scope, guarded)
            .map(std::thread::ScopedJoinHandle::join)
    });
    match outcome {
        Ok(Ok(Ok(done))) => done,
        Ok(Ok(Err(panic)) | Err(panic)) => {
            let error = Error::new(format!("{who} panicked: {}", text(&*panic)));
            Err(error.help(DEFECT))
        }
        Err(error) => Err(Error::new(format!("cannot start a thread for {who}")).cause(error)),
    }
}

fn text(panic: &(dyn std::any::Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("without a message")
}

#[cfg(test)]
mod tests {
    use super::guarded;
    use crate::error::Error;

    #[test]
    fn a_panic_becomes_an_error() {
        let error = guarded::<()>("the tester", || panic!("on purpose")).unwrap_err();
        assert_eq!(error.message(), "the tester panicked: on purpose");
        let error = guarded::<()>("the tester", || Err(Error::new("as it is"))).unwrap_err();
        assert_eq!(error.message(), "as it is");
        assert_eq!(guarded("the tester", || Ok(1)).ok(), Some(1));
    }
}
