//! TLS, and what is wrong with a certificate.

use std::{
    io,
    sync::{Arc, OnceLock},
};

use rustls_platform_verifier::Verifier;
use tokio::sync::OnceCell;
use tokio_rustls::{
    TlsConnector,
    client::TlsStream,
    rustls::{
        self, CertificateError, ClientConfig, DigitallySignedStruct, OtherError, RootCertStore,
        SignatureScheme,
        client::{
            Resumption, WebPkiServerVerifier,
            danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
        },
        crypto::{CryptoProvider, ring},
        pki_types::{CertificateDer, ServerName, UnixTime},
    },
};
use x509_parser::{
    certificate::X509Certificate, extensions::GeneralName, prelude::FromDer as _, time::ASN1Time,
};

use super::Socket;
use crate::engine::{CertificateFault, Error, Roots, route::Route};

/// The most names of a certificate that are told.
const MOST_NAMES: usize = 8;

/// How many tickets for TLS sessions are kept.
const KEPT_SESSIONS: usize = 8;

/// How hands are shaken with a server, with TLS from the start and after STARTTLS.
///
/// What is in here is used for all connections of a route. They share the TLS sessions that can be taken up again, which
/// rustls keeps apart by the name that the certificate was checked for. Nothing is ever sent before the handshake is done
/// (0-RTT data could be replayed).
pub(in crate::engine) struct TlsWays {
    direct: Arc<ClientConfig>,
    starttls: Arc<ClientConfig>,
}

/// Who may vouch for a certificate, read once however many routes there are.
pub(in crate::engine) struct Trust {
    roots: Roots,
    verifier: OnceCell<Arc<dyn ServerCertVerifier>>,
}

impl Trust {
    pub(in crate::engine) fn new(roots: Roots) -> Self {
        Self {
            roots,
            verifier: OnceCell::new(),
        }
    }

    /// Whether it is trust in these authorities and no others.
    pub(in crate::engine) fn is_in(&self, roots: &Roots) -> bool {
        match (&self.roots, roots) {
            (Roots::Platform, Roots::Platform) => true,
            (Roots::Only(ours), Roots::Only(theirs)) => Arc::ptr_eq(ours, theirs),
            _ => false,
        }
    }

    /// New ways, which share nothing with others but the authorities. To read these at the first call may take a while.
    pub(in crate::engine) async fn ways(&self) -> Result<TlsWays, Error> {
        let verifier = self.verifier.get_or_try_init(|| read(&self.roots)).await?;
        ways(Arc::clone(verifier))
    }
}

async fn read(roots: &Roots) -> Result<Arc<dyn ServerCertVerifier>, Error> {
    match roots {
        Roots::Platform if PLATFORM.get().is_none() => {
            tokio::task::spawn_blocking(|| verifier(&Roots::Platform))
                .await
                .map_err(|error| Error::Handshake(error.to_string()))?
        }
        roots => verifier(roots),
    }
}

fn ways(verifier: Arc<dyn ServerCertVerifier>) -> Result<TlsWays, Error> {
    let mut config = ClientConfig::builder_with_provider(provider())
        .with_safe_default_protocol_versions()
        .map_err(|error| Error::Handshake(error.to_string()))?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(Watcher(verifier)))
        .with_no_client_auth();
    config.resumption = Resumption::in_memory_sessions(KEPT_SESSIONS);
    let mut direct = config.clone();
    direct.alpn_protocols = vec![b"xmpp-client".to_vec()];
    Ok(TlsWays {
        direct: Arc::new(direct),
        starttls: Arc::new(config),
    })
}

/// Shakes hands over a TCP connection. The certificate must be good for the target's domain.
pub(super) async fn shake_hands(
    socket: Socket,
    route: &Route,
    direct: bool,
) -> Result<TlsStream<Socket>, Error> {
    let domain = route.target.domain.to_ascii();
    let name = domain.trim_start_matches('[').trim_end_matches(']');
    let name = ServerName::try_from(name.to_owned())
        .map_err(|error| Error::Handshake(error.to_string()))?;
    let ways = route.tls().await?;
    let config = if direct { &ways.direct } else { &ways.starttls };
    TlsConnector::from(Arc::clone(config))
        .connect(name, socket)
        .await
        .map_err(|error| match certificate_fault(&error) {
            Some(fault) => Error::Certificate(fault.clone()),
            None => Error::Handshake(error.to_string()),
        })
}

/// The one provider of cryptography.
pub(crate) fn provider() -> Arc<CryptoProvider> {
    static PROVIDER: OnceLock<Arc<CryptoProvider>> = OnceLock::new();
    Arc::clone(PROVIDER.get_or_init(|| Arc::new(ring::default_provider())))
}

/// Judges a certificate as the verifier in it does, and says what is wrong with it.
#[derive(Debug)]
struct Watcher(Arc<dyn ServerCertVerifier>);

/// What the [`Watcher`] said.
fn certificate_fault(error: &io::Error) -> Option<&CertificateFault> {
    match error.get_ref()?.downcast_ref()? {
        rustls::Error::InvalidCertificate(CertificateError::Other(fault)) => fault.0.downcast_ref(),
        _ => None,
    }
}

static PLATFORM: OnceLock<Arc<Verifier>> = OnceLock::new();

fn verifier(roots: &Roots) -> Result<Arc<dyn ServerCertVerifier>, Error> {
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
        self.0
            .verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now)
            .map_err(|error| {
                let fault = OtherError(Arc::new(fault(&error, end_entity)));
                rustls::Error::InvalidCertificate(CertificateError::Other(fault))
            })
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.0.verify_tls12_signature(message, cert, dss)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        self.0.verify_tls13_signature(message, cert, dss)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.0.supported_verify_schemes()
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
        CertificateError::InvalidPurpose | CertificateError::InvalidPurposeContext { .. } => {
            CertificateFault::WrongPurpose
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

/// The names that a certificate is for. What it calls itself has not counted for long, and would only confuse: it may well
/// be the right name.
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
