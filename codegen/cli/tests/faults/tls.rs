//! Hosts whose certificates are not theirs, and names that lead nowhere.

use std::fs;

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair, date_time_ymd};
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tempfile::TempDir;

use super::support::host::{Host, Reply};
use super::support::project::{ID, Project};
use super::support::twilio::Twilio;
use super::{project, run, state};

/// An authority of the test's own, in a file that the environment may name.
struct Authority {
    issuer: Issuer<'static, KeyPair>,
    folder: TempDir,
}

impl Authority {
    fn new() -> Self {
        let key = KeyPair::generate().expect("there is randomness");
        let mut parameters = CertificateParams::default();
        parameters.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let certificate = parameters.self_signed(&key).expect("it can be signed");
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        fs::write(folder.path().join("ca.pem"), certificate.pem()).expect("it can be written");
        let issuer = Issuer::new(parameters, key);
        Self { issuer, folder }
    }

    fn path(&self) -> String {
        self.folder.path().join("ca.pem").display().to_string()
    }

    /// A host that shows a certificate for `name`, good until the end of a year.
    fn host(&self, host: &Host, name: &str, until: i32) -> Twilio {
        let key = KeyPair::generate().expect("there is randomness");
        let mut parameters = CertificateParams::new([name.to_owned()]).expect("it is a name");
        parameters.not_before = date_time_ymd(2000, 1, 1);
        parameters.not_after = date_time_ymd(until, 12, 31);
        let certificate = parameters.signed_by(&key, &self.issuer);
        let certificate = certificate.expect("it can be signed").pem();
        let key = key.serialize_pem();
        Twilio::with(
            host,
            CertificateDer::from_pem_slice(certificate.as_bytes()).expect("it is one"),
            PrivateKeyDer::from_pem_slice(key.as_bytes()).expect("it is one"),
        )
    }
}

const NAME: &str = "events-schemas.twilio.com";

/// What `fetch` says of such a host. It says 0 where all is well.
fn fetch(project: &Project, twilio: &Twilio, authority: Option<&str>) -> (Option<i32>, String) {
    let [(proxy, address), _] = twilio.environment();
    let mut environment = vec![(proxy, address.as_str())];
    environment.extend(authority.map(|path| ("SSL_CERT_FILE", path)));
    let output = run(project, &["fetch", &format!("{ID}/3")], &environment);
    (output.code, output.err)
}

#[test]
fn certificates_are_what_they_should_be() {
    let (project, host) = (project(Project::new()), Host::start());
    let path = format!("/{ID}/3");
    host.on(&path, [Reply::ok(project.version_3.clone())]);
    let (authority, other) = (Authority::new(), Authority::new());
    let (good, bad) = (authority.path(), other.path());
    let before = state(&project);
    for (twilio, trusted, says) in [
        (
            authority.host(&host, "elsewhere.example", 2100),
            &good,
            "not valid for name",
        ),
        (authority.host(&host, NAME, 2001), &good, "expired"),
        (
            authority.host(&host, NAME, 2100),
            &bad,
            "invalid peer certificate",
        ),
    ] {
        let (code, said) = fetch(&project, &twilio, Some(trusted));
        assert_eq!(code, Some(1), "{said}");
        for part in [
            &format!("https://{NAME}{path} shows a certificate that is not trusted"),
            says,
            "SSL_CERT_FILE can name a file of root certificates, or name a mirror",
        ] {
            assert!(said.contains(part), "{part}: {said}");
        }
        assert!(state(&project) == before, "files are other than before");
    }
    assert_eq!(host.received().len(), 0, "nothing was asked for");
    let (code, said) = fetch(&project, &authority.host(&host, NAME, 2100), Some(&good));
    assert_eq!(code, Some(0), "{said}");
}

/// What comes by https does not lead to http, nor to this machine, nor to a file.
#[test]
fn redirects_stay_with_https() {
    let (project, host, other) = (project(Project::new()), Host::start(), Host::start());
    let authority = Authority::new();
    let twilio = authority.host(&host, NAME, 2100);
    let path = format!("/{ID}/3");
    other.on(&path, [Reply::ok(project.version_3.clone())]);
    let before = state(&project);
    for target in [
        other.url() + &path,
        format!("http://{NAME}{path}"),
        "file:///etc/passwd".to_owned(),
    ] {
        host.on(&path, [Reply::redirect(&target)]);
        let (code, said) = fetch(&project, &twilio, Some(&authority.path()));
        assert_eq!(code, Some(1), "{said}");
        let followed = said.contains("which is not followed: https stays https");
        assert!(followed || said.contains("answered 302 Found"), "{said}");
        assert!(state(&project) == before, "files are other than before");
    }
    assert!(other.received().is_empty(), "the other host was asked");
    host.on(&path, [Reply::ok(project.version_3.clone())]);
    let (code, said) = fetch(&project, &twilio, Some(&authority.path()));
    assert_eq!(code, Some(0), "{said}");
}

/// No name ends in `.invalid` (RFC 6761).
#[test]
fn a_name_that_leads_nowhere() {
    let project = project(Project::new());
    let before = state(&project);
    let base = "https://events-schemas.invalid";
    let authority = Authority::new();
    let environment = [
        ("TWILIO_EVENTS_BASE_URL", base),
        ("SSL_CERT_FILE", &authority.path()),
    ];
    for arguments in [
        &["fetch", &format!("{ID}/3")][..],
        &["update"],
        &["verify", "--online"],
    ] {
        let output = run(&project, arguments, &environment);
        output.fails();
        let said = output.err;
        let version = if arguments[0] == "verify" { 1 } else { 3 };
        for part in [
            &format!("{base}/{ID}/{version} cannot be reached"),
            "help: check the network",
        ] {
            assert!(said.contains(part), "{part}: {said}");
        }
        assert!(state(&project) == before, "files are other than before");
    }
}
