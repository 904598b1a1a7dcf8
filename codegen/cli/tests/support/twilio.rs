//! Twilio's own hosts, as far as a command can tell: a proxy on loopback leads to a host that has a certificate for their names.
//!
//! Nothing in the commands is told that this is a test. They ask `https://events-schemas.twilio.com` and its like through the
//! proxy that the environment names (`HTTPS_PROXY`), and trust the certificate because the environment says so
//! (`SSL_CERT_FILE`), as they would behind the proxy of a company. Certificate and key, in `twilio/`, are for this alone.

use std::io::{BufRead, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;

use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use super::host::Host;

const CERTIFICATE: &[u8] = include_bytes!("twilio/cert.pem");
const KEY: &[u8] = include_bytes!("twilio/key.pem");
/// What is to be trusted.
const AUTHORITY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/twilio/ca.pem");

/// The proxy. Its threads end with the process, or with the connections of the command.
pub struct Twilio {
    proxy: SocketAddr,
}

impl Twilio {
    /// The hosts answer what this one answers.
    pub fn start(host: &Host) -> Self {
        let certificate = CertificateDer::from_pem_slice(CERTIFICATE);
        let key = PrivateKeyDer::from_pem_slice(KEY);
        Self::with(
            host,
            certificate.expect("it is a certificate"),
            key.expect("it is a key"),
        )
    }

    /// The same with another certificate.
    pub fn with(
        host: &Host,
        certificate: CertificateDer<'static>,
        key: PrivateKeyDer<'static>,
    ) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("loopback has a free port");
        let proxy = listener.local_addr().expect("it is bound");
        let (config, host) = (config(certificate, key), host.address());
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let config = Arc::clone(&config);
                // A client that goes away in the middle is nothing wrong.
                thread::spawn(move || drop(lead(stream, config, host)));
            }
        });
        Self { proxy }
    }

    /// What the environment of the command has to say.
    pub fn environment(&self) -> [(&'static str, String); 2] {
        [
            ("HTTPS_PROXY", format!("http://{}", self.proxy)),
            ("SSL_CERT_FILE", AUTHORITY.to_owned()),
        ]
    }
}

fn config(certificate: CertificateDer<'static>, key: PrivateKeyDer<'static>) -> Arc<ServerConfig> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("ring has them")
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key);
    Arc::new(config.expect("key and certificate belong together"))
}

/// Takes the request for a tunnel, and answers what comes through it.
fn lead(mut stream: TcpStream, config: Arc<ServerConfig>, host: SocketAddr) -> std::io::Result<()> {
    let head = head(&mut BufReader::new(stream.try_clone()?))?;
    assert!(
        head.starts_with("CONNECT ") && head.contains(".twilio.com:443 "),
        "only Twilio's hosts are asked for: {head}"
    );
    stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n")?;
    let connection = ServerConnection::new(config).map_err(std::io::Error::other)?;
    let mut tunnel = BufReader::new(StreamOwned::new(connection, stream));
    loop {
        let request = self::head(&mut tunnel)?;
        if request.is_empty() {
            return Ok(());
        }
        let answer = ask(host, &request)?;
        tunnel.get_mut().write_all(&answer)?;
        tunnel.get_mut().flush()?;
    }
}

/// The lines of a request or an answer up to the empty one, with it.
fn head(reader: &mut impl BufRead) -> std::io::Result<String> {
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if reader.read_line(&mut head)? == 0 {
            break;
        }
    }
    Ok(head)
}

fn ask(host: SocketAddr, request: &str) -> std::io::Result<Vec<u8>> {
    let mut stream = TcpStream::connect(host)?;
    stream.write_all(request.as_bytes())?;
    let mut reader = BufReader::new(stream);
    let head = head(&mut reader)?;
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("Content-Length: ")?.parse().ok());
    let mut body = vec![0; length.unwrap_or(0)];
    reader.read_exact(&mut body)?;
    Ok([head.into_bytes(), body].concat())
}
