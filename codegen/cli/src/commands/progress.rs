//! How far a download is: a bar on a terminal, a line per document otherwise.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use schema_to_rust::sanitize;
use twilio_events_codegen::net::fetch::{Event, Failure, Fetched};

use super::Shell;

pub(crate) struct Progress<'a> {
    shell: &'a Shell,
    bar: Option<ProgressBar>,
}

impl<'a> Progress<'a> {
    pub(crate) fn new(shell: &'a Shell, documents: usize) -> Self {
        let bar = shell.shows_progress().then(|| {
            let target = ProgressDrawTarget::stderr();
            let bar = ProgressBar::with_draw_target(Some(documents as u64), target);
            let style = ProgressStyle::with_template("{bar:30} {pos}/{len} {wide_msg}")
                .expect("a constant that every run on a terminal parses");
            bar.set_style(style);
            // Shown before the first document is there.
            bar.tick();
            bar
        });
        Self { shell, bar }
    }

    pub(crate) fn tell(&self, event: Event<'_>) {
        match (event, &self.bar) {
            (Event::Retry { id, reason, pause }, bar) => {
                let (reason, pause) = (sanitize::line(reason), pause.as_secs_f64());
                let text = format!("{id}: {reason}; again in {pause:.1} s");
                match bar {
                    Some(bar) => bar.println(text),
                    None => self.shell.note(text),
                }
            }
            (Event::Done { id, .. }, Some(bar)) => {
                bar.set_message(id.to_string());
                bar.inc(1);
            }
            (Event::Done { id, result }, None) => {
                let word = match result {
                    Ok(Fetched::New(_)) => "downloaded",
                    Ok(Fetched::NotModified) => "unchanged",
                    // Whether that is a failure is said by who knows why it was asked for.
                    Err(Failure::NoSuchVersion(_)) => return,
                    Err(_) => "failed",
                };
                self.shell.status(format_args!("{id}: {word}"));
            }
        }
    }
}

impl Drop for Progress<'_> {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
