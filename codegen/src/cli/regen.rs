//! `twilio-events regen`: the main job.

use std::process::ExitCode;
use std::time::Instant;

use clap::Args;
use twilio_events_codegen::Result;
use twilio_events_codegen::builder::Builder;
use twilio_events_codegen::emit::Layout;
use twilio_events_codegen::report;
use twilio_events_codegen::snapshot::Origin;
use twilio_events_codegen::transaction::Transaction;
use twilio_events_codegen::write::Plan;

use super::Place;

#[derive(Args, Debug)]
#[command(after_help = "Example:\n  twilio-events regen --check")]
pub(crate) struct Arguments {
    /// Write nothing: show the difference, and fail if there is one
    #[arg(long)]
    check: bool,
}

pub(crate) fn run(place: &Place, arguments: &Arguments) -> Result<ExitCode> {
    let start = Instant::now();
    let root = place.root()?;
    let transaction = if arguments.check {
        None
    } else {
        Some(Transaction::begin(&root)?)
    };
    let builder = Builder::new(place.schemas()?)
        .layout(Layout::Crate)
        .fetch(place.fetch_options()?);
    let generated = builder.generate()?;
    let plan = Plan::new(&root.join("generated"), &generated.files)?;
    for warning in &generated.warnings {
        eprintln!("warning: {warning}");
    }
    let Some(mut transaction) = transaction else {
        return Ok(check(&plan));
    };
    // What was downloaded becomes part of the snapshot, so that the next run needs no network.
    let snapshot = place.snapshot()?;
    for held in generated
        .documents
        .iter()
        .filter(|held| held.origin == Origin::Network)
    {
        snapshot.restore(&held.document, &mut transaction)?;
    }
    plan.stage(&mut transaction);
    transaction.commit()?;
    print!("{}", report::table(&generated.model, &plan));
    println!(
        "{}, in {:.2} s",
        report::summary(&generated.model, &plan),
        start.elapsed().as_secs_f64()
    );
    Ok(ExitCode::SUCCESS)
}

fn check(plan: &Plan) -> ExitCode {
    if plan.is_empty() {
        println!("generated/ is what the locked schemas give");
        return ExitCode::SUCCESS;
    }
    print!("{}", plan.diff());
    eprintln!(
        "error: generated/ is not what the locked schemas give\n  help: accept the difference with: cargo regen"
    );
    ExitCode::FAILURE
}
