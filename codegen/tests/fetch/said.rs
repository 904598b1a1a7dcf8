//! Help calls settings by the names that who calls has for them.

use std::collections::{BTreeMap, BTreeSet};

use twilio_events_codegen::error::Error;
use twilio_events_codegen::net::documentation_site::DocumentationSite;
use twilio_events_codegen::net::events_api::{Credentials, EventsApi};
use twilio_events_codegen::net::fetch::{Options, Settings};
use twilio_events_codegen::net::newer;

use super::host::{Host, Reply};
use super::{ID, SCHEMA, fetch, fetcher, id, options};

/// The names of a caller that is not the library.
const OTHERS: Settings = Settings {
    mirror: "--mirror",
    offline: "--no-network",
    site: "--site",
    api: "--api",
    account: "--account",
};

fn helps(settings: Settings, change: impl FnOnce(&mut Options)) -> Options {
    let mut options = Options {
        settings,
        retries: 0,
        // Nobody listens there.
        ..options("http://127.0.0.1:9")
    };
    change(&mut options);
    options
}

/// What has to be set otherwise, and the error that says so.
fn errors(settings: Settings) -> Vec<(&'static str, Error)> {
    let offline = || helps(settings, |options| options.offline = true);
    let unreachable = || helps(settings, |_| {});
    let known = BTreeMap::from([("A.B".parse().expect("it is an id"), 1)]);
    let newer = |options| newer::find(&fetcher(options), &known).expect_err("nobody is asked");

    let host = Host::start();
    let link = |page| format!("* [Page](/docs/events/event-types/a/{page})\n");
    let links: Vec<String> = (0..1001).map(link).collect();
    let index = format!("# Event types\n\n## A\n\n{}", links.concat());
    host.on("/docs/events/event-types-overview.md", [Reply::ok(index)]);
    let site = DocumentationSite::new(Some(&host.url()), unreachable());
    let index = site.expect("http needs no certificates").index();

    let api = |reply| {
        let host = Host::start();
        host.on("/v1/Types?PageSize=1000", [reply]);
        let credentials = Credentials {
            user: "AC1".to_owned(),
            password: "x".to_owned(),
        };
        let api = EventsApi::new(Some(&host.url()), unreachable(), credentials);
        let types = api.expect("http needs no certificates").types();
        types.expect_err("it is not a list")
    };

    let host = Host::start();
    for version in 2..=60 {
        host.on(
            &format!("/A.B/{version}"),
            [Reply::ok(r#"{"type": "object"}"#)],
        );
    }
    let endless = helps(settings, |options| {
        options.base = host.url().parse().expect("it is one");
    });
    vec![
        (
            settings.offline,
            fetch(offline(), id(ID))
                .expect_err("nobody is asked")
                .into(),
        ),
        (
            settings.mirror,
            fetch(unreachable(), id(ID))
                .expect_err("nobody listens")
                .into(),
        ),
        (settings.offline, newer(offline())),
        (settings.mirror, newer(unreachable())),
        (settings.mirror, newer(endless)),
        (settings.site, index.expect_err("it has no end")),
        (settings.api, api(Reply::ok("{}"))),
        (settings.account, api(Reply::status(401, SCHEMA))),
    ]
}

#[test]
fn help_calls_settings_as_who_calls_does() {
    for settings in [Settings::default(), OTHERS] {
        let mut seen = BTreeSet::new();
        for (name, error) in errors(settings) {
            let help = error.advice().expect("there is always a way out");
            assert!(help.contains(name), "{name}: {error}");
            // A builder has no options of a command.
            assert_eq!(help.contains("--"), name.contains("--"), "{error}");
            seen.insert(name);
        }
        assert_eq!(seen.len(), 5, "{seen:?}");
    }
}
