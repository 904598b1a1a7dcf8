//! `outdated` and `discover`: what the documentation site knows and the catalog lacks.

use std::fs;

use serde_json::{Value, json};

use super::NOWHERE;
use super::support::host::{Host, Reply};
use super::support::project::{ID, Project, tree};
use super::support::site::{self, STATE_PAGE};

const TYPE: &str = "com.twilio.conversations.conversation-state.updated";
const DEVICES: &str = "/docs/events/event-types/telemetry/device-report";

/// A site that has a version, a page, two event types and a schema more than the project knows.
fn ahead() -> Host {
    let host = Host::start();
    // The index may list a page twice, and by its whole address.
    let whole = format!("https://www.twilio.com{DEVICES}#section");
    site::index(&host, &[STATE_PAGE, &whole, DEVICES]);
    let caution = "> \\[!CAUTION]\n>\n> This event type is Deprecated.";
    site::page(
        &host,
        STATE_PAGE,
        &[
            site::state(3),
            site::section("com.twilio.conversations.old", caution, ID, 2),
        ],
    );
    let note = "> \\[!NOTE]\n>\n> It replaces one that is deprecated.";
    site::page(
        &host,
        DEVICES,
        &[site::section(
            "com.twilio.telemetry.device.reported",
            note,
            "Telemetry.DeviceReport",
            4,
        )],
    );
    host
}

fn url(page: &str) -> String {
    format!("https://www.twilio.com{page}")
}

#[test]
fn outdated_names_what_the_site_has_and_the_catalog_lacks() {
    let (project, host) = (Project::new(), ahead());
    let output = project.command(&["outdated", "--format", "json"], &host.url());
    output.fails();
    let report: Value = output.json();
    assert_eq!(
        report,
        json!({
            "sources": ["schema-host", "documentation"],
            "schemas": [
                {"id": ID, "locked": 2, "catalog": 2, "published": 3},
                {"id": "Telemetry.DeviceReport", "locked": null, "catalog": null, "published": 4},
            ],
            "event_types": [
                {
                    "name": "com.twilio.conversations.old",
                    "catalog": null,
                    "published": {"status": "deprecated", "schema": ID, "page": url(STATE_PAGE)},
                },
                {
                    "name": "com.twilio.telemetry.device.reported",
                    "catalog": null,
                    "published": {"status": "available", "schema": "Telemetry.DeviceReport", "page": url(DEVICES)},
                },
            ],
            "gone": [],
        })
    );
    let text = project.command(&["outdated"], &host.url()).out;
    assert!(
        text.contains("Telemetry.DeviceReport                  -       -        4\n"),
        "{text}"
    );
    let row = text.lines().last().expect("there are rows");
    let cells: Vec<&str> = row.split("  ").filter(|cell| !cell.is_empty()).collect();
    let published = "available Telemetry.DeviceReport";
    let name = "com.twilio.telemetry.device.reported";
    assert_eq!(
        cells.iter().map(|cell| cell.trim()).collect::<Vec<_>>(),
        [name, "-", published, &url(DEVICES)]
    );
}

#[test]
fn discover_takes_it_into_the_catalog_and_leaves_the_rest_as_it_is() {
    let (project, host) = (Project::new(), ahead());
    let changelog = project.root.path().join("CHANGELOG.md");
    fs::write(&changelog, "## Unreleased\n").expect("it can be written");
    let sums = "<!-- sums, written by cargo regen -->\n<!-- end of sums -->\n";
    project.write("README.md", sums);
    project.command(&["regen"], NOWHERE).succeeds();
    let before = tree(project.root.path());
    let dry = project.command(&["discover", "--dry-run"], &host.url());
    dry.succeeds();
    assert!(dry.out.ends_with("dry run: nothing is written\n"));
    assert!(tree(project.root.path()) == before, "something is written");

    let catalog = project.schemas().join("catalog.toml");
    let text = fs::read_to_string(&catalog).expect("it is there");
    project.command(&["discover"], &host.url()).succeeds();
    let (schema, event) = text.split_once("\n[[event]]").expect("both are there");
    let expected = [
        &schema.replace("latest = 2 # seen", "latest = 3 # seen"),
        "\n[[schema]]\nid = \"Telemetry.DeviceReport\"\nlatest = 4\n",
        "\n[[event]]",
        event,
        &format!(
            "\n[[event]]\ntype = \"com.twilio.conversations.old\"\nproduct = \"Conversations\"\nschema = \"{ID}\"\n\
             status = \"deprecated\"\npage = \"{}\"\n",
            url(STATE_PAGE)
        ),
        &format!(
            "\n[[event]]\ntype = \"com.twilio.telemetry.device.reported\"\nproduct = \"Telemetry\"\n\
             schema = \"Telemetry.DeviceReport\"\nstatus = \"available\"\npage = \"{}\"\n",
            url(DEVICES)
        ),
    ];
    let taken = fs::read_to_string(&catalog).expect("it is there");
    assert_eq!(taken, expected.concat());
    assert_eq!(
        fs::read_to_string(&changelog).expect("it is there"),
        "## Unreleased\n\n\
         - New event type `com.twilio.conversations.old` with schema `Conversations.ConversationStateUpdated`, deprecated.\n\
         - New event type `com.twilio.telemetry.device.reported` with schema `Telemetry.DeviceReport`, available.\n"
    );
    // The crate knows the event types, and everything is in order.
    let types = fs::read_to_string(project.root.path().join("generated/src/event_type.rs"));
    assert!(
        types
            .expect("it is there")
            .contains("com.twilio.telemetry.device.reported")
    );
    project.command(&["verify"], NOWHERE).succeeds();
    project.command(&["regen", "--check"], NOWHERE).succeeds();

    let again = project.command(&["discover"], &host.url());
    again.succeeds();
    assert!(
        again
            .out
            .ends_with("the catalog has everything that is published\n"),
        "{}",
        again.out
    );
    assert_eq!(fs::read_to_string(&catalog).expect("it is there"), taken);
}

