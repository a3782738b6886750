//! TLS, and what is wrong with a certificate.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rustls_platform_verifier::Verifier;
use tokio::net::TcpStream;
use tokio_rustls::{
    TlsConnector,
    client::TlsStream,
    rustls::{
        self, CertificateError, ClientConfig, DigitallySignedStruct, RootCertStore,
        SignatureScheme,
        client::{
            WebPkiServerVerifier,
            danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
        },
        crypto::{CryptoProvider, ring},
        pki_types::{CertificateDer, ServerName, UnixTime},
    },
};
use x509_parser::{
    certificate::X509Certificate, extensions::GeneralName, prelude::FromDer as _, time::ASN1Time,
};

use crate::engine::{CertificateFault, Error, Roots, Target};

/// The most names of a certificate that are told.
const MOST_NAMES: usize = 8;

/// Shakes hands over a TCP connection. The certificate must be good for the target's domain.
pub(super) async fn shake_hands(
    tcp: TcpStream,
    target: &Target,
    direct: bool,
) -> Result<TlsStream<TcpStream>, Error> {
    let domain = target.domain.to_ascii();
    let name = domain.trim_start_matches('[').trim_end_matches(']');
    let name = ServerName::try_from(name.to_owned())
        .map_err(|error| Error::Handshake(error.to_string()))?;
    let roots = target.roots.clone();
    // Reading the system's authorities takes a while.
    let watcher = tokio::task::spawn_blocking(move || Watcher::new(&roots))
        .await
        .map_err(|error| Error::Handshake(error.to_string()))??;
    let watcher = Arc::new(watcher);
    let mut config = ClientConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()
        .map_err(|error| Error::Handshake(error.to_string()))?
        .dangerous()
        .with_custom_certificate_verifier(Arc::clone(&watcher) as Arc<dyn ServerCertVerifier>)
        .with_no_client_auth();
    if direct {
        config.alpn_protocols = vec![b"xmpp-client".to_vec()];
    }
    TlsConnector::from(Arc::new(config))
        .connect(name, tcp)
        .await
        .map_err(|error| match watcher.fault() {
            Some(fault) => Error::Certificate(fault),
            None => Error::Handshake(error.to_string()),
        })
}

/// The one provider of cryptography.
pub(crate) fn provider() -> Arc<CryptoProvider> {
    static PROVIDER: OnceLock<Arc<CryptoProvider>> = OnceLock::new();
    Arc::clone(PROVIDER.get_or_init(|| Arc::new(ring::default_provider())))
}

/// Judges a certificate as the verifier in it does, and remembers what is wrong.
#[derive(Debug)]
struct Watcher {
    verifier: Arc<dyn ServerCertVerifier>,
    fault: Mutex<Option<CertificateFault>>,
}

impl Watcher {
    fn new(roots: &Roots) -> Result<Self, Error> {
        Ok(Self {
            verifier: verifier(roots)?,
            fault: Mutex::new(None),
        })
    }

    fn fault(&self) -> Option<CertificateFault> {
        self.fault
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

fn verifier(roots: &Roots) -> Result<Arc<dyn ServerCertVerifier>, Error> {
    static PLATFORM: OnceLock<Arc<Verifier>> = OnceLock::new();
    let cannot = |error: String| Error::Certificate(CertificateFault::Other(error));
    match roots {
        Roots::Platform => {
            if let Some(verifier) = PLATFORM.get() {
                return Ok(Arc::clone(verifier) as _);
            }
            let verifier = Verifier::new(provider()).map_err(|error| cannot(error.to_string()))?;
            Ok(Arc::clone(PLATFORM.get_or_init(|| Arc::new(verifier))) as _)
        }
        Roots::Only(certificates) => {
            let mut store = RootCertStore::empty();
            for certificate in certificates.iter() {
                store
                    .add(certificate.clone())
                    .map_err(|error| cannot(error.to_string()))?;
            }
            WebPkiServerVerifier::builder_with_provider(Arc::new(store), provider())
                .build()
                .map(|verifier| verifier as _)
                .map_err(|error| cannot(error.to_string()))
        }
    }
}

impl ServerCertVerifier for Watcher {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        self.verifier
            .verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now)
            .inspect_err(|error| {
                let fault = fault(error, end_entity);
                *self.fault.lock().unwrap_or_else(PoisonError::into_inner) = Some(fault);
            })
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.verifier.verify_tls12_signature(message, cert, dss)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.verifier.verify_tls13_signature(message, cert, dss)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.verifier.supported_verify_schemes()
    }
}

/// What the person is told about a certificate that the verifier does not take.
fn fault(error: &rustls::Error, end_entity: &CertificateDer<'_>) -> CertificateFault {
    let rustls::Error::InvalidCertificate(error) = error else {
        return CertificateFault::Other(error.to_string());
    };
    let parsed = X509Certificate::from_der(end_entity);
    let certificate = parsed.as_ref().ok().map(|(_, certificate)| certificate);
    let day = |of: fn(&X509Certificate<'_>) -> ASN1Time| {
        certificate
            .map(|certificate| day(of(certificate)))
            .unwrap_or_default()
    };
    match error {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => {
            CertificateFault::Expired {
                until: day(|certificate| certificate.validity().not_after),
            }
        }
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            CertificateFault::NotYetValid {
                from: day(|certificate| certificate.validity().not_before),
            }
        }
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            CertificateFault::WrongName {
                names: certificate.map(names).unwrap_or_default(),
            }
        }
        CertificateError::UnknownIssuer => CertificateFault::UnknownIssuer,
        CertificateError::Revoked => CertificateFault::Revoked,
        // A certificate that vouches for itself may also claim to be an authority, which the verifier finds first.
        _ if certificate.is_some_and(|own| own.issuer() == own.subject()) => {
            CertificateFault::UnknownIssuer
        }
        other => CertificateFault::Other(other.to_string()),
    }
}

fn day(time: ASN1Time) -> String {
    let time = time.to_datetime();
    format!(
        "{:04}-{:02}-{:02}",
        time.year(),
        u8::from(time.month()),
        time.day()
    )
}

/// The names that a certificate is for; if it has none that count, the one that it calls itself.
fn names(certificate: &X509Certificate<'_>) -> Vec<String> {
    let alternative = certificate.subject_alternative_name().ok().flatten();
    let mut names: Vec<String> = alternative
        .iter()
        .flat_map(|extension| &extension.value.general_names)
        .filter_map(|name| match name {
            GeneralName::DNSName(name) => Some((*name).to_owned()),
            GeneralName::IPAddress(bytes) => ip(bytes),
            _ => None,
        })
        .collect();
    if names.is_empty() {
        let common = certificate.subject().iter_common_name();
        names.extend(common.filter_map(|name| name.as_str().ok().map(str::to_owned)));
    }
    names.truncate(MOST_NAMES);
    names
}

fn ip(bytes: &[u8]) -> Option<String> {
    <[u8; 4]>::try_from(bytes)
        .map(|four| std::net::Ipv4Addr::from(four).to_string())
        .or_else(|_| {
            <[u8; 16]>::try_from(bytes).map(|six| std::net::Ipv6Addr::from(six).to_string())
        })
        .ok()
}