/// What stands in the catalog is changed where the site says otherwise, and only there.
#[test]
fn what_the_site_says_otherwise_is_taken() {
    let (project, host) = (Project::new(), Host::start());
    let catalog = project.schemas().join("catalog.toml");
    let text = fs::read_to_string(&catalog).expect("it is there");
    let other = text
        .replace(
            "status = \"available\"",
            "status = \"unconfirmed\" # who knows",
        )
        .replace(&format!("page = \"{}\"\n", url(STATE_PAGE)), "");
    assert!(other.len() < text.len());
    fs::write(&catalog, &other).expect("it can be written");
    project.write("CHANGELOG.md", "## Unreleased\n");
    site::current(&host);
    project.command(&["discover"], &host.url()).succeeds();
    assert_eq!(
        fs::read_to_string(&catalog).expect("it is there"),
        text.replace(
            "status = \"available\"",
            "status = \"available\" # who knows"
        )
    );
}

#[test]
fn what_has_left_the_site_is_named_and_stays() {
    let project = Project::new();
    project.write("CHANGELOG.md", "## Unreleased\n");
    let other = site::section("com.twilio.conversations.other", "", ID, 2);
    for (pages, listed) in [(vec![STATE_PAGE, DEVICES], true), (vec![DEVICES], false)] {
        let host = Host::start();
        site::index(&host, &pages);
        site::page(&host, STATE_PAGE, std::slice::from_ref(&other));
        site::page(&host, DEVICES, std::slice::from_ref(&other));
        let output = project.command(&["outdated", "--format", "json"], &host.url());
        output.fails();
        let report: Value = output.json();
        assert_eq!(
            report["gone"],
            json!([{"name": TYPE, "page": url(STATE_PAGE), "page_is_listed": listed}])
        );
        let text = project.command(&["discover", "--dry-run"], &host.url()).out;
        let said = if listed {
            "its page no longer names it"
        } else {
            "the index no longer lists its page"
        };
        assert!(text.contains(&format!("{TYPE}  {said}: ")), "{text}");
    }
    let catalog = project.read("codegen/schemas/catalog.toml");
    assert!(catalog.contains(TYPE));
}

/// A page that does not come, or is none, hides nothing of the others, and nothing is said of what it may hold.
#[test]
fn what_cannot_be_read_hides_nothing_of_the_rest() {
    let project = Project::new();
    for (reply, what) in [
        (Reply::status(404, ""), "answered 404 Not Found"),
        (
            Reply::ok("# Something else\n\nText.\n"),
            "documents no event type",
        ),
    ] {
        let host = ahead();
        host.on(&format!("{STATE_PAGE}.md"), [reply]);
        let output = project.command(&["outdated", "--format", "json"], &host.url());
        output.fails();
        output.says(what);
        let report: Value = output.json();
        assert_eq!(
            report["event_types"][0]["name"],
            "com.twilio.telemetry.device.reported"
        );
        assert_eq!(report["gone"], json!([]));
    }
}

/// Neither of the two that are asked hides what the other says.
#[test]
fn one_of_the_two_is_enough_to_learn_something() {
    let project = Project::new();
    let row = |version: u32| format!("{ID}  2       2        {version}\n");
    // The site alone.
    let host = Host::start();
    site::index(&host, &[STATE_PAGE]);
    site::page(&host, STATE_PAGE, &[site::state(4)]);
    host.on(&format!("/{ID}/3"), [Reply::status(500, "")]);
    project
        .command(&["outdated", "--retries=0"], &host.url())
        .fails()
        .prints(&row(4))
        .says("/3 answered 500");
    // The schema host alone.
    let host = Host::start();
    host.on(&format!("/{ID}/3"), [Reply::ok(project.version_3.clone())]);
    project
        .command(&["outdated"], &host.url())
        .fails()
        .prints(&row(3))
        .says("event-types-overview.md answered 404");
}

#[test]
fn an_index_has_an_end() {
    let (project, host) = (Project::new(), Host::start());
    let page = |number| format!("/docs/events/event-types/a/{number}");
    let pages: Vec<String> = (0..1001).map(page).collect();
    let pages: Vec<&str> = pages.iter().map(String::as_str).collect();
    site::index(&host, &pages);
    project
        .command(&["outdated"], &host.url())
        .fails()
        .says("lists more than 1000 pages")
        .says("name another with --docs-url");
    let asked = host.received();
    assert!(
        asked
            .iter()
            .all(|request| !request.path.contains("/event-types/a/"))
    );
}

#[test]
fn an_index_that_leads_elsewhere_is_refused() {
    let (project, host) = (Project::new(), Host::start());
    for link in [
        "https://example.com/docs/events/event-types/a",
        "http://www.twilio.com/docs/a",
        "ftp:a",
    ] {
        site::index(&host, &[link]);
        project
            .command(&["outdated"], &host.url())
            .fails()
            .says("which does not lie at https://www.twilio.com");
    }
}
